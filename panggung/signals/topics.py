"""What a text is about, and how it speaks of it: gambling, grooming, self-harm, distress, drugs, politics, danger.

A topic is a file of phrases. One found in another sense isn't counted; near a word of invitation a mention weighs
more; near a word of warning, help or lesson it weighs little.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Literal, NamedTuple, TypeVar

import msgspec
import yaml

from panggung.signals.finding import Finding, mask_words
from panggung.signals.normalise import Folded
from panggung.signals.phrases import GAP, Match, Phrases
from panggung.signals.vocabulary import Word

T = TypeVar("T")

WORDS = Path(__file__).resolve().parents[2] / "rulebook" / "words"
TOPICS = ("gambling", "grooming", "selfharm", "distress", "drugs", "politics", "danger", "threat")
CALM = 0.15
NEAR = 6
LESSON = 15
BEFORE = 3

Weight = Annotated[float, msgspec.Meta(ge=0, le=1)]
Role = Literal["group", "near", "other_sense", "denied", "against", "not_against", "lesson"]
Calmed = Literal["any", "denial", "never"]


class TopicError(ValueError):
    """A file of words can't be used."""

    code = "topic-invalid"


class _Context(msgspec.Struct, forbid_unknown_fields=True):
    """Shared by all topics: named sets of words, and what calms a find (or only looks as if it did)."""

    sets: dict[str, list[str]]
    denied: list[str]
    against: list[str]
    not_against: list[str]
    lesson: list[str]


class _Group(msgspec.Struct, forbid_unknown_fields=True):
    """`near` words within NEAR words raise `value` to `raised`.

    `calmed`: by any warning, help or lesson; only by a denial right before it; or never.
    """

    value: Weight
    phrases: Annotated[list[str], msgspec.Meta(min_length=1)]
    near: list[str] = []
    raised: Weight = 0.0
    calmed: Calmed = "any"


class _Topic(msgspec.Struct, forbid_unknown_fields=True):
    """`shared`: whether the words of `_Context` calm it; to a child in need "jangan" and "gak" mean no warning."""

    groups: Annotated[dict[str, _Group], msgspec.Meta(min_length=1)]
    other_sense: list[str]
    against: list[str] = []
    not_against: list[str] = []
    lesson: list[str] = []
    sets: dict[str, list[str]] = {}
    shared: bool = True


class _Label(NamedTuple):
    """Whose phrase this is; shared words have no topic."""

    topic: str
    role: Role
    group: str = ""


class _Reading(NamedTuple):
    """The words of a text, the number of the sentence each stands in, and what was found, in order of place."""

    words: list[Word]
    sentence: list[int]
    found: dict[_Label, list[Match[_Label]]]


@cache
def _book() -> tuple[dict[str, _Topic], Phrases[_Label]]:
    context = _load("context", _Context)
    topics = {name: _load(name, _Topic) for name in TOPICS}
    labelled = [*_cues("", context), *((phrase, _Label("", "denied")) for phrase in context.denied)]
    sets = dict(context.sets)
    whole: list[str] = []
    for name, topic in topics.items():
        if doubled := sets.keys() & topic.sets.keys():
            raise TopicError(f"{name}.yaml: a set `{min(doubled)}` exists already")
        sets |= topic.sets
        labelled += _cues(name, topic)
        labelled += [(phrase, _Label(name, "other_sense")) for phrase in topic.other_sense]
        for group, one in topic.groups.items():
            labelled += [(phrase, _Label(name, "group", group)) for phrase in one.phrases]
            labelled += [(phrase, _Label(name, "near", group)) for phrase in one.near]
            whole += [phrase for phrase in one.phrases if phrase.isalpha()]
    return topics, Phrases(labelled, sets, whole)


def _load(name: str, kind: type[T]) -> T:
    try:
        return msgspec.convert(yaml.safe_load((WORDS / f"{name}.yaml").read_text(encoding="utf-8")), kind)
    except (OSError, yaml.YAMLError, msgspec.ValidationError) as error:
        raise TopicError(f"{name}.yaml: {error}") from error


