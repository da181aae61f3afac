"""Safety: what the signals found, what the rulebook made of it, and what a person decided."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from panggung.core import clock, ids
from panggung.people.models import Person
from panggung.stage.models import Video


class SignalRun(models.Model):
    """One signal over one edition of a video; `value` is empty when it crashed."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="signals")
    edition = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    version = models.CharField(max_length=40)
    value = models.FloatField(null=True)
    confidence = models.FloatField(null=True)
    evidence = models.JSONField(default=list)
    error = models.CharField(max_length=80, blank=True, default="")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["video", "edition", "name"], name="signal_once"),)


class Verdict(models.Model):
    """What the rulebook makes of all signals: suitable, hold or block, with the ids of the rules behind it."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="verdicts")
    edition = models.PositiveIntegerField()
    action = models.CharField(max_length=10)
    suitable_from = models.PositiveSmallIntegerField(null=True)
    reasons = models.JSONField(default=list)
    rulebook = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)
    # The newest rulebook that a published video was compared with, and its rules that now speak against it.
    compared_with = models.CharField(max_length=64, blank=True, default="")
    differs = models.JSONField(default=list)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["video", "edition"], name="verdict_once"),)


class Case(models.Model):
    """A question that a person has to answer about a video, before `due`; one person at a time holds it."""

    class Kind(models.TextChoices):
        ENTRY = "entry"
        COPY = "copy"

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

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["video", "edition"], name="case_once"),
            models.UniqueConstraint(fields=["video"], condition=Q(closed_at=None), name="case_open_once"),
        )
        indexes = (models.Index(fields=["-severity", "due"], condition=Q(closed_at=None), name="case_queue"),)

    def people_concerned(self) -> list[UUID]:
        """Ids of the people whose family may not decide this case."""
        return self.video.people_concerned()

    def is_on_case(self, person: Person) -> bool:
        """Whether `person` may look at the case's video: it is open, and theirs now or nobody's."""
        if self.closed_at is not None:
            return False
        return self.claimed_by_id == person.pk and self.claimed_until is not None and self.claimed_until > clock.now()


class RulebookVersion(models.Model):
    """One rulebook that was ever in force here, whole, as `rules.history.text_of` gives it. Never changed."""

    version = models.CharField(max_length=64, primary_key=True)
    first_at = models.DateTimeField(default=clock.now)
    text = models.JSONField()

    class Meta:
        ordering = ("-first_at", "version")


class Decision(models.Model):
    """What a person decided, under which rule of which rulebook, on which evidence. Never changed, never deleted."""

    class Outcome(models.TextChoices):
        APPROVE = "approve"
        SEND_BACK = "send_back"
        REMOVE = "remove"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    rule = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True, default="")
    suitable_from = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    rulebook = models.CharField(max_length=64)
    evidence = models.CharField(max_length=64)
    at = models.DateTimeField(default=clock.now)
