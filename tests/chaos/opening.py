"""The start of a chaos: demo people, an open campaign, and one video on stage to be watched. Runs on its own."""

from pathlib import Path

from panggung import pipeline
from panggung.core import ids
from panggung.demo import cast
from panggung.people.models import Person
from panggung.safety import review
from panggung.safety.models import Case
from panggung.stage.models import Video
from panggung.stage.states import State
from tests.plugins.uploading import begin, make_campaign, send


def published(clip: bytes, maker: Person, by: Person) -> str:
    """The short id of a video that went the whole way."""
    campaign = make_campaign()
    upload = begin(maker, campaign, len(clip), metadata={"title": "Pembuka", "audience": "public"})
    send(upload, 0, clip)
    while pipeline.advance("opening"):
        pass
    case = Case.objects.get(video_id=upload.pk)
    review.decide(review.claim(case, by), by, "approve", suitable_from=3)
    assert Video.objects.get(pk=upload.pk).state == State.PUBLISHED
    return ids.short(upload.pk)


def main(clip: str) -> None:
    people = cast.gather()
    print(published(Path(clip).read_bytes(), people["penonton"], people["moderator"]))
