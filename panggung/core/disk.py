"""Telling a full disk from a bug, so that callers can answer "later" instead of "broken"."""

import errno

from django.db import DatabaseError

_FULL = {errno.ENOSPC, errno.EDQUOT}
_DISK_FULL = "53100"  # PostgreSQL's SQLSTATE disk_full


def is_full(error: BaseException) -> bool:
    """Whether a file or the database could not grow because its disk has no room."""
    if isinstance(error, OSError):
        return error.errno in _FULL
    if isinstance(error, DatabaseError):
        return getattr(error.__cause__, "sqlstate", "") == _DISK_FULL or "disk is full" in str(error)
    return False
