"""Room on the disk: a part is left for rows and work, and a full disk is told from a bug."""

import errno
import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from panggung.core.errors import Refused

CODE, STATUS = "disk-full", 507
_FULL = {errno.ENOSPC, errno.EDQUOT}
_SQLSTATE = "53100"  # PostgreSQL: disk_full
_NO_ROOM = 1 << 20  # SQLite calls a full disk an I/O error where it can't map its index


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
