"""Spectral landmarks of a sound: its loudest points in time and pitch, and pairs of them as numbers to look up.

Source: A. Wang, "An industrial-strength audio search algorithm", ISMIR 2003.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from panggung.media.sound import RATE, Samples, mono

WINDOW = 1024
HOP = 256
HOP_SECONDS = HOP / RATE
LOWEST = round(280 * WINDOW / RATE)  # a telephone passes 300 to 3400 Hz, and what it drops can't be relied upon
HIGHEST = round(3450 * WINDOW / RATE)
BINS = HIGHEST - LOWEST
# A peak is the loudest point within so many frames and bins on each side: about 75 a second remain.
NEAR_FRAMES = 4
NEAR_BINS = 6
QUIETEST = 1e-4  # power of a bin; a pure tone of -88 dBFS

# The second point of a pair lies so far after the first. The same pitch again is a held note: it says little.
SOONEST, LATEST = 2, 40
CLOSEST, WIDEST = 2, 63
_NEIGHBOURS = 60
_AT_ONCE = 64
_SPAN = 2 * WIDEST + 1
_DELAYS = LATEST + 1
KEYS = BINS * _SPAN * _DELAYS

Numbers = npt.NDArray[np.int64]
_NONE: Numbers = np.empty(0, np.int64)


class Landmarks(NamedTuple):
    """The peaks of a sound of `frames` frames, HOP_SECONDS apart: frame and bin of each, in order of time."""

    frames: int
    at: Numbers
    bins: Numbers


class Pairs(NamedTuple):
    """Pairs of peaks: a number below KEYS that says both pitches and their distance, and the frame of the first."""

    keys: Numbers
    at: Numbers


def landmarks(path: Path) -> Landmarks:
    """Landmarks of the first sound track of a file.

    Raises:
        MediaRefused: see `sound.mono`.
    """
    return landmarks_of(mono(path))


def landmarks_of(samples: Samples) -> Landmarks:
    """Landmarks of mono samples at `sound.RATE`; silence has none."""
    power = _power(samples)
    if not len(power):
        return Landmarks(0, _NONE, _NONE)
    highest = _running_max(_running_max(power.T, NEAR_BINS).T, NEAR_FRAMES)
    at, bins = np.nonzero((power == highest) & (power > QUIETEST))
    return Landmarks(len(power), at, bins)


def pairs(marks: Landmarks, fan: int) -> Pairs:
    """Each peak with the next `fan` peaks that lie in its target zone."""
    keys, starts = [], []
    found = np.zeros(len(marks.at), np.int64)
    for step in range(1, min(_NEIGHBOURS, len(marks.at))):
        later, rise = marks.at[step:] - marks.at[:-step], marks.bins[step:] - marks.bins[:-step]
        height = np.abs(rise)
        fits = (later >= SOONEST) & (later <= LATEST) & (height >= CLOSEST) & (height <= WIDEST)
        first = np.flatnonzero(fits & (found[:-step] < fan))
        found[first] += 1
        keys.append((marks.bins[first] * _SPAN + rise[first] + WIDEST) * _DELAYS + later[first])
        starts.append(marks.at[first])
    if not keys:
        return Pairs(_NONE, _NONE)
    return Pairs(np.concatenate(keys), np.concatenate(starts))


@cache
def _taper() -> Samples:
    return np.hanning(WINDOW).astype(np.float32)


def _power(samples: Samples) -> Samples:
    """Power spectra in the band: shape (frames, BINS). A few frames at a time stay in the processor's cache."""
    if len(samples) < WINDOW:
        return np.empty((0, BINS), np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP]
    power = np.empty((len(frames), BINS), np.float32)
    for start in range(0, len(frames), _AT_ONCE):
        band = np.fft.rfft(frames[start : start + _AT_ONCE] * _taper())[:, LOWEST:HIGHEST]
        np.add(band.real**2, band.imag**2, out=power[start : start + _AT_ONCE])
    return power


def _running_max(rows: Samples, near: int) -> Samples:
    """The largest of each row and the `near` rows before and after it, by doubling spans."""
    edge = np.zeros((near, rows.shape[1]), rows.dtype)
    highest, span, whole = np.concatenate([edge, rows, edge]), 1, 2 * near + 1
    while 2 * span <= whole:
        highest, span = np.maximum(highest[:-span], highest[span:]), 2 * span
    rest = whole - span
    return np.asarray(np.maximum(highest[: len(highest) - rest], highest[rest:]))
