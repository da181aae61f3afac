"""The signed token in a watch page: which video may be counted, for how long, and whether it counts at all.

It names no person and holds no session key, only a keyed digest of it that differs from video to video: two
tokens of the same viewer can't be told to be one person's, neither by the holder nor in the log.
"""

import base64
from enum import IntEnum
from uuid import UUID

import msgspec
from django.core import signing
from django.utils.crypto import salted_hmac

from panggung.core import clock
from panggung.core.errors import Refused
from panggung.people import access, families
from panggung.people.models import Person
from panggung.stage.models import Video
from panggung.tally.definition import SECOND, SLOT_MS
from panggung.tally.log import UNKNOWN_BAND

MAX_TOKEN = 400
STAFF = ("moderator", "senior", "operator", "partner", "regulator")
_DAY_SLOTS = 48
_SIGNER = "panggung.tally.session"


class Source(IntEnum):
    """Where the player stood."""

    PAGE = 1
    FEED = 2
    CAMPAIGN = 3
    EMBED = 4


class Session(msgspec.Struct, frozen=True, array_like=True):
    """What a token says. `seed`: digest of session and video, `issued`: s since 1970, `band`: as in log."""

    video: UUID
    seed: bytes
    issued: int
    excluded: bool
    band: int
    source: Source

    @property
    def issued_ms(self) -> int:
        return self.issued * SECOND


_decoder = msgspec.json.Decoder(Session)


def token(video: Video, *, session_key: str, excluded: bool, band: int | None, source: Source = Source.PAGE) -> str:
    """A token for the page that shows `video` now; events may happen until six hours from now.

    `session_key` is what stays the same while one viewer watches (the log-in's or the visitor's session):
    with a new one for each page a reload would count again. `band` is the youngest age of the viewer's
    band, None when unknown.
    """
    seed = salted_hmac("panggung.tally.seed", f"{video.pk}/{session_key}", algorithm="sha256").digest()[:16]
    session = Session(
        video.pk, seed, int(clock.now().timestamp()), excluded, UNKNOWN_BAND if band is None else band, source
    )
    packed = base64.urlsafe_b64encode(msgspec.json.encode(session)).rstrip(b"=").decode()
    return signing.Signer(salt=_SIGNER).sign(packed)


def read(text: str) -> Session:
    """What a token says, once its signature holds. Its time is judged against the event, not against now.

    Raises:
        Refused: `session-foreign`: not signed by this site.
    """
    try:
        if len(text) > MAX_TOKEN:
            raise ValueError("longer than any token")
        packed = signing.Signer(salt=_SIGNER).unsign(text)
        return _decoder.decode(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))
    except (signing.BadSignature, ValueError) as error:
        raise Refused("session-foreign") from error


def slot(session: Session, at_ms: int) -> bytes:
    """The half hour of `at_ms` (4 bytes) and a tag of session and video (12 bytes, new each UTC day).

    The tag follows the event's day, not the token's, so that a page reloaded around midnight doesn't count
    twice. 96 bits: ten million views within one half hour meet a chance of 10⁻¹⁵ that two share a tag.
    """
    half_hour = at_ms // SLOT_MS
    day = str(half_hour // _DAY_SLOTS).encode()
    tag = salted_hmac("panggung.tally.tag", session.seed + day, algorithm="sha256").digest()[:12]
    return half_hour.to_bytes(4, "big") + tag


def is_excluded(person: Person | None, video: Video) -> bool:
    """Whether this viewer's watching never counts: maker, sender, their guardians, all on duty."""
    if person is None:
        return False
    makers = {video.owner_id, video.uploaded_by_id}
    return (
        person.pk in makers
        or any(families.guards(person, maker) for maker in makers)
        or access.has_role(person, *STAFF)
    )
