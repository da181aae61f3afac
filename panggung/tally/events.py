"""The intake of view events: each is checked alone, all good ones of a batch are kept in one transaction."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Annotated, NamedTuple
from uuid import UUID

import msgspec
from django.db import transaction

from panggung.core import ids
from panggung.core.errors import Refused
from panggung.stage.models import Video
from panggung.stage.states import GONE, State
from panggung.tally import engine, sessions, upserts
from panggung.tally.definition import HOUR, LATE_MS, SESSION_MS, SKEW_MS, milliseconds, moment, need_ms
from panggung.tally.log import Event
from panggung.tally.models import Refusal

MAX_EVENT_BYTES = 1_000
_GONE = {State.REMOVED, *GONE}
_UUID_TIME_SHIFT = 80  # RFC 9562 5.7: the upper 48 bits are ms since 1970

# One event as it came, JSON in bytes.
RawEvent = bytes | msgspec.Raw


class Code(StrEnum):
    """Why an event was refused."""

    MALFORMED = "event-malformed"
    OVERSIZED = "event-oversized"
    TOO_OLD = "event-too-old"
    IN_FUTURE = "event-in-future"
    FOREIGN = "session-foreign"
    NOT_BEGUN = "session-not-begun"
    EXPIRED = "session-expired"
    UNKNOWN = "video-unknown"
    GONE = "video-gone"


class ViewEvent(msgspec.Struct, frozen=True):
    """The event of the public contract. `video` as in links or as a UUID, `at` RFC 3339 with its zone."""

    id: UUID
    video: str
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    watched_ms: Annotated[int, msgspec.Meta(ge=0, le=SESSION_MS)]
    session: str


@dataclass(frozen=True)
class Recorded:
    """How many events were kept, and (index in the batch, code) of each that was not."""

    accepted: int
    refused: list[tuple[int, Code]] = field(default_factory=list)


class _Facts(NamedTuple):
    """What an event takes over from its video at the receipt."""

    campaign: bytes
    need_ms: int
    gone: bool


_decoder = msgspec.json.Decoder(ViewEvent)


def record(batch: Sequence[RawEvent], *, at: datetime) -> Recorded:
    """Check the events of a batch received `at` and keep the good ones; they are durable on return.

    A bad event is refused by its index and counted by its code; it costs no other event anything. An event
    that comes again is kept again: `counting` knows it by its id. Must not be called inside a transaction.
    """
    received = milliseconds(at)
    read = _Sessions()
    checked: list[tuple[int, ViewEvent, sessions.Session]] = []
    refused: list[tuple[int, Code]] = []
    for index, raw in enumerate(batch):
        try:
            event = _parse(raw)
            session = read[event.session]
            _check(event, session, received)
            checked.append((index, event, session))
        except Refused as no:
            refused.append((index, Code(no.code)))
    facts = _facts({session.video for _, _, session in checked})
    events = []
    for index, event, session in checked:
        known = facts.get(session.video)
        if known is None or known.gone:
            refused.append((index, Code.UNKNOWN if known is None else Code.GONE))
        else:
            events.append(_frozen(event, session, known, received))
    with transaction.atomic(durable=True):
        if events:
            engine.chosen().append(events)
        _count_refused([code for _, code in refused], received)
    return Recorded(len(events), sorted(refused))


class _Sessions(dict[str, sessions.Session]):
    """Tokens read so far: a batch mostly has one."""

    def __missing__(self, token: str) -> sessions.Session:
        self[token] = sessions.read(token)
        return self[token]


def _parse(raw: RawEvent) -> ViewEvent:
    if len(memoryview(raw)) > MAX_EVENT_BYTES:
        raise Refused(Code.OVERSIZED)
    try:
        event = _decoder.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(Code.MALFORMED) from error
    if event.id.version != 7:
        raise Refused(Code.MALFORMED)
    return event


def _check(event: ViewEvent, session: sessions.Session, received: int) -> None:
    """Raises Refused where the token is another video's or a time is out of bounds (see `definition`)."""
    if event.video != str(session.video) and event.video.lower() != ids.short(session.video):
        raise Refused(Code.FOREIGN)
    at, born = milliseconds(event.at), event.id.int >> _UUID_TIME_SHIFT
    if min(at, born) < received - LATE_MS:
        raise Refused(Code.TOO_OLD)
    if at > received + SKEW_MS or born > received + LATE_MS:
        raise Refused(Code.IN_FUTURE)
    if at < session.issued_ms - SKEW_MS:
        raise Refused(Code.NOT_BEGUN)
    if at > session.issued_ms + SESSION_MS + SKEW_MS:
        raise Refused(Code.EXPIRED)


def _facts(videos: Collection[UUID]) -> dict[UUID, _Facts]:
    rows = Video.objects.filter(pk__in=videos).values_list("pk", "campaign_id", "campaign__view_ms", "seconds", "state")
    return {
        pk: _Facts(campaign.bytes, need_ms(view_ms, seconds), state in _GONE)
        for pk, campaign, view_ms, seconds, state in rows
    }


def _frozen(event: ViewEvent, session: sessions.Session, known: _Facts, received: int) -> Event:
    at = milliseconds(event.at)
    return Event(
        id=event.id.bytes,
        video=session.video.bytes,
        campaign=known.campaign,
        slot=sessions.slot(session, at),
        at_ms=at,
        received_ms=received,
        watched_ms=event.watched_ms,
        need_ms=known.need_ms,
        band=session.band,
        source=session.source,
        excluded=session.excluded,
    )


def _count_refused(codes: Sequence[Code], received: int) -> None:
    hour = moment(received - received % HOUR)
    upserts.add(Refusal, ["hour", "code"], ["events"], {(hour, c): [n] for c, n in Counter(codes).items()})
