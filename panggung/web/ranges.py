"""Serving parts of a stored file: HTTP range requests (RFC 9110 §14), validators, nothing kept for long."""

import re
from collections.abc import AsyncIterator
from typing import BinaryIO

from asgiref.sync import sync_to_async
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import http_date

PIECE = 256 * 1024
# The most that one partial answer holds; players ask again for the rest.
MOST = 4 * 1024 * 1024
# Browsers may reuse a piece for less than a minute, so that a video which leaves the stage is gone within one.
FRESH_SECONDS = 45
_RANGE = re.compile(r"^bytes=([0-9]{0,18})-([0-9]{0,18})$")


class Unsatisfiable(Exception):
    """The range lies outside the file."""


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for, or None for the whole file (no range, several, or a form we don't know).

    Raises:
        Unsatisfiable: begins after the end, or asks for the last 0 bytes.
    """
    match = _RANGE.match(header.strip())
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise Unsatisfiable
        return size - length, size - 1
    start = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if last and int(last) < start:
        return None
    if start >= size:
        raise Unsatisfiable
    return start, end


def serve(request: HttpRequest, name: str, *, content_type: str) -> HttpResponseBase:
    """The stored file `name`, whole or in part.

    Raises:
        FileNotFoundError: the store has no such file.
    """
    size = default_storage.size(name)
    modified = default_storage.get_modified_time(name)
    etag = f'"{size:x}-{int(modified.timestamp()):x}"'
    headers = {
        "Accept-Ranges": "bytes",
        "Cache-Control": f"private, max-age={FRESH_SECONDS}",
        "ETag": etag,
        "Last-Modified": http_date(modified.timestamp()),
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers=headers)
    try:
        part = wanted(request.headers.get("Range", ""), size)
    except Unsatisfiable:
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    if part is not None and request.headers.get("If-Range", etag) == etag:
        return _part(name, part, size, headers, content_type)
    return _whole(request, name, size, headers, content_type)


def _part(name: str, part: tuple[int, int], size: int, headers: dict[str, str], content_type: str) -> HttpResponse:
    first, last = part[0], min(part[1], part[0] + MOST - 1)
    with default_storage.open(name, "rb") as opened:
        opened.seek(first)
        body = opened.read(last - first + 1)
    more = {"Content-Range": f"bytes {first}-{last}/{size}"}
    return HttpResponse(body, status=206, headers=headers | more, content_type=content_type)


def _whole(request: HttpRequest, name: str, size: int, headers: dict[str, str], content_type: str) -> HttpResponseBase:
    headers = headers | {"Content-Length": str(size)}
    if request.method == "HEAD":
        return HttpResponse(headers=headers, content_type=content_type)
    opened: BinaryIO = default_storage.open(name, "rb")  # type: ignore[assignment]  # a File is one
    if size <= MOST:
        with opened:
            return HttpResponse(opened.read(), headers=headers, content_type=content_type)
    return StreamingHttpResponse(_pieces(opened), headers=headers, content_type=content_type)


async def _pieces(opened: BinaryIO) -> AsyncIterator[bytes]:
    try:
        while piece := await sync_to_async(opened.read, thread_sensitive=False)(PIECE):
            yield piece
    finally:
        opened.close()
