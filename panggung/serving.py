"""`panggung serve`: the web server and, embedded, the worker, as two processes under one roof."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.management import call_command

from panggung import health
from panggung.rules import in_force
from panggung.rules.load import RulebookError
from panggung.rules.rulebook import Rulebook
from panggung.safety import saved_queues, versions

PR_SET_PDEATHSIG = 1
# Set for the web server alone: whoever embeds the site elsewhere decides when it ends.
ROOF = "PANGGUNG_UNDER_SERVE"
GRACE_SECONDS = 15


def load_rulebook() -> Rulebook:
    """The rulebook in force; ends the process with 2 and a line on standard error when it can't be used."""
    try:
        return in_force.book()
    except RulebookError as error:
        sys.stderr.write(f"The rulebook can't be used: {error}\n")
        raise SystemExit(2) from error


def prepare() -> None:
    """Bring the database up to date, collect static files, keep the rulebook's text; a second time changes nothing."""
    book = load_rulebook()
    for folder in (settings.MEDIA_ROOT, settings.UPLOAD_ROOT, settings.WORK_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    versions.keep(book)
    saved_queues.ensure_defaults()


def serve(host: str, port: int, *, workers: int, worker: bool) -> int:
    """Run until told to stop (SIGTERM, SIGINT) or until the web server ends; returns its exit status.

    A worker that dies is started again; the children end when this process does, however it ends. A demo is served
    to this machine alone: 2 where others could reach it.
    """
    if health.exposes_demo(host):
        sys.stderr.write("The demo's log-ins are public: serve it on 127.0.0.1, or begin with an empty var/.\n")
        return 2
    web = _start(_web(host, port, workers))
    back = _start([sys.executable, "-m", "panggung.cli", "worker"]) if worker else None
    stopping = False

    def stop(signum: int, frame: FrameType | None) -> None:
        nonlocal stopping
        stopping = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while not stopping and web.poll() is None:
        if back is not None and back.poll() is not None:
            time.sleep(1)
            back = _start([sys.executable, "-m", "panggung.cli", "worker"])
        time.sleep(0.2)
    _end([web] + ([back] if back else []))
    return web.returncode if not stopping else 0


def _web(host: str, port: int, workers: int) -> list[str]:
    granian = shutil.which("granian", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]))
    return [
        str(granian), "panggung.config.asgi:application", "--interface", "asginl", "--host", host, "--port", str(port),
        "--workers", str(workers), "--no-ws", "--log-level", "warning", "--respawn-failed-workers",
        "--workers-kill-timeout", "8",
    ]  # fmt: skip


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, preexec_fn=_die_with_parent, env=os.environ | {ROOF: "1"})


def _die_with_parent(by: int = signal.SIGTERM) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by)


def leave_no_orphan() -> None:
    """In a web process under `serve`: end with the web server, or it would answer on the port of the next one."""
    if ROOF in os.environ:
        _die_with_parent(signal.SIGKILL)
        if os.getppid() == 1:
            os._exit(1)


def _end(children: list[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    ends = time.monotonic() + GRACE_SECONDS
    for child in children:
        try:
            child.wait(timeout=max(0.1, ends - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
