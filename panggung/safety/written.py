"""What people write into a box of the desk, a report or an appeal: kept whole, or refused with the reason."""

from panggung.core.errors import Refused
from panggung.signals.normalise import fold

MOST = 300


def check(text: str, *, most: int = MOST, too_long: str = "note-too-long") -> None:
    """Raises Refused `bad-request` for a character that no database takes, and `too_long` above `most` letters."""
    if "\x00" in text:
        raise Refused("bad-request")
    if len(text) > most:
        raise Refused(too_long, most=most)


def trimmed(text: str, *, most: int = MOST, too_long: str = "note-too-long", missing: str = "") -> str:
    """The text without blanks around it.

    Raises:
        Refused: as `check`; `missing`, where that is given, when there is nothing that anybody could see.
    """
    text = text.strip()
    check(text, most=most, too_long=too_long)
    if missing and not fold(text).text.strip():
        raise Refused(missing)
    return text
