"""Appeals: once after a decision against them a maker asks, in own words, that another person looks again (APP-01).

The video stays where it is meanwhile. Who decided before, and who agreed, is never shown the appeal (`queueing`).
"""

from datetime import timedelta

from django.db import IntegrityError, transaction

from panggung.core import audit, clock
from panggung.core.errors import Conflict, Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import written
from panggung.safety.models import Appeal, Case, Decision, RulebookVersion
from panggung.stage.models import Video
from panggung.stage.states import State

MOST = 600
SEVERITY = 1
CLOCK_HOURS = 72
_AGAINST = {Decision.Outcome.SEND_BACK: State.SENT_BACK, Decision.Outcome.REMOVE: State.REMOVED}


@transaction.atomic
def appeal(video: Video, *, by: Person, words: str) -> Appeal:
    """Ask for another person; they answer within the clock of APP-01.

    Raises:
        NotAllowed: neither the maker nor their guardian.
        Refused: `appeal-words-missing`, `appeal-words-too-long`, `bad-request`; as `decision_to_appeal`.
        Conflict: `moved-on`, when the video has an open case meanwhile.
    """
    access.require(by, "decision.appeal", video)
    words = written.trimmed(words, most=MOST, too_long="appeal-words-too-long", missing="appeal-words-missing")
    decision = decision_to_appeal(video, lock=True)
    due = clock.now() + timedelta(hours=clock_hours())
    try:
        with transaction.atomic():
            case = Case.objects.create(
                video=video, edition=video.edition, kind=Case.Kind.APPEAL, severity=SEVERITY, due=due
            )
    except IntegrityError:
        raise Conflict("moved-on") from None
    made = Appeal.objects.create(decision=decision, case=case, by=by, words=words)
    audit.write("appeal.made", subject=made, by=by, decision=str(decision.pk), rule=decision.rule)
    return made


def decision_to_appeal(video: Video, *, lock: bool = False) -> Decision:
    """The decision that keeps `video` off the stage, if its maker may still appeal.

    Raises:
        Refused: `nothing-to-appeal` (no decision, or the video has moved on since), `appealed-already` (also for what
            an appeal decided), `rule-not-appealable` in the rulebook of the decision.
    """
    decision = _against(video, lock=lock)
    if decision is None:
        raise Refused("nothing-to-appeal", status=409)
    if decision.case.kind == Case.Kind.APPEAL or Appeal.objects.filter(decision=decision).exists():
        raise Refused("appealed-already", status=409)
    if not _appealable(decision):
        raise Refused("rule-not-appealable", status=409, rule=decision.rule)
    return decision


def may_appeal(person: Person, video: Video) -> bool:
    """Whether `person` can appeal now, for pages that offer it."""
    if not access.may(person, "decision.appeal", video):
        return False
    try:
        decision_to_appeal(video)
    except Refused:
        return False
    return True


def newest(video: Video) -> Appeal | None:
    """The newest appeal about this edition of the video, with what came of it."""
    about = Appeal.objects.filter(case__video=video, case__edition=video.edition)
    return about.select_related("case__decision", "decision").order_by("-at").first()


def _against(video: Video, *, lock: bool) -> Decision | None:
    """The newest decision about the video where it is against the maker, counts for this edition, and still holds."""
    decisions = Decision.objects.filter(case__video=video).exclude(case__kind=Case.Kind.GOLDEN)
    if lock:
        decisions = decisions.select_for_update(of=("self",))
    decision = decisions.select_related("case").order_by("-at").first()
    if decision is None or decision.case.edition != video.edition:
        return None
    state = Video.objects.filter(pk=video.pk, edition=video.edition).values_list("state", flat=True).first()
    return decision if _AGAINST.get(Decision.Outcome(decision.outcome)) == state else None


def _appealable(decision: Decision) -> bool:
    """As the rulebook says that was in force then; a rule whose text was never kept is."""
    kept = RulebookVersion.objects.filter(version=decision.rulebook).first()
    if kept is not None:
        rules = (rule for family in kept.text["families"] for rule in family["rules"])
        return next((bool(rule["appealable"]) for rule in rules if rule["id"] == decision.rule), True)
    rule = in_force.book().rules.get(decision.rule)
    return rule.appealable if rule else True


def clock_hours() -> int:
    """Hours in which an appeal is answered."""
    return in_force.book().hours(["APP-01"], CLOCK_HOURS)
