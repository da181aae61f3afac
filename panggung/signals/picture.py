"""The picture signals: nudity by NudeNet, and clips in which nothing can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from panggung.signals import nudenet
from panggung.signals.signal import Evidence, Sample, Signal
from panggung.signals.stills import Picture, Still, frames, open_picture, pictures, still

NUDITY_VERSION = "nudenet-3.4-320n/1"
DARK_VERSION = "1"

# How much a class counts. Bare chests of boys, bellies, arms and feet are everyday among children, and what is
# covered is covered: both are left to the person who looks.
UNSAFE = {
    "FEMALE_GENITALIA_EXPOSED": 1.0,
    "MALE_GENITALIA_EXPOSED": 1.0,
    "ANUS_EXPOSED": 1.0,
    "FEMALE_BREAST_EXPOSED": 1.0,
    "BUTTOCKS_EXPOSED": 0.9,
    "FEMALE_GENITALIA_COVERED": 0.35,
    "ANUS_COVERED": 0.35,
}
_BOXES = 12
# Frames of two samples, so that nudity and faces of one cost one run of the model.
_KEPT = 48

_BLACK = 20.0
_FLAT = 8.0
_STILL = 0.8
_SMALL = (48, 48)


def nudity(sample: Sample) -> Signal:
    """Exposed private parts, the most in any frame (NUD-01).

    The model is sure of what it found, less of what it didn't: small or blurred parts escape it, so a clean
    result has confidence 0.8 at most (docs/model-cards/picture-nudity.md).

    Raises:
        SignalError: `no-frames`, `frame-missing`, `frame-broken` or `frame-too-large`: nothing clean follows from it.
    """
    boxes: list[tuple[float, Evidence]] = []
    for frame in frames(sample):
        boxes.extend(_unsafe(detections(frame.path), frame.at_s))
    boxes.sort(key=lambda one: -one[0])
    value = boxes[0][0] if boxes else 0.0
    return Signal(
        name="picture.nudity",
        version=NUDITY_VERSION,
        value=round(value, 3),
        confidence=round(max(value, 0.8 * (1 - value)), 3),
        evidence=tuple(evidence for _, evidence in boxes[:_BOXES]),
    )


def detections(path: Path) -> tuple[nudenet.Detection, ...]:
    """What the model sees in a frame; it runs once for a file however many signals ask.

    Raises:
        SignalError: as `stills.open_picture`.
    """
    return _detected(still(path))


@lru_cache(maxsize=_KEPT)
def _detected(one: Still) -> tuple[nudenet.Detection, ...]:
    return tuple(nudenet.detect(open_picture(one.path)))


def _unsafe(found: Iterable[nudenet.Detection], at_s: float) -> Iterator[tuple[float, Evidence]]:
    """What of a frame's detections counts, with its weight."""
    for one in found:
        if weight := UNSAFE.get(one.label, 0.0) * one.score:
            yield weight, Evidence(kind="box", text=one.label.lower(), at_s=at_s, box=one.box)


def dark(sample: Sample) -> Signal:
    """Black, one flat colour, or frozen through the clip (QUAL-01): value is the share of such frames.

    A frame is frozen when it differs from the one before by less than 0.8 of 255 levels on average; one frame
    alone can't be frozen.

    Raises:
        SignalError: as `nudity`.
    """
    spans: list[Evidence] = []
    unseen = 0
    before: Picture | None = None
    count = 0
    for frame, picture in pictures(sample):
        grey = small_grey(picture)
        why = unlit(grey) or ("frozen" if _frozen(grey, before) else "")
        before, count = grey, count + 1
        if why:
            unseen += 1
            spans.append(Evidence(kind="time", text=why, at_s=frame.at_s, until_s=frame.at_s))
    value = _share(unseen, count, spans)
    return Signal(
        name="picture.dark",
        version=DARK_VERSION,
        value=round(value, 3),
        confidence=0.95 if value in (0.0, 1.0) else 0.7,
        evidence=tuple(merged(spans)),
    )


def small_grey(picture: Picture) -> Picture:
    """48 × 48 grey levels."""
    return cast("Picture", cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), _SMALL, interpolation=cv2.INTER_AREA))


def unlit(grey: Picture) -> str:
    """`black`, `flat` (one colour) or nothing, of a `small_grey`."""
    low, high = np.percentile(grey, (1, 99))
    if high < _BLACK:
        return "black"
    return "flat" if high - low < _FLAT else ""


def _frozen(grey: Picture, before: Picture | None) -> bool:
    return before is not None and float(np.abs(grey.astype(np.int16) - before.astype(np.int16)).mean()) < _STILL


def _share(unseen: int, count: int, spans: list[Evidence]) -> float:
    """Share of unseen frames; the first frame counts as frozen when every other one is."""
    frozen = sum(1 for one in spans if one.text == "frozen")
    return 1.0 if count > 1 and frozen == count - 1 else unseen / count


def merged(spans: Iterable[Evidence]) -> Iterator[Evidence]:
    """Neighbouring frames of one kind as one span of time."""
    current: Evidence | None = None
    for one in spans:
        if current and current.text == one.text:
            current = Evidence(kind="time", text=one.text, at_s=current.at_s, until_s=one.at_s)
            continue
        if current:
            yield current
        current = one
    if current:
        yield current
