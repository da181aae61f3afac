"""The product as an operator starts it: `panggung serve` with its worker, over a state directory of its own."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.plugins.server import environment, free_port, python

START_SECONDS = 60
FILL = "import sys\nfrom tests.e2e import filling\nfilling.main(sys.argv[1])"


@dataclass
class Site:
    """A running site: its address, its state, and the addresses (`/v/…`, `/meja/…`) of what it was filled with.

    `keys`: the cookies of who has logged in already, by user name; a log-in is asked for once only.
    """

    url: str
    var: Path
    pages: dict[str, str] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)

    def videos(self, title: str) -> int:
        """How many videos bear this title."""
        with contextlib.closing(sqlite3.connect(self.var / "panggung.sqlite3")) as database:
            return int(database.execute("SELECT count(*) FROM stage_video WHERE title = ?", [title]).fetchone()[0])


@contextlib.contextmanager
def serving(var: Path, clips: Path) -> Iterator[Site]:
    """Serve an empty `var`, fill it with the demo's people and with the clips made into `clips`; end at the end."""
    port = free_port()
    site = Site(f"http://127.0.0.1:{port}", var)
    env = {"PANGGUNG_DEMO": "1", "PANGGUNG_BASE_URL": site.url}
    var.mkdir(parents=True)
    with (var / "server.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "panggung.cli", "serve", "--port", str(port)],
            env=environment(var, env), cwd=var, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    try:
        _wait_for(site, process)
        site.pages = json.loads(python(var, FILL, str(clips), env=env).splitlines()[-1])
        yield site
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


def _wait_for(site: Site, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{site.url}/healthz", timeout=5).close()
            return
        time.sleep(0.1)
    raise AssertionError(f"no server: {(site.var / 'server.log').read_text()[-2000:]}")
