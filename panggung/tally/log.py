"""The log's record: one event that was taken in, with all that counting needs, in 91 bytes of fixed places.

A log entry is one batch: a format byte, then its records. Everything is frozen at the receipt (the
campaign, how long the video had to be watched), so that whoever has the log can count it without our
database.
"""

import struct
from collections.abc import Iterable, Iterator
from typing import NamedTuple

FORMAT = 1
UNKNOWN_BAND = -1
_RECORD = struct.Struct(">16s16s16s16sqqIIbB?")


class Event(NamedTuple):
    """One event. Ids are the 16 bytes of a UUID, times ms since 1970 (UTC), durations ms.

    `slot` is the half hour and a keyed tag of session and video (`sessions.slot`); `band` the viewer's
    youngest age, or UNKNOWN_BAND; `source` a `sessions.Source`. No person and no session can be found from
    it.
    """

    id: bytes
    video: bytes
    campaign: bytes
    slot: bytes
    at_ms: int
    received_ms: int
    watched_ms: int
    need_ms: int
    band: int
    source: int
    excluded: bool


def pack(events: Iterable[Event]) -> bytes:
    """One log entry."""
    return bytes([FORMAT]) + b"".join(_RECORD.pack(*event) for event in events)


def unpack(entry: bytes) -> Iterator[Event]:
    """The events of one log entry.

    Raises:
        ValueError: a format that this version doesn't know, or a damaged entry.
    """
    if not entry or entry[0] != FORMAT or (len(entry) - 1) % _RECORD.size:
        raise ValueError("not a log entry of format 1")
    return map(Event._make, _RECORD.iter_unpack(memoryview(entry)[1:]))


def size(entry: bytes) -> int:
    """How many events a log entry holds."""
    return (len(entry) - 1) // _RECORD.size
