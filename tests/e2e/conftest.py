"""A running site and windows on it. The browser lives as long as a module, the site as long as the tests."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.e2e.browser import CHROMIUM, PHONE, Look, Window, chromium
from tests.e2e.people import log_in
from tests.e2e.site import Site, serving
from tests.e2e.visits import Visit

OpenWindow = Callable[..., Window]
OpenAt = Callable[[Visit, Look], Window]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`panggung serve` with the demo's people and a few videos; shared, so a test leaves alone what isn't its own."""
    if not CHROMIUM.exists():
        pytest.skip(f"no {CHROMIUM}: nothing was seen in a browser")
    with serving(tmp_path_factory.mktemp("site") / "var", tmp_path_factory.mktemp("clips")) as running:
        yield running


@pytest.fixture(scope="module")
def browser_of_debian(site: Site) -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def open_window(browser_of_debian: Browser, site: Site) -> Iterator[OpenWindow]:
    """`open_window("ibu", look=PHONE, script=True)`: a window, logged in if a user name is given.

    `url`: another way to the site than straight.

    At the end no window may have complained.
    """
    windows: list[Window] = []

    def open_one(username: str | None = None, *, look: Look = PHONE, script: bool = True, url: str = "") -> Window:
        window = Window(browser_of_debian, url or site.url, look, script=script)
        windows.append(window)
        if username:
            log_in(window, site, username)
        return window

    yield open_one
    complaints = [complaint for window in windows for complaint in window.complaints]
    for window in windows:
        window.context.close()
    assert not complaints, "\n".join(complaints)


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
