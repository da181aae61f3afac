"""Every page, in both sizes, languages and colours: readable by everybody, and the browser has nothing to complain of."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.accessible import check_accessible, check_focus, check_frame, check_narrow, check_targets
from tests.e2e.browser import LOOKS, PHONE, Look, Window
from tests.e2e.people import log_in
from tests.e2e.site import Site
from tests.e2e.visits import VISITS, Visit

pytestmark = pytest.mark.e2e
OpenAt = Callable[[Visit, Look], Window]
every_page = pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)


@pytest.fixture(scope="module")
def open_at(browser_of_debian: Browser, site: Site) -> Iterator[OpenAt]:
    """A window that stands at a page; one window for each look and person, kept from visit to visit."""
    windows: dict[tuple[Look, str | None], Window] = {}

    def open_one(visit: Visit, look: Look) -> Window:
        window = windows.get((look, visit.who))
        if window is None:
            window = windows[look, visit.who] = Window(browser_of_debian, site.url, look)
            if visit.who:
                log_in(window, site, visit.who)
        window.complaints.clear()
        answer = window.go(visit.path(site))
        assert answer.status == visit.status
        return window

    yield open_one
    for window in windows.values():
        window.context.close()


@pytest.mark.parametrize("look", LOOKS, ids=str)
@every_page
def test_nobody_is_shut_out_of_a_page(open_at: OpenAt, visit: Visit, look: Look):
    window = open_at(visit, look)
    check_frame(window.page, look.language)
    check_narrow(window.page)
    assert not window.complaints, "\n".join(window.complaints)
    check_accessible(window.page)


@every_page
def test_fingers_and_keys_find_their_way_on_a_page(open_at: OpenAt, visit: Visit):
    page = open_at(visit, PHONE).page
    check_targets(page)
    check_focus(page)
