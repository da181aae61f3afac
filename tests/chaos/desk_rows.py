"""Videos, people and models as the deaths at the desk need them, as rows and small files."""

import functools
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import time_machine
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction

from panggung.campaigns.models import Campaign
from panggung.core import clock
from panggung.people import accounts
from panggung.people.models import Person
from panggung.safety import calibrating, review, routing, sealing, text_models
from panggung.safety.models import Case, TextModel
from panggung.stage.models import Frame, Rendition, Video
from panggung.stage.states import State
from tests.plugins.uploading import make_campaign, make_person
from tests.safety.deciding import decide, screened

SHOWN_BEFORE = 3
VERSION = "0" * 26


@functools.cache
def campaign() -> Campaign:
    return make_campaign()


@functools.cache
def people() -> list[Person]:
    """Three seniors, and somebody who only watches."""
    found = [make_person(40, f"Orang {number}") for number in range(4)]
    for person in found[:3]:
        accounts.grant(person, "senior", by=None)
    return found


def new_people() -> None:
    """Others from now on: nobody looks at a hundred cases without a break."""
    people.cache_clear()
    people()


@functools.cache
def maker() -> Person:
    """An adult whose first videos a person has seen."""
    return make_person(40, "Pembuat")


def opened() -> None:
    """What every scene has in common: people, videos that were shown before, and a calibration in force."""
    settings.TOLERATED_WRONG = 0.1
    for _ in range(50):
        decide(screened(campaign(), maker()), people()[0])
    Video.objects.filter(owner=maker()).update(state=State.WITHDRAWN)
    for _ in range(SHOWN_BEFORE):
        Video.objects.create(
            owner=maker(), uploaded_by=maker(), campaign=campaign(), state=State.PUBLISHED, suitable_from=3,
            published_at=clock.now(),
        )  # fmt: skip
    calibrating.calibrate(tolerated=0.1, by=people()[1])
    assert calibrating.in_force() is not None


def waiting() -> Video:
    """A video at the desk, with every signal and a case that goes to a person, and with small files."""
    video = screened(campaign(), maker(), reasons=("QUAL-01",))
    Video.objects.filter(pk=video.pk).update(version=VERSION, audience="public", sha256=video.pk.hex * 2)
    video.refresh_from_db()
    Rendition.objects.create(video=video, name="240", width=240, height=426, bandwidth=300_000, size=4)
    Frame.objects.create(video=video, at=0.5, name="0001.jpg")
    for name in (f"{video.folder}/240.mp4", f"{video.frames_folder}/0001.jpg", video.original_name):
        path = Path(default_storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"file")
    _open(video)
    return video


def _open(video: Video) -> None:
    with transaction.atomic():
        routing.open_case(video)


def may_go_alone() -> Video:
    """A video that nothing speaks against, which is none of those that go to a person all the same."""
    video = screened(campaign(), maker())
    while calibrating.is_checked(video):
        video.delete()
        video = screened(campaign(), maker())
    _open(video)
    return video


def on_stage() -> Video:
    video = waiting()
    review.decide(review.claim(case_of(video), people()[0]), people()[0], "approve", suitable_from=3)
    video.refresh_from_db()
    return video


def model() -> TextModel:
    """A trained model that nobody uses yet, its files in place."""
    number = TextModel.objects.count()
    made = TextModel.objects.create(version=f"m{number}", folder=f"m{number}", rows=10)
    text_models.folder_of(made).mkdir(parents=True)
    return made


def case_of(video: Video) -> Case:
    return Case.objects.filter(video=video).order_by("-opened_at").select_related("video")[0]


def open_cases(video: Video) -> int:
    return Case.objects.filter(video=video, closed_at=None).count()


def own_files(video: Video) -> int:
    """How many of its files lie where they are served from."""
    served = sum(len(sealing.names_in(folder)) for folder in (video.folder, video.frames_folder))
    return served + default_storage.exists(video.original_name)


def later(sweep: Callable[[], int]) -> int:
    """The sweep, when the seconds to undo are over."""
    with time_machine.travel(clock.now() + timedelta(seconds=11), tick=True):
        return sweep()
