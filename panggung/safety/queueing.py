"""Which open cases a person may see, in what order, and which comes next; saved searches choose among them."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from panggung.core import clock
from panggung.core.errors import NotAllowed
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import golden, searches
from panggung.safety.models import Appeal, Case, Proposal, Queue, Report
from panggung.stage.models import of_family
from panggung.stage.states import GONE, State

Kind = Case.Kind
# A case makes sense only while its video is in one of these states.
_LIVE = (
    Q(kind__in=[Kind.ENTRY, Kind.COPY], video__state=State.IN_REVIEW)
    | Q(kind=Kind.REPORT, video__state__in=[State.PUBLISHED, State.HELD])
    | Q(kind=Kind.APPEAL, video__state__in=[State.REMOVED, State.SENT_BACK])
    | (Q(kind=Kind.GOLDEN) & ~Q(video__state__in=GONE))
)
ORDER = ("-severity", "-reported", "due", "pk")
OPEN_PROPOSAL = Proposal.objects.waiting().filter(case=OuterRef("pk"))


def live() -> QuerySet[Case]:
    """Open cases whose video still waits for the answer, or is kept until a second person has said whether it is
    evidence.
    """
    kept = Q(pk__in=evidence_awaiting().values("case"), video__state=State.WITHDRAWN)
    return Case.objects.filter(_LIVE | kept, closed_at=None)


def evidence_awaiting() -> QuerySet[Proposal]:
    """Open removals under a rule that seals: withdrawing must not destroy what a second person is still to look at."""
    sealing = [rule.id for rule in in_force.book().rules.values() if "seal" in rule.then]
    waiting = Proposal.objects.waiting().filter(outcome="remove", rule__in=sealing)
    return waiting.exclude(second_for="").exclude(case__kind=Kind.GOLDEN)


def _not_theirs(person: Person) -> Q:
    """Cases in which somebody has a say already: reported by them, about their overruled decision, or disputed."""
    overruled = Appeal.objects.filter(Q(decision__by=person) | Q(decision__second=person), outcome="changed")
    disputed = Proposal.objects.filter(by=person, disagreed_by__isnull=False)
    return (
        Q(pk__in=Report.objects.filter(by=person, case__isnull=False).values("case"))
        | Q(kind=Kind.REPORT, video__in=overruled.values("decision__case__video"))
        | Q(pk__in=disputed.values("case"))
    )


def queue(person: Person) -> QuerySet[Case]:
    """Open cases that `person` may decide now: severe ones first, people's reports above machines', then by clock.

    None of their own family's, none that somebody else was given or that waits for an answer or a second person;
    appeals and what was passed up only for seniors, and never an appeal against the person's own decision. What a
    restricted queue keeps is for those who work in it; seniors see every case, so that none is lost.

    Raises:
        NotAllowed: no moderator.
    """
    access.require(person, "case.list")
    cases = live().exclude(of_family(person, "video__"))
    cases = cases.exclude(waits_until__gt=clock.now()).exclude(Exists(OPEN_PROPOSAL)).filter(kind__in=_kinds(person))
    cases = cases.filter(for_person=None)
    if not access.may(person, "case.escalated"):
        cases = cases.filter(escalated_at=None)
    cases = cases.exclude(Q(appeal__decision__by=person) | Q(appeal__decision__second=person))
    cases = cases.exclude(_not_theirs(person))
    for kept in searches.kept_from(person):
        cases = cases.exclude(pk__in=kept.values("pk"))
    return cases.select_related("video", "video__owner", "video__campaign").order_by(*ORDER)


def _kinds(person: Person) -> list[str]:
    kinds: list[str] = [Kind.ENTRY, Kind.COPY, Kind.REPORT]
    return [*kinds, Kind.APPEAL] if access.may(person, "case.appeal_decide") else kinds


def next_for(person: Person, among: Queue | None = None) -> Case | None:
    """What `person` should look at next: now and then a golden case, else the first that nobody else holds.

    Raises:
        NotAllowed: no moderator, or nobody who works in that queue.
    """
    cases = queue(person)
    if among is not None:
        if not searches.works_in(among, person):
            raise NotAllowed("case.list")
        cases = searches.apply(cases, searches.of(among))
    put_before = golden.due_for(person) if among is None else None
    return put_before or cases.filter(free_for(person)).first()


def free_for(person: Person) -> Q:
    """Cases that nobody else holds right now."""
    return Q(claimed_by=None) | Q(claimed_by=person) | Q(claimed_until__lt=clock.now())


def awaiting_second(person: Person) -> QuerySet[Proposal]:
    """Proposals that another person than the one who made them has to agree with, oldest first.

    None of the person's family, about an appeal against their own decision, or kept by a restricted queue.

    Raises:
        NotAllowed: no moderator.
    """
    access.require(person, "case.second")
    waiting = Proposal.objects.waiting().exclude(second_for="").exclude(by=person)
    waiting = waiting.exclude(of_family(person, "case__video__"))
    waiting = waiting.exclude(Q(case__appeal__decision__by=person) | Q(case__appeal__decision__second=person))
    waiting = waiting.filter(case__in=live(), case__kind__in=_kinds(person))
    waiting = waiting.exclude(case__in=Case.objects.filter(_not_theirs(person)))
    if not access.may(person, "case.escalated"):
        waiting = waiting.filter(case__escalated_at=None)
    for kept in searches.kept_from(person):
        waiting = waiting.exclude(case__in=kept.values("pk"))
    return waiting.select_related("case__video__owner", "case__video__campaign").order_by("at", "pk")
