"""What staff may not write to a maker, who is often a child: a way to reach them elsewhere, or anything that coaxes."""

from panggung.core.errors import Refused
from panggung.signals import contacts, digits, topics
from panggung.signals.normalise import fold

HELD = 0.5


def check(text: str) -> None:
    """Raises Refused `words-contact` when the text holds a number, a handle, a link, or what grooming sounds like."""
    folded = fold(text)
    found = [*digits.phones(folded.text), *contacts.contacts(folded, text), *topics.spoken_of("grooming", folded)]
    if any(one.weight >= HELD for one in found):
        raise Refused("words-contact")
