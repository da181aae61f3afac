"""A real Chromium: how it is started, and what a visitor's window on the site is."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
)  # fmt: skip
PATIENCE_MS = 15_000


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; nothing of it is left at the end, so that tests of the database may follow in this process."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


def until(page: Page, holds: str) -> None:
    """Until the JavaScript expression (it may `await`) is true. Playwright's own waiting needs eval: no CSP has it."""
    met = page.evaluate(
        f"""async () => {{
            const end = Date.now() + {PATIENCE_MS};
            while (Date.now() < end) {{
                if ({holds}) return true;
                await new Promise((soon) => setTimeout(soon, 50));
            }}
            return false;
        }}"""
    )
    assert met, f"never: {holds}"


@dataclass(frozen=True)
class Look:
    """How somebody sees the site: size of the window in CSS pixels, language, day or night."""

    width: int = 390
    height: int = 844
    language: str = "id"
    night: bool = False

    def __str__(self) -> str:
        return f"{self.width}px-{self.language}-{'night' if self.night else 'day'}"


PHONE = Look()
DESKTOP = Look(1280, 800)
# Both sizes, both languages, and of colours what pairs up with each of them.
LOOKS = (
    PHONE, replace(PHONE, language="en", night=True), replace(DESKTOP, language="en"), replace(DESKTOP, night=True),
)  # fmt: skip


class Window:
    """One visitor's window. `complaints`: every error of the console (CSP's too) and of a script so far."""

    def __init__(self, browser: Browser, url: str, look: Look, *, script: bool = True) -> None:
        self.context = browser.new_context(
            base_url=url,
            viewport={"width": look.width, "height": look.height},
            color_scheme="dark" if look.night else "light",
            has_touch=look.width < 600,
            java_script_enabled=script,
        )
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.add_cookies([{"name": "django_language", "value": look.language, "url": url}])
        self.complaints: list[str] = []
        self.page = self.tab()

    def tab(self) -> Page:
        """One more page of this window."""
        page = self.context.new_page()
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def _listen(self, message: ConsoleMessage) -> None:
        # A page that answers "404" on purpose is told of by the browser too; a part that is missing is a fault.
        of_the_page = message.location.get("url") == message.page.url if message.page else False
        if message.type == "error" and not of_the_page:
            self.complaints.append(f"{message.text} ({message.location.get('url')})")

    def go(self, path: str) -> Response:
        """Open a page of the site."""
        response = self.page.goto(path)
        assert response is not None
        return response
