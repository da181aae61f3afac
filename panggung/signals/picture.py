"""The picture signals: nudity by NudeNet, and clips in which nothing can be seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import cv2
import numpy as np
from PIL import Image

from panggung.signals import nudenet
from panggung.signals.signal import Evidence, Frame, Sample, Signal, SignalError

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
_LONGEST = 4096
_BOXES = 12

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
    for frame, picture in _pictures(sample):
        boxes.extend(_unsafe(nudenet.detect(picture), frame.at_s))
    boxes.sort(key=lambda one: -one[0])
    value = boxes[0][0] if boxes else 0.0
    return Signal(
        name="picture.nudity",
        version=NUDITY_VERSION,
        value=round(value, 3),
        confidence=round(max(value, 0.8 * (1 - value)), 3),
        evidence=tuple(evidence for _, evidence in boxes[:_BOXES]),
    )


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
    before: nudenet.Picture | None = None
    count = 0
    for frame, picture in _pictures(sample):
        grey = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), _SMALL, interpolation=cv2.INTER_AREA)
        why = _why_unseen(cast("nudenet.Picture", grey), before)
        before, count = cast("nudenet.Picture", grey), count + 1
        if why:
            unseen += 1
            spans.append(Evidence(kind="time", text=why, at_s=frame.at_s, until_s=frame.at_s))
    value = _share(unseen, count, spans)
    return Signal(
        name="picture.dark",
        version=DARK_VERSION,
        value=round(value, 3),
        confidence=0.95 if value in (0.0, 1.0) else 0.7,
        evidence=tuple(_merged(spans)),
    )


def _why_unseen(grey: nudenet.Picture, before: nudenet.Picture | None) -> str:
    if float(np.percentile(grey, 99)) < _BLACK:
        return "black"
    if float(np.percentile(grey, 99) - np.percentile(grey, 1)) < _FLAT:
        return "flat"
    still = before is not None and float(np.abs(grey.astype(np.int16) - before.astype(np.int16)).mean()) < _STILL
    return "frozen" if still else ""


def _share(unseen: int, count: int, spans: list[Evidence]) -> float:
    """Share of unseen frames; the first frame counts as frozen when every other one is."""
    frozen = sum(1 for one in spans if one.text == "frozen")
    return 1.0 if count > 1 and frozen == count - 1 else unseen / count


def _merged(spans: list[Evidence]) -> Iterator[Evidence]:
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


def _pictures(sample: Sample) -> Iterator[tuple[Frame, nudenet.Picture]]:
    if not sample.frames:
        raise SignalError("no-frames")
    for path, at_s in sample.frames:
        yield Frame(path, at_s), _open(path)


def _open(path: Path) -> nudenet.Picture:
    """A whole picture, blue first. Pillow, because OpenCV fills what is missing of a cut file with grey."""
    try:
        with Image.open(path) as picture:
            if max(picture.size) > _LONGEST:
                raise SignalError("frame-too-large")
            return np.ascontiguousarray(np.asarray(picture.convert("RGB"))[..., ::-1])
    except Image.DecompressionBombError:
        raise SignalError("frame-too-large") from None
    except FileNotFoundError:
        raise SignalError("frame-missing") from None
    except (OSError, SyntaxError, ValueError):
        raise SignalError("frame-broken") from None
