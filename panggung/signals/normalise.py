"""Undo disguise: fold any script and decoration to plain lower-case text, keeping where each character came from."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters of other scripts that look like Latin ones (a hand-made part of Unicode TR39's confusables).
_CONFUSABLES = {
    **dict(zip("авекмнорстухѕіјԛԝӏһԁпгиʏ", "abekmhopctyxsijqwlhdnrny", strict=True)),
    **dict(zip("αβγδεζηικλμνορστυχω", "abydeznikluvopstuxw", strict=True)),
    **dict(zip("ɑɡɩıȷɴʀʟɪʜɢʙøłđħŧðþɓɗɖƙɦƭʋʼ", "agiijnrlihgbolnhtdpbddkhtv'", strict=True)),
    **dict(zip("օսոցահ", "ounguh", strict=True)),
    **dict(zip("×ⲟꓳ०০੦૦௦๐໐〇", "xoo00000000", strict=True)),
    **dict(zip("ⅼ∣│｜", "llll", strict=True)),
    **dict(zip("‐‑‒–—―−﹣ー", "---------", strict=True)),
    **dict(zip("‘’“”´`＇", "''\"\"'''", strict=True)),
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
}
_BLANKS = frozenset("\u2800\u3164\u115f\u1160\uffa0\u034f")
_LETTER_BLOCKS = ((0x1F1E6, 26), (0x1F150, 26), (0x1F170, 26))
_SEEN_AS_SPACE = {"Zs", "Zl", "Zp"}
_UNSEEN = {"Cf", "Mn", "Me", "Cc", "Cs"}

LEET = str.maketrans("4310578962@$!+€£", "aeiostbggzasitel")


class Folded(NamedTuple):
    """Folded text; character `i` of it came from character `origin[i]` of the text that was folded."""

    text: str
    origin: range | list[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the original, as start and end."""
        if start >= end:
            return (0, 0)
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    for first, count in _LETTER_BLOCKS:
        if first <= ord(char) < first + count:
            return chr(ord("a") + ord(char) - first)
    if char in "\t\n\r\v\f":
        return " "
    if char in _BLANKS:
        return ""
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(char)
    if category in _SEEN_AS_SPACE:
        return " "
    if category in _UNSEEN:
        return ""
    lowered = char.casefold()
    if lowered in _CONFUSABLES:
        return _CONFUSABLES[lowered]
    opened = unicodedata.normalize("NFKD", lowered)
    return char if opened == char else "".join(_fold_char(one) for one in opened)


@lru_cache(maxsize=2)
def fold(text: str) -> Folded:
    """Lower case, one script, no accents, no invisible characters; any white space is one space. Idempotent."""
    if text.isascii() and text.isprintable():
        return Folded(text.lower(), range(len(text)))
    folded: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        plain = _fold_char(char)
        folded.append(plain)
        origin.extend([index] * len(plain))
    return Folded("".join(folded), origin)


_REPEAT = re.compile(r"(.)\1+")


def single(word: str) -> str:
    """Each run of one character made one: `anjiiing` → `anjing`."""
    return _REPEAT.sub(r"\1", word)


def unleet(word: str) -> str:
    """Digits and signs read as the letters that they stand for: `4nj1ng` → `anjing`."""
    return word.translate(LEET)
