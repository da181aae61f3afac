"""300 entries wait: the desk stays quick and right, and whoever works them off needs no mouse."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e import desk_keys
from tests.e2e.browser import DESKTOP, until
from tests.e2e.conftest import OpenWindow
from tests.e2e.crowd import Crowd, gathered
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
ALL, SHOWN, WORKED_OFF = 300, 60, 60
QUICK_MS = 1500
WAITS = "[...document.querySelectorAll('.queues [aria-current] .num')].map((n) => n.textContent).join()"


@pytest.fixture(scope="module")
def crowd(site: Site) -> Iterator[Crowd]:
    with gathered(site, "Kerumunan", ALL, rule="ADS-02") as many:
        yield many


def test_a_queue_of_300_is_counted_whole_listed_by_sixty_and_quick(open_window: OpenWindow, crowd: Crowd):
    page = open_window("moderator", look=DESKTOP).page
    took = []
    for _ in range(3):
        answer = page.goto(crowd.queue)
        assert answer
        took.append(answer.request.timing["responseStart"] - answer.request.timing["requestStart"])
    assert page.evaluate(WAITS) == str(ALL)
    titles = page.locator("[data-case] b").all_inner_texts()
    assert titles == [f"Kerumunan {number:03}" for number in range(1, SHOWN + 1)]
    assert min(took) < QUICK_MS, took


def test_sixty_of_them_are_worked_off_without_a_mouse(open_window: OpenWindow, crowd: Crowd):
    """Most are approved; some are sent back, removed, asked about, passed up. None is seen twice, none left out."""
    page = desk_keys.without_mouse(open_window("moderator", look=DESKTOP))
    seen = [desk_keys.begin(page, crowd.queue)]
    while len(seen) <= WORKED_OFF:
        number = len(seen)
        if number % 10 == 3:
            seen.append(desk_keys.decide(page, "s", "QUAL-01"))
        elif number % 10 == 6:
            seen.append(desk_keys.decide(page, "r", "COPY-01"))
        elif number % 20 == 9:
            seen.append(desk_keys.say(page, "h", "Siapa yang menyanyi?"))
        elif number % 20 == 19:
            seen.append(desk_keys.say(page, "t", "Saya ragu."))
        else:
            page.keyboard.press(str(1 + number % 9))
            seen.append(desk_keys.go(page, "a"))
    desk_keys.assert_no_mouse(page)
    assert seen == [f"Kerumunan {number:03}" for number in range(1, WORKED_OFF + 2)]
    assert page.evaluate(WAITS) == str(ALL - WORKED_OFF)
    chosen = crowd.ask(
        "SELECT outcome, count(*) FROM safety_proposal JOIN safety_case ON safety_case.id = case_id"
        " JOIN stage_video ON stage_video.id = video_id WHERE title LIKE ? GROUP BY outcome ORDER BY outcome"
    )
    assert chosen == [("approve", 42), ("remove", 6), ("send_back", 6)]
    expect(page.locator("[data-undo]")).to_be_visible()
    until(page, "!document.querySelector('[data-undo]')")
