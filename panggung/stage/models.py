"""The stage: uploads as they come in, videos and what was made of them, likes."""

from uuid import UUID

from django.db import models
from django.db.models import Q

from panggung.campaigns.models import Campaign
from panggung.core import clock, ids
from panggung.core.models import Leased
from panggung.people import families
from panggung.people.models import Person
from panggung.rules import in_force
from panggung.stage.states import GONE, State


class Audience(models.TextChoices):
    """Who may see a published video, from narrow to wide (rulebook/tiers.yaml sets the widest by age)."""

    FAMILY = "family"
    CLASS = "class"
    CAMPAIGN = "campaign"
    PUBLIC_BANDS = "public_bands"
    PUBLIC = "public"


# Seen by the signed out too, where the video is suitable for every age; the age of who is signed out is not known.
OPEN_TO_ALL = (Audience.PUBLIC_BANDS, Audience.PUBLIC)


class Upload(models.Model):
    """A tus upload (tus.io, protocol 1.0.0). `offset` bytes are safely on disk; a longer file is cut back to it.

    A finished upload became the `Video` with the same id; a finished part waits to be joined into a final one.
    """

    class State(models.TextChoices):
        OPEN = "open"
        FINISHED = "finished"
        JOINED = "joined"
        TERMINATED = "terminated"
        EXPIRED = "expired"

    class Kind(models.TextChoices):
        WHOLE = "whole"
        PARTIAL = "partial"
        FINAL = "final"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="uploads")
    maker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(Campaign, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.WHOLE)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    offset = models.BigIntegerField(default=0)
    length = models.BigIntegerField(null=True)
    metadata = models.JSONField(default=dict)
    raw_metadata = models.TextField(default="", blank=True)
    parts = models.JSONField(default=list)
    draft = models.CharField(max_length=64, default="", blank=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(length=None) | Q(offset__lte=models.F("length")), name="upload_offset"),
            models.UniqueConstraint(
                fields=["person", "draft"],
                condition=~Q(draft="") & Q(state__in=["open", "finished"]),
                name="upload_draft_once",
            ),
            # A part may come without metadata (the protocol's clients do so by default); a video never does.
            models.CheckConstraint(condition=Q(campaign__isnull=False) | Q(kind="partial"), name="upload_campaign"),
        )
        indexes = (models.Index(fields=["state", "expires_at"], name="upload_expiry"),)


def of_family(person: Person, video: str = "") -> Q:
    """Rows whose video is the person's own or their family's; `video`: the path to it, `"video__"` for example.

    The many to `Video.people_concerned`'s one: who may not decide about a video isn't listed it either.
    """
    family = [person.pk, *families.relatives_of(person)]
    return Q(**{f"{video}owner__in": family}) | Q(**{f"{video}uploaded_by__in": family})


class VideoQuerySet(models.QuerySet["Video"]):
    def visible_to(self, viewer: Person | None) -> "VideoQuerySet":
        """What `viewer` may watch or see listed. Said once, in SQL; pages, API and media all ask here.

        Published and fitting band and audience; besides that one's own and one's children's, in any state
        but withdrawn. Having sent a child's video shows it no longer than one guards the child. Signed out: only
        what is public and suitable for every age.
        """
        published = Q(state=State.PUBLISHED)
        if viewer is None:
            youngest = in_force.tiers().tiers[0].from_age
            return self.filter(published, audience__in=OPEN_TO_ALL, suitable_from=youngest)
        fits = Q(suitable_from__lte=viewer.tier().from_age, audience__in=[*OPEN_TO_ALL, Audience.CAMPAIGN])
        mine = Q(owner=viewer) | Q(owner__in=families.children_of(viewer))
        alive = ~Q(state__in=GONE)
        return self.filter((published & fits) | (mine & alive))

    def on_stage(self) -> "VideoQuerySet":
        """Published only; use after `visible_to`."""
        return self.filter(state=State.PUBLISHED)

    def made_by(self, person: Person) -> "VideoQuerySet":
        """Of the person or sent by them; use after `visible_to`."""
        return self.filter(Q(owner=person) | Q(uploaded_by=person))


class Video(Leased):
    """One video on its way (see `stage.states`). What was made of the file lies under `folder` in the media store."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="videos")
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="videos")
    title = models.CharField(max_length=80, blank=True, default="")
    caption = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=16, choices=State.choices, default=State.RECEIVED)
    progress = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)
    note = models.CharField(max_length=300, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.BigIntegerField(default=0)
    seconds = models.FloatField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    version = models.CharField(max_length=26, blank=True, default="")
    edition = models.PositiveIntegerField(default=1)
    suitable_from = models.PositiveSmallIntegerField(null=True)
    topics = models.JSONField(default=list)
    educational = models.BooleanField(null=True)
    audience = models.CharField(max_length=12, choices=Audience.choices, default=Audience.FAMILY)
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)
    original_until = models.DateTimeField(null=True)

    objects = VideoQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="video_state"),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED) | Q(published_at__isnull=False, suitable_from__isnull=False),
                name="video_published_is_judged",
            ),
        )
        indexes = (
            models.Index(fields=["state", "lease_until"], name="video_work"),
            models.Index(
                fields=["campaign", "-published_at", "-id"], condition=Q(state="published"), name="video_on_stage"
            ),
            models.Index(fields=["owner", "-created_at"], name="video_own"),
            models.Index(fields=["sha256"], name="video_copy"),
        )

    def __str__(self) -> str:
        return self.title or ids.short(self.pk)

    @property
    def folder(self) -> str:
        """Where the served files lie in the media store."""
        return f"v/{self.pk}/{self.version}"

    @property
    def frames_folder(self) -> str:
        """Where the frames for screening lie; never served to viewers."""
        return f"frames/{self.pk}/{self.version}"

    @property
    def original_name(self) -> str:
        """The file as it came in; never served."""
        return f"original/{self.pk}"

    def fits(self, viewer: Person | None) -> bool:
        """Whether `viewer` may watch this video now."""
        return Video.objects.visible_to(viewer).filter(pk=self.pk).exists()

    def people_concerned(self) -> list[UUID]:
        """Ids of the people whose family may not decide about this video."""
        return [self.owner_id, self.uploaded_by_id]


class Rendition(models.Model):
    """One rung of the ladder: a fragmented MP4 with its playlist."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="renditions")
    name = models.CharField(max_length=12)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    bandwidth = models.PositiveIntegerField()
    size = models.BigIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["video", "name"], name="rendition_once"),)


class Frame(models.Model):
    """A still for screening, `at` seconds into the video."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="frames")
    at = models.FloatField()
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ("at",)


class Like(models.Model):
    """A person likes a video; undone by deleting it. Never an input to what a minor is shown."""

    video = models.ForeignKey(Video, on_delete=models.CASCADE, related_name="likes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["video", "person"], name="like_once"),)
