"""Uploads as tus 1.0.0 knows them (tus.io/protocols/resumable-upload): the verbs behind web.api.uploads.

The row's offset is the truth: so many bytes are safely on disk. Only who began an upload sees or changes it.
"""

import contextlib
import logging
from collections.abc import Iterator, Mapping
from io import FileIO
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from panggung.campaigns.models import Campaign
from panggung.core import clock, disk
from panggung.core.errors import Conflict, Refused
from panggung.people.models import Person
from panggung.stage import finishing, upload_files, upload_limits
from panggung.stage.models import Upload
from panggung.stage.receiving import ALGORITHMS, Checksum, ClientGone, Source, receive
from panggung.stage.upload_ends import end, expire

__all__ = ["ALGORITHMS", "Checksum", "ClientGone", "append", "concatenate", "create", "declare_length"]
__all__ += ["expire", "find", "look", "terminate"]

State, Kind = Upload.State, Upload.Kind
logger = logging.getLogger(__name__)


def find(upload_id: UUID, *, by: Person) -> Upload:
    """The row of an upload that `by` began.

    Raises:
        Refused: "no-such-upload" (404); "upload-gone", "upload-expired" (410).
    """
    rows = Upload.objects.select_related("person", "maker", "campaign")
    upload = rows.filter(pk=upload_id, person=by).first()
    if upload is None:
        raise Refused("no-such-upload", status=404)
    if upload.state == State.TERMINATED:
        raise Refused("upload-gone", status=410)
    if upload.state == State.EXPIRED or upload.expires_at <= clock.now():
        raise Refused("upload-expired", status=410)
    return upload


def look(upload_id: UUID, *, by: Person) -> Upload:
    """The upload with its exact offset: a connection that still hangs gives up first, a crash is made good.

    Raises: as `find`; Conflict "upload-busy" (423).
    """
    upload = find(upload_id, by=by)
    if upload.state != State.OPEN:
        return upload
    with _held(upload_id, by) as (upload, file):
        finishing.settle(upload, file)
    return upload


def create(
    person: Person,
    *,
    campaign: Campaign | None,
    maker: Person,
    length: int | None,
    metadata: Mapping[str, str],
    raw_metadata: str = "",
    kind: str = Kind.WHOLE,
    draft: str = "",
) -> Upload:
    """Begin an upload of `length` bytes (None: told later). The same `draft` again is the same upload.

    Raises:
        NotAllowed: see `upload_limits.check_permission`.
        Refused: see `upload_limits`; "draft-differs" (409) when the draft was begun with another length;
            "disk-full" (507).
    """
    draft = "" if kind == Kind.PARTIAL else draft
    upload = _new(person, campaign, maker, metadata, raw_metadata, kind=kind, draft=draft)
    if length is not None:
        upload_limits.check_length(length, kind=kind)
    upload.length = length
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)  # one creation at a time, or the quota leaks
        earlier = _earlier(person, draft)
        if earlier is not None:
            if None not in (length, earlier.length) and length != earlier.length:
                raise Conflict("draft-differs")
            return earlier
        upload_limits.check_room(person, length)
        disk.check_room(Path(settings.UPLOAD_ROOT), length or 0)
        upload_files.make(upload.pk)
        if length == 0:
            upload.state = State.FINISHED
        upload.save(force_insert=True)
    return upload


def declare_length(upload_id: UUID, *, by: Person, length: int) -> Upload:
    """Tell the length of an upload that was begun without one; telling it again is fine, changing it is not.

    Raises:
        Refused: "length-is-fixed", "length-too-short", "too-large" (413), "empty" (the upload ends then).
    """
    with _held(upload_id, by) as (upload, _file):
        if upload.length is not None:
            if upload.length != length:
                raise Refused("length-is-fixed")
            return upload
        if length < upload.offset:
            raise Refused("length-too-short")
        if length == 0 and upload.kind != Kind.PARTIAL:
            end(upload, State.TERMINATED)
        upload_limits.check_length(length, kind=upload.kind)
        Upload.objects.filter(pk=upload.pk, length=None).update(length=length)
        upload.length = length
    return upload


