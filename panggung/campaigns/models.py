"""Campaigns: the hashtag, its song, its partner, and the dates between which children take part."""

from datetime import datetime

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower

from panggung.core import clock, ids
from panggung.people.models import Person
from panggung.people.roles import roles_of
from panggung.rules import access as table

HASHTAG = RegexValidator(r"^[A-Za-z][A-Za-z0-9_]{2,39}$", code="hashtag")


class Partner(models.Model):
    """The institution on whose behalf a campaign runs: a ministry, a school network, a media house."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    name = models.CharField(max_length=120)
    about = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return self.name


class Song(models.Model):
    """A campaign's song. `name` is its file in the media store, `peaks` 0–100 loudness steps for the picture of it."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    title = models.CharField(max_length=120)
    credit = models.CharField(max_length=200, blank=True, default="")
    rights = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    seconds = models.FloatField()
    peaks = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.title


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, viewer: Person | None) -> "CampaignQuerySet":
        """What `viewer` may see, by the table's row `campaign.view`: what has opened, one's own, or all."""
        words = table.conditions("campaign.view", roles_of(viewer))
        if "yes" in words:
            return self.all()
        seen = models.Q(pk__in=[])
        if "public_all" in words:
            seen |= models.Q(state__in=[Campaign.State.OPEN, Campaign.State.CLOSED, Campaign.State.ARCHIVED])
        if "own_campaign" in words and viewer is not None:
            seen |= models.Q(pk__in=viewer.grants.filter(ended_at=None, scope="campaign").values("scope_id"))
        return self.filter(seen)


class Campaign(models.Model):
    """One campaign. `opens` and `closes` bound the time in which videos are taken in."""

    class State(models.TextChoices):
        DRAFT = "draft"
        REVIEW = "review"
        OPEN = "open"
        CLOSED = "closed"
        ARCHIVED = "archived"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    hashtag = models.CharField(max_length=40, validators=[HASHTAG])
    title = models.CharField(max_length=120)
    occasion = models.CharField(max_length=120, blank=True, default="")
    brief = models.TextField()
    brief_en = models.TextField(blank=True, default="")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    opens = models.DateTimeField()
    closes = models.DateTimeField()
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="campaigns")
    song = models.ForeignKey(Song, null=True, blank=True, on_delete=models.PROTECT)
    max_seconds = models.PositiveSmallIntegerField(default=60)
    min_seconds = models.PositiveSmallIntegerField(default=3)
    originals_days = models.PositiveSmallIntegerField(default=30)
    view_ms = models.PositiveIntegerField(default=2000)
    created_at = models.DateTimeField(default=clock.now)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(Lower("hashtag"), name="campaign_hashtag"),
            models.CheckConstraint(condition=models.Q(closes__gt=models.F("opens")), name="campaign_dates"),
        )

    def __str__(self) -> str:
        return f"#{self.hashtag}"

    def takes_videos(self, at: datetime | None = None) -> bool:
        """Whether a video may be sent now."""
        return self.state == self.State.OPEN and self.opens <= (at or clock.now()) < self.closes

    def fits(self, viewer: Person | None) -> bool:
        """Whether `viewer` may see this campaign at all."""
        return Campaign.objects.visible_to(viewer).filter(pk=self.pk).exists()
