"""Processes that get SIGKILL at a chosen call or line, as a power cut or the kernel would do it."""

import os
import signal
import sys
import time
from collections.abc import Callable, Collection
from types import FrameType
from typing import Any

from django.db import connection, connections

FILES_CHANGE = {"os.rename", "os.remove", "os.rmdir", "os.link", "os.mkdir", "shutil.copyfile", "shutil.move"}


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before(module: Any, name: str, turn: int = 1) -> None:
    """Die when `module.name` is called for the `turn`-th time."""
    calls, real = iter(range(1, 10_000)), getattr(module, name)
    setattr(module, name, lambda *a, **k: die() if next(calls) == turn else real(*a, **k))


def after(module: Any, name: str, turn: int = 1) -> None:
    """Die when `module.name` has done its work for the `turn`-th time."""
    calls, real = iter(range(1, 10_000)), getattr(module, name)

    def dying(*a: Any, **k: Any) -> Any:
        result = real(*a, **k)
        return die() if next(calls) == turn else result

    setattr(module, name, dying)


def at_moment(number: int, modules: Collection[Any]) -> None:
    """Die at the `number`-th moment: a line that this thread comes to in the source of `modules`, the first one, then
    each before which rows or files were written, or a transaction began or ended, since the moment before.
    """
    files = {module.__file__ for module in modules}
    written, left = 0, number
    last: tuple[int, bool] | None = None

    def query(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal written
        written += not sql.startswith("SELECT")
        return execute(sql, *rest)

    def file(event: str, _: Any) -> None:
        nonlocal written
        written += event in FILES_CHANGE

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal last, left
        now = (written, connection.in_atomic_block)
        if event == "line" and now != last:
            last, left = now, left - 1
            if left == 0:
                die()
        return line

    connection.execute_wrappers.append(query)
    sys.addaudithook(file)
    sys.settrace(lambda frame, event, _: line if frame.f_code.co_filename in files else None)


def forked(work: Callable[[], object], kill_after: float | None = None) -> bool:
    """Run `work` in a process of its own, which is killed after so many seconds; True when it was killed.

    Raises:
        AssertionError: it ended with an error, which stands on standard error.
    """
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # or the child would share its sockets
        # A pool's threads don't outlive a fork, and a new one may wait for them in vain: the child connects by itself.
        connection.settings_dict["OPTIONS"].pop("pool", None)
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        except BaseException as error:
            sys.stderr.write(f"{error!r}\n")
            os._exit(1)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)
