"""The processing step: from the file that came in to what can be watched, and frames that can be screened."""

import hashlib
import shutil
import time
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings

from panggung.core import clock, disk, ids
from panggung.media.errors import MediaRefused
from panggung.media.limits import Limits
from panggung.media.transcode import Processed, process
from panggung.stage import store
from panggung.stage.models import Frame, Rendition, Video
from panggung.stage.outcome import Outcome, Progress
from panggung.stage.states import State

log = structlog.get_logger(__name__)


def run(video: Video, progress: Progress) -> Outcome:
    """Make renditions, poster, strip and frames of `video`'s original.

    Files go to a folder named after this run, so that a run which lost its lease can't disturb the one that has it;
    folders that no row names are swept. A file that is no usable video is sent back to its maker, not retried.
    """
    work = Path(settings.WORK_ROOT) / f"{video.pk}-{ids.short(ids.new())}"
    work.mkdir(parents=True)
    try:
        disk.check_room(work)
        source = store.local_copy(video.original_name, work / "original")
        digest = _sha256(source)
        try:
            made = process(source, work / "out", limits=_limits(video), on_progress=progress)
        except MediaRefused as refused:
            return _refused(video, refused, digest)
        return _stored(video, made, work / "out", digest)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def drop_stray_work(older: timedelta = timedelta(hours=6)) -> int:
    """Delete working folders of steps that were killed; returns how many."""
    before = time.time() - older.total_seconds()
    strays = [path for path in Path(settings.WORK_ROOT).glob("*") if path.stat().st_mtime <= before]
    for path in strays:
        shutil.rmtree(path, ignore_errors=True)
    return len(strays)


def _limits(video: Video) -> Limits:
    """A second of grace above the campaign's limit: recorders overshoot by a few frames."""
    return Limits(max_seconds=video.campaign.max_seconds + 1.0)


def _refused(video: Video, refused: MediaRefused, digest: str) -> Outcome:
    facts = {name: fact for name, fact in refused.facts.items() if name != "detail"}
    log.info("file refused", code=refused.code, detail=refused.facts.get("detail"))
    reasons = [{"rule": "QUAL-01", "code": refused.code, **facts}]
    changes = {"reasons": reasons, "sha256": digest, "original_until": _original_until(video)}
    return Outcome(State.SENT_BACK, changes, {"code": refused.code})


def _original_until(video: Video) -> datetime:
    """When the file as it came in is deleted, a refused one too."""
    return clock.now() + timedelta(days=video.campaign.originals_days)


def _stored(video: Video, made: Processed, out: Path, digest: str) -> Outcome:
    version = ids.short(ids.new())
    frames = out / "frames"
    store.put_folder(frames, f"frames/{video.pk}/{version}")
    shutil.rmtree(frames)
    store.put_folder(out, f"v/{video.pk}/{version}")
    best = made.renditions[-1]

    def commit() -> None:
        Rendition.objects.filter(video=video).delete()
        Frame.objects.filter(video=video).delete()
        Rendition.objects.bulk_create(
            Rendition(
                video=video, name=r.name, width=r.width, height=r.height, bandwidth=r.bandwidth, size=r.size_bytes
            )
            for r in made.renditions
        )
        Frame.objects.bulk_create(Frame(video=video, at=f.seconds, name=Path(f.file).name) for f in made.frames)

    changes = {
        "version": version,
        "sha256": digest,
        "seconds": made.seconds,
        "width": best.width,
        "height": best.height,
        "progress": 100,
        "original_until": _original_until(video),
    }
    return Outcome(State.PROCESSED, changes, {"renditions": [r.name for r in made.renditions]}, commit)


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
