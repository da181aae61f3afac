"""`panggung serve` over a state directory, kept up as an init system would, and killed without a warning."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import httpx
import psutil

from tests.plugins.server import environment, free_port

LOOK_SECONDS = 0.05
# Mostly one blow after the other; now and then all is up again and some work is done, or cut in its middle.
SHORT, WORKING, WORKING_SHARE = (0.1, 1.0), (0.2, 3.0), 0.3
UP_SECONDS = 60


class House:
    """A server on a free port; whoever kills `serve` itself finds it started again."""

    def __init__(self, var: Path, env: Mapping[str, str]) -> None:
        self.var, self.port = var, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.env = environment(var, env)
        self.starts = 0
        self.kills: Counter[str] = Counter()
        self._closed = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="init")

    def __enter__(self) -> "House":
        self._start()
        self._keeper.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed.set()
        self._keeper.join()
        self._kill_all()

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
        self._children("worker")[0].kill()

    def _kill_web(self, dice: random.Random) -> None:
        server = self._children("granian")[0]
        (server if dice.random() < 0.35 else server.children()[-1]).kill()

    def _kill_all(self) -> None:
        os.killpg(self.serve.pid, signal.SIGKILL)
        self.serve.wait()

    def _children(self, word: str) -> list[psutil.Process]:
        children = psutil.Process(self.serve.pid).children()
        return [child for child in children if any(part.endswith(word) for part in child.cmdline())]

    def wait_until_up(self) -> None:
        """The web answers and the worker listens."""
        until = time.monotonic() + UP_SECONDS
        while not (self._answers() and self._listens()):
            assert time.monotonic() < until, self.log()
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
        if working := dice.random() < WORKING_SHARE:
            house.wait_until_up()
        time.sleep(dice.uniform(*(WORKING if working else SHORT)))
        house.kill(what, dice)
