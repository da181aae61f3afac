"""The doorbell: wakes a waiting worker at once. Losing a ring costs a second, never a row: the rows are the truth.

Embedded: a datagram socket under var/run; every worker on this machine listens on its own. Scale-out puts a broker
behind the same two functions.
"""

import contextlib
import os
import socket
from pathlib import Path

from django.conf import settings
from django.db import transaction


def _places() -> Path:
    return Path(settings.VAR) / "run"


def ring() -> None:
    """Wake the workers once the current transaction is committed."""
    transaction.on_commit(_ring_now)


def _ring_now() -> None:
    for place in _places().glob("bell-*"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
            bell.setblocking(False)
            try:
                bell.sendto(b"!", str(place))
            except ConnectionRefusedError:
                place.unlink(missing_ok=True)  # its worker was killed
            except OSError:
                continue  # a full queue has been rung already; a path too long for a socket is polled


class Ear:
    """Listens for rings in one worker; use it as a context manager."""

    def __enter__(self) -> "Ear":
        _places().mkdir(parents=True, exist_ok=True)
        self.place = _places() / f"bell-{os.getpid()}"
        self.place.unlink(missing_ok=True)
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        with contextlib.suppress(OSError):  # a path too long for a socket: polling alone then
            self.socket.bind(str(self.place))
        return self

    def __exit__(self, *_: object) -> None:
        self.socket.close()
        self.place.unlink(missing_ok=True)

    def wait(self, seconds: float) -> None:
        """Sleep until a ring or at most `seconds`; drains what rang meanwhile."""
        self.socket.settimeout(seconds)
        with contextlib.suppress(OSError):
            self.socket.recv(1)
            self.socket.setblocking(False)
            while self.socket.recv(1):
                pass
