"""Media files: every one passes the access check of its video, whatever the link says."""

import re
from pathlib import PurePosixPath

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from panggung.campaigns.models import Campaign
from panggung.people.models import Person
from panggung.safety import review
from panggung.stage import watching
from panggung.stage.models import Video
from panggung.web import ranges
from panggung.web.pages.stage import find_campaign
from panggung.web.requests import Request

TYPES = {
    ".m3u8": "application/vnd.apple.mpegurl",
    ".mp4": "video/mp4",
    ".webp": "image/webp",
    ".jpg": "image/jpeg",
    ".wav": "audio/wav",
    ".m4a": "audio/mp4",
}
_NAME = re.compile(r"[a-z0-9]{1,20}\.[a-z0-9]{1,5}")


@require_safe
def media(request: Request, token: str, video: str, version: str, name: str) -> HttpResponseBase:
    """/m/<token>/v/<video>/<version>/<name>; 404 for whatever is not, or no longer, this viewer's to see."""
    ticket = watching.read(token)
    suffix = PurePosixPath(name).suffix
    if ticket is None or suffix not in TYPES or not _NAME.fullmatch(name) or not _in_right_hands(request, ticket):
        raise Http404
    found = _on_case(ticket, video) if ticket.role == "case" else watching.may_fetch(ticket, video)
    if found is None or found.version != version:
        raise Http404
    try:
        return ranges.serve(request, f"{found.folder}/{name}", content_type=TYPES[suffix])
    except FileNotFoundError as gone:
        raise Http404 from gone


def _in_right_hands(request: Request, ticket: watching.Ticket) -> bool:
    """A link made for one person opens nothing in another's session: not the guardian's, found in the history of a
    device that a child holds now. A case's link opens in its moderator's session alone, also when it was passed on.
    """
    theirs = request.person is not None and request.person.pk == ticket.viewer_id
    if ticket.role == "case":
        return theirs
    return theirs or ticket.viewer_id is None or not request.user.is_authenticated


def _on_case(ticket: watching.Ticket, path_video: str) -> Video | None:
    """The video of a case, for the person who has claimed it, while they hold it."""
    if str(ticket.video_id) != path_video or ticket.viewer_id is None:
        return None
    person = Person.objects.filter(pk=ticket.viewer_id).first()
    video = Video.objects.filter(pk=ticket.video_id).first()
    if person is None or video is None:
        return None
    return video if review.case_to_watch(person, video) else None


@require_safe
def song(request: Request, hashtag: str) -> HttpResponseBase:
    """/c/<hashtag>/lagu: the campaign's song, for whoever may see the campaign."""
    found: Campaign = find_campaign(request.person, hashtag)
    if found.song is None:
        raise Http404
    suffix = PurePosixPath(found.song.name).suffix
    return ranges.serve(request, found.song.name, content_type=TYPES[suffix])
