"""Which frames hold text, found cheaply: rows of small marks of one height, as letters stand.

A model reads the few frames that are picked (signals/ocr.py). A mistake here costs a needless reading, a miss hides a
text, so the test leans towards finding. Thresholds were set on frames with and without drawn text
(docs/model-cards/picture-text.md).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, cast

import cv2
import numpy as np
import numpy.typing as npt

from panggung.signals.stills import Picture

MOST = 6
LETTERS = 5
Floats = npt.NDArray[np.float32]

# Contrast of a mark against its neighbourhood (levels of 255, pixels around), and its height in pixels.
_CONTRAST, _AROUND = 12, 17
_LOWEST, _HIGHEST = 6, 48
_MOST_MARKS = 600
_MOST_ROWS = 12
# How far a row may have moved between two frames (pixels of the half picture) and still be the same; how like it is.
_MOVED, _ALIKE = 12, 0.75


class Row(NamedTuple):
    """Marks that stand like letters: x, y, width, height in pixels, and how many."""

    x: int
    y: int
    width: int
    height: int
    letters: int


class Choice(NamedTuple):
    """`frames`: places of the pictures to read, in order of time. `left`: how many more hold other text."""

    frames: list[int]
    left: int


def choose(pictures: Iterable[Picture]) -> Choice:
    """The fewest pictures that show every row of text once, at most MOST; none when there is no text.

    A caption that stands for ten seconds is picked once: a row is seen already when it is found again in a picked
    picture near its place.
    """
    halves: list[Picture] = []
    unseen: list[list[Row]] = []
    for picture in pictures:
        whole = np.ascontiguousarray(picture[..., 1])
        halves.append(_half(whole))
        unseen.append(_rows(whole, halves[-1]))
    picked: list[int] = []
    while len(picked) < MOST and any(unseen):
        best = max(range(len(unseen)), key=lambda i: sum(row.letters for row in unseen[i]))
        picked.append(best)
        unseen[best] = []
        for i, rows in enumerate(unseen):
            unseen[i] = [row for row in rows if not _shows(halves[best], _cut(halves[i], row), row)]
    return Choice(sorted(picked), sum(1 for rows in unseen if rows))


def _rows(whole: Picture, half: Picture) -> list[Row]:
    """The longest rows of a picture's green, which sets red and blue letters off as well as white and black ones."""
    large = (Row(2 * x, 2 * y, 2 * wide, 2 * high, letters) for x, y, wide, high, letters in _rows_of_size(half))
    return sorted([*_rows_of_size(whole), *large], key=lambda row: -row.letters)[:_MOST_ROWS]


def _half(grey: Picture) -> Picture:
    size = (max(1, grey.shape[1] // 2), max(1, grey.shape[0] // 2))
    return cast("Picture", cv2.resize(grey, size, interpolation=cv2.INTER_AREA))


def _rows_of_size(grey: Picture) -> list[Row]:
    """Rows of marks between _LOWEST and _HIGHEST pixels, dark ones on light ground and the other way round."""
    found: list[Row] = []
    for way, contrast in ((cv2.THRESH_BINARY_INV, _CONTRAST), (cv2.THRESH_BINARY, -_CONTRAST)):
        ink = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, way, _AROUND, contrast)
        marks = cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:]
        found.extend(_chained(_letterlike(np.asarray(marks, np.float32))))
    return found


def _letterlike(marks: Floats) -> Floats:
    """Of marks (n × left, top, width, height, area) those shaped like a letter, from left to right."""
    _, _, width, height, area = marks.T
    share = area / (width * height)
    kept = marks[
        (height >= _LOWEST)
        & (height <= _HIGHEST)
        & (width <= 2.2 * height)
        & (width >= 0.12 * height)
        & (share >= 0.2)
        & (share <= 0.98)
    ]
    kept = kept[np.argsort(-kept[:, 3], kind="stable")][:_MOST_MARKS]
    return cast("Floats", kept[np.argsort(kept[:, 0], kind="stable")])


def _chained(marks: Floats) -> list[Row]:
    """Marks joined to the next one on their right that has about their height and stands at their side."""
    if len(marks) < LETTERS:
        return []
    left, top, width, height, _ = marks.T
    tall, small = np.maximum(height[:, None], height), np.minimum(height[:, None], height)
    gap = left - (left + width)[:, None]
    middle = top + height / 2
    beside = (
        (gap < 1.3 * tall)
        & (gap > -0.4 * small)
        & (tall < 1.7 * small)
        & (np.abs(middle[:, None] - middle) < 0.5 * tall)
        & (left > left[:, None])
    )
    following = np.where(beside, gap, np.inf).argmin(axis=1)
    row_of = np.arange(len(marks))
    for i in np.flatnonzero(beside.any(axis=1)):
        if row_of[following[i]] == following[i]:
            row_of[following[i]] = row_of[i]
    starts, letters = np.unique(row_of, return_counts=True)
    return [_row(marks[row_of == start]) for start in starts[letters >= LETTERS]]


def _row(marks: Floats) -> Row:
    left, top = marks[:, :2].min(axis=0)
    right, bottom = (marks[:, :2] + marks[:, 2:4]).max(axis=0)
    return Row(int(left), int(top), int(right - left), int(bottom - top), len(marks))


def _cut(half: Picture, row: Row, margin: int = 0) -> Picture:
    """A row's part of a half picture, with a margin as far as the picture goes."""
    x, y, width, height, _ = (side // 2 for side in row)
    return half[max(0, y - margin) : y + height + margin, max(0, x - margin) : x + width + margin]


def _shows(half: Picture, letters: Picture, row: Row) -> bool:
    """True when `letters` stand in a picture at the place of `row` or near it."""
    place = _cut(half, row, _MOVED)
    if place.shape[0] < letters.shape[0] or place.shape[1] < letters.shape[1]:
        return False  # pictures of different sizes
    return float(cv2.matchTemplate(place, letters, cv2.TM_CCOEFF_NORMED).max()) >= _ALIKE
