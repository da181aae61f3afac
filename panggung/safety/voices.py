"""What people say about a video or a decision gets an answer: reports are told what came of them, appeals too."""

from django.db import transaction
from django.db.models import QuerySet

from panggung.core import audit, clock
from panggung.rules import in_force
from panggung.safety.models import Appeal, Case, Decision, Proposal, Question, Report
from panggung.stage.models import Video
from panggung.stage.states import GONE

Outcome = Decision.Outcome
CLOCK_HOURS = 24
_VOICES = (Case.Kind.REPORT, Case.Kind.APPEAL)


def outcome_of(decision: Decision) -> Report.Outcome:
    """What a decision about the video means for who reported it."""
    return Report.Outcome.STAYS if decision.outcome == Outcome.APPROVE else Report.Outcome.ACTED


def answer_reports(decision: Decision) -> int:
    """Tell everybody who reported the video and waits; returns how many."""
    return Report.objects.filter(case=decision.case, answered_at=None).update(
        outcome=outcome_of(decision), decision=decision, answered_at=clock.now()
    )


def answer_appeal(decision: Decision) -> None:
    """Tell the maker what the other person decided, and in which words."""
    appeal = Appeal.objects.select_related("decision").get(case=decision.case)
    same = appeal.decision.outcome == decision.outcome
    appeal.outcome = Appeal.Outcome.STANDS if same else Appeal.Outcome.CHANGED
    appeal.answer, appeal.answered_by, appeal.answered_at = decision.note, decision.by, clock.now()
    appeal.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    audit.write("appeal.answered", subject=appeal, by=decision.by, outcome=appeal.outcome)


def answer_gone() -> int:
    """Answer reports and appeals about videos that were taken back meanwhile; returns how many.

    Safe in several processes at once.
    """
    taken_back = Case.objects.filter(video__state__in=GONE, closed_at=None, kind__in=_VOICES)
    with transaction.atomic():
        for case in taken_back.select_for_update(of=("self",)):
            _end(case)
        waiting = Report.objects.filter(video__state__in=GONE, answered_at=None)
        return waiting.update(outcome=Report.Outcome.GONE, answered_at=clock.now()) + _appeals_gone(
            Appeal.objects.filter(decision__case__video__state__in=GONE, answered_at=None)
        )


def carry_on(video: Video) -> Case | None:
    """Before an edition gets its case: the open case of reports, if there is one, which goes on as that case.

    An open appeal is over, because what it was about is no longer there. The caller holds the transaction.
    """
    heard = Case.objects.select_for_update(of=("self",)).filter(video=video, closed_at=None, kind__in=_VOICES).first()
    if heard is None:
        return None
    if heard.kind == Case.Kind.REPORT:
        if Proposal.objects.waiting().filter(case=heard).update(undone_at=clock.now()):
            audit.write("case.void", subject=heard)
        return heard
    _end(heard)
    _appeals_gone(Appeal.objects.filter(case=heard, answered_at=None))
    return None


def forget(video: Video) -> None:
    """Delete people's words about a video that is being erased, staff's too; what was decided stays."""
    Report.objects.filter(video=video).update(words="")
    Appeal.objects.filter(case__video=video).update(words="")
    Question.objects.filter(case__video=video).update(text="", answer="")
    Case.objects.filter(video=video).update(escalation="")
    Proposal.objects.filter(case__video=video).update(note="")
    Decision.objects.filter(case__video=video).update(note="")


def due_hours(rule: str) -> int:
    """Hours for an answer to a report of this category."""
    return in_force.book().hours([rule, "REP-01"], CLOCK_HOURS)


def _end(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(closed_at=clock.now(), claimed_until=None)


def _appeals_gone(appeals: QuerySet[Appeal]) -> int:
    """Audit and answer each; returns how many."""
    for appeal in appeals:
        audit.write("appeal.answered", subject=appeal, outcome=Appeal.Outcome.GONE.value)
    return appeals.update(outcome=Appeal.Outcome.GONE, answered_at=clock.now())
