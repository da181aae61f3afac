"""Pictures of the running demo for docs/pictures: `python -m scripts.pictures` beside `make run`.

Phone and desktop, Indonesian and English, day and night; the README's picture is composed of three of them.
"""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

BASE = "http://127.0.0.1:8000"
TARGET = Path("docs/pictures")
PASSWORD = "panggung-2018"  # pragma: allowlist secret
SIZES = {"phone": (390, 844), "desktop": (1280, 800)}
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]


@dataclass(frozen=True)
class Shot:
    """`name-size-language[-night].png` of `path`, as `user` (nobody when empty)."""

    name: str
    path: str
    user: str = ""
    size: str = "phone"
    language: str = "id"
    night: bool = False

    @property
    def file(self) -> Path:
        return TARGET / f"{self.name}-{self.size}-{self.language}{'-night' if self.night else ''}.png"


CAMPAIGN = "/c/AnakGENIUS/"
SHOTS = (
    Shot("campaign", CAMPAIGN),
    Shot("campaign", CAMPAIGN, night=True),
    Shot("campaign", CAMPAIGN, size="desktop", language="en"),
    Shot("home", "/", size="desktop"),
    Shot("home", "/", language="en"),
    Shot("video", "video"),
    Shot("video", "video", size="desktop", language="en"),
    Shot("make", "/buat/", "ibu"),
    Shot("mine", "/video-saya/", "ibu"),
    Shot("mine", "/video-saya/", "ibu", language="en", night=True),
    Shot("family", "/keluarga/", "ibu"),
    Shot("desk", "case", "moderator", "desktop"),
    Shot("desk", "case", "moderator", "desktop", night=True),
    Shot("desk", "other case", "senior", "desktop", "en", night=True),
    Shot("desk", "case", "moderator"),
    Shot("quality", "/meja/mutu/", "senior", "desktop"),
    Shot("decision", "decision", "ibu"),
    Shot("decision", "decision", "ibu", language="en"),
    Shot("login", "/masuk/"),
    Shot("definitions", "/arti-angka/"),
    Shot("rules", "/aturan/"),
    Shot("rules-children", "/aturan/anak/"),
    Shot("rules", "/aturan/", size="desktop", language="en"),
)


def take(browser: Browser, shot: Shot, keys: dict[str, list[Any]]) -> None:
    """One picture in a browser context of its own. `keys`: cookies of who has logged in; no code works twice."""
    width, height = SIZES[shot.size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if shot.night else "light"
    )
    context.add_cookies([{"name": "django_language", "value": shot.language, "url": BASE}])
    page = context.new_page()
    if shot.user in keys:
        context.add_cookies(keys[shot.user])
    elif shot.user:
        log_in(page, shot.user)
        keys[shot.user] = [cookie for cookie in context.cookies() if cookie["name"] in ("sessionid", "csrftoken")]
    page.goto(BASE + address(page, shot.path))
    page.wait_for_load_state("networkidle")
    page.screenshot(path=shot.file)
    context.close()


def log_in(page: Page, user: str) -> None:
    page.goto(f"{BASE}/masuk/")
    page.fill("[name=login]", user)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation(wait_until="networkidle"):
        page.keyboard.press("Enter")
    if "/2fa/" in page.url:
        page.fill("[name=code]", page.locator(".demo-code").inner_text().strip())
        with page.expect_navigation(wait_until="networkidle"):
            page.keyboard.press("Enter")


def address(page: Page, path: str) -> str:
    """A path; or the first video of the campaign, a case at the desk that nobody else holds, what was sent back."""
    lists = {
        "video": (CAMPAIGN, "a[href^='/v/'] >> nth=0"),
        "case": ("/meja/", "a[data-case] >> nth=0"),
        "other case": ("/meja/", "a[data-case] >> nth=1"),
        "decision": ("/video-saya/", "a[href$='/ubah/'] >> nth=0"),
    }
    if path not in lists:
        return path
    where, link = lists[path]
    page.goto(BASE + where)
    return str(page.locator(link).get_attribute("href"))


def compose() -> None:
    """The README's picture: phone, desktop, night."""
    parts: list[Image.Image] = [
        Image.open(TARGET / name)
        for name in ("campaign-phone-id.png", "campaign-desktop-en.png", "video-phone-id.png", "mine-phone-id.png")
    ]
    parts[1] = parts[1].crop((0, 0, 1280, 800))
    height, gap = 640, 20
    small = [
        part.resize((round(part.width * height / part.height), height), Image.Resampling.LANCZOS) for part in parts
    ]
    sheet = Image.new("RGB", (sum(p.width for p in small) + gap * (len(small) + 1), height + 2 * gap), "#e9e2d8")
    x = gap
    for part in small:
        sheet.paste(part, (x, gap))
        x += part.width + gap
    sheet.save(TARGET / "readme.png", optimize=True)


def main() -> int:
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        keys: dict[str, list[Any]] = {}
        for shot in SHOTS:
            take(browser, shot, keys)
            print(shot.file)
        browser.close()
    compose()
    for shot in SHOTS:
        small = Image.open(shot.file).convert("RGB").quantize(256, dither=Image.Dither.NONE)
        small.save(shot.file, optimize=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
