"""The stills of a sample as pictures: opened whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

from panggung.signals.signal import Frame, Sample, SignalError

LONGEST = 4096
Picture = npt.NDArray[np.uint8]


class Still(NamedTuple):
    """A frame file as it is now; what was found in it may be kept as long as this stays equal."""

    path: Path
    size: int
    changed_ns: int


def frames(sample: Sample) -> Iterator[Frame]:
    """Every frame in order.

    Raises:
        SignalError: `no-frames`.
    """
    if not sample.frames:
        raise SignalError("no-frames")
    yield from (Frame(path, at_s) for path, at_s in sample.frames)


def pictures(sample: Sample) -> Iterator[tuple[Frame, Picture]]:
    """Every frame with its picture.

    Raises:
        SignalError: `no-frames`, or as `open_picture`.
    """
    for frame in frames(sample):
        yield frame, open_picture(frame.path)


def still(path: Path) -> Still:
    """What tells a frame file from any other.

    Raises:
        SignalError: `frame-missing`.
    """
    try:
        stat = path.stat()
    except OSError:
        raise SignalError("frame-missing") from None
    return Still(path, stat.st_size, stat.st_mtime_ns)


def open_picture(path: Path) -> Picture:
    """A whole picture (height, width, 3), blue first. Pillow, because OpenCV fills what is missing of a file with grey.

    Raises:
        SignalError: `frame-missing`, `frame-broken`, or `frame-too-large` (a side over LONGEST pixels).
    """
    try:
        with Image.open(path) as picture:
            if max(picture.size) > LONGEST:
                raise SignalError("frame-too-large")
            return np.ascontiguousarray(np.asarray(picture.convert("RGB"))[..., ::-1])
    except Image.DecompressionBombError:
        raise SignalError("frame-too-large") from None
    except FileNotFoundError:
        raise SignalError("frame-missing") from None
    except (OSError, SyntaxError, ValueError):
        raise SignalError("frame-broken") from None
