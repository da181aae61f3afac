"""A severe removal takes two people: what one has chosen, another sees and agrees with, or not."""

import pytest
from playwright.sync_api import Page, expect

from tests.e2e import desk_keys
from tests.e2e.accessible import check_accessible
from tests.e2e.browser import DESKTOP
from tests.e2e.conftest import OpenWindow
from tests.e2e.crowd import gathered
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
SEVERE = "VIO-01"


def second_look(page: Page, title: str) -> None:
    """Open what waits for a second person, by Tab and Enter."""
    page.goto("/meja/")
    page.locator("[data-second]").filter(has_text=title).focus()
    assert desk_keys.go(page, "Enter") == title


def test_a_severe_removal_waits_until_a_second_person_agrees(open_window: OpenWindow, site: Site):
    with gathered(site, "Gawat", 1) as crowd:
        first = desk_keys.without_mouse(open_window("moderator", look=DESKTOP))
        title = desk_keys.begin(first, crowd.queue)
        desk_keys.decide(first, "r", SEVERE)
        expect(first.locator("[data-second]").filter(has_text=title)).to_have_count(0)
        assert crowd.count("state = 'in_review'") == 1

        second = desk_keys.without_mouse(open_window("senior", look=DESKTOP))
        second_look(second, title)
        expect(second.locator(".decide")).to_contain_text(SEVERE)
        expect(second.locator("main")).not_to_contain_text("Moderator Satu")
        check_accessible(second)
        desk_keys.go(second, "a")
        assert crowd.count("state = 'removed'") == 1
        desk_keys.assert_no_mouse(second)


def test_who_sees_it_otherwise_says_why_and_a_senior_decides(open_window: OpenWindow, site: Site):
    with gathered(site, "Ragu", 1) as crowd:
        first = open_window("moderator", look=DESKTOP).page
        title = desk_keys.begin(first, crowd.queue)
        desk_keys.decide(first, "r", SEVERE)
        second = open_window("senior", look=DESKTOP).page
        second_look(second, title)
        desk_keys.say(second, "d", "Itu tarian perang, bukan kekerasan.")
        assert crowd.count("state = 'in_review'") == 1
        second.goto(crowd.queue)
        assert desk_keys.go(second, "j") == title
        expect(second.locator(".case .note")).to_contain_text("Itu tarian perang, bukan kekerasan.")
        first.goto(crowd.queue)
        expect(first.locator("[data-case]")).to_have_count(0)
