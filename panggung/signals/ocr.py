"""Reading text in a picture with the PP-OCRv6 models of RapidOCR's wheel (Apache-2.0), on bounded sessions.

Two steps: a detector marks the pixels of text, a recogniser reads each line that was cut out. RapidOCR's own code isn't
run: it would load half a dozen libraries more and can download; a test compares what both read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple, cast

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from panggung.signals.session import model_file, open_session
from panggung.signals.stills import Picture

LONGEST = 640
MOST_LINES = 40
LEAST = 0.6
Corners = npt.NDArray[np.float32]
Contour = npt.NDArray[Any]

_STEP = 32
_PIXEL, _LINE = 0.3, 0.5
_GROWN = 1.6
_THIN = 3
_HEIGHT, _NARROWEST, _WIDEST = 48, 320, 1920


class Line(NamedTuple):
    """A line of text, the mean score of its characters (0–1), and x, y, width, height as shares of the picture."""

    text: str
    score: float
    box: tuple[float, float, float, float]


@cache
def _detector() -> onnxruntime.InferenceSession:
    return open_session(model_file("rapidocr", "models/PP-OCRv6_det_small.onnx"))


@cache
def _recogniser() -> tuple[onnxruntime.InferenceSession, list[str]]:
    """The recogniser and its characters: 0 stands for none, the last for a space."""
    session = open_session(model_file("rapidocr", "models/PP-OCRv6_rec_small.onnx"))
    known = session.get_modelmeta().custom_metadata_map["character"].splitlines()
    return session, ["", *known, " "]


def read(picture: Picture) -> list[Line]:
    """The lines of a picture (height, width, 3; blue first) from top to bottom, those below LEAST left out.

    Text is looked for in a copy of at most LONGEST pixels and read from the picture itself. At most MOST_LINES lines,
    the tallest. Text that stands on its head or is mirrored isn't read.
    """
    height, width = picture.shape[:2]
    found = sorted(_find(picture), key=lambda one: -min(_sides(one)))[:MOST_LINES]
    lines = []
    for corners in _in_order(found):
        text, score = _recognise(_cut(picture, corners))
        if text.strip() and score >= LEAST:
            lines.append(Line(text.strip(), round(score, 3), _box(corners, width, height)))
    return lines


def _box(corners: Corners, width: int, height: int) -> tuple[float, float, float, float]:
    left, top = (max(0.0, float(low)) for low in corners.min(axis=0))
    right, bottom = (min(float(high), side) for high, side in zip(corners.max(axis=0), (width, height), strict=True))
    shares = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    return tuple(round(share, 4) for share in shares)  # type: ignore[return-value]


def _find(picture: Picture) -> list[Corners]:
    """Where text stands: four corners each in pixels, from the upper left one clockwise."""
    height, width = picture.shape[:2]
    scale = min(1.0, LONGEST / max(height, width))
    wide, high = (max(_STEP, round(side * scale / _STEP) * _STEP) for side in (width, height))
    blob = cv2.dnn.blobFromImage(picture, 1 / 127.5, (wide, high), (127.5, 127.5, 127.5), swapRB=False)
    session = _detector()
    marked = session.run(None, {session.get_inputs()[0].name: blob})[0][0, 0]
    mask = cv2.dilate((marked > _PIXEL).astype(np.uint8), np.ones((2, 2), np.uint8))
    contours: Sequence[Contour] = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)[0]
    return [
        _corners(contour) * np.array([width / wide, height / high], np.float32)
        for contour in contours
        if min(cv2.minAreaRect(contour)[1]) >= _THIN and _score(marked, contour) >= _LINE
    ]


def _score(marked: npt.NDArray[np.float32], contour: Contour) -> float:
    """Mean of the detector's map within the turned rectangle of a contour."""
    x, y, wide, high = cv2.boundingRect(contour)
    corner = cv2.boxPoints(cv2.minAreaRect(contour)) - [x, y]
    mask = np.zeros((high, wide), np.uint8)
    cv2.fillPoly(mask, [corner.astype(np.int32)], 1)
    return float(cv2.mean(marked[y : y + high, x : x + wide], mask)[0])


def _corners(contour: Contour) -> Corners:
    """A contour's rectangle, grown to the whole letters: the model marks their core (Liao et al. 2020, DB)."""
    middle, (wide, high), angle = cv2.minAreaRect(contour)
    grown = _GROWN * wide * high / (wide + high)
    points = cv2.boxPoints((middle, (wide + grown, high + grown), angle))
    left, right = np.split(points[np.argsort(points[:, 0], kind="stable")], 2)
    (upper_left, lower_left), (upper_right, lower_right) = (
        side[np.argsort(side[:, 1], kind="stable")] for side in (left, right)
    )
    return np.array([upper_left, upper_right, lower_right, lower_left], np.float32)


def _sides(corners: Corners) -> tuple[float, float]:
    """Width and height."""
    return float(np.linalg.norm(corners[1] - corners[0])), float(np.linalg.norm(corners[3] - corners[0]))


def _in_order(found: list[Corners]) -> list[Corners]:
    """From top to bottom; what stands beside each other (middles closer than half a line) from left to right."""
    by_height = sorted(found, key=lambda one: float(one[:, 1].mean()))
    rows = [0, *np.cumsum([_below(upper, lower) for upper, lower in pairwise(by_height)])]
    order = sorted(zip(rows, by_height, strict=False), key=lambda one: (one[0], float(one[1][:, 0].mean())))
    return [one for _, one in order]


def _below(upper: Corners, lower: Corners) -> bool:
    return float(lower[:, 1].mean() - upper[:, 1].mean()) > min(_sides(lower)) / 2


def _cut(picture: Picture, corners: Corners) -> Picture:
    """A line laid flat; one that is much taller than wide is turned left, as it is read."""
    wide, high = (max(1, round(side)) for side in _sides(corners))
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], np.float32)
    turn = cv2.getPerspectiveTransform(corners, flat)
    line = cv2.warpPerspective(picture, turn, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return cast("Picture", np.rot90(line) if high >= 1.5 * wide else line)


def _recognise(line: Picture) -> tuple[str, float]:
    """Text and score of one line, by the likeliest character at each step, doubles and gaps left out (CTC)."""
    session, characters = _recogniser()
    wide = min(_WIDEST, max(1, round(line.shape[1] * _HEIGHT / line.shape[0])))
    scaled = cv2.resize(line, (wide, _HEIGHT)).astype(np.float32) / 127.5 - 1
    blob = np.zeros((1, 3, _HEIGHT, max(_NARROWEST, wide)), np.float32)
    blob[0, :, :, :wide] = scaled.transpose(2, 0, 1)
    steps = session.run(None, {session.get_inputs()[0].name: blob})[0][0]
    best = steps.argmax(axis=1)
    kept = (best != 0) & (best != np.concatenate([[0], best[:-1]]))
    if not kept.any():
        return "", 0.0
    return "".join(characters[i] for i in best[kept]), float(steps.max(axis=1)[kept].mean())
