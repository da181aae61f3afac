"""Ids: UUIDv7 (RFC 9562: sorted by time, not guessable), shown as 26 letters of Crockford's base 32."""

from uuid import UUID

from uuid_utils.compat import uuid7

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # pragma: allowlist secret
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)} | {"o": 0, "i": 1, "l": 1}
LENGTH = 26


def new() -> UUID:
    """A new id; later ones sort after earlier ones."""
    return uuid7()


def short(value: UUID) -> str:
    """The form used in links: 26 lower-case letters and digits."""
    number = value.int
    letters = []
    for _ in range(LENGTH):
        number, digit = divmod(number, 32)
        letters.append(ALPHABET[digit])
    return "".join(reversed(letters))


def parse(text: str) -> UUID:
    """The id behind a link, forgiving o/0, i/l/1 and upper case.

    Raises:
        ValueError: not 26 letters of the alphabet, or above 128 bits.
    """
    if len(text) != LENGTH:
        raise ValueError("an id has 26 letters")
    number = 0
    for letter in text.lower():
        if letter not in _VALUE:
            raise ValueError("a letter that no id has")
        number = number * 32 + _VALUE[letter]
    if number >> 128:
        raise ValueError("above 128 bits")
    return UUID(int=number)
