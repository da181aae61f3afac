"""The NudeNet 320n detector (MIT, weights in its wheel) on one bounded onnxruntime session per process."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt
import onnxruntime

from panggung.signals.session import model_file, open_session
from panggung.signals.stills import Picture

SIZE = 320
LEAST = 0.2
OVERLAP = 0.45
# Order of the model's outputs, from nudenet 3.4.
LABELS = (
    "FEMALE_GENITALIA_COVERED",
    "FACE_FEMALE",
    "BUTTOCKS_EXPOSED",
    "FEMALE_BREAST_EXPOSED",
    "FEMALE_GENITALIA_EXPOSED",
    "MALE_BREAST_EXPOSED",
    "ANUS_EXPOSED",
    "FEET_EXPOSED",
    "BELLY_COVERED",
    "FEET_COVERED",
    "ARMPITS_COVERED",
    "ARMPITS_EXPOSED",
    "FACE_MALE",
    "BELLY_EXPOSED",
    "MALE_GENITALIA_EXPOSED",
    "ANUS_COVERED",
    "FEMALE_BREAST_COVERED",
    "BUTTOCKS_COVERED",
)


class Detection(NamedTuple):
    """One body part: its class, the model's score (0–1), and x, y, width, height as shares of the picture."""

    label: str
    score: float
    box: tuple[float, float, float, float]


@cache
def _session() -> onnxruntime.InferenceSession:
    return open_session(model_file("nudenet", "320n.onnx"))


def detect(picture: Picture) -> list[Detection]:
    """Body parts in a picture (height, width, 3; blue first, as OpenCV reads), strongest first.

    Same preparation as nudenet's own detector: padded at right and bottom to a square, scaled to 320 pixels.
    """
    height, width = picture.shape[:2]
    side = max(height, width)
    square = cv2.copyMakeBorder(picture, 0, side - height, 0, side - width, cv2.BORDER_CONSTANT)
    # nudenet swaps red and blue twice before the model, so the model sees blue first.
    blob = cv2.dnn.blobFromImage(square, 1 / 255.0, (SIZE, SIZE), (0, 0, 0), swapRB=False, crop=False)
    session = _session()
    output = session.run(None, {session.get_inputs()[0].name: blob})[0]
    return _decode(np.squeeze(output).T, side, width, height)


def _decode(rows: npt.NDArray[np.float32], side: int, width: int, height: int) -> list[Detection]:
    scores = rows[:, 4:].max(axis=1)
    rows, scores = rows[scores >= LEAST], scores[scores >= LEAST]
    classes = rows[:, 4:].argmax(axis=1)
    scale = side / SIZE
    corner = np.clip((rows[:, :2] - rows[:, 2:4] / 2) * scale, 0, [width, height])
    extent = np.minimum(rows[:, 2:4] * scale, [width, height] - corner)
    boxes = np.hstack([corner, extent])
    kept = cv2.dnn.NMSBoxes(boxes.tolist(), scores.tolist(), 0.25, OVERLAP)
    shares = boxes / [width, height, width, height]
    found = [
        Detection(LABELS[classes[i]], float(scores[i]), tuple(round(float(v), 4) for v in shares[i]))  # type: ignore[arg-type]
        for i in np.asarray(kept, dtype=int).flatten()
    ]
    return sorted(found, key=lambda one: -one.score)
