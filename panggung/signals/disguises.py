"""How people hide words from a filter: for training the text model on disguised copies, and for measuring it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence

Disguise = Callable[[str, random.Random], str]

_LEET = str.maketrans("aeiosgtbAEIOSGTB", "4310597843105978")
_LOOKALIKE = str.maketrans("aeopcyxiAEOPCXTHKMB", "аеорсухіАЕОРСХТНКМВ")
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_WORD = re.compile(r"(?:\\x[0-9a-f]{2})+|\\n|([^\W\d_]+)")
_KEPT = {"USER", "URL", "RT"}


def _words(text: str, change: Callable[[str], str]) -> str:
    """Change every word; names of the data set and bytes that it wrote out stay."""
    return _WORD.sub(lambda found: change(found[1]) if found[1] and found[1] not in _KEPT else found[0], text)


def leet(text: str, _: random.Random) -> str:
    """`anjing` → `4nj1n9`."""
    return _words(text, lambda word: word.translate(_LEET))


def doubled(text: str, chance: random.Random) -> str:
    """`anjing` → `anjjinngg`: each letter once to three times."""
    return _words(text, lambda word: "".join(letter * chance.choice((1, 1, 2, 3)) for letter in word))


def spaced(text: str, chance: random.Random) -> str:
    """`anjing` → `a n j i n g`, half of all words of three letters and more."""
    return _words(text, lambda word: " ".join(word) if len(word) > 2 and chance.random() < 0.5 else word)


def spaced_out(text: str, _: random.Random) -> str:
    """Every letter apart, no word borders left."""
    return _words(text, " ".join)


def unseen(text: str, chance: random.Random) -> str:
    """Characters of no width between the letters."""
    return _words(text, lambda word: "".join(letter + chance.choice(_UNSEEN) for letter in word))


def lookalike(text: str, _: random.Random) -> str:
    """Cyrillic letters in place of Latin ones."""
    return _words(text, lambda word: word.translate(_LOOKALIKE))


def respelled(slang: Mapping[str, Sequence[str]]) -> Disguise:
    """Formal words written in slang, by a list of formal words by slang word."""
    spellings: dict[str, list[str]] = {}
    for written, words in slang.items():
        if len(words) == 1 and not written.isdigit():
            spellings.setdefault(words[0], []).append(written)

    def disguise(text: str, chance: random.Random) -> str:
        return _words(text, lambda word: chance.choice(spellings.get(word.lower(), [word])))

    return disguise


DISGUISES: dict[str, Disguise] = {
    "leet": leet,
    "doubled letters": doubled,
    "spaced letters": spaced,
    "all letters spaced": spaced_out,
    "zero-width characters": unseen,
    "look-alike letters": lookalike,
}
