"""Golden cases: decided ones whose right answer is known, mixed unmarked into everybody's work.

What somebody says to one changes nothing about the video; `safety.agreement` shows how far people agree with it.
"""

from django.db import transaction
from django.db.models import F, Max, Q, QuerySet

from panggung.core import audit, clock
from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.safety import searches
from panggung.safety.models import Case, Decision, Golden, GoldenAnswer, Proposal, Sealed
from panggung.stage.models import of_family
from panggung.stage.states import GONE

SEALED = Sealed.objects.exclude(files=Sealed.Files.RETURNED).values("video")
# A golden case is of use while its video is there, is the one that was decided, and its files are under no seal.
USABLE = ~Q(video__state__in=GONE) & Q(edition=F("video__edition")) & ~Q(video__in=SEALED)


@transaction.atomic
def mark(case: Case, *, by: Person) -> Golden:
    """Make a decided case golden: the newest decision about it is the right answer. Once for each video.

    Raises:
        NotAllowed: no senior moderator, or of the maker's family.
        Refused: `golden-undecided`, or `golden-unusable`: withdrawn, changed since, or evidence under seal.
    """
    access.require(by, "golden.manage", case)
    decision = Decision.objects.filter(case__video=case.video_id, case__edition=case.edition).order_by("-at").first()
    if decision is None:
        raise Refused("golden-undecided", status=409)
    if not Case.objects.filter(USABLE, pk=case.pk).exists():
        raise Refused("golden-unusable", status=409)
    golden, is_new = Golden.objects.get_or_create(
        video=case.video,
        ended_at=None,
        defaults={
            "edition": case.edition,
            "outcome": decision.outcome,
            "rule": decision.rule,
            "suitable_from": decision.suitable_from,
            "by": by,
        },
    )
    if is_new:
        audit.write("golden.marked", subject=golden, by=by, outcome=golden.outcome, rule=golden.rule)
    return golden


@transaction.atomic
def end(golden: Golden, *, by: Person) -> None:
    """Show it to nobody any more; answers that were given stay.

    Raises:
        NotAllowed: no senior moderator, or of the maker's family.
    """
    access.require(by, "golden.manage", golden.video)
    if Golden.objects.filter(pk=golden.pk, ended_at=None).update(ended_at=clock.now()):
        audit.write("golden.ended", subject=golden, by=by)
    close_gone()


def close_gone() -> int:
    """End golden cases whose video is gone or changed, and close what was ended; returns how many cases. Idempotent."""
    Golden.objects.filter(ended_at=None).exclude(pk__in=_usable().values("pk")).update(ended_at=clock.now())
    left = Case.objects.filter(kind=Case.Kind.GOLDEN, closed_at=None, golden_answer__golden__ended_at__isnull=False)
    return Case.objects.filter(pk__in=list(left.values_list("pk", flat=True))).update(closed_at=clock.now())


def due_for(person: Person) -> Case | None:
    """The golden case that `person` should decide now, if it is time for one; looks like any other case.

    One after every `golden_every` choices (rulebook/desk.yaml), each at most once, none that the person or their
    family has to do with, or that a restricted queue keeps from them.
    """
    close_gone()
    case = waiting_for(person).first()
    if case is None and _is_time(person):
        return _put_before(person)
    return case


def waiting_for(person: Person) -> QuerySet[Case]:
    """The golden case that was put before `person` and waits, to be listed among the others; one at most."""
    waiting = Case.objects.filter(kind=Case.Kind.GOLDEN, for_person=person, closed_at=None)
    chosen = Proposal.objects.waiting().values("case")
    return waiting.exclude(pk__in=chosen).select_related("video__owner", "video__campaign")


def _usable() -> QuerySet[Golden]:
    return Golden.objects.filter(USABLE, ended_at=None)


def _is_time(person: Person) -> bool:
    last = GoldenAnswer.objects.filter(person=person).aggregate(at=Max("shown_at"))["at"]
    made = Proposal.objects.filter(by=person, undone_at=None).exclude(case__kind=Case.Kind.GOLDEN)
    return (made.filter(at__gt=last) if last else made).count() >= in_force.desk().golden_every


def _unknown_to(person: Person) -> QuerySet[Golden]:
    """Golden ones that the person hasn't met, in no order: nobody can tell others which is next."""
    found = _usable().exclude(of_family(person, "video__")).exclude(by=person)
    found = found.exclude(pk__in=GoldenAnswer.objects.filter(person=person).values("golden"))
    found = found.exclude(video__in=Proposal.objects.filter(by=person).values("case__video"))
    found = found.exclude(video__in=Decision.objects.filter(second=person).values("case__video"))
    # While the video itself waits for somebody's decision, its own case is enough.
    real = Case.objects.exclude(kind=Case.Kind.GOLDEN)
    found = found.exclude(video__in=real.filter(closed_at=None).values("video"))
    for kept in searches.kept_from(person):
        found = found.exclude(video__in=kept.values("video"))
    return found.order_by("?")


@transaction.atomic
def _put_before(person: Person) -> Case | None:
    """A case of a golden video for this person alone, as severe and as urgent as the true one was when it came."""
    Person.objects.select_for_update().get(pk=person.pk)
    golden = _unknown_to(person).first()
    if golden is None or not _is_time(person):
        return None
    true = Case.objects.filter(video=golden.video, edition=golden.edition).exclude(kind=Case.Kind.GOLDEN)
    like = true.order_by("opened_at")[0]
    case = Case.objects.create(
        video=golden.video,
        edition=golden.edition,
        kind=Case.Kind.GOLDEN,
        severity=like.severity,
        reported=like.reported,
        due=clock.now() + (like.due - like.opened_at),
        for_person=person,
    )
    GoldenAnswer.objects.create(case=case, golden=golden, person=person)
    return case
