"""The line between a browser and the site: it can be slow, and it can break, as a train in a tunnel breaks it."""

import contextlib
import socket
import threading
from collections.abc import Iterator

from playwright.sync_api import Page

PIECE = 65_536


class Pace:
    """How fast bytes go up from a page, bytes a second."""

    def __init__(self, page: Page) -> None:
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("Network.enable")

    def at_most(self, upload: int) -> None:
        """From now on."""
        self._devtools.send(
            "Network.emulateNetworkConditions",
            {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": upload},
        )


class Wire:
    """Carries TCP to the port of the site. Cut, it drops what it carries and takes nothing new.

    The browser's own "offline" isn't enough: it lets a request that is under way run to its end.
    """

    def __init__(self, port: int) -> None:
        self._goal = ("127.0.0.1", port)
        self._door = socket.create_server(("127.0.0.1", 0))
        self._ends: set[socket.socket] = set()
        self._broken = False
        self.url = f"http://127.0.0.1:{self._door.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def cut(self) -> None:
        """Nothing gets through any more."""
        self._broken = True
        for end in list(self._ends):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """New connections get through again."""
        self._broken = False

    def close(self) -> None:
        """Cut for good."""
        self.cut()
        self._door.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._door.accept()
                if self._broken:
                    near.close()
                    continue
                far = socket.create_connection(self._goal)
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._carry, args=(source, sink), daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        self._ends.add(source)
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                sink.sendall(piece)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
        self._ends.discard(source)


@contextlib.contextmanager
def wire_to(port: int) -> Iterator[Wire]:
    """A wire, taken away at the end."""
    wire = Wire(port)
    try:
        yield wire
    finally:
        wire.close()
