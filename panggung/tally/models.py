"""The tally's rows: the embedded log, how far it is counted, the windows against doubles, and the counts.

Videos and campaigns are named by id without a foreign key: a figure that was quoted outlives the video.
"""

from django.db import models


class Batch(models.Model):
    """One entry of the embedded log: up to 1,000 events (`log.pack`), appended and never changed."""

    position = models.BigAutoField(primary_key=True)
    entry = models.BinaryField()


class Offset(models.Model):
    """How far a counter has counted a partition; moved in the transaction that writes the counts.

    Everything received before `counted_at` is in the figures.
    """

    engine = models.CharField(max_length=20)
    partition = models.PositiveIntegerField()
    position = models.BigIntegerField(default=-1)
    counted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["engine", "partition"], name="offset_once"),)


class Key(models.Model):
    """Sixteen bytes that were met before; they begin with a time, so a window is a range of keys."""

    key = models.BinaryField(primary_key=True, max_length=16)

    class Meta:
        abstract = True


class Seen(Key):
    """The id of an event (UUIDv7: begins with its time)."""


class Slot(Key):
    """A session's view of a video in a half hour (`sessions.slot`: begins with the half hour)."""


class Counts(models.Model):
    """Outcomes of events (`definition.Outcome`). `watched_ms`: of all but excluded and duplicate ones."""

    views = models.BigIntegerField(default=0)
    watched_ms = models.BigIntegerField(default=0)
    excluded = models.BigIntegerField(default=0)
    duplicate = models.BigIntegerField(default=0)
    too_short = models.BigIntegerField(default=0)
    repeat = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class HourCount(Counts):
    """What arrived in one hour (UTC) for a video, by the viewer's band and the page it was watched on.

    Hours are those of arrival, so an hour that is over never changes, however late an event was.
    """

    video_id = models.UUIDField()
    campaign_id = models.UUIDField()
    hour = models.DateTimeField()
    band = models.SmallIntegerField()
    source = models.PositiveSmallIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["video_id", "hour", "band", "source", "campaign_id"], name="hour_count_once"
            ),
        )
        indexes = (models.Index(fields=["campaign_id", "hour"], name="hour_count_campaign"),)


class Total(Counts):
    """Everything counted for one video."""

    video_id = models.UUIDField(primary_key=True)


class CampaignTotal(Counts):
    """Everything counted for one campaign, its removed videos included."""

    campaign_id = models.UUIDField(primary_key=True)


class Refusal(models.Model):
    """How many events were refused in an hour of arrival, by `events.Code`."""

    hour = models.DateTimeField()
    code = models.CharField(max_length=30)
    events = models.BigIntegerField(default=0)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["hour", "code"], name="refusal_once"),)
