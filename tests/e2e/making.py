"""The pages of /buat/, screen by screen, as somebody walks through them."""

from pathlib import Path

from playwright.sync_api import Locator, Page, expect


def screen(page: Page, name: str) -> Locator:
    """A screen of the maker, once it is the one that shows."""
    found = page.locator(f"[data-screen={name}]")
    expect(found).to_be_visible()
    expect(page.locator("[data-screen]:visible")).to_have_count(1)
    return found


def go_on(page: Page, name: str) -> None:
    """The button that leads on from this screen."""
    screen(page, name).locator("[data-next]").click()


def choose_maker(page: Page, alias: str) -> None:
    """Open the page and say whose video it is (the one open campaign is chosen already)."""
    page.goto("/buat/")
    screen(page, "maker").get_by_text(alias).click()
    go_on(page, "maker")


def choose_file(page: Page, path: Path) -> None:
    """Pick a file on the screen that asks for one."""
    screen(page, "file").locator("[data-file]").last.set_input_files(path)


def write(page: Page, title: str, caption: str = "") -> None:
    """Accept the preview and give the words."""
    go_on(page, "preview")
    screen(page, "words").locator("[name=title]").fill(title)
    page.locator("[name=caption]").fill(caption)
    go_on(page, "words")


def send(page: Page, audience: str) -> None:
    """Say who may watch, and send."""
    screen(page, "audience").locator(f"input[value={audience}]:visible").check()
    page.locator("[data-send]").click()


def percent(page: Page) -> int:
    """How much the page says has been sent."""
    return int(page.locator("[data-percent]").inner_text())


def row(page: Page, title: str) -> Locator:
    """A video in "Video saya"."""
    return page.get_by_role("article").filter(has=page.get_by_role("heading", name=title, exact=True))
