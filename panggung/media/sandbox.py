"""A child process that can't outlive, outgrow or outwait its bounds."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from panggung.media.errors import MediaFailed, MediaRefused, MediaStopped

JAIL = Path(__file__).with_name("jail.py")
KEPT_ERROR_BYTES = 8 * 1024
TICK_SECONDS = 0.1


@dataclass(frozen=True)
class Bounds:
    """CPU and wall seconds, bytes of address space, bytes of any one file (and of standard output)."""

    cpu_seconds: int
    wall_seconds: float
    memory_bytes: int
    file_bytes: int


@dataclass(frozen=True)
class Ended:
    """How a child ended: exit code (negative: signal), standard output, end of standard error, CPU seconds."""

    code: int
    output: bytes
    errors: str
    cpu_seconds: float


def run(
    command: Sequence[str],
    *,
    bounds: Bounds,
    cwd: Path,
    on_output: Callable[[bytes], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Ended:
    """Run `command` to its end; the whole process group is killed when a bound is passed or the caller says stop.

    Must stay on one thread: on Linux the child dies with the thread that called this.

    Raises:
        MediaRefused: over-limit with `what` = wall, cpu, output.
        MediaStopped: `should_stop` returned true.
        MediaFailed: the child was killed by somebody else.
    """
    limits = (os.getpid(), bounds.cpu_seconds, bounds.memory_bytes, bounds.file_bytes)
    child = subprocess.Popen(
        [sys.executable, "-I", "-S", str(JAIL), *map(str, limits), *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"},
        start_new_session=True,
    )
    try:
        return _judge(_follow(child, bounds, on_output, should_stop), bounds)
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        if child.returncode is None:
            child.wait()
        for pipe in (child.stdout, child.stderr):
            if pipe is not None:
                pipe.close()


def _follow(
    child: subprocess.Popen[bytes],
    bounds: Bounds,
    on_output: Callable[[bytes], None] | None,
    should_stop: Callable[[], bool] | None,
) -> Ended:
    deadline = time.monotonic() + bounds.wall_seconds
    output, errors = bytearray(), bytearray()
    with selectors.DefaultSelector() as selector:
        for pipe in (child.stdout, child.stderr):
            assert pipe is not None
            selector.register(pipe, selectors.EVENT_READ)
        while selector.get_map():
            if time.monotonic() > deadline:
                raise MediaRefused("over-limit", what="wall", limit=bounds.wall_seconds)
            if should_stop is not None and should_stop():
                raise MediaStopped
            for key, _ in selector.select(TICK_SECONDS):
                data = os.read(key.fd, 65536)
                if not data:
                    selector.unregister(key.fileobj)
                elif key.fileobj is child.stderr:
                    errors = (errors + data)[-KEPT_ERROR_BYTES:]
                elif on_output is not None:
                    on_output(data)
                else:
                    output += data
                    if len(output) > bounds.file_bytes:
                        raise MediaRefused("over-limit", what="output", limit=bounds.file_bytes)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    used = usage.ru_utime + usage.ru_stime
    return Ended(child.returncode, bytes(output), errors.decode("utf-8", "replace"), used)


def _judge(ended: Ended, bounds: Bounds) -> Ended:
    if ended.code == 0:
        return ended
    if ended.code == -signal.SIGXCPU or ended.cpu_seconds >= 0.98 * bounds.cpu_seconds:
        raise MediaRefused("over-limit", what="cpu", limit=bounds.cpu_seconds)
    if ended.code == -signal.SIGXFSZ or "File too large" in ended.errors:
        raise MediaRefused("over-limit", what="output", limit=bounds.file_bytes)
    if "No space left on device" in ended.errors:
        raise MediaFailed("disk full")
    if ended.code in (-signal.SIGKILL, -signal.SIGTERM):
        raise MediaFailed(f"child killed by signal {-ended.code}")
    return ended
