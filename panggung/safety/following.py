"""What a rule asks for besides its action (`then` in rulebook/rules): a senior at once, a word of care to the maker."""

from collections.abc import Iterable

from panggung.core import audit, clock
from panggung.rules import in_force
from panggung.safety.models import Case, Decision, Verdict
from panggung.stage.models import Video


def asks_for(rule: str, what: str) -> bool:
    """Whether a rule of the book in force has `what` in its `then`."""
    known = in_force.book().rules.get(rule)
    return known is not None and what in known.then


def on_open(case: Case, reasons: Iterable[str]) -> None:
    """Give a case to the seniors whose verdict names a rule with `then: escalate`; the caller holds the transaction."""
    rules = [rule for rule in reasons if asks_for(rule, "escalate")]
    if rules and Case.objects.filter(pk=case.pk, escalated_at=None).update(escalated_at=clock.now()):
        audit.write("case.escalated", subject=case, rules=rules)
        case.refresh_from_db(fields=["escalated_at"])


def needs_care(video: Video) -> bool:
    """Whether maker and guardian are told where help is (SAPA 129, emergency 112): a person decided under a rule with
    `then: care_contact`, or nobody has decided yet and the verdict names one.
    """
    decision = Decision.objects.filter(case__video=video, case__edition=video.edition).order_by("-at").first()
    if decision is not None:
        return decision.outcome != Decision.Outcome.APPROVE and asks_for(decision.rule, "care_contact")
    verdict = Verdict.objects.filter(video=video, edition=video.edition).first()
    return verdict is not None and any(asks_for(rule, "care_contact") for rule in verdict.reasons)
