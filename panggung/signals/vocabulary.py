"""The words of a folded text, read through disguise as words of a known vocabulary.

Leet, doubled letters, letters written apart, words glued or broken in two, hidden letters and affixes are undone;
whatever is no word of the vocabulary stays as an unknown one, so that places and distances are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from panggung.signals.normalise import single, unleet

NUMBER = "#"
_TOKEN = re.compile(r"[a-z0-9@$!+€£*#]+")
_NUMBER = re.compile(r"\d{1,6}(?:k|rb|rbu|ribu|jt|juta)?$")
_COUNTED = re.compile(r"(.*[a-z].*?)\d{1,4}$")
_HIDDEN = re.compile(r"[a-z]+[*#]+[a-z]*$")
_SENTENCE = re.compile(r"[.!?;](?:\s|$)")
_PREFIXES = ("", "di", "me", "nge", "ber", "ter", "ke", "se", "ku")
_SUFFIXES = ("", "nya", "mu", "ku", "lah", "kah", "an", "in", "kan", "s")
_ENDINGS = ("", "nya", "mu", "ku", "lah")
_AFFIXED_FROM, _ENDED_FROM = 5, 4
_JOIN_GAP = 3
_SHORTEST, _LONGEST, _GLUED_FROM, _MOST_GLUED, _TOKEN_LIMIT = 3, 16, 7, 4, 40
_SPACED_PAIR, _DOTTED_PAIR = 5, 4
_UNKNOWN: tuple[frozenset[str], ...] = (frozenset(),)
_REMEMBERED = 20_000


class Word(NamedTuple):
    """A word of a folded text: what it may be read as, its place, and whether it begins a sentence."""

    keys: frozenset[str]
    start: int
    end: int
    opens: bool


class Vocabulary:
    """Known words and every form in which they are looked up."""

    def __init__(self, words: Iterable[str], whole: Iterable[str]) -> None:
        """`words` as `key` gives them; `whole`: those that are also found when written in two pieces (`ga cor`)."""
        self._whole = frozenset(whole)
        self._words = frozenset(words)
        self._hidden: dict[tuple[int, str], set[str]] = {}
        for word in self._words:
            self._hidden.setdefault((len(word), word[0]), set()).add(word)
        self._remembered: dict[str, tuple[frozenset[str], ...]] = {}

    def read(self, text: str) -> list[Word]:
        """The words of a folded text in order."""
        ends = iter([*(match.end() for match in _SENTENCE.finditer(text)), len(text) + 1])
        border, opens = next(ends), True
        words: list[Word] = []
        row: list[Word] = []
        before = ""
        for match in _TOKEN.finditer(text):
            start, end = match.span()
            while start >= border:
                border, opens = next(ends), True
            token = match[0].strip("!+*#") or match[0]
            if row and (len(token) > 1 or start - row[-1].end > _JOIN_GAP):
                words.extend(self._spelled(row))
                row = []
            if len(token) == 1:
                row.append(Word(frozenset(token), start, end, opens))
                opens, before = False, ""
                continue
            pieces = self._pieces(token)
            if before and (whole := self._joined(before, token, text[words[-1].end : start], words[-1].keys, pieces)):
                words[-1] = Word(whole, words[-1].start, end, words[-1].opens)
                before = ""
                continue
            for keys in pieces:
                words.append(Word(keys, start, end, opens))
                opens = False
            before = token
        words.extend(self._spelled(row))
        return words

    def _pieces(self, token: str) -> tuple[frozenset[str], ...]:
        """What a token reads as: one word, or several that were glued. Plain ones are kept, since they come again."""
        known = self._remembered.get(token)
        if known is None:
            known = self._undo(token)
            if token.isalpha() and len(token) <= _TOKEN_LIMIT and len(self._remembered) < _REMEMBERED:
                self._remembered[token] = known
        return known

    def _undo(self, token: str) -> tuple[frozenset[str], ...]:
        if token.isdigit() or _NUMBER.match(token):
            return (frozenset((NUMBER, token)),)
        if len(token) > _TOKEN_LIMIT:
            return _UNKNOWN
        if _HIDDEN.match(token):
            alike = self._hidden.get((len(token), token[0]), ())
            return (frozenset(word for word in alike if _fits(token, word)),)
        for plain in _readings(token):
            if known := self._known(plain):
                return (known,)
            if len(plain) >= _GLUED_FROM and (split := self._split(plain, _MOST_GLUED)):
                return split
        counted = _COUNTED.match(token)
        return (*self._undo(counted[1]), frozenset((NUMBER,))) if counted else _UNKNOWN

    def _known(self, form: str) -> frozenset[str]:
        """The words that a form may stand for: itself, or without affixes one long enough not to collide."""
        found = {form} if form in self._words else set()
        for prefix in _PREFIXES:
            if not form.startswith(prefix):
                continue
            for suffix in _SUFFIXES:
                core = form[len(prefix) : len(form) - len(suffix)]
                least = _ENDED_FROM if not prefix and suffix in _ENDINGS else _AFFIXED_FROM
                if form.endswith(suffix) and len(core) >= least and core in self._words:
                    found.add(core)
        return frozenset(found)

    def _split(self, glued: str, most: int) -> tuple[frozenset[str], ...]:
        for size in range(min(len(glued), _LONGEST), _SHORTEST - 1, -1):
            head = self._known(glued[:size])
            if head and size == len(glued):
                return (head,)
            if head and most > 1 and (rest := self._split(glued[size:], most - 1)):
                return (head, *rest)
        return ()

    def _joined(
        self, first: str, second: str, between: str, before: frozenset[str], after: tuple[frozenset[str], ...]
    ) -> frozenset[str]:
        """The whole word that two tokens make, unless both are words of their own."""
        whole = single(unleet(first + second))
        least = _SPACED_PAIR if " " in between else _DOTTED_PAIR
        if whole not in self._whole or len(whole) < least or len(between) > _JOIN_GAP:
            return frozenset()
        return frozenset() if before and any(after) else frozenset({whole})

    def _spelled(self, row: list[Word]) -> Iterator[Word]:
        """A row of single letters, read as the longest known words in it; other letters stay alone."""
        row = [one for place, one in enumerate(row) if not place or one.keys != row[place - 1].keys]
        text = "".join(letter for one in row for letter in one.keys)
        plain = unleet(text)
        place = 0
        while place < len(row):
            sizes = range(min(_LONGEST, len(row) - place), _SHORTEST - 1, -1)
            size = next((size for size in sizes if plain[place : place + size] in self._words), 1)
            if size == 1 and text[place].isdigit():
                keys = frozenset((NUMBER, text[place]))
            else:
                keys = self._known(plain[place : place + size])
            yield Word(keys, row[place].start, row[place + size - 1].end, row[place].opens)
            place += size


def key(word: str) -> str:
    """Runs made one, unless what is left is too short to tell from another word. Numbers stay."""
    return single(word) if len(single(word)) > 2 and not word.isdigit() else word


def _readings(token: str) -> Iterator[str]:
    """A token's letters with runs made one; `1` and `!` are read as `i`, then as `l`; `v` also as `u`."""
    if token.isalpha():
        yield key(token)
        if "v" in token:
            yield key(token.replace("v", "u"))
        return
    yield single(unleet(token))
    yield single(unleet(re.sub("[1!]", "l", token)))


def _fits(token: str, word: str) -> bool:
    """Whether a word of the same length may stand behind a token with hidden letters: `sl*t`, `slot`."""
    return all(seen in ("*", "#", letter) for seen, letter in zip(token, word, strict=True))
