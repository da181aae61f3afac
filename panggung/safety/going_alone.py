"""What a calibrated verdict may do without a person: publish an established adult's video that no rule speaks about."""

from django.db import transaction
from django.db.models import QuerySet

from panggung.core import audit, clock
from panggung.safety import calibrating, review
from panggung.safety.models import Case, Decision, Verdict
from panggung.stage import publishing
from panggung.stage.models import Video
from panggung.stage.states import State

AT_ONCE = 50
RULE = "GATE-01"  # what such a decision stands on: every check was complete, and none found anything


def go_alone() -> int:
    """Publish what waits and may go without a person; returns how many. Nothing while no calibration is in force."""
    if calibrating.in_force() is None:
        return 0
    waiting = _untouched().filter(kind=Case.Kind.ENTRY, severity=0, video__state=State.IN_REVIEW)
    waiting = waiting.select_related("video__owner", "video__campaign")
    return sum(_publish(case) for case in waiting.order_by("opened_at")[:AT_ONCE])


def _untouched() -> QuerySet[Case]:
    """Open cases that no person has taken up: no claim, nothing chosen, nothing asked, nothing passed up.

    Who chose a severe removal, or asked the maker, holds the case no longer; it is a person's all the same.
    """
    return Case.objects.filter(closed_at=None, claimed_by=None, escalated_at=None, proposals=None, questions=None)


@transaction.atomic
def _publish(case: Case) -> bool:
    """Decide and publish one, unless somebody took it up meanwhile."""
    verdict = Verdict.objects.filter(video=case.video, edition=case.edition).first()
    if verdict is None or verdict.suitable_from is None or not calibrating.may_go_alone(case.video, verdict):
        return False
    if not _untouched().filter(pk=case.pk).update(closed_at=clock.now()):
        return False
    decision = Decision.objects.create(
        case=case,
        outcome=Decision.Outcome.APPROVE,
        rule=RULE,
        suitable_from=verdict.suitable_from,
        rulebook=verdict.rulebook,
        evidence=review.evidence_hash(case),
    )
    audit.write("case.alone", subject=case, rule=RULE, evidence=decision.evidence)
    publishing.publish(Video.objects.get(pk=case.video_id), suitable_from=verdict.suitable_from, by=None)
    return True
