"""An adult looks at the campaign, watches, likes; and each view counts once."""

import json
import re
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.e2e.browser import DESKTOP, Window
from tests.e2e.conftest import OpenWindow
from tests.e2e.site import Site

pytestmark = pytest.mark.e2e
CAMPAIGN = "/c/AnakGENIUS/"
HALF_HOUR = 1800


def at(page: Page) -> float:
    """Where the video stands, s."""
    return float(page.evaluate("document.querySelector('video').currentTime"))


def wait_until(page: Page, says: str) -> None:
    """Until the expression over `video` is true."""
    page.wait_for_function(f"(() => {{ const video = document.querySelector('video'); return {says}; }})()")


class Told:
    """The view events that a window's pages have sent, and until when the site had taken them."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.events: list[dict[str, Any]] = []
        window.context.on("request", self._listen)

    def _listen(self, request: Request) -> None:
        if request.url.endswith("/api/events"):
            self.events += json.loads(request.post_data or "[]")

    def half_hours(self) -> int:
        """In how many half hours of the clock they happened: as many views may count."""
        return len({int(datetime.fromisoformat(e["at"]).timestamp()) // HALF_HOUR for e in self.events})


def views(page: Page, url: str) -> int:
    """The figure that the video's page shows."""
    page.goto(url)
    words = page.locator(".seen").inner_text()
    return int(re.sub(r"\D", "", words.split("kali ditonton")[0]))


def counted(page: Page, url: str, number: int) -> None:
    """The page comes to show this figure; asked again and again, since counting takes a second."""
    expect(page.locator(".seen")).to_be_visible()
    for _ in range(40):
        if views(page, url) == number:
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"{views(page, url)} views, not {number}")
