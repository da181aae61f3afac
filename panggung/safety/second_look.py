"""Published videos that a changed rulebook would judge otherwise: the list, and a senior's order to look again.

Apart from `rejudging`, which finds them: this is what pages ask, and they need no model in memory.
"""

from django.db import transaction
from django.db.models import F, QuerySet

from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety.models import Verdict
from panggung.stage import states
from panggung.stage.models import Video
from panggung.stage.states import State


def differing(person: Person) -> QuerySet[Verdict]:
    """Verdicts of published videos that the rulebook in force would judge otherwise, oldest publication first.

    Raises:
        NotAllowed: no senior moderator.
    """
    access.require(person, "rulebook.differing")
    found = Verdict.objects.filter(edition=F("video__edition"), video__state=State.PUBLISHED)
    found = found.filter(compared_with=in_force.book().version).exclude(differs=[])
    return found.select_related("video__owner", "video__campaign").order_by("video__published_at", "pk")


@transaction.atomic
def look_again(video: Video, *, by: Person) -> None:
    """Take a published video that would differ off the stage at once; the next sweep brings it to the desk.

    It becomes a new edition with the same words: the decision that stood on the old one stays as it is.

    Raises:
        NotAllowed: no senior moderator, or of the maker's family.
        Refused: `not-differing`.
        Conflict: the video has moved on meanwhile.
    """
    access.require(by, "rulebook.look_again", video)
    due = differing(by).filter(video=video).first()
    if due is None:
        raise Refused("not-differing", status=409)
    reasons = [{"rule": rule, "rulebook": due.compared_with} for rule in due.differs]
    states.move(video, State.HELD, by=by, told={"rules": due.differs}, edition=video.edition + 1, reasons=reasons)
