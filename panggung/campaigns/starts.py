"""An operator's starts: a song and a campaign from files, before the partner's own desk exists."""

import tempfile
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from panggung.campaigns.models import Campaign, Partner, Song
from panggung.core import audit, ids
from panggung.core.errors import Refused
from panggung.media import song_file
from panggung.people.models import Person

Words = Annotated[str, msgspec.Meta(min_length=1, max_length=120)]


class Spec(msgspec.Struct, forbid_unknown_fields=True):
    """A campaign's YAML file. Times carry their offset, for example 2026-07-20T00:00:00+07:00."""

    hashtag: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z][A-Za-z0-9_]{2,39}$")]
    title: Words
    brief: str
    opens: Annotated[datetime, msgspec.Meta(tz=True)]
    closes: Annotated[datetime, msgspec.Meta(tz=True)]
    partner: Words
    brief_en: str = ""
    occasion: str = ""
    partner_about: str = ""
    song: str = ""
    min_seconds: Annotated[int, msgspec.Meta(ge=1, le=180)] = 3
    max_seconds: Annotated[int, msgspec.Meta(ge=3, le=180)] = 60
    originals_days: Annotated[int, msgspec.Meta(ge=1, le=365)] = 30


def add_song(source: Path, *, title: str, credit: str = "", rights: str, by: Person | None = None) -> Song:
    """Store a song so that campaigns can name it by its title.

    Raises:
        MediaRefused: no sound in the file, or too long.
        Refused: `song-exists`.
    """
    if Song.objects.filter(title=title).exists():
        raise Refused("song-exists", status=409, title=title)
    song_id = ids.new()
    name = f"songs/{song_id}.m4a"
    with tempfile.TemporaryDirectory() as scratch:
        made = Path(scratch) / "song.m4a"
        facts = song_file.prepare(source, made)
        with made.open("rb") as opened:
            default_storage.save(name, File(opened))
    with transaction.atomic():
        song = Song.objects.create(
            id=song_id, title=title, credit=credit, rights=rights, name=name, seconds=facts.seconds, peaks=facts.peaks
        )
        audit.write("song.added", subject=song, by=by)
    return song


def read_spec(text: str) -> Spec:
    """The campaign's file, strictly.

    Raises:
        Refused: `campaign-file` with the field and what is wrong about it.
    """
    try:
        spec = msgspec.yaml.decode(text, type=Spec)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:  # YAML numbers and depth without end
        raise Refused("campaign-file", wrong=str(error)) from error
    if spec.closes <= spec.opens:
        raise Refused("campaign-file", wrong="closes must lie after opens")
    if spec.min_seconds > spec.max_seconds:
        raise Refused("campaign-file", wrong="min_seconds is above max_seconds")
    return spec


@transaction.atomic
def open_campaign(hashtag: str, *, by: Person | None = None) -> Campaign:
    """Open a draft.

    Raises:
        Refused: `no-such-campaign`, `not-a-draft`.
    """
    campaign = Campaign.objects.select_for_update().filter(hashtag__iexact=hashtag.removeprefix("#")).first()
    if campaign is None:
        raise Refused("no-such-campaign", status=404)
    if campaign.state not in (Campaign.State.DRAFT, Campaign.State.REVIEW):
        raise Refused("not-a-draft", status=409)
    campaign.state = Campaign.State.OPEN
    campaign.save(update_fields=["state"])
    audit.write("campaign.opened", subject=campaign, by=by)
    return campaign


@transaction.atomic
def create_campaign(spec: Spec, *, opened: bool, by: Person | None = None) -> Campaign:
    """A campaign as a draft, or open at once.

    Raises:
        Refused: `hashtag-taken`, `no-such-song`, `campaign-file`.
    """
    song = Song.objects.filter(title=spec.song).first() if spec.song else None
    if spec.song and song is None:
        raise Refused("no-such-song", title=spec.song)
    partner, _ = Partner.objects.get_or_create(name=spec.partner, defaults={"about": spec.partner_about})
    told = {
        name: getattr(spec, name) for name in Spec.__struct_fields__ if name not in ("partner", "partner_about", "song")
    }
    state = Campaign.State.OPEN if opened else Campaign.State.DRAFT
    campaign = Campaign(partner=partner, song=song, state=state, **told)
    try:
        campaign.full_clean(validate_constraints=False)
        with transaction.atomic():
            campaign.save(force_insert=True)
    except ValidationError as error:
        raise Refused("campaign-file", wrong="; ".join(error.messages)) from error
    except IntegrityError as error:
        raise Refused("hashtag-taken", status=409, hashtag=spec.hashtag) from error
    audit.write("campaign.created", subject=campaign, by=by, state=state.value)
    return campaign
