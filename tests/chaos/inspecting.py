"""What the rows and the disk say when all is quiet, for tests in another process: facts as JSON, no judgement."""

import hashlib
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage

from panggung import worker
from panggung.core import audit, clock, ids
from panggung.core.models import AuditLine
from panggung.safety.models import Case
from panggung.signals import table
from panggung.stage import processing, publishing, store, upload_ends
from panggung.stage.models import Upload, Video
from panggung.tally import counting
from panggung.tally.models import Refusal, Total

SERVED = ("master.m3u8", "poster.webp", "poster.jpg", "strip.jpg")
NOW = timedelta(0)


def states() -> dict[str, str]:
    """State of each video by its short id."""
    return {ids.short(pk): state for pk, state in Video.objects.values_list("pk", "state")}


def of_video(video: Video) -> dict[str, Any]:
    """One row with all that belongs to it."""
    lines = AuditLine.objects.filter(subject_id=video.pk, kind__startswith="video.").order_by("seq")
    named = [f"{video.folder}/{name}" for name in SERVED] + [
        f"{video.folder}/{rendition.name}.{kind}" for rendition in video.renditions.all() for kind in ("mp4", "m3u8")
    ]
    frames = [f"{video.frames_folder}/{frame.name}" for frame in video.frames.all()]
    original = Path(default_storage.path(video.original_name))
    return {
        "id": ids.short(video.pk),
        "state": video.state,
        "reasons": video.reasons,
        "edition": video.edition,
        "version": video.version,
        "sha256": video.sha256,
        "original": hashlib.sha256(original.read_bytes()).hexdigest() if original.exists() else "",
        "held": bool(video.lease_holder or video.lease_until),
        "moves": [[line.facts.get("was"), line.kind.removeprefix("video.")] for line in lines],
        "missing": [name for name in (named + frames if video.version else []) if not default_storage.exists(name)],
        "renditions": video.renditions.count(),
        "frames": video.frames.count(),
        "stored": [_files(video.folder, ".mp4"), _files(video.frames_folder, ".jpg")] if video.version else [0, 0],
        "versions": [store.folders_in(f"{root}/{video.pk}") for root in ("v", "frames")],
        "verdicts": list(video.verdicts.order_by("edition").values_list("edition", flat=True)),
        "signals": video.signals.count(),
        "cases": list(Case.objects.filter(video=video).values_list("edition", "closed_at").order_by("edition")),
    }


def _files(folder: str, kind: str) -> int:
    return sum(name.endswith(kind) for name in default_storage.listdir(folder)[1])


def swept() -> None:
    """Every sweep once, with no patience; then count and seal until nothing waits."""
    upload_ends.ORPHAN_SECONDS = 0
    for duty in worker.sweeps():
        duty.run()
    publishing.drop_stray_folders(NOW)
    processing.drop_stray_work(NOW)
    while counting.apply():
        pass
    while audit.seal():
        pass


def facts() -> dict[str, Any]:
    """All that a test may ask."""
    swept()
    chain = audit.verify()
    return {
        "videos": [of_video(video) for video in Video.objects.order_by("created_at")],
        "all_signals": len(table.SIGNALS),
        "finished": [ids.short(pk) for pk in Upload.objects.filter(state="finished").values_list("pk", flat=True)],
        "open": [str(pk) for pk in Upload.objects.filter(state="open").values_list("pk", flat=True)],
        "upload_files": sorted(path.name for path in Path(settings.UPLOAD_ROOT).iterdir()),
        "work": sorted(path.name for path in Path(settings.WORK_ROOT).iterdir()),
        "originals": sorted(path.name for path in Path(default_storage.path("original")).iterdir()),
        "chain": {"lines": chain.lines, "broken_at": chain.broken_at},
        "unsealed": AuditLine.objects.filter(seq=None).count(),
        "totals": {ids.short(total.video_id): [total.views, total.duplicate] for total in Total.objects.all()},
        "refused_events": list(Refusal.objects.values_list("code", "events")),
        "at": clock.now(),
    }


def main() -> None:
    print(json.dumps(facts(), default=str))
