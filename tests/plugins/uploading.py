"""People, a campaign, and lines that break: what the tests of uploads share."""

import base64
import itertools
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from panggung.campaigns.models import Campaign, Partner
from panggung.core import clock
from panggung.core.errors import Refused
from panggung.people.models import Consent, Guardianship, Person, User
from panggung.stage import uploads
from panggung.stage.models import Upload, Video

_numbers = itertools.count()


def make_person(age: int = 30, alias: str = "Rani") -> Person:
    """A person of that age who can log in."""
    user = User.objects.create(username=f"u{next(_numbers)}-{clock.now().timestamp()}")
    today = clock.now().date()
    return Person.objects.create(user=user, alias=alias, birth_year=today.year - age - 1, birth_month=1)


def make_child_of(guardian: Person, age: int = 9) -> Person:
    """A child whom `guardian` guards and for whom a consent to make videos stands."""
    child, now = make_person(age, "Budi"), clock.now()
    Guardianship.objects.create(
        guardian=guardian, child=child, method="code", guardian_confirmed_at=now, child_confirmed_at=now
    )
    Consent.objects.create(
        child=child, by=guardian, purpose="make", text_version="1", text_hash="0" * 64, method="code"
    )
    return child


def make_campaign(hashtag: str = "AnakGENIUS", **changes: Any) -> Campaign:
    """An open campaign."""
    now, partner = clock.now(), Partner.objects.create(name="Dinas")
    fields = {"opens": now - timedelta(days=1), "closes": now + timedelta(days=30), "state": "open"} | changes
    return Campaign.objects.create(hashtag=hashtag, title=hashtag, brief="Menari!", partner=partner, **fields)


class Line:
    """A connection: gives what it was loaded with, piece by piece; None is silence, an exception breaks it."""

    def __init__(self, *loaded: bytes | Exception | None) -> None:
        self.loaded = list(loaded)

    def read(self, most: int) -> bytes | None:
        if not self.loaded:
            return b""
        piece = self.loaded.pop(0)
        if isinstance(piece, Exception):
            raise piece
        if piece is not None and len(piece) > most:
            self.loaded.insert(0, piece[most:])
            return piece[:most]
        return piece


def begin(person: Person, campaign: Campaign, length: int | None, **changes: Any) -> Upload:
    """An upload by `person` for themself."""
    told: dict[str, Any] = {"maker": person, "metadata": {"title": "Tari"}} | changes
    return uploads.create(person, campaign=campaign, length=length, **told)


def send(upload: Upload, offset: int, *loaded: bytes | Exception | None, **changes: Any) -> Upload:
    """Append what a line holds, as the uploader."""
    return uploads.append(upload.pk, by=upload.person, offset=offset, stream=Line(*loaded), **changes)


def original(upload: Upload) -> bytes:
    """The bytes of the video that the upload became."""
    return Path(default_storage.path(Video.objects.get(pk=upload.pk).original_name)).read_bytes()


def encoded(words: Iterable[tuple[str, str]]) -> str:
    """Upload-Metadata."""
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in words)


def refused(code: str) -> "pytest.RaisesExc[Refused]":
    """`with refused("too-large"):`: what is done there is refused under exactly that code."""
    return pytest.raises(Refused, match=f"^{code}$")
