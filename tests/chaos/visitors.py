"""Browsers that don't give up: one keeps sending clips, one keeps watching; both go on after every cut."""

import hashlib
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import requests
from tusclient.exceptions import TusCommunicationError, TusUploadFailed
from uuid_utils import uuid7

from panggung.demo.visitor import Visitor
from tests.chaos import clips

PIECE = 16 * 1024
# What a browser takes as "the line is gone or the server is not well: ask again soon".
CUT = (requests.RequestException, httpx.HTTPError, TusCommunicationError, TusUploadFailed, ConnectionError)
PATIENCE_SECONDS = 60


@dataclass
class Sent:
    """What one upload is known to the client for."""

    clip: Path
    url: str = ""
    sha256: str = ""
    acknowledged: bool = False
    resumed: int = 0

    @property
    def id(self) -> str:
        return self.url.rpartition("/")[2]


@dataclass
class Sender(threading.Thread):
    """Logs in and sends clips until told to stop; every fifth is given up halfway."""

    url: str
    folder: Path
    stopping: threading.Event
    sent: list[Sent] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    __hash__ = threading.Thread.__hash__

    def __post_init__(self) -> None:
        super().__init__(name="sender", daemon=True)

    def run(self) -> None:
        self.visitor = Visitor(self.url)
        self.insist(lambda: self.visitor.log_in("kreator"), also=(RuntimeError,))
        number = 0
        while not self.stopping.is_set():
            self._send(number, give_up=number % 5 == 4)
            number += 1
            self.stopping.wait(1)

    def insist(self, ask: Callable[[], Any], also: tuple[type[Exception], ...] = ()) -> Any:
        """Ask until there is an answer; a refusal that asking again can't heal is kept for the test to see."""
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return ask()
            except (*CUT, *also) as error:
                status = getattr(error, "status_code", None)
                if status is not None and 400 <= status < 500 and status not in (409, 423):
                    self.refusals.append(f"{status} {getattr(error, 'response_content', b'')!r}")
                if time.monotonic() > until:
                    raise
                time.sleep(0.15)

    def _send(self, number: int, *, give_up: bool) -> None:
        sent = Sent(clips.different(self.folder, number))
        sent.sha256 = hashlib.sha256(sent.clip.read_bytes()).hexdigest()
        words = {"campaign": "AnakGENIUS", "title": f"Klip {number}", "audience": "public", "draft": f"draft {number}"}
        upload = self.visitor.uploader(sent.clip, words, chunk_size=PIECE)
        sent.url = self.insist(upload.create_url)
        self.sent.append(sent)
        upload.set_url(sent.url)
        size = sent.clip.stat().st_size
        upload.offset = 0
        while upload.offset < (size // 2 if give_up else size):
            try:
                upload.upload_chunk()
                time.sleep(0.2)
            except CUT:
                sent.resumed += 1
                time.sleep(0.1)
                upload.offset = self.insist(upload.get_offset)
        sent.acknowledged = not give_up


@dataclass
class Watcher(threading.Thread):
    """Opens the watch page with a new browser each time and tells of one view, until it was taken in."""

    url: str
    video: str
    stopping: threading.Event
    views: int = 0
    told_again: int = 0

    __hash__ = threading.Thread.__hash__

    def __post_init__(self) -> None:
        super().__init__(name="watcher", daemon=True)

    def run(self) -> None:
        while not self.stopping.is_set():
            with httpx.Client(base_url=self.url, timeout=10) as browser:
                if self._watch(browser):
                    self.views += 1
            self.stopping.wait(0.25)

    def _watch(self, browser: httpx.Client) -> bool:
        try:
            page = browser.get(f"/v/{self.video}/").raise_for_status().text
        except httpx.HTTPError:
            time.sleep(0.1)
            return False
        event = {
            "id": str(uuid7()), "video": self.video, "at": datetime.now(UTC).isoformat(), "watched_ms": 4000,
            "session": re.findall(r'data-session="([^"]+)"', page)[0],
        }  # fmt: skip
        twice = self.views % 3 == 0
        return self._tell(browser, event) and (not twice or self._tell(browser, event))

    def _tell(self, browser: httpx.Client, event: dict[str, Any]) -> bool:
        """Beacons get lost with a killed server: tell again, under the same id, until it says 202."""
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            try:
                answer = browser.post("/api/events", json=[event]).raise_for_status().json()
                assert answer["accepted"] == 1, answer
                return True
            except httpx.HTTPError:
                self.told_again += 1
                time.sleep(0.1)
        raise AssertionError("an event was not taken in for a minute")
