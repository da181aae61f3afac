"""A place in a text that speaks for a signal, and how it is shown without giving it away."""

from __future__ import annotations

import re
from typing import NamedTuple

DOT = "•"


class Finding(NamedTuple):
    """Characters `start`..`end` of a folded text; `weight` 0–1 speaks for the signal; `shown` is masked."""

    start: int
    end: int
    weight: float
    shown: str


def mask_digits(digits: str) -> str:
    """`081234567890` → `0812-••••-7890`: four hidden at least, at most four shown on each side, all hidden below nine.

    The middle of a number can't be got back from it.
    """
    if len(digits) < 9:
        return DOT * len(digits)
    hidden = max(4, len(digits) - 8)
    head = (len(digits) - hidden + 1) // 2
    return f"{digits[:head]}-{DOT * hidden}-{digits[head + hidden :]}"


def mask_words(text: str) -> str:
    """The first letter of each word stays, every other letter and every digit is hidden: `Mawar 12` → `M•••• ••`."""
    return re.sub(r"[^\W\d_]+|[\d_]+", lambda word: _mask_word(word[0]), text)


def _mask_word(word: str) -> str:
    return word[0] + DOT * (len(word) - 1) if word[0].isalpha() else DOT * len(word)
