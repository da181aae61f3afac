"""People, campaigns and videos for tests, made by the rooms' own verbs; every state is reached by allowed moves."""

import os
import shutil
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from django.conf import settings as django_settings
from PIL import Image

from panggung.art import song as campaign_song
from panggung.campaigns.models import Campaign, Partner
from panggung.core import clock
from panggung.media.sound import Samples, mono
from panggung.people import accounts, consents
from panggung.people.models import Guardianship, Person, User
from panggung.stage.models import Frame, Rendition, Video
from panggung.stage.states import State
from tests.e2e.clips import clip


@pytest.fixture(autouse=True)
def _own_var(tmp_path_factory: pytest.TempPathFactory, settings) -> None:
    """Every test has its own state directory; nothing touches the developer's var/."""
    var = tmp_path_factory.mktemp("var")
    settings.VAR = var
    settings.UPLOAD_ROOT, settings.WORK_ROOT, settings.MEDIA_ROOT = var / "uploads", var / "work", var / "media"
    settings.STORAGES = {
        **django_settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": var / "media"},
        },
    }
    for folder in (settings.UPLOAD_ROOT, settings.WORK_ROOT, settings.MEDIA_ROOT):
        Path(folder).mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session")
def wav(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo campaign's song, as a file."""
    return campaign_song.write_wav(tmp_path_factory.mktemp("song") / "anak-hebat.wav")


@pytest.fixture(scope="session")
def song(wav: Path) -> Samples:
    """The same as samples, which no test may change."""
    samples = mono(wav)
    samples.setflags(write=False)
    return samples


@pytest.fixture
def make_person(db):
    """`make_person(age, role=None, login=False, alias=…)`: somebody who is surely of that age today."""
    count = 0

    def make(age: int = 30, role: str | None = None, *, login: bool = False, alias: str = "", **scope) -> Person:
        nonlocal count
        count += 1
        middle = clock.now() - timedelta(days=age * 365.25 + 183)
        user = User.objects.create(username=f"user{count}") if login else None
        person = accounts.create(
            user, alias=alias or f"Bintang {count}", birth_year=middle.year, birth_month=middle.month
        )
        if role:
            accounts.grant(person, role, by=None, **scope)
        return person

    return make


@pytest.fixture
def family(make_person):
    """`family(age=11)`: (guardian, child), confirmed by both, with consent to watch and make."""

    def make(age: int = 11, *, consent: bool = True, login: bool = False) -> tuple[Person, Person]:
        guardian, child = make_person(38, login=True), make_person(age, login=login)
        guard(guardian, child)
        if consent:
            consents.give(child, ["watch", "make"], by=guardian, text="ya", version="1", method="code_in_person")
        return guardian, child

    return make


def guard(guardian: Person, child: Person) -> Guardianship:
    at = clock.now()
    return Guardianship.objects.create(
        guardian=guardian, child=child, method="code_in_person", guardian_confirmed_at=at, child_confirmed_at=at
    )


@pytest.fixture
def campaign(db) -> Campaign:
    partner = Partner.objects.create(name="Mitra")
    at = clock.now()
    return Campaign.objects.create(
        hashtag="AnakGENIUS",
        title="Anak GENIUS",
        brief="Tunjukkan hal yang kamu bisa.",
        state=Campaign.State.OPEN,
        opens=at - timedelta(days=1),
        closes=at + timedelta(days=10),
        partner=partner,
    )


@pytest.fixture
def make_video(campaign, make_person):
    """`make_video(state=…, owner=…)`: a row with a small file for each name that is served, without running ffmpeg."""

    def make(state: str = State.PUBLISHED, *, owner: Person | None = None, **columns) -> Video:
        owner = owner or make_person()
        columns = {"audience": "public", "suitable_from": 3, "seconds": 10, "width": 720, "height": 1280} | columns
        if state == State.PUBLISHED:
            columns.setdefault("published_at", clock.now())
        video = Video.objects.create(
            owner=owner, uploaded_by=columns.pop("uploaded_by", owner), campaign=campaign, state=state, **columns
        )
        video.version = columns.get("version", "0" * 26)
        video.save()
        Rendition.objects.create(video=video, name="240", width=240, height=426, bandwidth=300_000, size=1000)
        Frame.objects.create(video=video, at=0.5, name="0001.jpg")
        folder = Path(django_settings.MEDIA_ROOT) / video.folder
        folder.mkdir(parents=True)
        for name in ("master.m3u8", "240.m3u8", "240.mp4", "poster.webp", "poster.jpg", "strip.jpg"):
            (folder / name).write_bytes(f"{name} of {video.pk} ".encode() * 40)
        frames = Path(django_settings.MEDIA_ROOT) / video.frames_folder
        frames.mkdir(parents=True)
        (frames / "0001.jpg").write_bytes(b"frame")
        original = Path(django_settings.MEDIA_ROOT) / video.original_name
        original.parent.mkdir(exist_ok=True)
        original.write_bytes(b"original")
        return video

    return make


@pytest.fixture(scope="session")
def _small_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return clip(tmp_path_factory.mktemp("clip") / "240.mp4", seconds=2, size="240x426")


@pytest.fixture
def filmed(_small_clip):
    """`filmed(video)`: the same row with a rendition and frames that can really be read, as screening needs them."""

    def film(video: Video) -> Video:
        shutil.copy(_small_clip, Path(django_settings.MEDIA_ROOT) / video.folder / "240.mp4")
        rows = np.random.default_rng(7).integers(0, 255, (320, 180, 3), dtype=np.uint8)
        for number in range(1, 4):
            name = f"{number:04}.jpg"
            rows = np.roll(rows, 9, axis=1)
            Image.fromarray(rows).save(Path(django_settings.MEDIA_ROOT) / video.frames_folder / name)
            video.frames.get_or_create(name=name, defaults={"at": float(number)})
        return video

    return film


@pytest.fixture
def on_postgres() -> bool:
    return "postgres" in os.environ.get("PANGGUNG_DATABASE_URL", "")
