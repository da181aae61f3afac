"""The way events are kept until they are counted, behind one protocol; a setting chooses the engine."""

from collections.abc import Sequence
from typing import Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from panggung.tally.embedded import Embedded
from panggung.tally.log import Event


class Engine(Protocol):
    """An append-only log in one or more partitions; all events of a video are in the same one.

    `name` and the partition number name an `Offset` row, so neither may ever change its meaning.
    """

    name: str
    partitions: Sequence[int]

    def append(self, events: Sequence[Event]) -> None:
        """Keep the events. When this (and the transaction around it) returns, no crash can lose them.

        An append that was interrupted may be repeated: counting knows the ids.
        """

    def read(self, partition: int, after: int, limit: int) -> list[tuple[int, bytes]]:
        """The (position, entry) that follow position `after`, oldest first (`after` = -1: from the first).

        Ends once `limit` events are reached, at least one entry if there is any. Positions only grow, and
        an entry never appears at or before a position that a reader was given: a counter that moved on
        misses nothing.
        """


ENGINES: dict[str, type[Engine]] = {"embedded": Embedded}


def chosen() -> Engine:
    """The engine that `PANGGUNG_STREAM_URL` names (default: embedded).

    Raises:
        ImproperlyConfigured: no engine of this scheme.
    """
    url = getattr(settings, "STREAM_URL", "embedded")
    scheme = urlsplit(url).scheme or url
    if scheme not in ENGINES:
        raise ImproperlyConfigured(f"PANGGUNG_STREAM_URL: no engine “{scheme}”, only {', '.join(sorted(ENGINES))}")
    return ENGINES[scheme]()
