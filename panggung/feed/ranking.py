"""The order of the stage: newest first, the same for everybody who may see the same. No behaviour is an input."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db.models import Q

from panggung.campaigns.models import Campaign
from panggung.people.models import Person
from panggung.stage.models import Video

SIZE = 12


@dataclass(frozen=True)
class Page:
    """Videos of one page, and the cursor of the next one ("" at the end)."""

    videos: list[Video]
    next: str


def page(viewer: Person | None, cursor: str = "", *, campaign: Campaign | None = None, size: int = SIZE) -> Page:
    """One page of what `viewer` may watch. A cursor that can't be read starts from the beginning."""
    videos = Video.objects.visible_to(viewer).on_stage().select_related("owner", "campaign", "campaign__song")
    if campaign is not None:
        videos = videos.filter(campaign=campaign)
    if after := _read(cursor):
        at, pk = after
        videos = videos.filter(Q(published_at__lt=at) | Q(published_at=at, pk__lt=pk))
    found = list(videos.order_by("-published_at", "-pk")[: size + 1])
    more = len(found) > size
    return Page(found[:size], _write(found[size - 1]) if more else "")


def following(viewer: Person | None, video: Video) -> Video | None:
    """The next video of the same campaign, or None at the end: one at a time, never endless."""
    found = page(viewer, _write(video), campaign=video.campaign, size=1).videos if video.published_at else []
    return found[0] if found else None


def _write(video: Video) -> str:
    assert video.published_at is not None
    return urlsafe_b64encode(f"{video.published_at.isoformat()} {video.pk}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[datetime, UUID] | None:
    try:
        at, pk = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(" ")
        return datetime.fromisoformat(at).astimezone(UTC), UUID(pk)
    except (ValueError, OverflowError):
        return None
