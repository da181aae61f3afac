"""How a clip looks beside being dark: blurred, and how many faces are in it."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from panggung.signals import picture
from panggung.signals.signal import Evidence, Sample, Signal
from panggung.signals.stills import Picture, frames, pictures

BLUR_VERSION = "1"
FACES_VERSION = "nudenet-3.4-320n/1"
FACES = frozenset({"FACE_FEMALE", "FACE_MALE"})
# So many faces in one frame make the value 1.
CROWD = 10
# A face below this score is as often a knee or a ball.
LEAST = 0.35

# Seen at this short side, so that a large picture isn't called blurred for its size.
_SHORT = 240
_WINDOW = 9
# Steepest step of an edge as a share of its height: 0.5 when sharp, 0.2 when it is smeared over 2 % of the short side.
_SMEARED = 0.2


def blurred(sample: Sample) -> Signal:
    """Frames too blurred to see anything (QUAL-01): value is their share of all frames.

    Black and flat frames are left to `picture.dark`.

    Raises:
        SignalError: `no-frames`, `frame-missing`, `frame-broken` or `frame-too-large`.
    """
    spans: list[Evidence] = []
    count = unseen = 0
    for frame, shown in pictures(sample):
        count += 1
        if not picture.unlit(picture.small_grey(shown)) and sharpness(shown) < _SMEARED:
            unseen += 1
            spans.append(Evidence(kind="time", text="blurred", at_s=frame.at_s, until_s=frame.at_s))
    value = unseen / count
    return Signal(
        name="picture.blur",
        version=BLUR_VERSION,
        value=round(value, 3),
        confidence=0.9 if value in (0.0, 1.0) else 0.7,
        evidence=tuple(picture.merged(spans)),
    )


def sharpness(shown: Picture) -> float:
    """How steep the strongest edges are, in the direction in which they are the least: 0 smeared, 0.5 sharp.

    An edge's step from one pixel to the next but one, halved, over its whole height within nine pixels. Unlike the
    variance of the Laplacian it doesn't change with contrast, noise or the amount of detail. The least of two
    directions, because a moved camera smears one only.
    """
    grey = cv2.cvtColor(shown, cv2.COLOR_BGR2GRAY)
    scale = min(1.0, _SHORT / min(grey.shape))
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float32)
    return min(_steepness(small), _steepness(np.ascontiguousarray(small.T)))


def _steepness(grey: npt.NDArray[np.float32]) -> float:
    """Median over the strongest fiftieth of places, along the rows."""
    window = np.ones((1, _WINDOW), np.uint8)
    height = cv2.dilate(grey, window) - cv2.erode(grey, window)
    step = cv2.dilate(np.abs(cv2.filter2D(grey, -1, np.array([[-0.5, 0, 0.5]], np.float32))), window)
    strongest = height >= max(1.0, float(np.percentile(height, 98)))
    return float(np.median(step[strongest] / height[strongest])) if strongest.any() else 0.0


def faces(sample: Sample) -> Signal:
    """How many faces the fullest frame holds: value is their number / CROWD, at most 1, with their boxes.

    Faces are counted, never recognised or compared; whether the model calls one female or male isn't kept.

    Raises:
        SignalError: as `blurred`.
    """
    fullest: tuple[Evidence, ...] = ()
    for frame in frames(sample):
        found = tuple(
            Evidence(kind="box", text="face", at_s=frame.at_s, box=one.box)
            for one in picture.detections(frame.path)
            if one.label in FACES and one.score >= LEAST
        )
        fullest = max(fullest, found, key=len)
    return Signal(
        name="picture.faces",
        version=FACES_VERSION,
        value=round(min(1.0, len(fullest) / CROWD), 3),
        confidence=0.8,
        evidence=fullest,
    )
