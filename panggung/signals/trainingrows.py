"""Rows to train the text model on: read them, keep near copies together, put a fixed part aside, disguise copies."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec
import numpy as np

from panggung.signals.normalise import fold, single
from panggung.signals.textfeatures import Slang, no_slang
from panggung.signals.textwords import stem

LABELS = ("HS", "Abusive")
TEST_SHARE = 15

_NAMED = re.compile(r"\b(user|rt|url)\b")
_SHINGLE = 6
_BANDS, _EACH = 16, 4
_ALIKE = 0.6


class RowError(Exception):
    """A file can't be used for training; `code` is kebab-case, `where` names file and line."""

    def __init__(self, code: str, where: str) -> None:
        self.code, self.where = code, where
        super().__init__(f"{where}: {code}")


class Row(NamedTuple):
    """A text and its labels (one of 0 and 1 for each of LABELS). `weight`: how much it counts beside the others."""

    text: str
    labels: tuple[int, ...]
    weight: float = 1.0


class _Own(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    labels: dict[str, int]


def read_csv(path: Path) -> list[Row]:
    """The paper's format: a column `Tweet` and one column 0/1 for each label.

    Raises:
        RowError: `column-missing`, `label-not-0-or-1`.
    """
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        if missing := {"Tweet", *LABELS} - set(reader.fieldnames or ()):
            raise RowError("column-missing", f"{path.name}: {', '.join(sorted(missing))}")
        return [_row(line["Tweet"], line, f"{path.name}:{reader.line_num}") for line in reader]


def read_jsonl(path: Path) -> list[Row]:
    """An operator's own rows, one a line: {"text": …, "labels": {"HS": 0, "Abusive": 1}}.

    Raises:
        RowError: `line-not-understood`, `label-not-0-or-1`.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        where = f"{path.name}:{number}"
        try:
            own = msgspec.json.decode(line, type=_Own)
        except msgspec.DecodeError as error:
            raise RowError("line-not-understood", where) from error
        rows.append(_row(own.text, own.labels, where))
    return rows


def read_benign(path: Path, weight: float) -> list[Row]:
    """Kind captions, one a line, `#` for comments: rows in which no label is set."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Row(line, (0,) * len(LABELS), weight) for line in lines if line and line[0] != "#"]


def _row(text: str, labels: object, where: str) -> Row:
    values = msgspec.convert(labels, dict[str, object])
    try:
        marks = tuple(int(str(values[name])) for name in LABELS)
    except (KeyError, ValueError) as error:
        raise RowError("label-not-0-or-1", where) from error
    if not set(marks) <= {0, 1}:
        raise RowError("label-not-0-or-1", where)
    return Row(text, marks)


def read_slang(path: Path) -> dict[str, list[str]]:
    """Formal words by slang word, from lines `slang,formal`; the first meaning counts."""
    meant: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for slang, formal, *_ in csv.reader(file):
            written = single(fold(slang).text)
            words = [single(word) for word in fold(formal).text.split()]
            if written.isalnum() and words and words != [written]:
                meant.setdefault(written, words)
    return meant


def slang_table(meant: dict[str, list[str]]) -> Slang:
    """The list as the model keeps it: checksums only, no words."""
    by_sum = {_sum(written): words for written, words in meant.items()}
    if not by_sum:
        return no_slang()
    keys = sorted(by_sum)
    words = [word for key in keys for word in by_sum[key]]
    return Slang(
        keys=np.array(keys, np.uint32),
        starts=np.cumsum([0, *(len(by_sum[key]) for key in keys)]).astype(np.int32),
        words=np.array([_sum(word) for word in words], np.uint32),
        stems=np.array([_sum(stem(word)) for word in words], np.uint32),
    )


def _sum(word: str) -> int:
    return crc32(word.encode())


def groups(texts: Sequence[str]) -> list[str]:
    """For each text the name of its group; copies and near copies (shared runs of letters, Jaccard > 0.6) share one.

    Near copies are found by MinHash (Broder 1997).
    """
    keys = [re.sub(r"[^a-z]", "", _NAMED.sub(" ", fold(text).text)) for text in texts]
    shingles = [{_sum(key[at : at + _SHINGLE]) for at in range(max(1, len(key) - _SHINGLE + 1))} for key in keys]
    factors = np.random.default_rng(0).integers(1, 2**61, _BANDS * _EACH, dtype=np.uint64) | np.uint64(1)
    least = [(np.fromiter(one, np.uint64)[:, None] * factors >> np.uint64(20)).min(0) for one in shingles]
    names = list(range(len(texts)))

    def name(index: int) -> int:
        while names[index] != index:
            index = names[index]
        return index

    buckets: dict[bytes, int] = {}
    for index, values in enumerate(least):
        for band in range(_BANDS):
            place = bytes([band]) + values[band * _EACH : (band + 1) * _EACH].tobytes()
            other = buckets.setdefault(place, index)
            both = shingles[index] & shingles[other]
            if other != index and len(both) > _ALIKE * len(shingles[index] | shingles[other]):
                names[name(index)] = name(other)
    least_key: dict[int, str] = {}
    for index, key in enumerate(keys):
        least_key[name(index)] = min(least_key.get(name(index), key), key)
    return [least_key[name(index)] for index in range(len(texts))]


def part(group: str, parts: int, salt: str = "") -> int:
    """Which of `parts` a group belongs to; the same on every machine and for any other rows."""
    return int(hashlib.sha256((salt + group).encode()).hexdigest()[:8], 16) % parts


def fixed_part(rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Rows to train on and the fixed part that training must never see, near copies kept together."""
    kept: list[Row] = []
    aside: list[Row] = []
    for row, group in zip(rows, groups([row.text for row in rows]), strict=True):
        (aside if part(group, 100) < TEST_SHARE else kept).append(row)
    return kept, aside
