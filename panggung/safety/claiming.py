"""Claiming: one person at a time sits on a case, for some minutes, and may look at its video meanwhile."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, QuerySet

from panggung.core import audit, clock
from panggung.core.errors import Conflict
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import exposure
from panggung.safety.models import Case, Proposal
from panggung.safety.queueing import OPEN_PROPOSAL, free_for, live, queue
from panggung.stage.models import Video

MOST = 3  # cases that one person holds at a time


@transaction.atomic
def claim(case: Case, person: Person) -> Case:
    """Take the case for some minutes (again, when it is already theirs), so that no two people sit on one.

    Raises:
        NotAllowed: no moderator, or of the maker's family.
        Refused: `rest-break` or `rest-day`: enough for now (safety.exposure).
        Conflict: somebody else holds it (`claimed`), or it is decided or withdrawn meanwhile (`decided`).
    """
    access.require(person, "case.decide", case)
    was_mine = case.is_on_case(person)
    if not was_mine:
        exposure.require_rested(person)
    open_case = _claimable(case, person)
    if not take(open_case, case, person):
        raise Conflict("claimed" if open_case.exists() else "decided")
    if not was_mine:
        audit.write("case.claimed", subject=case, by=person)
    case.refresh_from_db()
    return case


def _claimable(case: Case, person: Person) -> QuerySet[Case]:
    """The case, where it is in the person's queue, or golden and meant for them."""
    golden = live().filter(pk=case.pk, for_person=person)
    return golden if case.for_person_id is not None else queue(person).filter(pk=case.pk)


def held(case: Case, person: Person) -> Case:
    """The row as it is now, locked, for who holds it and may choose about it; the caller holds the transaction.

    Raises:
        NotAllowed: no moderator, or of the maker's family.
        Conflict: decided or chosen about already (`decided`), or not claimed by `person` (`not-claimed`).
    """
    access.require(person, "case.decide", case)
    case = Case.objects.select_for_update(of=("self",)).select_related("video").get(pk=case.pk)
    if case.closed_at is not None or Proposal.objects.waiting().filter(case=case).exists():
        raise Conflict("decided")
    if not case.is_on_case(person):
        raise Conflict("not-claimed")
    return case


def take(open_case: QuerySet[Case], case: Case, person: Person) -> bool:
    """Write the claim when nobody else holds the case; whether it is the person's now."""
    until = clock.now() + timedelta(minutes=in_force.desk().claim_minutes)
    taken = bool(open_case.filter(free_for(person), pk=case.pk).update(claimed_by=person, claimed_until=until))
    if taken:
        _let_go(person)
    return taken


def _let_go(person: Person) -> None:
    """Give back the oldest claims beyond MOST: nobody keeps the desk's cases by opening them all."""
    held = Case.objects.filter(claimed_by=person, claimed_until__gt=clock.now(), closed_at=None)
    older = held.exclude(Exists(OPEN_PROPOSAL)).order_by("-claimed_until", "-pk")[MOST:]
    Case.objects.filter(pk__in=[case.pk for case in older]).update(claimed_by=None, claimed_until=None)


def case_to_watch(person: Person, video: Video) -> Case | None:
    """The open case through which `person` may look at a video that they otherwise may not see, or None."""
    mine = Case.objects.filter(video=video, closed_at=None, claimed_by=person, claimed_until__gt=clock.now())
    held = mine.filter(pk__in=live()).select_related("video").first()
    return held if held is not None and access.may(person, "video.see_unpublished", held) else None
