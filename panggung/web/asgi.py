"""Django's ASGI handler, taught to hand an upload's bytes on while they come in.

Django reads a whole body before it calls a view, so a broken connection would lose everything that had come.
Here the view reads from the connection itself; all else (middleware, a thread for each request) is Django's.
"""

import asyncio
import concurrent.futures
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from panggung.stage.receiving import ClientGone
from panggung.web import tus

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

UPLOADS = "/api/uploads"
ASK_AGAIN_SECONDS = 0.25
# An answer before the end of the body would be lost with the connection: read on for a while.
DRAIN_BYTES, DRAIN_SECONDS = 16_000_000, 2.0
# No other request of this site carries more.
ORDINARY_BYTES = 12_000_000


class Body:
    """A request's body while it comes in, for a view in a thread; in ASGI's eyes the `receive` that it wraps.

    Reads as io.RawIOBase does: at most so many bytes, b"" at the end, and None when nothing has come for
    ASK_AGAIN_SECONDS, so that the reader can give up.
    """

    def __init__(self, receive: Receive, loop: asyncio.AbstractEventLoop) -> None:
        self._receive, self._loop = receive, loop
        self._coming: concurrent.futures.Future[Message] | None = None
        self._rest = memoryview(b"")
        self._ended = self._gone = False

    async def __call__(self) -> Message:
        return await self._receive()

    def read(self, most: int = -1) -> bytes | None:
        """Raises ClientGone when the connection broke."""
        if not self._rest and not self._ended and not self._next_message():
            return None
        if self._gone:
            raise ClientGone
        take = len(self._rest) if most < 0 else most
        piece, self._rest = bytes(self._rest[:take]), self._rest[take:]
        return piece

    def _next_message(self) -> bool:
        """Wait for the next bytes or the end; False when there is nothing yet."""
        while not self._rest and not self._ended:
            if self._coming is None:
                self._coming = asyncio.run_coroutine_threadsafe(self(), self._loop)
            try:
                message = self._coming.result(ASK_AGAIN_SECONDS)
            except TimeoutError:
                return False
            except concurrent.futures.CancelledError:
                message = {"type": "http.disconnect"}
            self._coming = None
            self._take(message)
        return True

    def _take(self, message: Message) -> None:
        self._gone = message["type"] == "http.disconnect"
        self._ended = self._gone or not message.get("more_body", False)
        self._rest = memoryview(message.get("body", b""))

    async def drain(self) -> None:
        """Read and forget what is still coming, within bounds."""
        left = DRAIN_BYTES
        with contextlib.suppress(TimeoutError, asyncio.CancelledError):
            async with asyncio.timeout(DRAIN_SECONDS):
                while not self._ended and left > 0:
                    coming = asyncio.wrap_future(self._coming) if self._coming else self()
                    self._coming = None
                    self._take(await coming)
                    left -= len(self._rest)

    def close(self) -> None:
        """Stop waiting for what nobody will read."""
        self._ended, self._rest = True, memoryview(b"")
        if self._coming is not None:
            self._coming.cancel()


class TooMuchError(Exception):
    """An ordinary request brought more than any page or API of this site takes."""


class Application(ASGIHandler):
    """The site. Bytes of uploads are streamed to their view; other bodies are bounded."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        if carries_upload(scope):
            body = Body(receive, asyncio.get_running_loop())
            await super().handle(scope, body, send)
            return
        try:
            await super().handle(scope, _bounded(receive), send)
        except TooMuchError:
            await self.send_response(HttpResponse("413", status=413, content_type="text/plain"), send)

    async def read_body(self, receive: Receive) -> Any:
        """The body for the view: the stream itself for an upload."""
        return receive if isinstance(receive, Body) else await super().read_body(receive)

    async def listen_for_disconnect(self, receive: Receive) -> None:
        """For an upload only its reader may listen, or bytes would go to two listeners."""
        if isinstance(receive, Body):
            await asyncio.get_running_loop().create_future()
        await super().listen_for_disconnect(receive)

    async def run_get_response(self, request: HttpRequest) -> HttpResponseBase:
        response = await super().run_get_response(request)
        body = request._stream
        if isinstance(body, Body):
            await body.drain()
        return response


def carries_upload(scope: Scope) -> bool:
    """Whether a request brings bytes of an upload."""
    if scope["method"] not in ("PATCH", "POST") or not scope["path"].startswith(UPLOADS):
        return False
    types = [value for name, value in scope["headers"] if name == b"content-type"]
    return [kind.split(b";")[0].strip() for kind in types] == [tus.CONTENT_TYPE.encode()]


def _bounded(receive: Receive) -> Receive:
    left = ORDINARY_BYTES

    async def within() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise TooMuchError
        return message

    return within
