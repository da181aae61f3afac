"""Videos that a step could not do anything with: a person sees why, and can ring again."""

from django.db import transaction

from panggung.core import jobs
from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.stage import states
from panggung.stage.models import Video
from panggung.stage.states import State


@transaction.atomic
def ring_again(video: Video, *, by: Person) -> None:
    """Let a stuck video start over at the step that failed (the pipeline wrote where into its reasons).

    Raises:
        NotAllowed: neither moderator nor operator.
        Refused: `not-stuck`.
    """
    access.require(by, "video.ring_again", video)
    if video.state != State.STUCK:
        raise Refused("not-stuck", status=409)
    again = next((State(reason["again"]) for reason in video.reasons if "again" in reason), State.RECEIVED)
    states.move(video, again, by=by, reasons=[], tries=0, retry_at=None)
    jobs.ring()
