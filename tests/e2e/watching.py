"""What the tests of watching look at: where the video stands, what the page told of it, what the site counted."""

import json
import re
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import Page, Request, Response

from tests.e2e.browser import Window, until

FIGURES = "/api/campaigns/AnakGENIUS/figures"
HALF_HOUR = 1800


def wait_until(page: Page, holds: str) -> None:
    """Until the expression over `video` is true."""
    until(page, f"((video) => {holds})(document.querySelector('video'))")


def at(page: Page) -> float:
    """Where the video stands, s."""
    return float(page.evaluate("document.querySelector('video').currentTime"))


def views(page: Page, url: str) -> int:
    """The figure that the video's page shows after a reload."""
    page.goto(url)
    return int(re.sub(r"\D", "", page.locator(".seen.num").inner_text().split("kali ditonton")[0]))


class Told:
    """The view events that a window's pages send, and what the site answers."""

    def __init__(self, window: Window) -> None:
        self.events: list[dict[str, Any]] = []
        self.answers: list[int] = []
        self._page = window.page
        window.context.on("request", self._sent)
        window.context.on("response", self._answered)

    def _sent(self, request: Request) -> None:
        if request.url.endswith("/api/events"):
            self.events += json.loads(request.post_data or "[]")

    def _answered(self, response: Response) -> None:
        if response.url.endswith("/api/events"):
            self.answers.append(response.status)

    def half_hours(self) -> int:
        """In how many half hours of the clock they happened: so many views may count."""
        return len({int(datetime.fromisoformat(event["at"]).timestamp()) // HALF_HOUR for event in self.events})

    def wait_until_counted(self) -> None:
        """Until the site says that everything which came in before now is in its figures."""
        now = datetime.now(UTC).isoformat()
        until(
            self._page,
            f"Date.parse((await (await fetch('{FIGURES}')).json()).counted_at) > Date.parse('{now}')",
        )
