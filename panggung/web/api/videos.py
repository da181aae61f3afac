"""API: status and likes of videos, figures of campaigns."""

from typing import Any
from uuid import UUID

from ninja import Router, Schema
from ninja.security import django_auth

from panggung.core import ids
from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.stage import likes
from panggung.stage.models import Video
from panggung.tally import figures
from panggung.web import cards
from panggung.web.pages.stage import find_campaign, shown_likes
from panggung.web.requests import Request

router = Router(tags=["stage"])
Viewer = Person | None


class Status(Schema):
    """Where a video is on its way: step 1 (sent) to 4 (on stage), progress in percent while it is processed."""

    id: str
    state: str
    step: int
    progress: int
    words: str
    next_words: str


class Liked(Schema):
    """Whether it is liked now; `likes` is null where ages show no counts."""

    liked: bool
    likes: int | None


class Figures(Schema):
    """Exact figures of a campaign, and when they were counted (definitions: /arti-angka/)."""

    entries: int
    views: int
    likes: int
    counted_at: str


def _video(viewer: Viewer, short: str) -> Video:
    try:
        pk: UUID = ids.parse(short)
    except ValueError as error:
        raise Refused("not-found", status=404) from error
    found = Video.objects.visible_to(viewer).filter(pk=pk).select_related("owner").first()
    if found is None:
        raise Refused("not-found", status=404)
    return found


@router.get("/videos/{short}/status", response=Status)
def status(request: Request, short: str) -> dict[str, Any]:
    """The status of one's own (or one's child's) video."""
    video = _video(request.person, short)
    access.require(request.person, "video.see_unpublished", video)
    step, words, next_words = cards.STATUS[video.state]
    return {
        "id": short,
        "state": video.state,
        "step": step,
        "progress": video.progress,
        "words": str(words),
        "next_words": str(next_words),
    }


@router.post("/videos/{short}/like", response=Liked, auth=django_auth)
def like(request: Request, short: str) -> dict[str, Any]:
    """Like a video; doing it twice changes nothing."""
    video = _video(request.person, short)
    likes.like(video, request.person)
    return {"liked": True, "likes": shown_likes(video, request.person)}


@router.delete("/videos/{short}/like", response=Liked, auth=django_auth)
def unlike(request: Request, short: str) -> dict[str, Any]:
    """Take a like back."""
    video = _video(request.person, short)
    likes.unlike(video, request.person)
    return {"liked": False, "likes": shown_likes(video, request.person)}


@router.get("/campaigns/{hashtag}/figures", response=Figures)
def campaign_figures(request: Request, hashtag: str) -> dict[str, Any]:
    """What the campaign page shows."""
    found = figures.campaign(find_campaign(request.person, hashtag))
    return {
        "entries": found.entries,
        "views": found.views,
        "likes": found.likes,
        "counted_at": found.counted_at.isoformat(),
    }
