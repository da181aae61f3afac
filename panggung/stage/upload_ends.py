"""How uploads end without a video: terminated by who began them, or swept when nobody came back."""

import contextlib
from datetime import datetime

from django.db.models import F, Q

from panggung.core.errors import Refused
from panggung.stage import finishing, store, upload_files, upload_limits
from panggung.stage.models import Upload, Video

ORPHAN_SECONDS = 3600
State = Upload.State


def end(upload: Upload, state: Upload.State, still: Q | None = None) -> int:
    """Take the row out, then free the bytes; 0 when the row is no longer as seen, or as `still` asks."""
    row = Upload.objects.filter(still or Q(), pk=upload.pk, state=upload.state)
    if not row.update(state=state):
        return 0
    _discard(upload)
    return 1


def expire(at: datetime) -> int:
    """The sweep; returns how many uploads it ended.

    It ends what nobody has touched until its time was over, finishes what a crash left complete, removes
    files without a living row, and forgets the words (file names!) of uploads that are over.
    """
    for upload in Upload.objects.filter(state=State.OPEN, offset=F("length"), expires_at__gt=at):
        with contextlib.suppress(Refused), upload_files.locked(upload.pk, 0) as file:
            upload.refresh_from_db()
            finishing.settle(upload, file)
    over = Q(expires_at__lte=at)
    ended = 0
    for upload in Upload.objects.filter(over, upload_limits.ON_DISK):
        with contextlib.suppress(Refused), upload_files.locked(upload.pk, 0):
            ended += end(upload, State.EXPIRED, over)
    Upload.objects.filter(over).exclude(state=State.OPEN).exclude(raw_metadata="").update(metadata={}, raw_metadata="")
    _remove_orphans()
    return ended


def _discard(upload: Upload) -> None:
    """Remove the bytes under both names; those of a video are its own and stay."""
    if not Video.objects.filter(pk=upload.pk).exists():
        store.delete_file(Video(pk=upload.pk).original_name)
    upload_files.drop(upload.pk)


def _remove_orphans() -> None:
    """Files that a crash left: of uploads that are over, and of rows that were never committed."""
    strays = set(upload_files.older_than(ORPHAN_SECONDS))
    living = Upload.objects.filter(upload_limits.ON_DISK, pk__in=strays).values_list("pk", flat=True)
    for upload_id in strays.difference(living):
        _discard(Upload(pk=upload_id))
