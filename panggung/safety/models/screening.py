"""What the signals found in a video, what the rulebook made of it, and by what it is known again."""

from django.db import models

from panggung.core import clock
from panggung.stage.models import Video


class SignalRun(models.Model):
    """One signal over one edition of a video; `value` is empty when it crashed."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="signals")
    edition = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    version = models.CharField(max_length=80)
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


class Fingerprint(models.Model):
    """By what copies of a video are recognised (`media.fingerprint`); goes when the video is erased."""

    video = models.OneToOneField(Video, primary_key=True, on_delete=models.CASCADE, related_name="fingerprint")
    version = models.CharField(max_length=20)
    data = models.BinaryField()


class RulebookVersion(models.Model):
    """One rulebook that was ever in force here, whole, as `rules.history.text_of` gives it. Never changed."""

    version = models.CharField(max_length=64, primary_key=True)
    first_at = models.DateTimeField(default=clock.now)
    text = models.JSONField()

    class Meta:
        ordering = ("-first_at", "version")
