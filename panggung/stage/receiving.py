"""Bytes from a connection into an upload's file: what came is kept, whatever happens to the connection."""

import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.db import connection

from panggung.core import disk
from panggung.core.errors import Conflict, Refused
from panggung.stage import finishing, upload_files, upload_limits
from panggung.stage.models import Upload

READ = 256 * 1024
SAFE_EVERY_BYTES = 4_000_000
SAFE_EVERY_SECONDS = 2.0
IDLE_SECONDS = 20.0
# When a newer request waits: read what has come already, but no longer than this (less than the wait for a lock).
GIVE_WAY_SECONDS = 2.0

# Upload-Checksum's names; the weak ones guard against a bad line, not against a forger.
ALGORITHMS: dict[str, Callable[[], "hashlib._Hash"]] = {
    "md5": partial(hashlib.md5, usedforsecurity=False),
    "sha1": partial(hashlib.sha1, usedforsecurity=False),
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
}


class Source(Protocol):
    """Where bytes come from: as io.RawIOBase.read, so b"" is the end and None is "nothing yet, ask again"."""

    def read(self, most: int, /) -> bytes | None: ...


class ClientGone(Refused):
    """The connection broke, fell silent ("client-idle") or a newer one came ("overtaken"). Bytes are kept."""

    status = 409  # what tus clients answer by asking for the offset and going on; 408 would end them

    def __init__(self, code: str = "client-gone", *, status: int | None = None) -> None:
        super().__init__(code, status=status)


@dataclass(frozen=True)
class Checksum:
    """What the client says a request's bytes hash to; `algorithm` is a key of ALGORITHMS."""

    algorithm: str
    digest: bytes


def receive(upload: Upload, file: FileIO, source: Source, checksum: Checksum | None) -> None:
    """Append what `source` holds; the row's offset follows the fsynced bytes. Needs the upload's lock.

    With a checksum nothing counts before all of it has been verified.

    Raises:
        ClientGone: see there.
        Refused: "beyond-length" (413), more came than the length allows; "checksum-mismatch" (460);
            "disk-full" (507), the offset stands and what lay behind it is given back.
        Conflict: "lost-bytes", "moved-on".
    """
    upload_files.cut(file, upload.offset)
    _lend_connection_back()
    most = settings.UPLOAD_MAX_BYTES if upload.length is None else upload.length
    here, safe_at = upload.offset, time.monotonic()
    hashed = ALGORITHMS[checksum.algorithm]() if checksum else None
    try:
        for piece in _pieces(upload, source):
            here += len(piece)
            if here > most:
                raise Refused("beyond-length", status=413)
            _write(upload, file, piece)
            if hashed:
                hashed.update(piece)
            elif here < most and _due(here - upload.offset, safe_at):
                _count(upload, file, here)
                safe_at = time.monotonic()
    except ClientGone:
        if not checksum:
            _count(upload, file, here)
        raise
    if checksum and hashed and hashed.digest() != checksum.digest:
        raise Refused("checksum-mismatch", status=460)
    _count(upload, file, here)


def _write(upload: Upload, file: FileIO, piece: bytes) -> None:
    try:
        disk.check_room(Path(settings.UPLOAD_ROOT), len(piece))
        upload_files.write(file, piece)
    except (OSError, Refused):
        upload_files.cut(file, upload.offset)  # the database needs the room more
        raise


def _due(uncounted: int, safe_at: float) -> bool:
    return uncounted >= SAFE_EVERY_BYTES or time.monotonic() - safe_at >= SAFE_EVERY_SECONDS


def _pieces(upload: Upload, source: Source) -> Iterator[bytes]:
    heard = alone = time.monotonic()
    while True:
        try:
            piece = source.read(READ)
        except OSError as error:
            raise ClientGone from error
        now = time.monotonic()
        if piece:
            heard = now
            yield piece
        elif piece is not None:
            return
        if not upload_files.wanted(upload.pk):
            alone = now
        elif piece is None or now - alone > GIVE_WAY_SECONDS:
            raise ClientGone("overtaken", status=423)
        if now - heard > IDLE_SECONDS:
            raise ClientGone("client-idle")


def _count(upload: Upload, file: FileIO, here: int) -> None:
    """Make the file's bytes up to `here` safe, then move the row's offset there; the last byte finishes."""
    upload_files.sync(file)
    if here == upload.length:
        finishing.finish(upload)
    elif here > upload.offset:
        moved = Upload.objects.filter(pk=upload.pk, offset=upload.offset, state=Upload.State.OPEN)
        expires_at = upload_limits.expiry()
        if not moved.update(offset=here, expires_at=expires_at):
            raise Conflict("moved-on")
        upload.offset, upload.expires_at = here, expires_at
    _lend_connection_back()


def _lend_connection_back() -> None:
    """A slow phone may send for minutes and must not hold one of the database's few connections meanwhile."""
    if not connection.in_atomic_block:
        connection.close()
