"""The embedded engine: the log is a table of the database that the counts live in. One partition."""

from collections.abc import Sequence

from django.db import connection, transaction

from panggung.tally.log import Event, pack, size
from panggung.tally.models import Batch

ENTRY_EVENTS = 1_000
_STRIDE = 100
_LOCK = 0x70616E67  # "pang": any number that nobody else in this database locks


class Embedded:
    """See `engine.Engine`."""

    name = "embedded"
    partitions: Sequence[int] = (0,)

    def append(self, events: Sequence[Event]) -> None:
        """Durable with the transaction around it.

        PostgreSQL hands out positions before the commit, so a lower one could become visible after a higher
        one was counted, and be missed. The lock lets one append at a time go from drawing its positions to
        being visible (it is released after that); a rolled-back one leaves a gap that nobody fills. SQLite
        has one writer anyway.
        """
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            for start in range(0, len(events), ENTRY_EVENTS):
                Batch.objects.create(entry=pack(events[start : start + ENTRY_EVENTS]))

    def read(self, partition: int, after: int, limit: int) -> list[tuple[int, bytes]]:
        """Reads in strides, so that large entries don't fill the memory before `limit` is seen."""
        found: list[tuple[int, bytes]] = []
        held = 0
        while held < limit:
            rows = Batch.objects.filter(position__gt=after).order_by("position")
            stride = [(position, bytes(entry)) for position, entry in rows.values_list("position", "entry")[:_STRIDE]]
            for position, entry in stride:
                if held >= limit:
                    break
                found.append((position, entry))
                held += size(entry)
                after = position
            if len(stride) < _STRIDE:
                break
        return found
