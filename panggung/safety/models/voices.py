"""What people say about videos and decisions: reports and appeals."""

from django.db import models
from django.db.models import Q

from panggung.core import clock, ids
from panggung.people.models import Person
from panggung.safety.models.cases import Case, Decision
from panggung.stage.models import Video


class Report(models.Model):
    """Somebody says that a video breaks a rule. `rule` is the category, `code` the SHA-256 of the secret in the link
    by which a reporter without an account reads the outcome. No number of reports decides anything.
    """

    class Outcome(models.TextChoices):
        OPEN = ""
        ACTED = "acted"
        STAYS = "stays"
        GONE = "gone"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="reports")
    edition = models.PositiveIntegerField()
    rule = models.CharField(max_length=20)
    words = models.CharField(max_length=300, blank=True, default="")
    by = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="reports")
    code = models.CharField(max_length=64, unique=True)
    tell_guardian = models.BooleanField(default=False)
    case = models.ForeignKey(Case, null=True, on_delete=models.SET_NULL, related_name="reports")
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    decision = models.ForeignKey(Decision, null=True, on_delete=models.SET_NULL, related_name="reports")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["video", "by"], condition=Q(answered_at=None, by__isnull=False), name="report_open_once"
            ),
        )
        indexes = (models.Index(fields=["by", "-at"], name="report_own"),)


class Appeal(models.Model):
    """A maker asks once that another person looks at a decision again; `words` are the maker's own."""

    class Outcome(models.TextChoices):
        OPEN = ""
        STANDS = "stands"
        CHANGED = "changed"
        GONE = "gone"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="appeal")
    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="appeal")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=600)
    at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, blank=True, default="")
    answer = models.CharField(max_length=300, blank=True, default="")
    answered_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
