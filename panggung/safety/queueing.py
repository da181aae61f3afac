"""Which open cases a person may see, and in what order; saved searches choose among them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from panggung.core import clock
from panggung.people import access, families
from panggung.people.models import Person
from panggung.safety.models import Case, Proposal
from panggung.stage.states import State

Kind = Case.Kind
# A case makes sense only while its video is in one of these states.
_LIVE = (
    Q(kind__in=[Kind.ENTRY, Kind.COPY], video__state=State.IN_REVIEW)
    | Q(kind=Kind.REPORT, video__state=State.PUBLISHED)
    | Q(kind=Kind.APPEAL, video__state__in=[State.REMOVED, State.SENT_BACK])
    | (Q(kind=Kind.GOLDEN) & ~Q(video__state__in=[State.WITHDRAWN, State.ERASED]))
)
ORDER = ("-severity", "-reported", "due", "pk")
OPEN_PROPOSAL = Proposal.objects.filter(case=OuterRef("pk"), undone_at=None, settled_at=None)


def live() -> QuerySet[Case]:
    """Open cases whose video still waits for the answer."""
    return Case.objects.filter(_LIVE, closed_at=None)


def queue(person: Person) -> QuerySet[Case]:
    """Open cases that `person` may decide now: severe ones first, people's reports above machines', then by clock.

    None of their own family's, none that somebody else was given or that waits for an answer or a second person;
    appeals and what was passed up only for seniors, and never an appeal against the person's own decision.

    Raises:
        NotAllowed: no moderator.
    """
    access.require(person, "case.list")
    family = [person.pk, *families.relatives_of(person)]
    cases = live().exclude(video__owner__in=family).exclude(video__uploaded_by__in=family)
    cases = cases.exclude(waits_until__gt=clock.now()).exclude(Exists(OPEN_PROPOSAL)).filter(kind__in=_kinds(person))
    cases = cases.filter(for_person=None)
    if not access.may(person, "case.escalated"):
        cases = cases.filter(escalated_at=None)
    cases = cases.exclude(Q(appeal__decision__by=person) | Q(appeal__decision__second=person))
    return cases.select_related("video", "video__owner", "video__campaign").order_by(*ORDER)


def _kinds(person: Person) -> list[str]:
    kinds: list[str] = [Kind.ENTRY, Kind.COPY, Kind.REPORT]
    return [*kinds, Kind.APPEAL] if access.may(person, "case.appeal_decide") else kinds


def awaiting_second(person: Person) -> QuerySet[Proposal]:
    """Proposals that another person than the one who made them has to agree with, oldest first.

    Raises:
        NotAllowed: no moderator.
    """
    access.require(person, "case.second")
    family = [person.pk, *families.relatives_of(person)]
    waiting = Proposal.objects.filter(undone_at=None, settled_at=None).exclude(second_for="").exclude(by=person)
    waiting = waiting.exclude(case__video__owner__in=family).exclude(case__video__uploaded_by__in=family)
    return waiting.select_related("case__video__owner", "case__video__campaign").order_by("at", "pk")