def _cues(topic: str, words: _Context | _Topic) -> Iterator[tuple[str, _Label]]:
    yield from ((phrase, _Label(topic, "against")) for phrase in words.against)
    yield from ((phrase, _Label(topic, "not_against")) for phrase in words.not_against)
    yield from ((phrase, _Label(topic, "lesson")) for phrase in words.lesson)


@lru_cache(maxsize=2)
def _read(text: str) -> _Reading:
    """One pass for all topics."""
    _, phrases = _book()
    words = phrases.words(text)
    found: dict[_Label, list[Match[_Label]]] = {}
    for match in phrases.find(words):
        found.setdefault(match.label, []).append(match)
    return _Reading(words, list(accumulate(word.opens for word in words)), found)


def spoken_of(topic: str, folded: Folded) -> Iterator[Finding]:
    """Every place where a folded text speaks of `topic`, each with its weight."""
    reading = _read(folded.text)
    groups = _book()[0][topic].groups
    elsewhere = _places(reading.found.get(_Label(topic, "other_sense"), ()))
    hits = {
        name: [one for one in reading.found.get(_Label(topic, "group", name), ()) if _free(one, elsewhere)]
        for name in groups
    }
    if not any(hits.values()):
        return
    said = _places(one for found in hits.values() for one in found)
    not_meant = said | _places(_of(reading, topic, "not_against"))
    calming = _Calming(
        denied=[one for one in _of(reading, topic, "denied") if _free(one, not_meant)],
        against=[one for one in _of(reading, topic, "against") if _free(one, not_meant)],
        lesson=[one for one in _of(reading, topic, "lesson") if _free(one, said)],
        sentence=reading.sentence,
    )
    for name, group in groups.items():
        near = reading.found.get(_Label(topic, "near", name), ())
        for hit in hits[name]:
            weight = max(group.value, group.raised if _reach(near, hit, NEAR, NEAR) else 0.0)
            if calming.speaks_for(hit, group.calmed):
                weight = min(weight, CALM)
            start, end = reading.words[hit.first].start, reading.words[hit.last - 1].end
            yield Finding(start, end, weight, mask_words(folded.text[start:end]))


class _Calming(NamedTuple):
    """What in a text may show that it warns, denies, helps or teaches; each in order of place."""

    denied: Sequence[Match[_Label]]
    against: Sequence[Match[_Label]]
    lesson: Sequence[Match[_Label]]
    sentence: Sequence[int]

    def speaks_for(self, hit: Match[_Label], calmed: Calmed) -> bool:
        """True when `hit` is spoken of without being meant, as far as its group can be `calmed`."""
        if calmed == "never":
            return False
        here = {self.sentence[hit.first], self.sentence[hit.last - 1]}
        if any(self.sentence[one.first] in here for one in _reach(self.denied, hit, BEFORE, 0)):
            return True
        if calmed == "denial":
            return False
        same = any(self.sentence[one.first] in here for one in _reach(self.against, hit, NEAR, NEAR))
        return same or bool(_reach(self.lesson, hit, LESSON, LESSON))


def _of(reading: _Reading, topic: str, role: Role) -> list[Match[_Label]]:
    shared = reading.found.get(_Label("", role), ()) if _book()[0][topic].shared else ()
    return sorted((*shared, *reading.found.get(_Label(topic, role), ())), key=itemgetter(1))


def _places(matches: Iterable[Match[_Label]]) -> set[int]:
    return {place for one in matches for place in range(one.first, one.last)}


def _free(match: Match[_Label], taken: set[int]) -> bool:
    return taken.isdisjoint(range(match.first, match.last))


def _reach(cues: Sequence[Match[_Label]], hit: Match[_Label], before: int, after: int) -> list[Match[_Label]]:
    """Cues, given in order, that end fewer than `before` words before the hit or begin fewer than `after` after it."""
    first = bisect_left(cues, hit.first - before - GAP * 2, key=itemgetter(1))
    last = bisect_left(cues, hit.last + after, key=itemgetter(1))
    return [
        one
        for one in cues[first:last]
        if hit.first - before < one.last <= hit.first or hit.last <= one.first < hit.last + after
    ]
