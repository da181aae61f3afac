"""Fills the demo campaign by the way that every video takes: upload, worker, review desk, counting. Done once."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import structlog
from django.conf import settings

from panggung.campaigns.models import Campaign
from panggung.core import clock, ids
from panggung.core.errors import Refused
from panggung.demo import cast, clips, real
from panggung.people.models import Person
from panggung.safety import golden, reports, review
from panggung.safety.models import Case, Report
from panggung.stage import likes, uploads
from panggung.stage.models import Video
from panggung.stage.states import State
from panggung.tally import events, sessions

log = structlog.get_logger(__name__)
SUFFIXES = {".mp4", ".mov", ".webm", ".mkv", ".m4v", ".3gp"}
# Left at the desk, so that a moderator finds something to decide.
WAITING = ("menari-bertiga", "masak-nasi", "berhitung")
# Sent back by the moderator, so that a maker finds something to change.
SENT_BACK = "baca-puisi"
# Sent by the child alone: it waits for the guardian's yes.
ASKS = "layang-layang"
MINUTES = 20


@dataclass(frozen=True)
class Entry:
    """One video to send: the file, its words, its maker, who sends it, and whom it is for."""

    slug: str
    path: Path
    title: str
    caption: str
    maker: Person
    sender: Person
    audience: str


def fill(clips_dir: Path | None) -> int:
    """Send every clip that isn't there yet and decide it as the demo's moderator; returns how many are on stage."""
    people = cast.gather()
    campaign = cast.campaign(Path(settings.VAR) / "demo", people["mitra"])
    sent: dict[str, str] = {}
    for entry in entries(people, clips_dir):
        send(entry, campaign)
        sent[_draft(entry.slug)] = entry.slug
        _decide_waiting(people["moderator"], campaign)
    ends = time.monotonic() + MINUTES * 60
    while time.monotonic() < ends and _on_the_way(campaign):
        _decide_waiting(people["moderator"], campaign)
        time.sleep(0.5)
    _decide_waiting(people["moderator"], campaign)  # what came to the desk after the last look
    _applaud(campaign, people)
    _speak(campaign, people)
    return Video.objects.filter(campaign=campaign, state=State.PUBLISHED).count()


def entries(people: dict[str, Person], clips_dir: Path | None) -> Iterator[Entry]:
    """What the demo shows: the operator's own files, or real clips where they are and clips drawn for it."""
    if clips_dir is not None:
        files = sorted(p for p in clips_dir.iterdir() if p.suffix.lower() in SUFFIXES)
        for path in files:
            yield Entry(path.stem, path, path.stem[:80], "", people["kreator"], people["kreator"], "public")
        return
    target = Path(settings.VAR) / "demo" / "clips"
    media = Path("..") / "shared" / "media"
    if media.is_dir():
        creator = people["kreator"]
        for shot in real.real_clips(media, target):
            yield Entry(shot.slug, shot.path, shot.title, shot.caption, creator, creator, "public")
    for clip in clips.CLIPS:
        path = clips.make(target, only=[clip.slug])[0]
        maker = people["Bintang 7"] if clip.slug == ASKS else _maker(clip.alias, people)
        sender = people["ibu"] if maker.tier().from_age < 13 and clip.slug != ASKS else maker
        audience = "campaign" if maker.tier().from_age < 13 else "public"
        yield Entry(clip.slug, path, clip.title, f"{clip.caption} {clip.hashtag}", maker, sender, audience)


def _maker(alias: str, people: dict[str, Person]) -> Person:
    """The demo's children keep their alias; the others are teens of 13 to 17, each under a guardian of their own."""
    if alias in people:
        return people[alias]
    return cast.minor(alias, 13 + sum(alias.encode()) % 5, guardian=cast.adult(f"Wali {alias}", age=42))


def _draft(slug: str) -> str:
    return f"demo-{slug}"[:64]


def send(entry: Entry, campaign: Campaign) -> None:
    """Upload one file through the same verbs that tus uses; sent before under this name: nothing happens."""
    size = entry.path.stat().st_size
    words = {"title": entry.title, "caption": entry.caption, "audience": entry.audience}
    upload = uploads.create(
        entry.sender, campaign=campaign, maker=entry.maker, length=size, metadata=words, draft=_draft(entry.slug)
    )
    if upload.offset < size:
        with entry.path.open("rb") as opened:
            opened.seek(upload.offset)
            uploads.append(upload.pk, by=entry.sender, offset=upload.offset, stream=opened)


def _on_the_way(campaign: Campaign) -> bool:
    working = [State.RECEIVED, State.PROCESSING, State.PROCESSED, State.SCREENING, State.SCREENED, State.EDITED]
    return Video.objects.filter(campaign=campaign, state__in=working).exists()


def _decide_waiting(moderator: Person, campaign: Campaign) -> None:
    """Approve what is a demo clip, leave some at the desk, send one back."""
    kept = {clip.title for clip in clips.CLIPS if clip.slug in WAITING}
    back = {clip.title for clip in clips.CLIPS if clip.slug == SENT_BACK}
    for case in review.queue(moderator).filter(video__campaign=campaign).exclude(video__title__in=kept):
        try:
            review.claim(case, moderator)
            if case.video.title in back:
                note = "Puisinya bagus! Rekam di tempat yang lebih terang, ya."
                review.decide(case, moderator, "send_back", rule="QUAL-01", note=note)
            else:
                review.decide(case, moderator, "approve", suitable_from=3)
        except Refused as refused:
            log.info("demo case left", case=str(case.pk), code=refused.code)


def _speak(campaign: Campaign, people: dict[str, Person]) -> None:
    """Somebody reports a video, and a senior makes two decisions golden, so that the desk shows both; done once."""
    shown = Video.objects.filter(campaign=campaign, state=State.PUBLISHED, owner__user=None).order_by("created_at")
    if Report.objects.exists() or not shown.exists():
        return
    reports.report(shown[0], by=people["penonton"], rule="COPY-01", words="Sepertinya ini gerakan dari video lain.")
    for case in Case.objects.filter(video__in=shown[1:3], closed_at__isnull=False):
        golden.mark(case, by=people["senior"])


def _applaud(campaign: Campaign, people: dict[str, Person]) -> None:
    """Some viewers and likes, through the same counting as every view; only while there are none."""
    dice = random.Random(2018)
    shown = list(Video.objects.filter(campaign=campaign, state=State.PUBLISHED))
    if not shown or Case.objects.filter(video__campaign=campaign, closed_at=None).count() > len(WAITING) + 2:
        return
    for video in shown:
        if not video.likes.exists():
            _watch(video, viewers=dice.randint(12, 90))
            for username in ("penonton", "guru", "kreator"):
                if dice.random() < 0.6 and video.owner_id != people[username].pk:
                    likes.like(video, people[username])


def _watch(video: Video, *, viewers: int) -> None:
    at = clock.now()
    batch = [
        msgspec.Raw(
            msgspec.json.encode(
                {
                    "id": str(ids.new()),
                    "video": ids.short(video.pk),
                    "at": at.isoformat(),
                    "watched_ms": round(video.seconds * 1000),
                    "session": sessions.token(video, session_key=ids.new().hex, excluded=False, band=None),
                }
            )
        )
        for _ in range(viewers)
    ]
    events.record(batch, at=clock.now())
