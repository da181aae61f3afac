"""The public side of the stage: front page, campaign, video."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from panggung.campaigns.models import HASHTAG, Campaign
from panggung.core import clock
from panggung.feed import ranking
from panggung.people import access
from panggung.people.models import Person
from panggung.stage.models import Like, Video
from panggung.stage.states import State
from panggung.tally import figures, sessions
from panggung.web import appeal_rows, cards, links, watchers
from panggung.web.requests import Request


def home(request: Request) -> HttpResponse:
    """Open campaigns and the newest videos."""
    page = ranking.page(request.person, request.GET.get("setelah", ""))
    campaigns = Campaign.objects.visible_to(request.person).filter(state=Campaign.State.OPEN)
    return render(
        request,
        "pages/home.html",
        {
            "campaigns": campaigns.select_related("partner", "song").order_by("closes"),
            "cards": [cards.card(video, request.person) for video in page.videos],
            "next": page.next,
        },
    )


def campaign(request: Request, hashtag: str) -> HttpResponse:
    """One campaign: brief, song, figures, and the videos that this viewer may see."""
    found = find_campaign(request.person, hashtag)
    page = ranking.page(request.person, request.GET.get("setelah", ""), campaign=found)
    brief = found.brief_en if get_language() == "en" and found.brief_en else found.brief
    return render(
        request,
        "pages/campaign.html",
        {
            "campaign": found,
            "brief": brief,
            "song": song_of(found),
            "figures": figures.campaign(found),
            "cards": [cards.card(video, request.person) for video in page.videos],
            "next": page.next,
            "first_page": not request.GET.get("setelah"),
            "open": found.takes_videos(),
            "over": found.closes <= clock.now(),
        },
    )


def find_campaign(viewer: Person | None, hashtag: str) -> Campaign:
    """The campaign behind a hashtag, in any case of letters. Raises Http404 when the viewer may not see it."""
    campaigns = Campaign.objects.visible_to(viewer).select_related("partner", "song")
    try:
        HASHTAG(hashtag)  # databases choke on NUL and on very long patterns
    except ValidationError:
        raise Http404 from None
    found = campaigns.filter(hashtag__iexact=hashtag).first()
    if found is None:
        raise Http404
    return found


def song_of(campaign: Campaign) -> dict[str, object] | None:
    """The song as the page shows and plays it."""
    song = campaign.song
    if song is None:
        return None
    return {
        "title": song.title,
        "credit": song.credit,
        "seconds": song.seconds,
        "peaks": song.peaks,
        "url": f"/c/{campaign.hashtag}/lagu",
    }


def video(request: Request, id: UUID) -> HttpResponse:
    """One video, to whoever may watch it."""
    viewer: Person | None = request.person
    found = Video.objects.visible_to(viewer).filter(pk=id).select_related("owner", "campaign__song").first()
    if found is None or not found.version:
        raise Http404
    following = ranking.following(viewer, found)
    base = links.media(found, viewer)
    response = render(
        request,
        "pages/video.html",
        {
            "card": cards.card(found, viewer),
            "master": f"{base}/master.m3u8",
            "fallback": f"{base}/{smallest(found)}.mp4",
            "now_ms": round(clock.now().timestamp() * 1000),
            "token": _token(request, found),
            "views": figures.video(found.pk),
            "likes": shown_likes(found, viewer),
            "liked": bool(viewer and Like.objects.filter(video=found, person=viewer).exists()),
            "may_like": found.state == State.PUBLISHED and access.may(viewer, "video.like", found),
            "following": cards.card(following, viewer) if following else None,
            "published": found.state == State.PUBLISHED,
            "may_report": found.state == State.PUBLISHED and not access.may(viewer, "video.withdraw", found),
            "status": cards.STATUS[found.state][1],
            "care": appeal_rows.care(found, viewer),
            "campaign": found.campaign,
        },
    )
    return watchers.remember(request, response)


def smallest(video: Video) -> str:
    """The name of the rendition with the fewest bits, for browsers without a script and slow lines."""
    return str(video.renditions.order_by("bandwidth").values_list("name", flat=True)[0])


def _token(request: Request, found: Video) -> str:
    viewer = request.person
    band = viewer.tier().from_age if viewer else None
    excluded = sessions.is_excluded(viewer, found) or found.state != State.PUBLISHED
    return sessions.token(found, session_key=watchers.key_of(request), excluded=excluded, band=band)


def shown_likes(video: Video, viewer: Person | None) -> int | None:
    """How many likes to show, or None where the viewer's or the maker's age shows no counts (rules.md, bands)."""
    maker = video.owner.tier().likes_shown
    mine = viewer is not None and viewer.pk == video.owner_id
    if maker == "no_count" or (maker == "own_count" and not mine):
        return None
    if viewer is not None and viewer.tier().likes_shown != "yes" and not (mine and maker == "own_count"):
        return None
    return video.likes.count()
