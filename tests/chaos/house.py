"""`panggung serve` over a state directory, kept up as an init system would, and killed without a warning."""

import contextlib
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx
import psutil
import psycopg

from tests.plugins.server import environment, free_port

LOOK_SECONDS = 0.05
# Mostly one blow after the other; now and then all is up again and the worker is hit in the middle of a step.
SHORT, WITHIN_STEP, WORK_SECONDS, WORKING_SHARE = (0.1, 1.0), (0.0, 0.8), 4.0, 0.35
UP_SECONDS = 60


class House:
    """A server on a free port; whoever kills `serve` itself finds it started again."""

    def __init__(self, var: Path, env: Mapping[str, str]) -> None:
        self.var, self.port = var, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = environment(var, env)
        self.starts = 0
        self.kills: Counter[str] = Counter()
        self.in_the_middle: Counter[str] = Counter()
        self._closed = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="init")

    def __enter__(self) -> "House":
        self._start()
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._keeper.join()
        self._end()

    def _start(self) -> None:
        self.starts += 1
        command = [sys.executable, "-m", "panggung.cli", "serve", "--port", str(self.port)]
        with (self.var / "serve.log").open("ab") as log:
            self.serve = subprocess.Popen(
                command, env=self.env, cwd=self.var, stdout=log, stderr=log, start_new_session=True
            )

    def _keep(self) -> None:
        while not self._closed.wait(LOOK_SECONDS):
            if self.serve.poll() is not None:
                self._start()

    def kill(self, what: str, dice: random.Random) -> None:
        """SIGKILL the worker, the web server (or the process in it that answers), or everything, once it is there."""
        until = time.monotonic() + 30
        while time.monotonic() < until:
            try:
                getattr(self, f"_kill_{what}")(*([dice] if what == "web" else []))
            except (psutil.NoSuchProcess, IndexError):
                time.sleep(LOOK_SECONDS)
                continue
            self.kills[what] += 1
            return
        raise AssertionError(f"no {what} to kill for 30 s: {self.log()}")

    def _kill_worker(self) -> None:
        worker = self._children("worker")[0]
        self._note_work(worker)
        worker.kill()

    def _kill_web(self, dice: random.Random) -> None:
        server = self._children("granian")[0]
        (server if dice.random() < 0.35 else server.children()[-1]).kill()

    def _kill_all(self) -> None:
        for worker in self._children("worker"):
            self._note_work(worker)
        self._end()

    def _end(self) -> None:
        os.killpg(self.serve.pid, signal.SIGKILL)
        self.serve.wait()

    def _note_work(self, worker: psutil.Process) -> None:
        self.in_the_middle.update(self._held_by(worker))

    def _held_by(self, worker: psutil.Process) -> list[str]:
        """The states of the videos on which this worker has the lease."""
        with contextlib.closing(self._connect()) as rows:
            held = rows.execute(f"SELECT state FROM stage_video WHERE lease_holder LIKE '{worker.pid}-%'")
            return [state for (state,) in held.fetchall()]

    def _connect(self) -> Any:
        url = self.env["PANGGUNG_DATABASE_URL"]
        return psycopg.connect(url) if url.startswith("postgres") else sqlite3.connect(url.removeprefix("sqlite:///"))

    def _children(self, word: str) -> list[psutil.Process]:
        children = psutil.Process(self.serve.pid).children()
        return [child for child in children if any(part.endswith(word) for part in child.cmdline())]

    def left_behind(self) -> list[str]:
        """Living processes that still work on this state directory; ask when the house is closed."""
        found = []
        for process in psutil.process_iter():
            with contextlib.suppress(psutil.Error):
                if process.environ().get("PANGGUNG_VAR") == str(self.var) and process.status() != psutil.STATUS_ZOMBIE:
                    found.append(" ".join(process.cmdline()))
        return found

    def wait_until_up(self) -> None:
        """The web answers and the worker listens."""
        until = time.monotonic() + UP_SECONDS
        while not (self._answers() and self._listens()):
            assert time.monotonic() < until, self.log()
            time.sleep(LOOK_SECONDS)

    def wait_for_work(self) -> None:
        """The worker is in the middle of a step, if one comes up soon."""
        until = time.monotonic() + WORK_SECONDS
        while time.monotonic() < until:
            with contextlib.suppress(psutil.NoSuchProcess, IndexError):
                if self._held_by(self._children("worker")[0]):
                    return
            time.sleep(LOOK_SECONDS)

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/healthz", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def _listens(self) -> bool:
        try:
            return any((self.var / "run" / f"bell-{worker.pid}").exists() for worker in self._children("worker"))
        except psutil.NoSuchProcess:
            return False

    def log(self) -> str:
        """The end of what the server's processes said."""
        return (self.var / "serve.log").read_text(errors="replace")[-3000:]


def killed_at_random(house: House, deck: list[str], dice: random.Random) -> None:
    """One kill for each card of the deck, with random pauses."""
    dice.shuffle(deck)
    for what in deck:
        working = what != "web" and dice.random() < WORKING_SHARE
        if working:
            house.wait_until_up()
            house.wait_for_work()
        time.sleep(dice.uniform(*(WITHIN_STEP if working else SHORT)))
        house.kill(what, dice)
