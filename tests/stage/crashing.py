"""Kills processes that write uploads, at chosen and at random moments; prints what was there afterwards as JSON.

Runs on its own, over the state directory in PANGGUNG_VAR. Each attempt is a forked child that really gets SIGKILL.
"""

import functools
import json
import os
import random
import time
from collections.abc import Callable
from typing import Any

import django

django.setup()

from django.core.files.storage import default_storage  # noqa: E402

from panggung.core import audit  # noqa: E402
from panggung.core.models import AuditLine  # noqa: E402
from panggung.stage import finishing, receiving, upload_files, uploads  # noqa: E402
from panggung.stage.models import Upload, Video  # noqa: E402
from tests.plugins.dying import after, before, forked  # noqa: E402
from tests.plugins.uploading import Line, begin, make_campaign, make_person  # noqa: E402

SOURCE = random.Random(7).randbytes(40_000)
PIECE = 1000
receiving.SAFE_EVERY_BYTES = 8 * PIECE


POINTS: dict[str, Callable[[], None]] = {
    "file made, row not": functools.partial(after, upload_files, "make"),
    "bytes written, not synced": functools.partial(before, upload_files, "sync", 2),
    "bytes synced, offset not moved": functools.partial(after, upload_files, "sync", 2),
    "offset moved": functools.partial(after, receiving, "_count", 2),
    "all bytes synced, not finished": functools.partial(before, finishing, "finish"),
    "original linked, not committed": functools.partial(after, upload_files, "keep_original"),
    "inside the last transaction": functools.partial(before, audit, "write"),
    "committed, upload file still there": functools.partial(before, upload_files, "drop"),
    "committed, answer lost": functools.partial(after, upload_files, "drop"),
}


def upload_all(person: Any, campaign: Any, draft: str, pause: float = 0) -> None:
    """What a client does after every interruption: begin the same draft, ask for the offset, go on."""
    upload = begin(person, campaign, len(SOURCE), draft=draft)
    offset = uploads.look(upload.pk, by=person).offset
    pieces = [SOURCE[at : at + PIECE] for at in range(offset, len(SOURCE), PIECE)]
    line = Line(*pieces)
    real = line.read
    line.read = lambda most: (time.sleep(pause), real(most))[1]  # type: ignore[method-assign]
    uploads.append(upload.pk, by=person, offset=offset, stream=line)


def found(draft: str) -> dict[str, Any]:
    """What the rows and the disk say of a draft."""
    upload = Upload.objects.filter(draft=draft).first()
    if upload is None:
        return {"state": None, "offset": 0, "kept": True, "videos": 0}
    video = Video.objects.filter(pk=upload.pk).first()
    path = default_storage.path(video.original_name) if video else upload_files.place(upload.pk)
    with open(path, "rb") as file:
        data = file.read()
    return {
        "state": upload.state,
        "offset": upload.offset,
        "kept": data[: upload.offset] == SOURCE[: upload.offset],
        "whole": data == SOURCE,
        "videos": Video.objects.filter(owner=upload.maker).count(),
        "lines": AuditLine.objects.filter(kind="video.received", subject_id=upload.pk).count(),
    }


def at_point(name: str, campaign: Any) -> dict[str, Any]:
    person = make_person()

    def crash() -> None:
        POINTS[name]()
        upload_all(person, campaign, name)

    lived = not forked(crash)
    then = found(name)
    forked(lambda: upload_all(person, campaign, name))
    return {"lived": lived, "then": then, "end": found(name)}


def at_random(kills: int, campaign: Any) -> dict[str, Any]:
    """`kills` kills at random moments over as many uploads as that takes."""
    dice, ends, number, kept = random.Random(), [], 0, True
    while kills:
        person, draft, lived = make_person(), f"random {number}", False
        while kills and not lived:
            work = functools.partial(upload_all, person, campaign, draft, 0.001)
            lived = not forked(work, dice.uniform(0, 0.08))
            kept = kept and found(draft)["kept"]
            kills -= not lived
        forked(functools.partial(upload_all, person, campaign, draft))
        ends.append(found(draft))
        number += 1
    return {"kept": kept, "ends": ends}


def main() -> None:
    campaign = make_campaign()
    result = {"points": {name: at_point(name, campaign) for name in POINTS}, "random": at_random(50, campaign)}
    orphans = list(upload_files.place(campaign.pk).parent.iterdir())
    for path in orphans:
        os.utime(path, (0, 0))
    uploads.expire(campaign.opens)
    print(json.dumps(result | {"left": len(list(upload_files.place(campaign.pk).parent.iterdir()))}))


if __name__ == "__main__":
    main()
