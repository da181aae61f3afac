"""Ids in paths, and the signed addresses of a video's files."""

from uuid import UUID

from panggung.core import ids
from panggung.people.models import Person
from panggung.stage import watching
from panggung.stage.models import Video


class ShortId:
    """Django's path converter `<id:…>`: 26 letters of base 32 ↔ UUID."""

    regex = "[0-9A-Za-z]{26}"

    def to_python(self, value: str) -> UUID:
        return ids.parse(value)

    def to_url(self, value: UUID | str) -> str:
        return ids.short(value) if isinstance(value, UUID) else value


def media(video: Video, viewer: Person | None, *, role: str = "viewer") -> str:
    """The address below which the files of this video are served to this viewer, for the rest of the hour."""
    return f"/m/{watching.token(video, viewer, role=role)}/{video.folder}"
