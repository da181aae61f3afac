"""Logs say what happened, never who: a media link or a report's link in a path is a key, and is left out."""

import logging
import re

_LINK = re.compile(r"/(m|laporan)/[^/\s]+")


class WithoutLinks(logging.Filter):
    """Replaces the key in every `/m/<key>/…` and `/laporan/<key>/` of a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is changed."""
        record.msg, record.args = _LINK.sub(r"/\1/…", record.getMessage()), ()
        return True
