"""Coarse words by list: through disguise, with Indonesian affixes, and with the senses in which they are innocent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
import yaml

from panggung.signals.finding import Finding, mask_words
from panggung.signals.normalise import Folded, single, unleet

WORDS = Path(__file__).resolve().parents[2] / "rulebook" / "words" / "abuse.yaml"

_PREFIXES = ("", "di", "ke", "me", "nge", "se", "ter", "si")
_SUFFIXES = ("", "nya", "mu", "lah", "an", "kah", "in", "lu", "ku", "s", "er")
_AFFIXED_FROM = 5
_SIGNS = "@$!+€£*#"
_TOKEN = re.compile(r"[a-z0-9@$!+€£*#]+")
_HIDDEN = re.compile(r"[a-z]+[*#]+[a-z]*")
_JOIN_GAP = 3
_LONGEST = 14
_AROUND = 4


class _Group(msgspec.Struct, forbid_unknown_fields=True):
    value: float
    words: list[str]


class _Animals(msgspec.Struct, forbid_unknown_fields=True):
    value: float
    words: list[str]
    possessive: list[str]
    context: list[str]
    insult: list[str]


class _File(msgspec.Struct, forbid_unknown_fields=True):
    groups: dict[str, _Group]
    animals: _Animals
    allow: list[str]
    apart: list[str]


class Lexicon(NamedTuple):
    """The list ready for look-up; keys have each run of a letter made one."""

    values: dict[str, float]
    bare: frozenset[str]
    begins: frozenset[str]
    phrases: dict[tuple[str, ...], float]
    hidden: dict[tuple[int, str], list[str]]
    animals: dict[str, float]
    owned: frozenset[str]
    context: frozenset[str]
    insult: frozenset[str]
    allow: dict[str, list[tuple[str, ...]]]
    apart: frozenset[tuple[str, ...]]


class Word(NamedTuple):
    """A word of the text as looked up, and its place in the folded text."""

    plain: str
    raw: str
    start: int
    end: int


@cache
def lexicon() -> Lexicon:
    """The shipped list, read once."""
    book = msgspec.convert(yaml.safe_load(WORDS.read_text(encoding="utf-8")), _File)
    values: dict[str, float] = {}
    bare: set[str] = set()
    phrases: dict[tuple[str, ...], float] = {}
    for group in book.groups.values():
        for entry in group.words:
            words = tuple(_key(word) for word in entry.split())
            bare.update(words[:1] if len(words) == 1 else ())
            if len(words) > 1:
                phrases[words] = group.value
                continue
            for form in _forms(words[0]):
                values[form] = max(values.get(form, 0.0), group.value)
    animals = {form: book.animals.value for word in book.animals.words for form in _forms(single(word))}
    bare.update(single(word) for word in book.animals.words)
    hidden: dict[tuple[int, str], list[str]] = {}
    for word in values | animals:
        hidden.setdefault((len(word), word[0]), []).append(word)
    allow: dict[str, list[tuple[str, ...]]] = {}
    for phrase in book.allow:
        split = tuple(single(word) for word in phrase.split())
        allow.setdefault(split[0], []).append(split)
    return Lexicon(
        values=values,
        bare=frozenset(bare),
        begins=frozenset(word[:3] for word in bare),
        phrases=phrases,
        hidden=hidden,
        animals=animals,
        owned=frozenset(single(word) + mine for word in book.animals.words for mine in book.animals.possessive),
        context=frozenset(map(single, book.animals.context)),
        insult=frozenset(map(single, book.animals.insult)),
        allow=allow,
        apart=frozenset(tuple(pair.split()) for pair in book.apart),
    )


def _key(word: str) -> str:
    """Runs made one, unless what is left (`oon` → `on`) is another word."""
    return single(word) if len(single(word)) > 2 else word


def _forms(word: str) -> Iterator[str]:
    """A word and, when long enough not to collide, its affixed forms."""
    if len(word) < _AFFIXED_FROM:
        yield word
        return
    for prefix in _PREFIXES:
        for suffix in _SUFFIXES:
            yield single(prefix + word + suffix)


def coarse_words(folded: Folded, original: str) -> Iterator[Finding]:
    """Every coarse word of a folded text, each once, with its weight."""
    book = lexicon()
    words = list(_words(folded.text))
    innocent = _innocent(words, book)
    for index, word in enumerate(words):
        if index not in innocent and (weight := _weigh(words, index, book)):
            yield Finding(word.start, word.end, weight, mask_words(word.raw))
    for start, end, joined in _joined(words, folded.text, book):
        yield Finding(start, end, _worth(joined, book), mask_words(joined))


def meant_well(folded: Folded) -> list[tuple[int, int]]:
    """Places of listed words that are no insult here: animals that are animals, and words in allowed phrases."""
    book = lexicon()
    words = list(_words(folded.text))
    innocent = _innocent(words, book)
    for index, word in enumerate(words):
        if word.plain in book.owned or (word.plain in book.animals and _animal_is_meant(words, index, book)):
            innocent.add(index)
    return [(words[index].start, words[index].end) for index in sorted(innocent)]


def _words(text: str) -> Iterator[Word]:
    for match in _TOKEN.finditer(text):
        raw = match[0].strip("!+*#") or match[0]
        plain = raw if raw.isalpha() or raw.isdigit() else unleet(raw)
        yield Word(single(plain), raw, *match.span())


def _weigh(words: list[Word], index: int, book: Lexicon) -> float:
    word = words[index]
    for length in (2, 3):
        phrase = tuple(one.plain for one in words[index : index + length])
        if phrase in book.phrases:
            return book.phrases[phrase]
    if word.plain in book.owned:
        return 0.0
    if word.plain in book.animals:
        return 0.0 if _animal_is_meant(words, index, book) else book.animals[word.plain]
    if word.plain in book.values:
        return book.values[word.plain]
    if word.raw in book.values:
        return book.values[word.raw]
    if _HIDDEN.fullmatch(word.raw) and len(word.raw) <= 20:
        pattern = re.compile(re.sub(r"[*#]", "[a-z]", word.raw))
        fitting = (one for one in book.hidden.get((len(word.raw), word.raw[0]), ()) if pattern.fullmatch(one))
        return max((_worth(one, book) for one in fitting), default=0.0)
    return 0.0


def _worth(word: str, book: Lexicon) -> float:
    return book.values.get(word) or book.animals[word]


def _animal_is_meant(words: list[Word], index: int, book: Lexicon) -> bool:
    near = words[max(0, index - _AROUND) : index] + words[index + 1 : index + 1 + _AROUND]
    plain = {one.plain for one in near}
    before = words[index - 1].plain if index else ""
    return before not in book.insult - book.context and not plain.isdisjoint(book.context)


def _innocent(words: list[Word], book: Lexicon) -> set[int]:
    """Places of words that stand inside an allowed phrase."""
    places: set[int] = set()
    for index, word in enumerate(words):
        for phrase in book.allow.get(word.plain, ()):
            if tuple(one.plain for one in words[index : index + len(phrase)]) == phrase:
                places.update(range(index, index + len(phrase)))
    return places


def _joined(words: list[Word], text: str, book: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Coarse words written apart: letter by letter (`a n j i n g`), or in two pieces (`gob lok`)."""
    letters: list[Word] = []
    for word in [*words, Word("", "", len(text) + _JOIN_GAP + 1, 0)]:
        if len(word.raw) == 1 and (not letters or word.start - letters[-1].end <= _JOIN_GAP):
            letters.append(word)
            continue
        yield from _spelled(letters, book)
        letters = [word] if len(word.raw) == 1 else []
    for first, second in pairwise(words):
        whole = single(first.plain + second.plain)
        if (
            len(whole) >= _AFFIXED_FROM + 1
            and min(len(first.plain), len(second.plain)) >= 2
            and second.start - first.end <= _JOIN_GAP
            and whole in book.bare
            and first.plain not in book.values
            and second.plain not in book.values
            and (first.plain, second.plain) not in book.apart
        ):
            yield first.start, second.end, whole


def _spelled(letters: list[Word], book: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Coarse words of four letters and more inside a row of single letters."""
    kept = [one for place, one in enumerate(letters) if not place or one.plain != letters[place - 1].plain]
    row = "".join(one.plain for one in kept)
    index = 0
    while index + 4 <= len(row):
        longest = _LONGEST if row[index : index + 3] in book.begins else 0
        sizes = range(min(longest, len(row) - index), 3, -1)
        size = next((size for size in sizes if row[index : index + size] in book.bare), 0)
        if size:
            yield kept[index].start, kept[index + size - 1].end, row[index : index + size]
        index += size or 1
