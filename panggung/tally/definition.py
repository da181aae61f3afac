"""What a view is: the one definition, as numbers, as a pure function, and as the words beside every figure.

An event says: in this session (a signed token from a watch page), this video was watched for `watched_ms`,
at this moment. Of all events that were taken in, each gets exactly one outcome, asked in this order:

1. **duplicate**: an event with the same id came before it. Ids count once for ever: an id carries its own
   time (UUIDv7) and is refused when that is more than 24 hours from the receipt, so a window of ids is
   enough.
2. **excluded**: the viewer made or sent the video, guards who did, or works here.
3. **too short**: neither `campaign.view_ms` (2 s) nor half of the video was watched.
4. **repeat**: the session's view of this video in this half hour is counted already.
5. **view**: everything else.

The half hours are those of the clock (hh:00 and hh:30, UTC), taken from the event's own time, not from the
view before. So at most one view counts for each session, video and half hour, and the totals of views and
of each reason don't depend on the order in which events come in, on how they are batched, or on how often
they are sent. (Where two different events bear the same id, which no honest browser sends, the first in the
log stands.)

Times are bounded, never bent: an event before its token was issued, after the token's six hours, after its
receipt (2 minutes of tolerance at each end), or more than 24 hours before its receipt is refused and
counted as refused. A bent time would depend on the moment of arrival, and with it the half hour.
"""

import math
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from enum import StrEnum

from django.utils.formats import localize
from django.utils.translation import gettext_lazy

from panggung.tally.log import Event

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000
SLOT_MS = 30 * MINUTE
LATE_MS = 24 * HOUR
SKEW_MS = 2 * MINUTE
SESSION_MS = 6 * HOUR

# Keeps keys and returns those that it was never given before.
Keep = Callable[[Collection[bytes]], set[bytes]]


class Outcome(StrEnum):
    """What became of an event that was taken in; all but VIEW are shown as set aside."""

    VIEW = "view"
    EXCLUDED = "excluded"
    DUPLICATE = "duplicate"
    TOO_SHORT = "too-short"
    REPEAT = "repeat"


WORDS = {
    Outcome.EXCLUDED: gettext_lazy("ditonton pembuatnya, walinya, atau petugas"),
    Outcome.DUPLICATE: gettext_lazy("terkirim dua kali"),
    Outcome.TOO_SHORT: gettext_lazy("ditonton terlalu sebentar"),
    Outcome.REPEAT: gettext_lazy("ditonton lagi dalam setengah jam yang sama"),
}
VIEW_WORDS = gettext_lazy(
    "Satu tontonan berarti video diputar paling sedikit %(seconds)s detik atau separuhnya. Penonton yang "
    "sama dihitung paling banyak satu kali untuk satu video setiap setengah jam (pukul .00 dan .30). "
    "Tontonan pembuatnya, walinya, dan petugas tidak dihitung."
)


def view_words(view_ms: int) -> str:
    """The definition of a view in the reader's language, for a campaign that asks for `view_ms`."""
    whole, rest = divmod(view_ms, SECOND)
    return VIEW_WORDS % {"seconds": localize(view_ms / SECOND if rest else whole)}


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970 (UTC) of an aware time."""
    return round(at.timestamp() * SECOND)


def moment(ms: int) -> datetime:
    """The aware UTC time of milliseconds since 1970."""
    return datetime.fromtimestamp(ms / SECOND, UTC)


def need_ms(view_ms: int, seconds: float) -> int:
    """How long a video of `seconds` must be watched, ms: `view_ms`, or half of it (rounded up) if shorter."""
    return min(view_ms, math.ceil(seconds * SECOND / 2)) if seconds > 0 else view_ms


def judge(events: Sequence[Event], keep_ids: Keep, keep_slots: Keep) -> list[Outcome]:
    """The outcome of each event, in the order of the log.

    `keep_ids` and `keep_slots` hold what came before: tables here, plain sets for somebody who checks our
    figures.
    """
    unseen = keep_ids({event.id for event in events})
    outcomes = [_before_slots(event, unseen) for event in events]
    free = keep_slots({e.slot for e, outcome in zip(events, outcomes, strict=True) if outcome is Outcome.VIEW})
    for place, event in enumerate(events):
        if outcomes[place] is Outcome.VIEW:
            if event.slot in free:
                free.discard(event.slot)
            else:
                outcomes[place] = Outcome.REPEAT
    return outcomes


def _before_slots(event: Event, unseen: set[bytes]) -> Outcome:
    """The outcome as far as the event alone decides it; takes its id out of `unseen`."""
    if event.id not in unseen:
        return Outcome.DUPLICATE
    unseen.discard(event.id)
    if event.excluded:
        return Outcome.EXCLUDED
    return Outcome.VIEW if event.watched_ms >= event.need_ms else Outcome.TOO_SHORT
