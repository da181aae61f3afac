"""A real server of its own state directory, for tests that need HTTP, a client, or a kill."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 30


def environment(var: Path, env: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment, pointed at the state directory `var` and nothing outside of it."""
    own = {
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        "PANGGUNG_VAR": str(var),
        "PANGGUNG_DATABASE_URL": f"sqlite:///{var}/panggung.sqlite3",
        "PANGGUNG_STORAGE_URL": f"file:{var}/media",
    }
    return {**os.environ, **own, **(env or {})}


def python(var: Path, code: str, *arguments: str, env: Mapping[str, str] | None = None) -> str:
    """Run `code` with Django set up over `var`; what it printed."""
    command = [sys.executable, "-c", f"import django\ndjango.setup()\n{code}", *arguments]
    done = subprocess.run(command, env=environment(var, env), cwd=var, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def migrated(var: Path, env: Mapping[str, str] | None = None) -> None:
    """Make the tables of a new state directory."""
    var.mkdir(parents=True, exist_ok=True)
    code = "from django.core.management import call_command\ncall_command('migrate', verbosity=0)"
    python(var, code, env=env)


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server: `url`, `port`; `start()` waits until it answers, `kill()` is what a power cut does to it."""

    def __init__(self, var: Path, env: Mapping[str, str] | None = None) -> None:
        self.var, self.env, self.port = var, env, free_port()
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        options = ["--interface", "asginl", "--workers", "1", "--no-ws", "--port", str(self.port)]
        with (self.var / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "granian", *options, "panggung.config.asgi:application"],
                env=environment(self.var, self.env), cwd=self.var, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            if self._answers():
                return
            time.sleep(0.1)
        raise AssertionError(f"no server: {(self.var / 'server.log').read_text()[-2000:]}")

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.url}/healthz", timeout=5).close()
        except urllib.error.HTTPError as error:
            error.close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False
        return True

    def kill(self) -> None:
        """SIGKILL to the whole group."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextlib.contextmanager
def server(var: Path, env: Mapping[str, str] | None = None) -> Iterator[Server]:
    """A server over `var`, whose tables are made if it is new; ended at the end, whatever happens."""
    if not (var / "panggung.sqlite3").exists():
        migrated(var, env)
    started = Server(var, env)
    try:
        started.start()
        yield started
    finally:
        started.kill()


@contextlib.contextmanager
def running_server(var: Path, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """As `server`, for who needs the address alone."""
    with server(var, env) as started:
        yield started.url