def append(
    upload_id: UUID,
    *,
    by: Person,
    offset: int,
    stream: Source,
    announced: int | None = None,
    checksum: Checksum | None = None,
) -> Upload:
    """Write what `stream` holds behind `offset`; the last byte makes the video (`receiving`, `finishing`).

    `announced` is how many bytes the request says it carries.

    Raises:
        Refused: "upload-final" (403), "beyond-length" (413), "checksum-mismatch" (460), ClientGone.
        NotAllowed: the right to send has ended. As `find`.
        Conflict: "wrong-offset" (409), "upload-busy" (423), "lost-bytes".
    """
    with _held(upload_id, by) as (upload, file):
        if upload.kind == Kind.FINAL:
            raise Refused("upload-final", status=403)
        if offset != upload.offset:
            raise Conflict("wrong-offset", offset=upload.offset)
        if upload.length is not None and announced is not None and offset + announced > upload.length:
            raise Refused("beyond-length", status=413)
        if upload.state != State.OPEN:
            if stream.read(1):
                raise Refused("beyond-length", status=413)
            return upload
        if file is None:
            logger.error("the bytes of upload %s are gone", upload.pk)
            raise Conflict("lost-bytes")
        upload_limits.check_permission(upload.person, upload.campaign, upload.maker)
        receive(upload, file, stream, checksum)
    return upload


def terminate(upload_id: UUID, *, by: Person) -> None:
    """End an upload and free its bytes now.

    Raises:
        Conflict: "already-a-video"; a video is withdrawn, not terminated. "upload-busy" (423).
    """
    with _held(upload_id, by) as (upload, _file):
        if upload.state == State.FINISHED and upload.kind != Kind.PARTIAL:
            raise Conflict("already-a-video")
        end(upload, State.TERMINATED)


def concatenate(
    person: Person,
    parts: list[UUID],
    *,
    campaign: Campaign | None,
    maker: Person,
    metadata: Mapping[str, str],
    raw_metadata: str = "",
    draft: str = "",
) -> Upload:
    """Make one video of finished partial uploads. The same parts, or the same `draft`, are the same video.

    Raises:
        Refused: "no-parts", "part-unfinished"; as `create` and, for each part, as `find`.
    """
    if not 0 < len(parts) <= upload_limits.MOST_PARTS:
        raise Refused("no-parts", most=upload_limits.MOST_PARTS)
    final = _new(person, campaign, maker, metadata, raw_metadata, kind=Kind.FINAL, draft=draft)
    with contextlib.ExitStack() as locks:
        held = {part: locks.enter_context(_held(part, person))[0] for part in sorted(set(parts))}
        same = Q(kind=Kind.FINAL, parts=[str(part) for part in parts])
        earlier = _earlier(person, draft) or Upload.objects.filter(same, person=person).first()
        return earlier or finishing.join(final, [held[part] for part in parts])


@contextlib.contextmanager
def _held(upload_id: UUID, by: Person) -> Iterator[tuple[Upload, FileIO | None]]:
    """The row as it is while nobody else can move it, and its file."""
    find(upload_id, by=by)
    with upload_files.locked(upload_id) as file:
        yield find(upload_id, by=by), file


def _new(
    person: Person,
    campaign: Campaign | None,
    maker: Person,
    metadata: Mapping[str, str],
    raw_metadata: str,
    *,
    kind: str,
    draft: str,
) -> Upload:
    """An unsaved row, once everything that can be known beforehand fits."""
    if kind != Kind.PARTIAL or campaign is not None:
        upload_limits.check_campaign(campaign)
    upload_limits.check_permission(person, campaign, maker)
    upload_limits.check_words(metadata, draft)
    return Upload(
        person=person,
        maker=maker,
        campaign=campaign,
        kind=kind,
        metadata=dict(metadata),
        raw_metadata=raw_metadata,
        draft=draft,
        expires_at=upload_limits.expiry(),
    )


def _earlier(person: Person, draft: str) -> Upload | None:
    """The live upload of the same draft, kept for another while; one whose time is over makes room."""
    rows = Upload.objects.filter(person=person, draft=draft).exclude(draft="")
    rows.filter(state=State.OPEN, expires_at__lte=clock.now()).update(state=State.EXPIRED)
    earlier = rows.filter(state__in=[State.OPEN, State.FINISHED]).select_related("campaign").first()
    if earlier is not None:
        earlier.expires_at = upload_limits.expiry()
        earlier.save(update_fields=["expires_at"])
    return earlier
