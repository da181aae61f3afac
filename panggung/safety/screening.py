"""Screening: every required signal over one edition of a video, then what the rulebook makes of them.

Fails closed: a signal that crashed is stored as crashed, and the rulebook holds the video for it (GATE-01).
"""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

import msgspec
from django.conf import settings
from django.db.models import Q

from panggung.people import consents
from panggung.rules import in_force
from panggung.rules.rulebook import Judgement
from panggung.rules.verdict import Context
from panggung.safety import known, model_in_use, voices
from panggung.safety.models import Decision, Fingerprint, SignalRun, Verdict
from panggung.signals import copies, table
from panggung.signals.signal import Frame, Sample
from panggung.stage import store
from panggung.stage.models import Video
from panggung.stage.outcome import Outcome, Progress
from panggung.stage.states import GONE, State

APPROVED_FIRST = 3
COPIES = ("picture.copy_removed", "picture.copy_entry")
# Nobody has seen what a calibrated verdict published: it makes no newcomer an old hand.
_WENT_ALONE = Q(pk__in=Decision.objects.filter(by=None).values("case__video"))


def run(video: Video, progress: Progress) -> Outcome:
    """Run the signals and the rulebook; the verdict and each signal are stored with the move to `screened`."""
    readings = read(video)
    progress(0.9)
    judgement = in_force.book().judge(readings, context_of(video))
    return Outcome(
        State.SCREENED,
        {"reasons": [], "progress": 100},
        {"action": judgement.action, "reasons": judgement.reasons, "rulebook": judgement.rulebook_version},
        lambda: keep(video, readings, judgement),
    )


def read(video: Video) -> list[Any]:
    """Every signal over the words, frames, picture and sound as they are now; keeps by what copies are recognised."""
    Path(settings.WORK_ROOT).mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.WORK_ROOT) as scratch:
        model_in_use.take_up()
        sample = sample_of(video, Path(scratch))
        readings = list(table.run(sample, table.SIGNALS))
        if sample.video is not None and any(one.name in COPIES and not one.error for one in readings):
            known.remember(video, copies.fingerprint_of(sample.video))
    return readings


def sample_of(video: Video, scratch: Path) -> Sample:
    """What the signals look at: the words that are shown, the maker's name among them, and the frames as files."""
    frames = [
        Frame(store.local_copy(f"{video.frames_folder}/{frame.name}", scratch / frame.name), frame.at)
        for frame in video.frames.all()
    ]
    return Sample(
        texts={"title": video.title, "caption": video.caption, "alias": video.owner.alias},
        frames=frames,
        video=_smallest(video, scratch),
        song=_song(video, scratch),
        known=known.indexes(video),
    )


def _smallest(video: Video, scratch: Path) -> Path | None:
    """The smallest rendition, with its sound; None where nothing was made, and the signals that need it fail."""
    made = video.renditions.order_by("bandwidth").first()
    name = f"{made.name}.mp4" if made else ""
    return store.local_copy(f"{video.folder}/{name}", scratch / name) if made else None


def _song(video: Video, scratch: Path) -> Path | None:
    song = video.campaign.song
    return store.local_copy(song.name, scratch / Path(song.name).name) if song else None


def context_of(video: Video) -> Context:
    """The facts about a video that no signal can know."""
    minor = video.owner.is_minor
    approved = Video.objects.filter(owner=video.owner, published_at__isnull=False).exclude(_WENT_ALONE).count()
    first = video.owner.tier().review_first or APPROVED_FIRST
    return Context(
        maker_is_minor=minor,
        newcomer=approved < first,
        consent=_consent(video) if minor else "not_needed",
        copy_of=_copy_of(video),
        seconds=video.seconds,
        asked_seconds=float(video.campaign.min_seconds),
        song_expected=video.campaign.song_id is not None,
    )


def _consent(video: Video) -> Literal["stands", "missing"]:
    return "stands" if consents.stands(video.owner_id, "make") else "missing"


def _copy_of(video: Video) -> Literal["none", "entry", "removed"]:
    """Whether the very same file was removed before, or is another entry already (DUP-01)."""
    twins = Video.objects.filter(sha256=video.sha256).exclude(pk=video.pk)
    if twins.filter(state=State.REMOVED).exists():
        return "removed"
    return "entry" if twins.exclude(state__in=GONE).exists() else "none"


def forget(video: Video) -> None:
    """Delete what the signals quoted from a video that is being erased, by what its copies were recognised, and what
    people wrote about it; the verdict and decision stay.
    """
    SignalRun.objects.filter(video=video).delete()
    Fingerprint.objects.filter(video=video).delete()
    voices.forget(video)


def keep(video: Video, readings: Iterable[Any], judgement: Judgement) -> None:
    """Keep what the signals said about this edition, and the verdict; the caller holds the transaction."""
    readings = list(readings)
    SignalRun.objects.filter(video=video, edition=video.edition).delete()
    SignalRun.objects.bulk_create(
        SignalRun(
            video=video,
            edition=video.edition,
            name=reading.name,
            version=reading.version,
            value=reading.value,
            confidence=reading.confidence,
            evidence=msgspec.to_builtins(list(reading.evidence)),
            error=reading.error or "",
        )
        for reading in readings
    )
    band = judgement.band
    Verdict.objects.update_or_create(
        video=video,
        edition=video.edition,
        defaults={
            "action": judgement.action,
            "suitable_from": in_force.tiers().of(band).from_age if band else None,
            "reasons": judgement.reasons,
            "rulebook": judgement.rulebook_version,
        },
    )
