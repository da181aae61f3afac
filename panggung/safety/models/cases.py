"""The desk's rows: a case, what is proposed and decided about it, and what its maker was asked."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from panggung.core import clock, ids
from panggung.people.models import Person
from panggung.stage.models import Video


class Case(models.Model):
    """A question that a person has to answer about a video, before `due`; one person at a time holds it.

    `reported`: 0 where only machines speak, above it how much weight people's reports have in the order. `waits_until`:
    the maker was asked something. `for_person`: a golden case, whose answer is known, is put before one person.
    """

    class Kind(models.TextChoices):
        ENTRY = "entry"
        COPY = "copy"
        REPORT = "report"
        APPEAL = "appeal"
        GOLDEN = "golden"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="cases")
    edition = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.ENTRY)
    severity = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField()
    opened_at = models.DateTimeField(default=clock.now)
    closed_at = models.DateTimeField(null=True)
    claimed_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    reported = models.PositiveSmallIntegerField(default=0)
    escalated_at = models.DateTimeField(null=True)
    escalation = models.CharField(max_length=300, blank=True, default="")
    waits_until = models.DateTimeField(null=True)
    for_person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["video", "edition"], condition=Q(kind__in=["entry", "copy"]), name="case_once"
            ),
            models.UniqueConstraint(
                fields=["video"], condition=Q(closed_at=None) & ~Q(kind="golden"), name="case_open_once"
            ),
            models.CheckConstraint(
                condition=Q(kind="golden", for_person__isnull=False) | (~Q(kind="golden") & Q(for_person=None)),
                name="case_golden_is_for_one",
            ),
        )
        indexes = (
            models.Index(fields=["-severity", "-reported", "due"], condition=Q(closed_at=None), name="case_queue"),
        )

    def people_concerned(self) -> list[UUID]:
        """Ids of the people whose family may not decide this case."""
        return self.video.people_concerned()

    def is_on_case(self, person: Person) -> bool:
        """Whether `person` may look at the case's video: it is open, and theirs now or nobody's."""
        if self.closed_at is not None:
            return False
        return self.claimed_by_id == person.pk and self.claimed_until is not None and self.claimed_until > clock.now()


class Outcome(models.TextChoices):
    """How a case can end."""

    APPROVE = "approve"
    SEND_BACK = "send_back"
    REMOVE = "remove"


class Chosen(models.Model):
    """What is chosen about a case, under which rule of which rulebook, on which evidence (SHA-256 over all signals)."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    rule = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True, default="")
    reply = models.CharField(max_length=40, blank=True, default="")
    topics = models.JSONField(default=list)
    educational = models.BooleanField(null=True)
    suitable_from = models.PositiveSmallIntegerField(null=True)
    rulebook = models.CharField(max_length=64)
    evidence = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)

    # What a decision takes over from its proposal.
    KEPT = ("outcome", "rule", "note", "reply", "topics", "educational", "suitable_from", "rulebook", "evidence")

    class Meta:
        abstract = True


class Decision(Chosen):
    """What was decided. Never changed, never deleted.

    `by` is empty where a calibrated verdict let an adult's video go alone; `second` agreed where two had to look.
    """

    Outcome = Outcome

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")


OPEN = Q(undone_at=None, settled_at=None)


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def waiting(self) -> "ProposalQuerySet":
        """Neither settled nor undone; one a case at most."""
        return self.filter(OPEN)


class Proposal(Chosen):
    """A decision that hasn't taken effect: for some seconds it can be undone, or a second person has to agree first.

    `due` is empty while `second_for` says why a second pair of eyes is awaited; `disagreed_by` saw it otherwise. A row
    that a killed process left is carried out by the next sweep.
    """

    class SecondFor(models.TextChoices):
        NOBODY = ""
        SEVERITY = "severity"
        SAMPLE = "sample"

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    second_for = models.CharField(max_length=10, choices=SecondFor.choices, blank=True, default="")
    due = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    disagreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["case"], condition=OPEN, name="proposal_open_once"),)
        indexes = (
            models.Index(fields=["due"], condition=OPEN, name="proposal_due"),
            models.Index(fields=["by", "at"], name="proposal_work"),
        )

    @property
    def is_open(self) -> bool:
        """Neither settled nor undone."""
        return self.undone_at is None and self.settled_at is None


class Question(models.Model):
    """What a moderator asks the maker of a held video, and the answer."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(max_length=300, blank=True, default="")
    reply = models.CharField(max_length=40, blank=True, default="")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    answer = models.CharField(max_length=300, blank=True, default="")
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
