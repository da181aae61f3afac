"""What people say about a video or a decision gets an answer: reports are told what came of them, appeals too."""

from panggung.core import audit, clock
from panggung.rules import in_force
from panggung.safety.models import Appeal, Decision, Report

Outcome = Decision.Outcome


def answer_reports(decision: Decision) -> int:
    """Tell everybody who reported the video and waits; returns how many."""
    acted = decision.outcome != Outcome.APPROVE
    return Report.objects.filter(case=decision.case, answered_at=None).update(
        outcome=Report.Outcome.ACTED if acted else Report.Outcome.STAYS, decision=decision, answered_at=clock.now()
    )


def answer_appeal(decision: Decision) -> None:
    """Tell the maker what the other person decided, and in which words."""
    appeal = Appeal.objects.select_related("decision").get(case=decision.case)
    same = appeal.decision.outcome == decision.outcome
    appeal.outcome = Appeal.Outcome.STANDS if same else Appeal.Outcome.CHANGED
    appeal.answer, appeal.answered_by, appeal.answered_at = decision.note, decision.by, clock.now()
    appeal.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    audit.write("appeal.answered", subject=appeal, by=decision.by, outcome=appeal.outcome)


def due_hours(rule: str) -> int:
    """Hours for an answer to a report of this category."""
    rules = in_force.book().rules
    clocks = [rules[name].clock_hours for name in (rule, "REP-01") if name in rules]
    return min([hours for hours in clocks if hours] or [24])
