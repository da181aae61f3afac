"""The text signals: read a sample's texts as one, let a finder look, sum its findings up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from math import prod

from panggung.signals import abuse, contacts, digits, places
from panggung.signals.finding import Finding
from panggung.signals.normalise import Folded, fold
from panggung.signals.signal import Evidence, Sample, Signal, SignalError

# Longer than any field may be; a text beyond it is refused (and so held), never cut and half read.
LIMIT = 1 << 20
SHOWN = 20
VERSION = "1"

Finder = Callable[[Folded, str], Iterable[Finding]]


def phone(sample: Sample) -> Signal:
    """Phone numbers (PII-01)."""
    return _read("text.phone", sample, lambda folded, _: digits.phones(folded.text), together=False)


def nik(sample: Sample) -> Signal:
    """Identity, family card and bank card numbers (PII-03)."""
    return _read("text.nik", sample, lambda folded, _: digits.identities(folded.text), together=False)


def address(sample: Sample) -> Signal:
    """Home addresses (PII-02); parts add up."""
    return _read("text.address", sample, places.addresses, together=True)


def school(sample: Sample) -> Signal:
    """Full school names (PII-04)."""
    return _read("text.school", sample, places.schools, together=False)


def contact(sample: Sample) -> Signal:
    """Handles, links and invitations (PII-05)."""
    return _read("text.contact", sample, contacts.contacts, together=False)


def place(sample: Sample) -> Signal:
    """Where somebody is right now (PII-06)."""
    return _read("text.place", sample, places.whereabouts, together=False)


def coarse(sample: Sample) -> Signal:
    """Coarse words by list (ABUSE-01)."""
    return _read("text.abuse", sample, abuse.coarse_words, together=False)


def _read(name: str, sample: Sample, finder: Finder, *, together: bool) -> Signal:
    """Value: the strongest finding, or with `together` the chance that any of them is right.

    Raises:
        SignalError: `text-too-long` beyond LIMIT characters.
    """
    joined = "\n".join(sample.texts.values())
    if len(joined) > LIMIT:
        raise SignalError("text-too-long")
    folded = fold(joined)
    found = sorted(finder(folded, joined), key=lambda one: (-one.weight, one.start))
    best = found[0].weight if found else 0.0
    distinct = _apart(found) if together else []
    value = 1 - prod(1 - one.weight for one in distinct) if together else best
    return Signal(
        name=name,
        version=VERSION,
        value=round(value, 3),
        confidence=max(best, 0.5) if found else 0.9,
        evidence=tuple(_evidence(sample, folded, found[:SHOWN])),
    )


def _apart(found: list[Finding]) -> list[Finding]:
    """Findings that don't overlap a stronger one, so that one street isn't counted twice; at most SHOWN."""
    kept: list[Finding] = []
    for one in found:
        if len(kept) == SHOWN:
            break
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return kept


def _evidence(sample: Sample, folded: Folded, found: list[Finding]) -> Iterator[Evidence]:
    fields = list(sample.texts)
    begins = [0]
    for field in fields:
        begins.append(begins[-1] + len(sample.texts[field]) + 1)
    for one in found:
        start, end = folded.span(one.start, one.end)
        which = bisect_right(begins, start) - 1
        field = fields[which]
        last = min(end - begins[which], len(sample.texts[field]))
        yield Evidence(kind="words", text=one.shown, field=field, start=start - begins[which], end=last)
