"""The disk: files kept so that a power cut leaves them whole, room left for rows and work, "full" told from a bug."""

import errno
import os
import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from panggung.core.errors import Refused

CODE, STATUS = "disk-full", 507
MODE = 0o640
_FULL = {errno.ENOSPC, errno.EDQUOT}
_NO_LINK = {errno.EXDEV, errno.EPERM, errno.ENOTSUP, errno.EMLINK}
_SQLSTATE = "53100"  # PostgreSQL: disk_full
_NO_ROOM = 1 << 20  # SQLite calls a full disk an I/O error where it can't map its index


def keep(source: Path, target: Path) -> None:
    """Give a file a second, lasting name, replacing what has it: its bytes are on disk before the name is.

    A hard link where both lie on one disk (free, at any size), else a copy; readable by owner and group alone.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.new")
    draft.unlink(missing_ok=True)
    try:
        draft.hardlink_to(source)
    except OSError as error:
        if error.errno not in _NO_LINK:
            raise
        shutil.copyfile(source, draft)
    draft.chmod(MODE)
    for path in (draft, target.parent):
        sync(path)
    draft.replace(target)
    sync(target.parent)


def sync(path: Path) -> None:
    """Wait until a file's bytes, or a folder's names, are on disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def check_room(folder: Path, more: int = 0) -> None:
    """Raises Refused "disk-full" (507) when `more` bytes in `folder` would eat into the reserve of its disk.

    Without a reserve the database on that disk could not even be read (SQLite), and nothing could be cleared up.
    """
    there = folder if folder.exists() else folder.parent
    if shutil.disk_usage(there).free - more < settings.DISK_RESERVE_BYTES:
        raise Refused(CODE, status=STATUS)


def is_full(error: Exception) -> bool:
    """Whether a file or the database could not grow because its disk has no room."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    if not isinstance(error, DatabaseError):
        return False
    told = str(error)
    if getattr(error.__cause__, "sqlstate", "") == _SQLSTATE or "disk is full" in told:
        return True
    return "disk I/O error" in told and shutil.disk_usage(settings.VAR).free < _NO_ROOM
