"""The headers of tus 1.0.0: read strictly, written in one place. No row and no byte is touched here.

Source: https://tus.io/protocols/resumable-upload (1.0.0, and its extensions).
"""

import base64
import re
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date

from panggung.core import ids
from panggung.core.errors import Refused
from panggung.stage.models import Upload
from panggung.stage.receiving import ALGORITHMS, Checksum

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,creation-defer-length,expiration,checksum,termination,concatenation"
CONTENT_TYPE = "application/offset+octet-stream"
METADATA_LETTERS = 4096
_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)
_KEY = re.compile(r"[!-+\--~]+", re.ASCII)


@dataclass(frozen=True)
class Concat:
    """Upload-Concat: the kind of upload, and for a final one the parts in order."""

    kind: str = Upload.Kind.WHOLE
    parts: tuple[UUID, ...] = ()


def number(request: HttpRequest, header: str) -> int | None:
    """A header that holds a non-negative integer; None where it is absent. Raises Refused "bad-header"."""
    text = request.headers.get(header)
    if text is None or (text == "" and header == "Content-Length"):
        return None
    if not _NUMBER.fullmatch(text):
        raise Refused("bad-header", header=header)
    return int(text)


def needed(request: HttpRequest, header: str) -> int:
    """As `number`, but it must be there."""
    value = number(request, header)
    if value is None:
        raise Refused("bad-header", header=header)
    return value


def length(request: HttpRequest) -> int | None:
    """Upload-Length, or None with Upload-Defer-Length: 1. Raises Refused "no-length", "bad-header"."""
    told = number(request, "Upload-Length")
    deferred = request.headers.get("Upload-Defer-Length")
    if deferred not in (None, "1"):
        raise Refused("bad-header", header="Upload-Defer-Length")
    if (told is None) == (deferred is None):
        raise Refused("no-length")
    return told


def metadata(request: HttpRequest) -> tuple[dict[str, str], str]:
    """Upload-Metadata, decoded and as sent. Raises Refused "bad-metadata"."""
    raw = request.headers.get("Upload-Metadata", "")
    if len(raw) > METADATA_LETTERS:
        raise Refused("bad-metadata")
    found: dict[str, str] = {}
    for pair in raw.split(",") if raw.strip() else []:
        key, _, value = pair.strip().partition(" ")
        if not _KEY.fullmatch(key) or key in found:
            raise Refused("bad-metadata")
        found[key] = _decoded(value)
    return found, raw


def _decoded(value: str) -> str:
    try:
        text = base64.b64decode(value, validate=True).decode()
    except ValueError:
        raise Refused("bad-metadata") from None
    if "\x00" in text:
        raise Refused("bad-metadata")
    return text


def checksum(request: HttpRequest) -> Checksum | None:
    """Upload-Checksum: algorithm, base64 of the digest. Raises Refused "no-such-checksum", "bad-header"."""
    raw = request.headers.get("Upload-Checksum")
    if raw is None:
        return None
    algorithm, _, value = raw.partition(" ")
    if algorithm not in ALGORITHMS:
        raise Refused("no-such-checksum")
    try:
        return Checksum(algorithm, base64.b64decode(value, validate=True))
    except ValueError:
        raise Refused("bad-header", header="Upload-Checksum") from None


def concat(request: HttpRequest) -> Concat:
    """Upload-Concat: absent, `partial`, or `final;` and the parts' addresses. Raises Refused "bad-header"."""
    raw = request.headers.get("Upload-Concat")
    if raw is None:
        return Concat()
    if raw == "partial":
        return Concat(Upload.Kind.PARTIAL)
    word, _, addresses = raw.partition(";")
    if word != "final":
        raise Refused("bad-header", header="Upload-Concat")
    parts = (address.rstrip("/").rpartition("/")[2] for address in addresses.split())
    try:
        return Concat(Upload.Kind.FINAL, tuple(ids.parse(part) for part in parts))
    except ValueError:
        raise Refused("bad-header", header="Upload-Concat") from None


def is_bytes(request: HttpRequest) -> bool:
    """Whether the request carries bytes of an upload."""
    return request.content_type == CONTENT_TYPE


def location(upload: Upload) -> str:
    """The upload's address, a path on this host."""
    return reverse("upload", args=[ids.short(upload.pk)])


def options() -> HttpResponse:
    """What this server speaks."""
    return HttpResponse(
        status=204,
        headers={
            "Tus-Version": VERSION,
            "Tus-Extension": EXTENSIONS,
            "Tus-Max-Size": str(settings.UPLOAD_MAX_BYTES),
            "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
        },
    )


def moved(upload: Upload, status: int) -> HttpResponse:
    """An answer without a body that tells the offset, and how long an unfinished upload is kept."""
    response = HttpResponse(status=status, headers={"Upload-Offset": str(upload.offset)})
    if upload.state == Upload.State.OPEN:
        response["Upload-Expires"] = http_date(upload.expires_at.timestamp())
    return response


def described(upload: Upload) -> HttpResponse:
    """The answer to HEAD: everything that a client needs to go on."""
    response = moved(upload, 200)
    if upload.length is None:
        response["Upload-Defer-Length"] = "1"
    else:
        response["Upload-Length"] = str(upload.length)
    if upload.raw_metadata:
        response["Upload-Metadata"] = upload.raw_metadata
    if upload.kind == Upload.Kind.PARTIAL:
        response["Upload-Concat"] = "partial"
    elif upload.kind == Upload.Kind.FINAL:
        parts = " ".join(location(Upload(pk=UUID(part))) for part in upload.parts)
        response["Upload-Concat"] = f"final;{parts}"
    return response
