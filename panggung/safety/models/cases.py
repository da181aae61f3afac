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


class Decision(models.Model):
    """What was decided, under which rule of which rulebook, on which evidence. Never changed, never deleted.

    `by` is empty where a calibrated verdict let an adult's video go alone; `second` agreed where two had to look.
    """

    class Outcome(models.TextChoices):
        APPROVE = "approve"
        SEND_BACK = "send_back"
        REMOVE = "remove"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    rule = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True, default="")
    reply = models.CharField(max_length=40, blank=True, default="")
    topics = models.JSONField(default=list)
    educational = models.BooleanField(null=True)
    suitable_from = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    rulebook = models.CharField(max_length=64)
    evidence = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)


class Proposal(models.Model):
    """A decision that hasn't taken effect: for some seconds it can be undone, or a second person has to agree first.

    `due` is empty while `second_for` says why a second pair of eyes is awaited; `disagreed_by` saw it otherwise. A row
    that a killed process left is carried out by the next sweep.
    """

    class SecondFor(models.TextChoices):
        NOBODY = ""
        SEVERITY = "severity"
        SAMPLE = "sample"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="proposals")
    outcome = models.CharField(max_length=12, choices=Decision.Outcome.choices)
    rule = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True, default="")
    reply = models.CharField(max_length=40, blank=True, default="")
    topics = models.JSONField(default=list)
    educational = models.BooleanField(null=True)
    suitable_from = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rulebook = models.CharField(max_length=64)
    evidence = models.CharField(max_length=64)
    second_for = models.CharField(max_length=10, choices=SecondFor.choices, blank=True, default="")
    at = models.DateTimeField(default=clock.now)
    due = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    disagreed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["case"], condition=Q(undone_at=None, settled_at=None), name="proposal_open_once"
            ),
        )
        indexes = (
            models.Index(fields=["due"], condition=Q(undone_at=None, settled_at=None), name="proposal_due"),
            models.Index(fields=["by", "at"], name="proposal_work"),
        )


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
