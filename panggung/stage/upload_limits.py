"""What may be sent at all: by whom, for whom, how long, how much at once."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.db.models import BigIntegerField, CharField, Count, Q, Sum, Value
from django.db.models.functions import Coalesce

from panggung.campaigns.models import Campaign
from panggung.core import clock
from panggung.core.errors import NotAllowed, Refused
from panggung.people import access, families
from panggung.people.models import Person
from panggung.stage.models import Audience, Upload, Video
from panggung.stage.states import UNDECIDED

MOST_AT_ONCE = 20
MOST_PARTS = 20
# Videos of one sender that no person has decided yet: the desk is no place to flood.
MOST_WAITING = 60
DRAFT_LETTERS = 64
# Uploads whose bytes lie on disk and count against the quota.
ON_DISK = Q(state=Upload.State.OPEN) | Q(state=Upload.State.FINISHED, kind=Upload.Kind.PARTIAL)


def expiry() -> datetime:
    """When an upload that is touched now stops being kept."""
    return clock.now() + timedelta(hours=settings.UPLOAD_HOURS)


def check_permission(person: Person, campaign: Campaign | None, maker: Person) -> None:
    """Raises NotAllowed unless `person` may send a video for `maker` to `campaign`, now.

    Sending for another asks for guardianship first: a role that may always send (an adult's) is a right to
    send one's own.
    """
    if maker != person and not families.guards(person, maker.pk):
        raise NotAllowed("video.upload")
    access.require(person, "video.upload", campaign, child=maker if maker != person else None)


def check_campaign(campaign: Campaign | None) -> None:
    """Raises Refused "no-campaign", or "campaign-closed" (403) when it takes no videos now."""
    if campaign is None:
        raise Refused("no-campaign")
    if not campaign.takes_videos():
        raise Refused("campaign-closed", status=403)


def check_length(length: int, *, kind: str) -> None:
    """Raises Refused "empty", or "too-large" (413). A part of a video may be empty, a video can't."""
    if length == 0 and kind != Upload.Kind.PARTIAL:
        raise Refused("empty")
    if length > settings.UPLOAD_MAX_BYTES:
        raise Refused("too-large", status=413, most_mb=settings.UPLOAD_MAX_BYTES // 1_000_000)


def check_words(metadata: Mapping[str, str], draft: str) -> None:
    """Raises Refused "title-too-long", "caption-too-long", "no-such-audience" or "draft-too-long"."""
    for name in ("title", "caption"):
        most = cast("CharField[str, str]", Video._meta.get_field(name)).max_length or 0
        if len(metadata.get(name, "")) > most:
            raise Refused(f"{name}-too-long", most=most)
    if metadata.get("audience", Audience.FAMILY) not in Audience.values:
        raise Refused("no-such-audience")
    if len(draft) > DRAFT_LETTERS:
        raise Refused("draft-too-long", most=DRAFT_LETTERS)


def check_room(person: Person, length: int | None) -> None:
    """Raises Refused "too-many-uploads", "too-many-waiting" (429), "quota-used-up" (413).

    An unknown length reserves the most.
    """
    if Video.objects.filter(uploaded_by=person, state__in=UNDECIDED).count() >= MOST_WAITING:
        raise Refused("too-many-waiting", status=429, most=MOST_WAITING)
    unknown = Value(settings.UPLOAD_MAX_BYTES, output_field=BigIntegerField())
    held = Upload.objects.filter(ON_DISK, person=person).aggregate(
        number=Count("pk"), size=Coalesce(Sum(Coalesce("length", unknown)), 0, output_field=BigIntegerField())
    )
    if held["number"] >= MOST_AT_ONCE:
        raise Refused("too-many-uploads", status=429, most=MOST_AT_ONCE)
    if held["size"] + (settings.UPLOAD_MAX_BYTES if length is None else length) > settings.UPLOAD_QUOTA_BYTES:
        raise Refused("quota-used-up", status=413, most_mb=settings.UPLOAD_QUOTA_BYTES // 1_000_000)
