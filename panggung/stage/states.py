"""The states of a video and the only arrows between them; every move is one transaction with its audit line."""

from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from panggung.core import audit
from panggung.core.errors import Conflict
from panggung.people.models import Person

if TYPE_CHECKING:
    from panggung.stage.models import Video


class State(models.TextChoices):
    RECEIVED = "received"
    PROCESSING = "processing"
    PROCESSED = "processed"
    SCREENING = "screening"
    SCREENED = "screened"
    WITH_GUARDIAN = "with_guardian"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    SENT_BACK = "sent_back"
    EDITED = "edited"
    HELD = "held"
    REMOVED = "removed"
    STUCK = "stuck"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


S = State
# What a failing step can always do: wait as stuck for a person. What the maker can always do: withdraw.
_ALWAYS = {S.WITHDRAWN}
_STEP = _ALWAYS | {S.STUCK}
ALLOWED: dict[State, set[State]] = {
    S.RECEIVED: _STEP | {S.PROCESSING},
    S.PROCESSING: _STEP | {S.PROCESSED, S.SENT_BACK},
    S.PROCESSED: _STEP | {S.SCREENING},
    S.SCREENING: _STEP | {S.SCREENED},
    S.SCREENED: _STEP | {S.WITH_GUARDIAN, S.IN_REVIEW},
    S.WITH_GUARDIAN: _ALWAYS | {S.IN_REVIEW, S.SENT_BACK},
    S.IN_REVIEW: _ALWAYS | {S.PUBLISHED, S.SENT_BACK, S.REMOVED, S.HELD},
    S.PUBLISHED: _ALWAYS | {S.HELD, S.REMOVED},
    S.SENT_BACK: _ALWAYS | {S.EDITED, S.IN_REVIEW},
    S.EDITED: _STEP | {S.SCREENING},
    S.HELD: _ALWAYS | {S.IN_REVIEW, S.REMOVED},
    S.REMOVED: _ALWAYS | {S.IN_REVIEW},
    S.STUCK: _ALWAYS | {S.RECEIVED, S.PROCESSED},
    S.WITHDRAWN: {S.ERASED},
    S.ERASED: set(),
}
# Taken back for good: nobody sees it again, and nothing may be done with it but erase it.
GONE = (S.WITHDRAWN, S.ERASED)
# On the way to a person's decision.
UNDECIDED = {
    S.RECEIVED, S.PROCESSING, S.PROCESSED, S.SCREENING, S.SCREENED, S.WITH_GUARDIAN, S.IN_REVIEW, S.EDITED, S.STUCK,
}  # fmt: skip


@transaction.atomic
def move(
    video: "Video", to: State, *, by: Person | None = None, told: dict[str, Any] | None = None, **changes: Any
) -> None:
    """Take `video` from the state that the caller saw to `to`, writing `changes` and the audit line with it.

    Raises:
        Conflict: the arrow doesn't exist, or the row has moved on since the caller read it.
    """
    was = State(video.state)
    if to not in ALLOWED[was]:
        raise Conflict("no-such-move", state=was.value, to=to.value)
    moved = type(video).objects.filter(pk=video.pk, state=was).update(state=to, **changes)
    if not moved:
        raise Conflict("moved-on", state=was.value, to=to.value)
    video.state = to
    for name, value in changes.items():
        setattr(video, name, value)
    audit.write(f"video.{to.value}", subject=video, by=by, was=was.value, **(told or {}))
