"""The review desk: a person claims a case, looks, and decides under a rule. Nothing is published any other way.

A choice becomes a proposal first: it can be undone for some seconds, and a severe removal waits until a second person
agrees. Then it is settled: the decision is written and carried out in one transaction.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import DatabaseError, transaction

from panggung.core import audit, clock
from panggung.core.errors import Conflict, NotAllowed
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import carrying_out, claiming
from panggung.safety import choice as choices
from panggung.safety.choice import Choice
from panggung.safety.claiming import case_to_watch, claim
from panggung.safety.models import Case, Decision, Proposal, SignalRun
from panggung.safety.queueing import queue
from panggung.stage import states
from panggung.stage.models import Video
from panggung.stage.states import State

log = structlog.get_logger(__name__)
__all__ = ["case_to_watch", "claim", "decide", "evidence_hash", "propose", "queue", "settle", "settle_due", "undo"]


@transaction.atomic
def propose(case: Case, person: Person, choice: Choice) -> Proposal:
    """Choose about a claimed case once; it takes effect when the seconds to undo it are over.

    A severe removal, and a share of the others, waits for a second person instead.

    Raises:
        NotAllowed: no moderator, or of the maker's family.
        Conflict: not claimed by `person` (`not-claimed`), or decided or chosen about already (`decided`).
        Refused: as `choice.check`.
    """
    case = claiming.held(case, person)
    choices.check(choice, case)
    second_for = choices.second_for(choice, case)
    golden = case.kind == Case.Kind.GOLDEN  # looks like any other case to who decides it, and waits for nobody
    proposal = Proposal.objects.create(
        case=case,
        outcome=choice.outcome,
        rule=choice.rule,
        note=choice.note,
        reply=choice.reply,
        topics=list(choice.topics),
        educational=choice.educational,
        suitable_from=choice.suitable_from if choice.outcome == choices.Outcome.APPROVE else None,
        by=person,
        rulebook=in_force.book().version,
        evidence=evidence_hash(case),
        second_for=second_for,
        due=clock.now() + timedelta(seconds=in_force.desk().undo_seconds) if not second_for or golden else None,
    )
    if second_for and not golden:
        Case.objects.filter(pk=case.pk).update(claimed_by=None, claimed_until=None)
        _hold(case.video, proposal)
    audit.write("case.proposed", subject=case, by=person, outcome=choice.outcome, rule=choice.rule, second=second_for)
    return proposal


def _hold(video: Video, proposal: Proposal) -> None:
    """What one person wants removed isn't shown on while it waits for the second."""
    if video.state == State.PUBLISHED:
        reasons = [{"rule": proposal.rule, "rulebook": proposal.rulebook}]
        states.move(video, State.HELD, by=proposal.by, reasons=reasons)


@transaction.atomic
def undo(proposal: Proposal, person: Person) -> Case:
    """Take one's own choice back before it takes effect; the case is on one's desk again.

    Raises:
        Conflict: it has taken effect, or was undone (`decided`), or a second person looks at it now (`claimed`).
        NotAllowed: somebody else's.
    """
    proposal = open_now(proposal)
    access.require(person, "case.decide", proposal.case)
    if proposal.by_id != person.pk:
        raise NotAllowed("case.decide")
    end(proposal, undone_at=clock.now())
    if not claiming.take(Case.objects.all(), proposal.case, person):
        raise Conflict("claimed")
    audit.write("case.undone", subject=proposal.case, by=person)
    return Case.objects.get(pk=proposal.case_id)


def settle_due() -> int:
    """Carry out every choice whose seconds to undo are over; returns how many. Safe in several processes at once."""
    count = 0
    for proposal in Proposal.objects.waiting().filter(due__lte=clock.now())[:200]:
        try:
            count += settle(proposal) is not None
        except DatabaseError:
            raise
        except Exception:  # one that can't be carried out must not keep the others waiting; it is tried again
            log.exception("a choice was not carried out", case=str(proposal.case_id))
    return count


@transaction.atomic
def settle(proposal: Proposal) -> Decision | None:
    """Make a choice a decision now; None where it is no longer open, a second person has to agree first
    (`second_eyes.agree`), or the video moved on meanwhile.
    """
    try:
        proposal = open_now(proposal)
    except Conflict:
        return None
    if proposal.second_for and proposal.case.kind != Case.Kind.GOLDEN:
        return None
    if not access.may(proposal.by, "case.decide", proposal.case):
        end(proposal, undone_at=clock.now())
        audit.write("case.void", subject=proposal.case, by=proposal.by)
        return None
    try:
        with transaction.atomic():
            return carry_out(proposal)
    except Conflict:
        end(proposal, undone_at=clock.now())
        audit.write("case.void", subject=proposal.case, by=proposal.by)
        return None


def decide(case: Case, person: Person, outcome: str, **choice: Any) -> Decision | None:
    """Choose and carry out at once, with no time to undo; None where a second person has to agree first.

    Raises: as `propose`; Conflict also when the video has moved on meanwhile.
    """
    with transaction.atomic():
        proposal = propose(case, person, Choice(outcome, **choice))
        return None if proposal.second_for else carry_out(proposal)


def carry_out(proposal: Proposal, second: Person | None = None) -> Decision:
    """Write and carry out the decision now; the caller holds the transaction. Raises as `carrying_out.carry_out`."""
    end(proposal, settled_at=clock.now())
    return carrying_out.carry_out(proposal, second)


def end(proposal: Proposal, **ended: datetime | Person) -> None:
    """Note that a proposal is settled or undone, and who disagreed."""
    Proposal.objects.filter(pk=proposal.pk).update(**ended)


def open_now(proposal: Proposal) -> Proposal:
    """The row as it is now, locked. Raises Conflict when it is settled or undone."""
    held = Proposal.objects.select_for_update(of=("self",)).select_related("case__video", "by").get(pk=proposal.pk)
    if not held.is_open:
        raise Conflict("decided")
    return held


def evidence_hash(case: Case) -> str:
    """SHA-256 over every signal of the case's edition and the file, so that a decision says what it stood on."""
    runs = SignalRun.objects.filter(video=case.video, edition=case.edition).order_by("name")
    told: list[Any] = [[r.name, r.version, r.value, r.confidence, r.evidence, r.error] for r in runs]
    text = json.dumps([case.video.sha256, case.edition, told], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
