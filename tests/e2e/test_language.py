"""The language switch is remembered, and an English page says nothing in Indonesian of its own."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

import panggung
from tests.e2e.browser import Look
from tests.e2e.conftest import OpenAt, OpenWindow
from tests.e2e.visits import VISITS, Visit

pytestmark = pytest.mark.e2e
ENGLISH = Look(language="en")
# The name of the product is its name in every language.
NAMES = {"Panggung"}
PO = Path(panggung.__file__).parent / "locale" / "en" / "LC_MESSAGES" / "django.po"


def test_the_switch_changes_words_and_language_and_is_remembered(open_window: OpenWindow):
    window = open_window()
    page = window.page
    page.goto("/c/AnakGENIUS/")
    expect(page.get_by_role("heading", name="Di panggung")).to_be_visible()
    page.locator("button[name=language]").click()
    assert page.url.endswith("/c/AnakGENIUS/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", name="Di panggung")).to_have_count(0)
    kept = {cookie["name"]: cookie for cookie in window.context.cookies()}["django_language"]
    assert kept["value"] == "en"
    assert kept["expires"] > 0, "the choice ends with the browser"
    again = window.tab()
    again.goto("/masuk/")
    expect(again.locator("html")).to_have_attribute("lang", "en")
    again.locator("button[name=language]").click()
    expect(again.locator("html")).to_have_attribute("lang", "id")
    expect(again.get_by_role("heading", level=1)).to_have_text("Masuk")


def indonesian() -> set[str]:
    """Every message of the product that reads otherwise in English."""
    with PO.open("rb") as file:
        catalogue = read_po(file)
    words = {message.id for message in catalogue if isinstance(message.id, str) and message.string != message.id}
    return {word.strip() for word in words if word and "%" not in word}


def left_over(page: Page) -> set[str]:
    """Messages that this page shows, labels with, or keeps ready for its scripts in Indonesian."""
    shown = page.evaluate(
        """() => {
            const words = [];
            const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
            while (walk.nextNode()) words.push(walk.currentNode.data.replace(/\\s+/g, ' ').trim());
            for (const element of document.querySelectorAll('*'))
                for (const { value } of element.attributes) words.push(value.trim());
            return words;
        }"""
    )
    return (set(shown) & indonesian()) - NAMES


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_an_english_page_keeps_nothing_in_indonesian(open_at: OpenAt, visit: Visit):
    assert not left_over(open_at(visit, ENGLISH).page)
