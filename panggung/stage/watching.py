"""Path tokens: a signed link under which one video's files are served, for the rest of the hour at most.

A token says which video, in which role, until when. It opens nothing by itself: every request asks again whether the
video may be watched, so a video that leaves the stage stops at once, whatever links are out there.
"""

from dataclasses import dataclass
from uuid import UUID

from django.core import signing

from panggung.core import clock, ids
from panggung.people.models import Person
from panggung.stage.models import Video

MINUTES = 55
ROLES = ("viewer", "case")
# Without a time stamp of its own: the end is in what it says, and the same words give the same link.
_SIGNER = signing.Signer(salt="panggung.stage.path")


@dataclass(frozen=True)
class Ticket:
    """What a token says: the video, the viewer (None when signed out) and the role in which they asked."""

    video_id: UUID
    viewer_id: UUID | None
    role: str


def token(video: Video, viewer: Person | None, *, role: str = "viewer") -> str:
    """A token for this viewer; the same one for about ten minutes, so that browsers can reuse what they fetched."""
    ends = (int(clock.now().timestamp()) // 600 + MINUTES // 10 + 1) * 600
    told = [ids.short(video.pk), ids.short(viewer.pk) if viewer else "", ROLES.index(role), ends]
    return _SIGNER.sign_object(told)


def read(text: str) -> Ticket | None:
    """What the token says, or None when it is forged, cut or over."""
    try:
        video, viewer, role, ends = _SIGNER.unsign_object(text)
    except signing.BadSignature:
        return None
    if ends < clock.now().timestamp():
        return None
    return Ticket(ids.parse(video), ids.parse(viewer) if viewer else None, ROLES[role])


def may_fetch(ticket: Ticket, path_video: str) -> Video | None:
    """The video, if the ticket is for it and its viewer may watch it now; a case's viewer is asked by the caller."""
    if str(ticket.video_id) != path_video:
        return None
    viewer = Person.objects.filter(pk=ticket.viewer_id).first() if ticket.viewer_id else None
    if ticket.viewer_id and viewer is None:
        return None
    return Video.objects.visible_to(viewer).filter(pk=ticket.video_id).first()
