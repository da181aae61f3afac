"""How the desk is arranged: saved searches, and golden cases that show how well people agree."""

from django.db import models

from panggung.core import clock, ids
from panggung.people.models import Person
from panggung.safety.models.cases import Case, Decision
from panggung.stage.models import Video


class Queue(models.Model):
    """A saved search over open cases. `roles` and `people` may work in it.

    A `restricted` queue keeps its cases to itself: nobody else is shown or may claim them.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    name = models.CharField(max_length=60)
    search = models.JSONField(default=dict)
    restricted = models.BooleanField(default=False)
    roles = models.JSONField(default=list)
    people = models.ManyToManyField(Person, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ("order", "name", "pk")
        constraints = (models.UniqueConstraint(fields=["name"], name="queue_name_once"),)


class Golden(models.Model):
    """A video whose right answer seniors agreed on; mixed into everybody's work to see how far people agree."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="+")
    edition = models.PositiveIntegerField()
    outcome = models.CharField(max_length=12, choices=Decision.Outcome.choices)
    rule = models.CharField(max_length=20)
    suitable_from = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["video"], condition=models.Q(ended_at=None), name="golden_video_once"),
        )


class GoldenAnswer(models.Model):
    """What a person said to a golden case. It changes nothing about the video."""

    case = models.OneToOneField(Case, primary_key=True, on_delete=models.CASCADE, related_name="golden_answer")
    golden = models.ForeignKey(Golden, on_delete=models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=12, choices=Decision.Outcome.choices, blank=True, default="")
    rule = models.CharField(max_length=20, blank=True, default="")
    suitable_from = models.PositiveSmallIntegerField(null=True)
    shown_at = models.DateTimeField(default=clock.now)
    at = models.DateTimeField(null=True)
