"""Somebody with a browser's manners, over real HTTP: logs in, sends a video by tus, watches, decides."""

import re
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from allauth.mfa import app_settings
from allauth.mfa.totp.internal import auth
from tusclient import client as tus
from uuid_utils import uuid7

from panggung.demo.cast import PASSWORD

PIECE = 64 * 1024


@dataclass
class Watched:
    """What one session fetched: requests and bytes of the playlist's media."""

    requests: int = 0
    media_bytes: int = 0


class Visitor:
    """One browser session against `base`."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.http = httpx.Client(base_url=base, follow_redirects=True, timeout=60, headers={"Referer": base})

    def log_in(self, username: str, totp_secret: str = "") -> None:
        """Through the log-in page, and the page of the second factor where it comes."""
        page = self._post("/masuk/", {"login": username, "password": PASSWORD})
        if totp_secret and "/2fa/" in page.url.path:
            page = self._post(page.url.path, {"code": _code(totp_secret)})
        if page.status_code != 200 or "sessionid" not in self.http.cookies or "/masuk" in page.url.path:
            raise RuntimeError(f"{username} can't log in: {page.status_code} {page.url.path}")

    def _post(self, path: str, fields: dict[str, str]) -> httpx.Response:
        """Open the page for its form token, then send the form."""
        self.http.get(path)
        return self.submit(path, **fields)

    def submit(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of a page that is open already."""
        return self.http.post(path, data=fields | {"csrfmiddlewaretoken": self._token()})

    def _token(self) -> str:
        return self.http.cookies.get("csrftoken") or ""

    def uploader(self, path: Path, words: dict[str, str], **options: Any) -> Any:
        """A real tus client over this session's cookies."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        headers: dict[str, str] = {"Cookie": cookies, "X-CSRFToken": self._token(), "Referer": self.base}
        return tus.TusClient(f"{self.base}/api/uploads/", headers=headers).uploader(
            str(path), metadata={"filename": path.name, "filetype": "video/mp4"} | words, **options
        )

    def cut_in_the_middle(self, url: str, path: Path) -> int:
        """Begin to send the file and drop the line halfway; returns how many bytes were put on it."""
        half = path.stat().st_size // 2
        where = urlsplit(url)
        lines = [
            f"PATCH {where.path} HTTP/1.1", f"Host: {where.netloc}", "Tus-Resumable: 1.0.0", "Upload-Offset: 0",
            "Content-Type: application/offset+octet-stream", f"Content-Length: {path.stat().st_size}",
            f"X-CSRFToken: {self._token()}", f"Referer: {self.base}",
            "Cookie: " + "; ".join(f"{name}={value}" for name, value in self.http.cookies.items()),
        ]  # fmt: skip
        with socket.create_connection((where.hostname, where.port)) as line, path.open("rb") as opened:
            line.sendall(("\r\n".join(lines) + "\r\n\r\n").encode() + opened.read(half))
            time.sleep(0.3)
        return half

    def offset(self, url: str) -> int:
        """How many bytes the server has kept."""
        answer = self.http.head(url, headers={"Tus-Resumable": "1.0.0"})
        return int(answer.headers["Upload-Offset"])

    def status(self, video: str) -> dict[str, Any]:
        """The status of one's own video."""
        return dict(self.http.get(f"/api/videos/{video}/status").raise_for_status().json())

    def watch(self, video: str, *, tell: Callable[[list[dict[str, Any]]], httpx.Response] | None = None) -> Watched:
        """Open the page, fetch the smallest rendition segment by segment, tell what was watched (twice, as a
        browser does that never saw the answer)."""
        page = self.http.get(f"/v/{video}/").raise_for_status().text
        master, session = _data(page, "master"), _data(page, "session")
        seen = self._play(master)
        event = {
            "id": str(uuid7()), "video": video, "at": datetime.now(UTC).isoformat(), "watched_ms": 4000,
            "session": session,
        }  # fmt: skip
        for _ in range(2):
            self.http.post("/api/events", json=[event]).raise_for_status()
        return seen

    def _play(self, master: str) -> Watched:
        seen = Watched()
        lines = self.http.get(master).raise_for_status().text.splitlines()
        playlist_url = urljoin(master, next(line for line in lines if line and not line.startswith("#")))
        playlist = self.http.get(playlist_url).raise_for_status().text
        for address, first, length in byte_ranges(playlist):
            part = self.http.get(
                urljoin(playlist_url, address), headers={"Range": f"bytes={first}-{first + length - 1}"}
            )
            if part.status_code != 206 or len(part.content) != length:
                raise RuntimeError(f"segment {first}+{length}: {part.status_code}, {len(part.content)} bytes")
            seen.requests += 1
            seen.media_bytes += length
        return seen


def byte_ranges(playlist: str) -> list[tuple[str, int, int]]:
    """(address, first byte, length) of the initialisation and of each segment, in order (RFC 8216, 4.3.2.2)."""
    found = []
    if initial := re.search(r'#EXT-X-MAP:URI="([^"]+)",BYTERANGE="(\d+)@(\d+)"', playlist):
        found.append((initial[1], int(initial[3]), int(initial[2])))
    end = 0
    for length, _, first, address in re.findall(r"#EXT-X-BYTERANGE:(\d+)(@(\d+))?\s+([^#\s]+)", playlist):
        begin = int(first) if first else end
        end = begin + int(length)
        found.append((address, begin, int(length)))
    return found


def _data(page: str, name: str) -> str:
    found = re.search(rf'data-{name}="([^"]*)"', page)
    if found is None:
        raise RuntimeError(f"the page has no data-{name}")
    return unescape(found[1])


def _code(secret: str) -> str:
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return str(auth.format_hotp_value(auth.hotp_value(secret, counter)))
