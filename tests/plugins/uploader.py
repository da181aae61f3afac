"""Somebody who is signed in at a real server and sends bytes, by hand or through tus-js-client."""

import contextlib
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from panggung.core import ids
from tests.plugins.server import ROOT, Server, python
from tests.plugins.uploading import encoded

TOKEN = "a" * 32
MODULES = ROOT / "node_modules"
# Where `make setup` puts Node, before any other.
NODE = shutil.which("node", path=os.pathsep.join([str(ROOT / ".venv" / "node"), os.environ["PATH"]]))
WORDS = encoded([("campaign", "AnakGENIUS"), ("title", "Tari")])
_SIGN_IN = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from panggung.campaigns.models import Campaign
from tests.plugins.uploading import make_campaign, make_person
Campaign.objects.exists() or make_campaign()
user, session = make_person().user, SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""


@dataclass
class Uploader:
    """A person's session at `server`, whose state lies in `var`."""

    server: Server
    var: Path
    session: str

    @classmethod
    def signed_in(cls, server: Server, var: Path) -> "Uploader":
        return cls(server, var, python(var, _SIGN_IN))

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": f"sessionid={self.session}; csrftoken={TOKEN}", "X-CSRFToken": TOKEN}

    def open(self, method: str, path: str, **headers: Any) -> socket.socket:
        """A connection on which the request's head has been sent and its body hasn't."""
        line = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
        told = {"Host": f"127.0.0.1:{self.server.port}", "Tus-Resumable": "1.0.0", **self.headers}
        told |= {name.replace("_", "-"): str(value) for name, value in headers.items()}
        if method == "PATCH":
            told["Content-Type"] = "application/offset+octet-stream"
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        line.sendall(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode())
        return line

    def ask(self, method: str, path: str, body: bytes = b"", **headers: Any) -> "Answer":
        """A whole request and its answer."""
        with self.open(method, path, Content_Length=len(body), **headers) as line:
            line.sendall(body)
            return Answer.of(line)

    def begin(self, length: int) -> str:
        """The address of a new upload."""
        return self.ask("POST", "/api/uploads/", Upload_Length=length, Upload_Metadata=WORDS)["location"]

    def offset(self, path: str) -> int:
        """What HEAD says."""
        return int(self.ask("HEAD", path)["upload-offset"])

    def received(self, path: str) -> Path:
        """The file of the video that the upload at `path` became."""
        video = ids.parse(path.rpartition("/")[2])
        assert self._rows("SELECT count(*) FROM stage_video WHERE id = ?", video.hex) == 1, "no such video"
        return self.var / "media" / "original" / str(video)

    def wait_for_bytes(self, path: str, least: int) -> None:
        """Until the server has written so many of an upload, counted or not."""
        file = self.var / "uploads" / str(ids.parse(path.rpartition("/")[2]))
        until = time.monotonic() + 10
        while file.stat().st_size < least:
            assert time.monotonic() < until, "waited in vain"
            time.sleep(0.01)

    def videos(self) -> int:
        """How many videos there are."""
        return self._rows("SELECT count(*) FROM stage_video")

    def _rows(self, query: str, *facts: str) -> int:
        with contextlib.closing(sqlite3.connect(self.var / "panggung.sqlite3")) as database:
            return int(database.execute(query, facts).fetchone()[0])

    def tus_js(self, file: Path, **wish: Any) -> subprocess.Popen[str]:
        """The real client under Node; prints one JSON line for what happens."""
        wish |= {"endpoint": f"{self.server.url}/api/uploads/", "file": str(file), "headers": self.headers}
        wish["metadata"] = {"campaign": "AnakGENIUS", "title": "Tari"} | wish.get("metadata", {})
        script = Path(__file__).with_name("tus_client.cjs")
        return subprocess.Popen(
            [NODE or "node", str(script), str(MODULES), json.dumps(wish)], stdout=subprocess.PIPE, text=True
        )


@dataclass
class Answer:
    """Status and headers (lower case) of an HTTP answer."""

    status: int
    headers: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.headers[name]

    @classmethod
    def of(cls, line: socket.socket) -> "Answer":
        head = b""
        while b"\r\n\r\n" not in head and (more := line.recv(65536)):
            head += more
        first, *rest = head.split(b"\r\n\r\n")[0].decode().split("\r\n")
        return cls(int(first.split()[1]), {n.lower(): v.strip() for n, v in (r.split(":", 1) for r in rest)})
