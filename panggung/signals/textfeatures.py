"""What the text model sees of a text: five views of it as hashed n-grams, the same for training and for scoring."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf, log
from typing import NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from panggung.signals.normalise import Folded
from panggung.signals.textwords import Token, stem, tokens

BITS = 20
VIEWS = ("letters", "inside", "spelled", "words", "pairs")
WHOLE = 100
STRIDE = 10
MOST_WINDOWS = 20_000

Hashes = npt.NDArray[np.uint32]
Owners = npt.NDArray[np.int32]

_LENGTHS = range(2, 7)
_REACH = 4
_STEP, _SPREAD, _FINAL = np.uint32(0x9E3779B1), np.uint32(0x85EBCA6B), np.uint32(0xC2B2AE35)
_SALTS = {view: np.uint32(crc32(view.encode())) for view in VIEWS}
_SPACE = 32
_SIGNS = '!?."#,:@'
_REMEMBERED, _REMEMBERED_TO = 8192, 32
_COST_STEPS = 20
_PICTURES = 0x2100


class View(NamedTuple):
    """Buckets of one view, one for each n-gram, and the token in whose middle each stands (-1: the text as a whole)."""

    buckets: npt.NDArray[np.int64]
    owners: Owners


class Slang(NamedTuple):
    """Formal words by slang word, all as checksums. `keys` sorted; those of key i are `starts[i]:starts[i + 1]`."""

    keys: Hashes
    starts: npt.NDArray[np.int32]
    words: Hashes
    stems: Hashes


class Words(NamedTuple):
    """Known words as checksums, and how rare each is in twentieths of a negative natural logarithm."""

    keys: Hashes
    costs: npt.NDArray[np.uint8]


class _Word(NamedTuple):
    spelled: int
    formal: tuple[int, ...]
    stems: tuple[int, ...]


_SIGN = _Word(0, (), ())


def known_words(counts: Counter[str]) -> Words:
    """The words seen twice and more, from how often each was seen; the named ones stand for themselves."""
    total = sum(counts.values()) or 1
    sums = {crc32(word.encode()): times for word, times in counts.items() if times > 1}
    sums |= {crc32(word.encode()): max(2, counts["@"]) for word in ("user", "url", "rt")}
    keys = np.array(sorted(sums), np.uint32)
    rare = [-log(sums[key] / total) for key in keys.tolist()]
    return Words(keys, np.round(np.array(rare) * _COST_STEPS).clip(0, 255).astype(np.uint8))


def no_slang() -> Slang:
    """For training without a list of slang."""
    none = np.zeros(0, np.uint32)
    return Slang(none, np.zeros(1, np.int32), none, none)


class Reader:
    """Reads texts into views. `rare`: known words and how rare each is, a negative natural logarithm."""

    def __init__(self, slang: Slang, rare: Words) -> None:
        self._slang = slang
        self._rare = rare
        self._costs: dict[int, float] = {}
        self._words: dict[str, _Word] = {}

    def windows(self, folded: Folded) -> list[list[Token]]:
        """Tokens of a folded text: one window as long as a tweet, or many short ones that overlap.

        So one sentence in a long text counts in full; beyond 200,000 words the windows grow, which bounds the time.
        """
        every = list(tokens(folded.text, self._cost))
        if len(every) <= WHOLE:
            return [every]
        stride = max(STRIDE, len(every) // MOST_WINDOWS)
        return [every[start : start + 2 * stride] for start in range(0, len(every) - stride, stride)]

    def views(self, window: Sequence[Token], folded: Folded, original: str) -> list[View]:
        """All views of one window, in the order of VIEWS."""
        words = [self._word(token.text) if _says(token.text) else _SIGN for token in window]
        spelled = [(word.spelled, index) for index, word in enumerate(words) if word is not _SIGN]
        formal = [(one, index) for index, word in enumerate(words) for one in word.formal]
        stems = [(one, index) for index, word in enumerate(words) for one in word.stems]
        style = np.fromiter(map(crc32, _style(window, folded, original)), np.uint32)
        letters, inside = _letters(window)
        return [
            letters,
            inside,
            _in_view("spelled", *_upto_two(*_columns(spelled))),
            _with_style(*_upto_two(*_columns(formal)), style),
            _in_view("pairs", *_near(*_columns(stems))),
        ]

    def _cost(self, word: str) -> float:
        # Few texts are written letter by letter, so the table is made when the first one comes.
        if not self._costs:
            self._costs = dict(zip(self._rare.keys.tolist(), (self._rare.costs / _COST_STEPS).tolist(), strict=True))
        return self._costs.get(crc32(word.encode()), inf)

    def _word(self, text: str) -> _Word:
        known = self._words.get(text)
        if known is None and len(text) > _REMEMBERED_TO:
            return self._look_up(text)
        if known is None:
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            known = self._words[text] = self._look_up(text)
        return known

    def _look_up(self, text: str) -> _Word:
        own = crc32(text.encode("utf-8", "ignore"))
        slang = self._slang
        place = int(np.searchsorted(slang.keys, own))
        if place < len(slang.keys) and slang.keys[place] == own:
            part = slice(slang.starts[place], slang.starts[place + 1])
            return _Word(own, tuple(slang.words[part].tolist()), tuple(slang.stems[part].tolist()))
        return _Word(own, (own,), (crc32(stem(text).encode("utf-8", "ignore")),))


def _says(text: str) -> bool:
    """Whether a token is a word, a number, somebody or a picture sign, not punctuation."""
    return text[0].isalnum() or text == "@" or ord(text[0]) > _PICTURES


def _columns(pairs: list[tuple[int, int]]) -> tuple[Hashes, Owners]:
    both = np.array(pairs, np.int64).reshape(-1, 2)
    return both[:, 0].astype(np.uint32), both[:, 1].astype(np.int32)


def _bucket(hashes: Hashes, view: str) -> npt.NDArray[np.int64]:
    mixed = (hashes ^ _SALTS[view]) * _SPREAD
    mixed = (mixed ^ (mixed >> np.uint32(15))) * _FINAL
    return (mixed >> np.uint32(32 - BITS)).astype(np.int64)


def _in_view(view: str, hashes: Hashes, owners: Owners) -> View:
    return View(_bucket(hashes, view), owners)


def _with_style(hashes: Hashes, owners: Owners, style: Hashes) -> View:
    whole = np.full(len(style), -1, np.int32)
    return View(_bucket(np.concatenate([hashes, style]), "words"), np.concatenate([owners, whole]))


def _upto_two(hashes: Hashes, owners: Owners) -> tuple[Hashes, Owners]:
    """Single words and pairs of neighbours."""
    ones = hashes * _FINAL
    twos = (hashes[:-1] * _STEP + hashes[1:]) * _SPREAD
    return np.concatenate([ones, twos]), np.concatenate([owners, owners[1:]])


def _near(hashes: Hashes, owners: Owners) -> tuple[Hashes, Owners]:
    """Single stems, and pairs up to four apart in either order."""
    parts, whose = [hashes * _FINAL], [owners]
    for apart in range(1, _REACH + 1):
        one, other = hashes[:-apart], hashes[apart:]
        parts.append((one + other) * _STEP ^ (one * other))
        whose.append(owners[apart:])
    return np.concatenate(parts), np.concatenate(whose)


def _letters(window: Sequence[Token]) -> tuple[View, View]:
    """Runs of two to six characters: of the whole text, and of those that cross no space."""
    row = f" {' '.join(token.text for token in window)} "
    codes = np.frombuffer(row.encode("utf-32-le", "replace"), np.uint32)
    lengths = np.fromiter((len(token.text) + 1 for token in window), np.int64, len(window))
    owner = np.repeat(np.arange(len(window), dtype=np.int32), lengths)
    owner = np.concatenate([owner, owner[-1:] if len(owner) else np.full(2, -1, np.int32)])
    spaces = np.concatenate([[0], np.cumsum(codes == _SPACE)])
    rolled = codes * _FINAL
    hashes, owners, inner = [], [], []
    for length in _LENGTHS:
        rolled = rolled[:-1] * _STEP + codes[length - 1 :]
        count = len(rolled)
        hashes.append(rolled * _SPREAD + np.uint32(length))
        owners.append(owner[length // 2 : length // 2 + count])
        inner.append(spaces[length - 1 : length - 1 + count] == spaces[1 : 1 + count])
        if count <= 1:
            break
    every, whose = np.concatenate(hashes), np.concatenate(owners)
    within = np.concatenate(inner)
    return _in_view("letters", every, whose), _in_view("inside", every[within], whose[within])


def _style(window: Sequence[Token], folded: Folded, original: str) -> Iterator[bytes]:
    """How it is written: signs, numbers, capitals and length, as words of their own."""
    signs: Counter[str] = Counter()
    long = capital = shouted = 0
    for token in window:
        if token.text in _SIGNS:
            signs[token.text] += 1
        elif token.text[0].isdigit():
            signs["0"] += 1
        elif len(token.text) > 2:
            long += 1
            first, last = folded.span(token.start, token.end)
            if original[first].isupper():
                written = original[first:last]
                shouted += written.isupper()
                capital += not written.isupper()
        elif ord(token.text[0]) > _PICTURES:
            signs["picture"] += 1
    for sign in (*_SIGNS, "0", "picture"):
        yield from [b"has" + sign.encode()] * min(signs[sign], 9) or [b"no" + sign.encode()]
    share = shouted / long if long else 0.0
    yield b"shouted%d" % (0 if not shouted else 1 if share < 0.3 else 2 if share < 0.9 else 3)
    yield from [b"capital"] * min(capital, 9)
    yield b"long%d" % min(8, long // 4)
    if window and window[0].text == "@":
        yield b"to somebody"
