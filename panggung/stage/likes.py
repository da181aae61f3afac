"""Likes: one from a person for a video, taken back by deleting it."""

from django.db import transaction

from panggung.core.errors import NotAllowed, Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.stage.models import Like, Video
from panggung.stage.states import State


@transaction.atomic
def like(video: Video, person: Person | None) -> None:
    """Raises NotAllowed for who is signed out or may not watch it, Refused `not-published` before it is on stage."""
    access.require(person, "video.like", video)
    if person is None:
        raise NotAllowed("video.like")
    if video.state != State.PUBLISHED:
        raise Refused("not-published", status=409)
    Like.objects.get_or_create(video=video, person=person)


def unlike(video: Video, person: Person | None) -> None:
    """Idempotent. Raises NotAllowed for who is signed out."""
    if person is None:
        raise NotAllowed("video.like")
    Like.objects.filter(video=video, person=person).delete()
