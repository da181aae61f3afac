"""From the log to the counts, exactly once in effect: counts and the new offset are one transaction.

A counter that is killed anywhere has either done all of that or nothing, and the next one reads on from the
offset. Two counters on one partition take turns on its Offset row (SQLite: on the database).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from operator import add
from uuid import UUID

from django.db import transaction

from panggung.core import clock
from panggung.tally import engine, upserts
from panggung.tally.definition import HOUR, LATE_MS, SLOT_MS, Outcome, judge, milliseconds, moment
from panggung.tally.log import Event, unpack
from panggung.tally.models import CampaignTotal, HourCount, Offset, Seen, Slot, Total

MARGIN_MS = HOUR
_IDLE = timedelta(seconds=5)
COLUMNS = ("views", "watched_ms", "excluded", "duplicate", "too_short", "repeat")
_COLUMN = {
    Outcome.VIEW: 0,
    Outcome.EXCLUDED: 2,
    Outcome.DUPLICATE: 3,
    Outcome.TOO_SHORT: 4,
    Outcome.REPEAT: 5,
}
_UNWATCHED = (Outcome.EXCLUDED, Outcome.DUPLICATE)
# (video, campaign, hour of arrival in ms, band, source) → amounts for COLUMNS
_Hours = Mapping[tuple[bytes, bytes, int, int, int], Sequence[int]]


def apply(limit: int = 20_000, partitions: Sequence[int] | None = None) -> int:
    """Count what follows in the log, about `limit` events a partition; returns how many events were read.

    Call it again until it returns 0, from as many processes as you like. Must not be called inside a
    transaction.
    """
    log = engine.chosen()
    return sum(_apply(log, partition, limit) for partition in (log.partitions if partitions is None else partitions))


@transaction.atomic(durable=True)
def _apply(log: engine.Engine, partition: int, limit: int) -> int:
    offset = _held(log, partition)
    began = clock.now()
    entries = log.read(partition, offset.position, limit)
    events = [event for _, entry in entries for event in unpack(entry)]
    if events:
        outcomes = judge(events, partial(upserts.keep, Seen), partial(upserts.keep, Slot))
        _add(_by_hour(events, outcomes))
        offset.position = entries[-1][0]
    if events or offset.counted_at is None or began - offset.counted_at >= _IDLE:
        offset.counted_at = began if len(events) < limit else moment(events[-1].received_ms)
        offset.save(update_fields=["position", "counted_at"])
    return len(events)


def _held(log: engine.Engine, partition: int) -> Offset:
    """The partition's offset, held until the transaction ends."""
    Offset.objects.get_or_create(engine=log.name, partition=partition)
    return Offset.objects.select_for_update().get(engine=log.name, partition=partition)


def _by_hour(events: Iterable[Event], outcomes: Iterable[Outcome]) -> _Hours:
    hours: dict[tuple[bytes, bytes, int, int, int], list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
    for event, outcome in zip(events, outcomes, strict=True):
        hour = event.received_ms - event.received_ms % HOUR
        amounts = hours[event.video, event.campaign, hour, event.band, event.source]
        amounts[_COLUMN[outcome]] += 1
        if outcome not in _UNWATCHED:
            amounts[1] += event.watched_ms
    return hours


def _add(hours: _Hours) -> None:
    keys = ["video_id", "campaign_id", "hour", "band", "source"]
    rows = {
        (UUID(bytes=video), UUID(bytes=campaign), moment(hour), band, source): amounts
        for (video, campaign, hour, band, source), amounts in hours.items()
    }
    upserts.add(HourCount, keys, COLUMNS, rows)
    upserts.add(Total, ["video_id"], COLUMNS, _folded(rows, 0))
    upserts.add(CampaignTotal, ["campaign_id"], COLUMNS, _folded(rows, 1))


def _folded(
    rows: Mapping[tuple[UUID, UUID, datetime, int, int], Sequence[int]], place: int
) -> dict[tuple[object], Sequence[int]]:
    """The same amounts by one part of the key."""
    sums: dict[tuple[object], Sequence[int]] = {}
    for key, amounts in rows.items():
        one = (key[place],)
        sums[one] = list(map(add, sums[one], amounts)) if one in sums else amounts
    return sums


def prune(at: datetime) -> int:
    """Forget the ids and half hours that no event can bring again; returns how many rows went.

    The intake refuses what is more than 24 hours old, but the log may hold events that were taken in
    earlier and aren't counted yet: the window ends 24 hours and a margin (for clocks set back) before the
    oldest of those.
    """
    log = engine.chosen()
    oldest = milliseconds(at)
    for partition in log.partitions:
        offset = Offset.objects.filter(engine=log.name, partition=partition).first()
        for _, entry in log.read(partition, offset.position if offset else -1, 1):
            oldest = min(oldest, next(unpack(entry)).received_ms)
    bound = oldest - LATE_MS - MARGIN_MS
    ids, _ = Seen.objects.filter(key__lt=bound.to_bytes(6, "big")).delete()
    slots, _ = Slot.objects.filter(key__lt=(bound // SLOT_MS).to_bytes(4, "big")).delete()
    return ids + slots
