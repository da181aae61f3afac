"""The bytes of uploads on disk: one file each under UPLOAD_ROOT, locked while somebody changes it.

What this module says is on disk has been fsynced, the folder's entry included. It knows ids, no rows.
"""

import contextlib
import fcntl
import os
import time
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from panggung.core import disk
from panggung.core.errors import Conflict
from panggung.stage import store

LOCK_SECONDS = 3.0
_LOOK_EVERY = 0.05


def place(upload_id: UUID) -> Path:
    """Where the bytes of an upload wait until the last one has come."""
    return Path(settings.UPLOAD_ROOT) / str(upload_id)


def _marker(upload_id: UUID) -> Path:
    return place(upload_id).with_suffix(".wanted")


def make(upload_id: UUID) -> None:
    """An empty file that a power cut doesn't lose."""
    path = place(upload_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, disk.MODE))
    disk.sync(path.parent)


@contextlib.contextmanager
def locked(upload_id: UUID, seconds: float = LOCK_SECONDS) -> Iterator[FileIO | None]:
    """The upload's file, unbuffered, while nobody else may change it; None where there is no file (any more).

    The lock lies on the file itself, so the death of a process frees it and nothing is left to clean. Who
    waits sets a marker, at which the holder gives up reading a connection (`wanted`): a client that comes
    back gets through although its dead connection still hangs. Read the row again once inside.

    Raises:
        Conflict: "upload-busy" (423) after `seconds`.
    """
    try:
        file = place(upload_id).open("r+b", buffering=0)
    except FileNotFoundError:
        yield None
        return
    with file:
        _wait_for_lock(file.fileno(), _marker(upload_id), seconds)
        yield file


def _wait_for_lock(number: int, marker: Path, seconds: float) -> None:
    until = time.monotonic() + seconds
    try:
        while True:
            try:
                return fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise Conflict("upload-busy", status=423) from None
            marker.touch()
            time.sleep(_LOOK_EVERY)
    finally:
        marker.unlink(missing_ok=True)


def wanted(upload_id: UUID) -> bool:
    """Whether a newer request waits for the upload's lock."""
    return _marker(upload_id).exists()


def cut(file: FileIO, offset: int) -> None:
    """Stand at `offset`, without the bytes behind it; a file is never made longer this way.

    Raises:
        Conflict: "lost-bytes", bytes are missing that were promised to be safe.
    """
    if os.fstat(file.fileno()).st_size < offset:
        raise Conflict("lost-bytes")
    file.truncate(offset)
    file.seek(offset)


def write(file: FileIO, piece: bytes) -> None:
    """All of `piece`: an unbuffered file may take less at once."""
    view = memoryview(piece)
    while view:
        view = view[file.write(view) :]


def sync(file: FileIO) -> None:
    """Bytes and size are on disk when this returns."""
    os.fdatasync(file.fileno())


def join(parts: list[tuple[UUID, int]], target: UUID) -> None:
    """Write the first so many bytes of each part, in order, as a new upload file. Needs the locks of all parts.

    Raises:
        Conflict: "lost-bytes", a part is shorter.
    """
    make(target)
    with place(target).open("r+b", buffering=0) as out:
        for part, size in parts:
            with place(part).open("rb") as source:
                _copy(source, out, size)
        sync(out)


def _copy(source: BinaryIO, out: FileIO, size: int) -> None:
    left = size
    while left and (piece := source.read(min(left, 1 << 20))):
        write(out, piece)
        left -= len(piece)
    if left:
        raise Conflict("lost-bytes")


def keep_original(upload_id: UUID, name: str) -> None:
    """Give the bytes their lasting name in the media store; repeatable until the video's row stands."""
    store.put_file(place(upload_id), name)


def drop(upload_id: UUID) -> None:
    """Remove the upload file; no error when it is gone already."""
    place(upload_id).unlink(missing_ok=True)
    _marker(upload_id).unlink(missing_ok=True)


def older_than(seconds: float) -> list[UUID]:
    """The ids of upload files that nobody has written to for `seconds`; removes what has no id for a name."""
    before = time.time() - seconds
    found = []
    for path in Path(settings.UPLOAD_ROOT).glob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_mtime > before:
                continue
            try:
                found.append(UUID(path.name))
            except ValueError:
                path.unlink()
    return found
