"""The words of a text through every disguise: leet, doubled, spaced and look-alike letters; slang; stems."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple

from panggung.signals.normalise import single, unleet

Cost = Callable[[str], float]

_SPACED = re.compile(r"(?<![a-z0-9@$])[a-z0-9@$](?:[ .,_*·/|-]{1,3}[a-z0-9@$](?![a-z0-9@$])){2,}")
_TOKEN = re.compile(
    r"(?:\\x[0-9a-f]{2})+|\\n|[a-z0-9](?:[a-z0-9@$!+€£]*[a-z0-9@$€£])?|@\w[\w.]+"
    r"|[@$€£]{1,3}[a-z0-9]+(?:[@$!+€£]{1,3}[a-z0-9]+)*|[^\sa-z0-9']"
)
_HANDLE = re.compile(r"@\w[\w.]+")
_EDGE_DIGITS = re.compile(r"(\d{2,})([a-z]{3,})|([a-z]{3,}?)(\d{2,}|2)")
_SUFFIX = re.compile(r"(?:nya|lah|kah|kan|an|mu|ku|i)$")
_PREFIX = re.compile(r"^(?:meng|meny|men|mem|me|di|ber|ter|peng|pem|pen|per|ke|se|nge)")
_NAMED = {"user": "@", "url": "", "rt": "", "\\": "", "\\n": ""}
_STEMMED_FROM = 6
_LONGEST = 16
_PIECE, _GUESSED = 400, 20_000
_STRANGE = 14.0


class Token(NamedTuple):
    """A word or sign as the model reads it, and its place in the folded text."""

    text: str
    start: int
    end: int


def tokens(text: str, cost: Cost) -> Iterator[Token]:
    """Words and signs of a folded text in order; letters written apart are put together again.

    `cost(word)` is how rare a word is (a negative logarithm), infinite for one never seen; it says where words end
    in a row of single letters. Beyond 20,000 characters of such rows the letters stay single, which bounds the time.
    """
    at = guessed = 0
    for row in _SPACED.finditer(text):
        guessed += len(row[0])
        if guessed > _GUESSED:
            break
        together = list(_together(row[0], row.start(), cost))
        if together:
            yield from _plain(text, at, row.start(), cost)
            yield from together
            at = row.end()
    yield from _plain(text, at, len(text), cost)


def stem(word: str) -> str:
    """A word without its commonest Indonesian suffix and prefix, roughly; the same for training and scoring."""
    if len(word) >= _STEMMED_FROM:
        word = _SUFFIX.sub("", word)
    return _PREFIX.sub("", word) if len(word) >= _STEMMED_FROM else word


def _plain(text: str, start: int, end: int, cost: Cost) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        word = match[0]
        if word.isalpha():
            plain = _NAMED.get(word, single(word))
        elif _HANDLE.fullmatch(word) and cost(single(unleet(word))) == inf:
            plain = "@"
        elif word[:2] == "\\x":
            plain = bytes.fromhex(word[1:].replace("\\", "").replace("x", "")).decode("utf-8", "ignore").strip()
        elif len(word) == 1 or word.isdigit():
            plain = _NAMED.get(word, word)
        else:
            yield from _mixed(word, match.start(), match.end(), cost)
            continue
        if plain:
            yield Token(plain, match.start(), match.end())


def _mixed(word: str, start: int, end: int, cost: Cost) -> Iterator[Token]:
    """Letters with digits or signs: leet (`g0bl0k`), or a year at the edge that stands apart (`2019ganti`)."""
    readings = [single(unleet(word)), single(unleet(word.replace("1", "l")))]
    known = [plain for plain in readings if cost(plain) < inf]
    edge = _EDGE_DIGITS.fullmatch(word)
    if known or not edge:
        plain = (known or readings)[0]
        yield Token(_NAMED.get(plain) or plain, start, end)
        return
    first = edge[1] or edge[3]
    for part, begins in ((first, start), (edge[2] or edge[4], start + len(first))):
        if part != "2":
            yield Token(single(part) if part.isalpha() else part, begins, begins + len(part))


def _together(row: str, start: int, cost: Cost) -> Iterator[Token]:
    """The words of single letters written apart; nothing where there are only digits (`1 2 3`)."""
    letters = [(match[0], match.start() + start) for match in re.finditer(r"[a-z0-9@$]", row)]
    if not any(letter.isalpha() for letter, _ in letters):
        return
    gaps = [after[1] - before[1] for before, after in pairwise(letters)]
    usual = min(gaps)
    piece: list[tuple[str, int]] = []
    for letter, gap in zip(letters, [*gaps, _PIECE], strict=True):
        piece.append(letter)
        if gap > usual or len(piece) == _PIECE:
            yield from _split(piece, cost)
            piece = []


def _split(piece: list[tuple[str, int]], cost: Cost) -> Iterator[Token]:
    """The likeliest words that a row of letters spells (Viterbi over word costs)."""
    row = "".join(letter for letter, _ in piece)
    row = unleet(row) if not row.isdigit() else row
    twice = single(row) != row
    best = [0.0] + [inf] * len(row)
    begins = [0] * (len(row) + 1)
    for start in range(len(row)):
        for end in range(start + 1, min(len(row), start + _LONGEST) + 1):
            word = row[start:end]
            strange = _STRANGE * (end - start)
            spent = best[start] + (strange if end - start == 1 else min(cost(single(word) if twice else word), strange))
            if spent < best[end]:
                best[end], begins[end] = spent, start
    ends = [len(row)]
    while ends[-1]:
        ends.append(begins[ends[-1]])
    for end, start in zip(ends[-2::-1], ends[:0:-1], strict=True):
        word = single(row[start:end])
        yield Token(_NAMED.get(word) or word, piece[start][1], piece[end - 1][1] + 1)
