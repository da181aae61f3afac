"""The last byte: an upload becomes a video, in one transaction; parts are joined into one.

The bytes get their lasting name before the commit and lose their first one after it, so a crash between any
two steps leaves either an upload that can be finished again or a video with its file.
"""

from io import FileIO

from django.db import transaction

from panggung.core import audit, ids, jobs
from panggung.core.errors import Conflict, Refused
from panggung.stage import publishing, upload_files, upload_limits
from panggung.stage.models import Upload, Video


def finish(upload: Upload) -> None:
    """Move the offset to the end; a whole upload becomes its video with it. Needs the lock, the bytes synced.

    Raises:
        NotAllowed: the right to send has ended meanwhile (a consent was withdrawn).
        Conflict: "moved-on".
    """
    whole = upload.kind == Upload.Kind.WHOLE
    changes = {"offset": upload.length, "state": Upload.State.FINISHED, "expires_at": upload_limits.expiry()}
    if whole:
        upload_limits.check_permission(upload.person, upload.campaign, upload.maker)
        upload_files.keep_original(upload.pk, Video(pk=upload.pk).original_name)
    with transaction.atomic():
        rows = Upload.objects.filter(pk=upload.pk, offset=upload.offset, state=Upload.State.OPEN)
        if not rows.update(**changes):
            raise Conflict("moved-on")
        if whole:
            _make_video(upload)
    for name, value in changes.items():
        setattr(upload, name, value)
    if whole:
        upload_files.drop(upload.pk)


def settle(upload: Upload, file: FileIO | None) -> None:
    """Finish an upload that a crash, or a length told late, left open with all its bytes. Needs the lock."""
    if file is not None and upload.state == Upload.State.OPEN and upload.offset == upload.length:
        upload_files.cut(file, upload.offset)
        upload_files.sync(file)
        finish(upload)


def join(final: Upload, parts: list[Upload]) -> Upload:
    """Make a video of finished parts, in their order. Needs the locks of all parts.

    Raises:
        Refused: "part-unfinished", "empty", "too-large" (413).
    """
    if any(part.kind != Upload.Kind.PARTIAL or part.state != Upload.State.FINISHED for part in parts):
        raise Refused("part-unfinished")
    size = sum(part.offset for part in parts)
    upload_limits.check_length(size, kind=final.kind)
    final.pk, final.parts = ids.new(), [str(part.pk) for part in parts]
    final.offset = final.length = size
    final.state = Upload.State.FINISHED
    upload_files.join([(part.pk, part.offset) for part in parts], final.pk)
    upload_files.keep_original(final.pk, Video(pk=final.pk).original_name)
    with transaction.atomic():
        final.save(force_insert=True)
        Upload.objects.filter(pk__in=final.parts).update(state=Upload.State.JOINED)
        _make_video(final)
    for upload in (*parts, final):
        upload_files.drop(upload.pk)
    return final


def _make_video(upload: Upload) -> None:
    if upload.campaign_id is None:
        raise Refused("no-campaign")
    words = upload.metadata
    video = Video(
        id=upload.pk,
        owner=upload.maker,
        uploaded_by=upload.person,
        campaign_id=upload.campaign_id,
        title=words.get("title", ""),
        caption=words.get("caption", ""),
        audience=publishing.audience_for(upload.maker, words.get("audience", "")),
        size=upload.length or 0,
    )
    video.save(force_insert=True)
    audit.write("video.received", subject=video, by=upload.person, size=video.size)
    jobs.ring()
