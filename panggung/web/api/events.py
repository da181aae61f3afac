"""POST /api/events: what browsers tell by `navigator.sendBeacon` about videos that were watched."""

import msgspec
from django.http import HttpRequest
from ninja import Router, Schema, Status

from panggung.core import clock
from panggung.core.errors import Refused
from panggung.tally import events

MAX_BYTES = 64 * 1024
MAX_EVENTS = 100

router = Router(tags=["events"])
_batch = msgspec.json.Decoder(list[msgspec.Raw])


class RefusedEvent(Schema):
    index: int
    code: events.Code


class Taken(Schema):
    accepted: int
    refused: list[RefusedEvent]


_EVENT = {
    "type": "object",
    "required": ["id", "video", "at", "watched_ms", "session"],
    "properties": {
        "id": {"type": "string", "format": "uuid", "description": "UUIDv7"},
        "video": {"type": "string"},
        "at": {"type": "string", "format": "date-time"},
        "watched_ms": {"type": "integer", "minimum": 0},
        "session": {"type": "string", "description": "the token of the watch page"},
    },
}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": {"type": "array", "maxItems": MAX_EVENTS, "items": _EVENT}}
            for kind in ("application/json", "text/plain")
        },
    }
}


# No CSRF check: a beacon can't carry the header, and no cookie gives any right here. The signed token in
# each event does, and only our own watch pages hold one.
@router.post("/events", response={202: Taken}, auth=None, openapi_extra=_BODY, summary="Tell what was watched")
def take(request: HttpRequest) -> Status[Taken]:
    """Keep a batch of up to 100 view events (64 KB). 202 comes once they are durable.

    Raises:
        Refused: `events-too-large`, `events-too-many` (413), `events-malformed` (400): nothing was kept.
    """
    recorded = events.record(_parse(request), at=clock.now())
    refused = [RefusedEvent(index=index, code=code) for index, code in recorded.refused]
    return Status(202, Taken(accepted=recorded.accepted, refused=refused))


def _parse(request: HttpRequest) -> list[msgspec.Raw]:
    body = request.read(MAX_BYTES + 1)  # not `.body`: a longer one isn't even read
    if len(body) > MAX_BYTES:
        raise Refused("events-too-large", status=413, most=MAX_BYTES)
    try:
        batch = _batch.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused("events-malformed") from error
    if len(batch) > MAX_EVENTS:
        raise Refused("events-too-many", status=413, most=MAX_EVENTS)
    return batch
