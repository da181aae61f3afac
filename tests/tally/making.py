"""Videos to count for, and the events that a browser would send about them."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from unittest import mock
from uuid import UUID

from panggung.campaigns.models import Campaign, Partner
from panggung.core import clock
from panggung.people.models import Person
from panggung.stage.models import Audience, Video
from panggung.stage.states import State
from panggung.tally import sessions


def a_person(alias: str = "Sari", birth_year: int = 1985) -> Person:
    return Person.objects.create(alias=alias, birth_year=birth_year, birth_month=1)


def a_campaign(hashtag: str = "AnakGENIUS", **changes: object) -> Campaign:
    now = clock.now()
    return Campaign.objects.create(
        hashtag=hashtag,
        title="Anak Genius",
        brief="Menari bersama lagu.",
        state=Campaign.State.OPEN,
        opens=now - timedelta(days=1),
        closes=now + timedelta(days=5),
        partner=Partner.objects.create(name="Kementerian"),
        **changes,
    )


def a_video(campaign: Campaign, owner: Person, **changes: object) -> Video:
    told = {
        "owner": owner,
        "uploaded_by": owner,
        "campaign": campaign,
        "seconds": 12.0,
        "state": State.PUBLISHED,
        "audience": Audience.PUBLIC,
        "suitable_from": 3,
        "published_at": clock.now(),
    }
    return Video.objects.create(**(told | changes))


def an_id(at: datetime, number: int) -> UUID:
    """The UUIDv7 that a browser whose clock says `at` makes; `number` stands for its random part."""
    ms = round(at.timestamp() * 1000)
    return UUID(int=(ms << 80) | (7 << 76) | (2 << 62) | number)


def a_token(video: Video, session_key: str = "sesi", *, issued: datetime | None = None, **says: object) -> str:
    told = {"excluded": False, "band": 13, "session_key": session_key} | says
    with mock.patch.object(clock, "now", return_value=issued or clock.now()):
        return sessions.token(video, **told)


def an_event(
    video: Video, token: str, *, at: datetime, number: int = 1, told: Mapping[str, object] | None = None
) -> bytes:
    """One event as JSON; `told` replaces fields."""
    fields = {
        "id": str(an_id(at, number)),
        "video": str(video.pk),
        "at": at.isoformat(),
        "watched_ms": 5_000,
        "session": token,
    }
    return json.dumps(fields | dict(told or {})).encode()
