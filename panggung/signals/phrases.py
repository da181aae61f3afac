"""Many phrases looked up in a text in one pass.

A phrase is written as words with blanks between. `<name>` stands for any word of a named set, `(a|b c)` for either,
a `?` at the end for a word that may be missing, `..` for up to GAP words of the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Generic, NamedTuple, TypeVar

from panggung.signals.vocabulary import NUMBER, Vocabulary, Word, key

T = TypeVar("T")

GAP = 3
_ELEMENT = re.compile(r"\([^)]*\)\??|\S+")
_PLAIN = re.compile(r"[a-z]+[0-9]*|[0-9]+")


class Part(NamedTuple):
    """One word of a phrase: any of `words`, or when there are none a gap."""

    words: frozenset[str]
    optional: bool = False


class Match(NamedTuple, Generic[T]):
    """`label` was found at words `first` up to, not including, `last`."""

    label: T
    first: int
    last: int


class _Start(NamedTuple, Generic[T]):
    """A phrase by its first word. Where `second` isn't empty, one of it must follow: at once, or `far` within a gap."""

    parts: tuple[Part, ...]
    label: T
    second: frozenset[str]
    far: bool


class PhraseError(ValueError):
    """A phrase can't be used."""

    code = "phrase-invalid"


class Phrases(Generic[T]):
    """Many phrases, each with a label, looked up together in one pass."""

    def __init__(
        self, phrases: Iterable[tuple[str, T]], sets: Mapping[str, Sequence[str]], whole: Iterable[str]
    ) -> None:
        """`whole`: single words that are also found when written in two pieces (`ga cor`).

        Raises:
            PhraseError: an unknown set, something that is no word, or a phrase that begins or ends with a gap or
                begins with a word that may be missing.
        """
        self._sets = {name: frozenset(map(_checked, words)) for name, words in sets.items()}
        self._starts: dict[str, list[_Start[T]]] = {}
        vocabulary: set[str] = set()
        for text, label in phrases:
            for parts in self._parse(text):
                if not parts or not parts[0].words or parts[0].optional or not parts[-1].words:
                    raise PhraseError(f"`{text}` must begin and end with a word")
                start = _start(parts, label)
                for word in parts[0].words:
                    self._starts.setdefault(word, []).append(start)
                vocabulary.update(*(part.words for part in parts))
        self._vocabulary = Vocabulary(vocabulary - {NUMBER}, map(key, whole))

    def _parse(self, text: str) -> Iterator[tuple[Part, ...]]:
        """The ways in which a phrase can be said; words that stand alone in `(a|b c)` stay one part."""
        ways = (list(self._ways(one)) for one in _ELEMENT.findall(text))
        for way in product(*ways):
            yield tuple(chain.from_iterable(way))

    def _ways(self, element: str) -> Iterator[tuple[Part, ...]]:
        if element == "..":
            yield (Part(frozenset()),)
            return
        optional = element.endswith("?")
        bare = element.removesuffix("?")
        alone: set[str] = set()
        for one in (bare[1:-1] if bare[:1] + bare[-1:] == "()" else bare).split("|"):
            if " " in one:
                yield from self._parse(one)
            elif one[:1] + one[-1:] != "<>":
                alone.add(_checked(one))
            elif one[1:-1] in self._sets:
                alone |= self._sets[one[1:-1]]
            else:
                raise PhraseError(f"no set `{one[1:-1]}`")
        if alone:
            yield (Part(frozenset(alone), optional),)
        elif optional:
            yield ()

    def words(self, text: str) -> list[Word]:
        """The words of a folded text in order, as far as the phrases know them."""
        return self._vocabulary.read(text)

    def find(self, words: list[Word]) -> Iterator[Match[T]]:
        """Every phrase at every place, the same label at the same words once."""
        seen: set[tuple[T, int, int]] = set()
        for first, word in enumerate(words):
            starts = [one for begin in word.keys for one in self._starts.get(begin, ())]
            if not starts:
                continue
            ahead = [one.keys for one in words[first + 1 : first + 2 + GAP]]
            next_keys, near_keys = ahead[0] if ahead else frozenset(), frozenset().union(*ahead)
            for start in starts:
                if start.second and start.second.isdisjoint(near_keys if start.far else next_keys):
                    continue
                last = _end(words, first + 1, start.parts, 1)
                if last > first and (start.label, first, last) not in seen:
                    seen.add((start.label, first, last))
                    yield Match(start.label, first, last)


def _start(parts: tuple[Part, ...], label: T) -> _Start[T]:
    far = len(parts) > 2 and not parts[1].words
    needed = parts[2] if far else parts[1] if len(parts) > 1 else Part(frozenset(), True)
    return _Start(parts, label, frozenset() if needed.optional else needed.words, far)


def _checked(word: str) -> str:
    if word != NUMBER and not _PLAIN.fullmatch(word):
        raise PhraseError(f"`{word}` isn't a word of small letters and then digits")
    return key(word)


def _end(words: list[Word], at: int, parts: tuple[Part, ...], place: int) -> int:
    """Where the rest of a phrase ends when it begins at word `at`; -1 where it isn't there."""
    if place == len(parts):
        return at
    part = parts[place]
    if not part.words:
        for skip in range(GAP + 1):
            if at + skip >= len(words) or (at + skip and words[at + skip].opens):
                return -1
            end = _end(words, at + skip, parts, place + 1)
            if end >= 0:
                return end
        return -1
    if at < len(words) and not part.words.isdisjoint(words[at].keys):
        end = _end(words, at + 1, parts, place + 1)
        if end >= 0:
            return end
    return _end(words, at, parts, place + 1) if part.optional else -1
