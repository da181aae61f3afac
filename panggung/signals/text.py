"""The text signals: read a sample's texts as one, let a finder look, sum its findings up."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from math import prod

from panggung.signals import abuse, contacts, digits, places, textmodel
from panggung.signals.finding import DOT, Finding, mask_words
from panggung.signals.normalise import Folded, fold
from panggung.signals.signal import Evidence, Sample, Signal, SignalError

# Longer than any field may be; a text beyond it is refused (and so held), never cut and half read.
LIMIT = 1 << 20
SHOWN = 20
VERSION = "1"
UNREAD = 0.3
TOLD_FROM = 0.3
CLEAR, DOUBTED_BELOW, DOUBT = 0.8, 0.2, 0.6

Finder = Callable[[Folded, str], Iterable[Finding]]


def phone(sample: Sample) -> Signal:
    """Phone numbers (PII-01)."""
    return read("text.phone", sample, lambda folded, _: digits.phones(folded.text), together=False)


def nik(sample: Sample) -> Signal:
    """Identity, family card and bank card numbers (PII-03)."""
    return read("text.nik", sample, lambda folded, _: digits.identities(folded.text), together=False)


def address(sample: Sample) -> Signal:
    """Home addresses (PII-02); parts add up."""
    return read("text.address", sample, places.addresses, together=True)


def school(sample: Sample) -> Signal:
    """Full school names (PII-04)."""
    return read("text.school", sample, places.schools, together=False)


def contact(sample: Sample) -> Signal:
    """Handles, links and invitations (PII-05)."""
    return read("text.contact", sample, contacts.contacts, together=False)


def place(sample: Sample) -> Signal:
    """Where somebody is right now (PII-06)."""
    return read("text.place", sample, places.whereabouts, together=False)


def coarse(sample: Sample) -> Signal:
    """Coarse words by list, and abuse by the trained model (ABUSE-01); the stronger of both counts."""
    listed = read("text.abuse", sample, abuse.coarse_words, together=False)
    return _by_model("Abusive", sample, listed) if textmodel.available() else listed


def hate(sample: Sample) -> Signal:
    """Hatred by the trained model (HATE-01). Without weights nobody has looked, so the confidence is low."""
    unread = Signal(name="text.hate", version=VERSION, value=0.0, confidence=UNREAD)
    return _by_model("HS", sample, unread) if textmodel.available() else unread


def _by_model(label: str, sample: Sample, listed: Signal) -> Signal:
    """A reading with the model's probability and words beside it; its confidence is the chance that it is right.

    The model, which knows tweets, isn't shown the words that the list takes as meant well. A mild word or an animal
    (a list value under 0.8) counts less where the model sees no abuse at all.

    Raises:
        SignalError: `text-too-long` beyond LIMIT characters, `weights-unreadable`.
    """
    joined = _joined(sample)
    joined = _without(joined, abuse.meant_well(fold(joined)))
    likely = textmodel.scores(joined)[label] if joined.strip() else 0.0
    spans = textmodel.explain(joined, label) if likely >= TOLD_FROM else []
    told = _places(sample, [(one.start, one.end, _masked(joined[one.start : one.end])) for one in spans])
    doubted = listed.value < CLEAR and likely < DOUBTED_BELOW
    value = max(listed.value * DOUBT if doubted else listed.value, likely)
    return Signal(
        name=listed.name,
        version=f"{VERSION}+{textmodel.version()}",
        value=round(value, 3),
        confidence=round(max(value, 1 - value), 3),
        evidence=tuple(dict.fromkeys([*listed.evidence, *told]))[:SHOWN],
    )


def read(name: str, sample: Sample, finder: Finder, *, together: bool) -> Signal:
    """What a finder makes of a sample's texts.

    Value: the strongest finding, or with `together` the chance that any of them is right.

    Raises:
        SignalError: `text-too-long` beyond LIMIT characters.
    """
    joined = _joined(sample)
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
        evidence=tuple(_places(sample, [(*folded.span(one.start, one.end), one.shown) for one in found[:SHOWN]])),
    )


def _masked(words: str) -> str:
    """Masked as one word, so that letters written apart aren't shown one by one."""
    shown = mask_words(re.sub(r"\W+", "", words))
    return shown if DOT in shown else DOT


def _without(text: str, places: list[tuple[int, int]]) -> str:
    """A text as long as before with blanks at some places of its folded form."""
    folded = fold(text)
    characters = list(text)
    for start, end in places:
        first, last = folded.span(start, end)
        characters[first:last] = " " * (last - first)
    return "".join(characters)


def _apart(found: list[Finding]) -> list[Finding]:
    """Findings that don't overlap a stronger one, so that one street isn't counted twice; at most SHOWN."""
    kept: list[Finding] = []
    for one in found:
        if len(kept) == SHOWN:
            break
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return kept


def _joined(sample: Sample) -> str:
    joined = "\n".join(sample.texts.values())
    if len(joined) > LIMIT:
        raise SignalError("text-too-long")
    return joined


def _places(sample: Sample, found: list[tuple[int, int, str]]) -> Iterator[Evidence]:
    """Start, end and masked words in the joined text as places in its fields."""
    fields = list(sample.texts)
    begins = [0]
    for field in fields:
        begins.append(begins[-1] + len(sample.texts[field]) + 1)
    for start, end, shown in found:
        which = bisect_right(begins, start) - 1
        field = fields[which]
        last = min(end - begins[which], len(sample.texts[field]))
        yield Evidence(kind="words", text=shown, field=field, start=start - begins[which], end=last)
