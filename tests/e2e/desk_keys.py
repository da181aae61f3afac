"""The desk by its keys, as a moderator's hands do it; nothing here clicks."""

import time

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import Window

TITLE = "#kasus"
SETTLED_S = 40  # the seconds to undo a choice, and the worker behind them
# Notes every press of a mouse or finger; a click that a script makes has none.
_WATCH = """addEventListener('pointerdown', () => sessionStorage.setItem('mouse', 'used'), true);"""


def without_mouse(window: Window) -> Page:
    """The window's page, which notes from now on when a mouse or a finger is used."""
    window.page.add_init_script(_WATCH)
    return window.page


def assert_no_mouse(page: Page) -> None:
    """Nothing was pressed but keys."""
    assert page.evaluate("sessionStorage.getItem('mouse')") is None


def title(page: Page) -> str:
    """The case that is open."""
    return page.locator(TITLE).inner_text()


def begin(page: Page, queue: str) -> str:
    """Open the queue and its first case."""
    page.goto(queue)
    return go(page, "j")


def go(page: Page, key: str) -> str:
    """Press a key that leads to another page; the case there, if it shows one."""
    with page.expect_navigation():
        page.keyboard.press(key)
    heading = page.locator(TITLE)
    return heading.inner_text() if heading.count() else ""


def decide(page: Page, key: str, rule: str) -> str:
    """S or R, the rule's name, Enter to take it, Enter to send; the next case."""
    page.keyboard.press(key)
    expect(page.locator("[data-picker][open] [data-search]")).to_be_focused()
    page.keyboard.type(rule)
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-picker][open] [value={rule}]")).to_be_checked()
    return go(page, "Enter")


def say(page: Page, key: str, words: str) -> str:
    """H, T or D, some words, Tab to the button, Enter; the next case."""
    page.keyboard.press(key)
    box = page.locator("[data-box][open] textarea")
    while not box.evaluate("(box) => box === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    return go(page, "Enter")


def until_settled(page: Page, path: str, wanted: Locator) -> None:
    """Open a page again until it shows what a decision brings, when the seconds to undo it are over."""
    end = time.monotonic() + SETTLED_S
    while time.monotonic() < end:
        page.goto(path)
        if wanted.count():
            return
        time.sleep(0.5)
    raise AssertionError(f"{path} never shows what was waited for")
