"""A second pair of eyes: what one person proposed and another has to agree with before it takes effect."""

from django.db import transaction

from panggung.core import audit, clock
from panggung.core.errors import Conflict, NotAllowed
from panggung.people.models import Person
from panggung.safety import claiming, escalating, exposure, queueing, review
from panggung.safety.models import Case, Decision, Proposal


@transaction.atomic
def look(proposal: Proposal, person: Person) -> Case:
    """Take a case that waits for a second person, to look at it with own eyes.

    Raises:
        NotAllowed: not among what waits for this person (`queueing.awaiting_second`).
        Refused: `rest-break` or `rest-day`.
        Conflict: settled meanwhile (`decided`), or another person looks (`claimed`).
    """
    proposal = _for_second(proposal, person)
    case = proposal.case
    if case.is_on_case(person):
        return case
    exposure.require_rested(person)
    if not claiming.take(Case.objects.filter(closed_at=None), case, person):
        raise Conflict("claimed")
    audit.write("case.claimed", subject=case, by=person)
    return Case.objects.get(pk=case.pk)


@transaction.atomic
def agree(proposal: Proposal, person: Person) -> Decision:
    """The second person agrees: the decision takes effect. Raises as `look`; `not-claimed` without a look."""
    return review.carry_out(_looked_at(proposal, person), second=person)


@transaction.atomic
def disagree(proposal: Proposal, person: Person, *, note: str) -> Case:
    """The second person sees it otherwise: the case goes up to a senior with what they say. Raises as `agree`."""
    proposal = _looked_at(proposal, person)
    review.end(proposal, undone_at=clock.now(), disagreed_by=person)
    audit.write("case.disagreed", subject=proposal.case, by=person, outcome=proposal.outcome, rule=proposal.rule)
    return escalating.escalate(proposal.case, person, note=note)


def _looked_at(proposal: Proposal, person: Person) -> Proposal:
    proposal = _for_second(proposal, person)
    if not proposal.case.is_on_case(person):
        raise Conflict("not-claimed")
    return proposal


def _for_second(proposal: Proposal, person: Person) -> Proposal:
    proposal = review.open_now(proposal)
    if not queueing.awaiting_second(person).filter(pk=proposal.pk).exists():
        raise NotAllowed("case.second")
    return proposal
