"""Evidence under seal: kept apart from everything that is served, opened by two people together."""

from django.db import models

from panggung.core import clock, ids
from panggung.people.models import Person
from panggung.safety.models.cases import Decision
from panggung.stage.models import Video


class Sealed(models.Model):
    """What was put under seal by a decision: files below `folder` of the media store, and the words.

    `first` asks to open it and says why, `second` (somebody else) opens; both may look until `open_until`.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="sealed")
    video = models.ForeignKey(Video, on_delete=models.PROTECT, related_name="sealed")
    rule = models.CharField(max_length=20)
    folder = models.CharField(max_length=80)
    words = models.JSONField(default=dict)
    at = models.DateTimeField(default=clock.now)
    why = models.CharField(max_length=300, blank=True, default="")
    first = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    first_at = models.DateTimeField(null=True)
    second = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    second_at = models.DateTimeField(null=True)
    open_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
