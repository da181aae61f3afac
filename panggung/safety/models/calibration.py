"""Calibrations that were made: what was tolerated, on which cases, and what may go without a person since then."""

from django.db import models

from panggung.core import clock, ids
from panggung.people.models import Person


class Calibration(models.Model):
    """One calibration with its figures (`rules.calibration.Calibration`). Never changed; the newest counts.

    `threshold` is empty where everything goes to a person. `left_out`: decided cases of another rulebook or of other
    versions of the signals. `signals`: hash over the names and versions that the readings came from. `steps`: the
    thresholds that were tried.
    """

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    tolerated = models.FloatField()
    certainty = models.FloatField()
    threshold = models.FloatField(null=True)
    cases = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    allowed = models.PositiveIntegerField()
    wrong = models.PositiveIntegerField()
    bound = models.FloatField(null=True)
    missing = models.PositiveIntegerField()
    steps = models.JSONField(default=list)
    rulebook = models.CharField(max_length=64)
    signals = models.CharField(max_length=64)

    class Meta:
        ordering = ("-at", "-pk")
