"""Copies of known videos, found by how they look and move (panggung/media/near.py)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import cast

from panggung.media import fingerprint as prints
from panggung.media.errors import MediaRefused
from panggung.media.near import NEAR, Index
from panggung.signals.signal import Evidence, Sample, Signal, SignalError

VERSION = f"near-{prints.VERSION}/1"
_CERTAIN = 0.9  # of 1 that nothing is near: cuts of many scenes and frames within frames aren't found


def copy_of_removed(sample: Sample) -> Signal:
    """Near-duplicate of a video that was removed for breaking a rule (DUP-01).

    Raises:
        SignalError: `no-video`, `no-index`, or what is wrong with the file.
    """
    return _copy("picture.copy_removed", sample, "removed")


def copy_of_entry(sample: Sample) -> Signal:
    """Near-duplicate of another entry (DUP-01).

    Raises:
        SignalError: as `copy_of_removed`.
    """
    return _copy("picture.copy_entry", sample, "entries")


def _copy(name: str, sample: Sample, kind: str) -> Signal:
    """Value 1 is the very same, from 0.5 a near-duplicate; evidence: the keys of those, the nearest first."""
    if sample.video is None:
        raise SignalError("no-video")
    if (known := sample.known.get(kind)) is None:
        raise SignalError("no-index")
    asked = fingerprint_of(sample.video)
    near = cast("Index", known).nearest(asked)
    value = 1 - near[0].distance if near else 0.0
    return Signal(
        name=name,
        version=VERSION,
        value=round(value, 3),
        confidence=round(max(value, _CERTAIN * (1 - value)), 3),
        evidence=tuple(
            Evidence(kind="time", text=one.key, at_s=0.0, until_s=round(asked.seconds, 2))
            for one in near
            if one.distance <= NEAR
        ),
    )


def fingerprint_of(video: Path) -> prints.Fingerprint:
    """The fingerprint of a video file; both signals of one sample share it, a file that was written anew is read anew.

    Raises:
        SignalError: what is wrong with the file.
    """
    try:
        return _read(video, video.stat().st_mtime_ns)
    except MediaRefused as refusal:
        raise SignalError(refusal.code) from None
    except FileNotFoundError:
        raise SignalError("video-missing") from None


@lru_cache(maxsize=1)
def _read(video: Path, _written: int) -> prints.Fingerprint:
    return prints.fingerprint(video)
