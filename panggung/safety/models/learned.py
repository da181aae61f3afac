"""Text models that were trained here on decisions; one at most is in use, after a senior's yes."""

from django.db import models

from panggung.core import clock
from panggung.people.models import Person


class TextModel(models.Model):
    """A trained model in `folder`, its evaluation beside the model that it would replace, and its model card."""

    version = models.CharField(primary_key=True, max_length=40)
    folder = models.CharField(max_length=200)
    rows = models.PositiveIntegerField()
    figures = models.JSONField(default=dict)
    card = models.TextField(blank=True, default="")
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    retired_at = models.DateTimeField(null=True)
    # True for the one in use, else empty: a unique column keeps a second one out on every database.
    in_use = models.BooleanField(null=True, unique=True)
