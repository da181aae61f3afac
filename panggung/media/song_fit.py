"""How surely a piece of a clip is a given stretch of a song: its peaks laid over the piece's, against chance."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from panggung.media.landmarks import BINS, HOP_SECONDS, Landmarks, Numbers

# Below this, chance alone looks like a fit.
FEWEST_PEAKS = 30
FEWEST_FRAMES = round(2 / HOP_SECONDS)

_ROUGH, _FULL = 8, 128
_FINALS = 2
_BESIDE = 6  # frames within which the song still fits a little
_AT_95 = 1.645  # of the normal distribution, in standard deviations
_SECOND = round(1 / HOP_SECONDS)


class Laid(NamedTuple):
    """Song `song` with its frame `shift` on the piece's first: its peaks within the piece, by frame and map place."""

    song: str
    shift: int
    at: Numbers
    spots: Numbers


class Fit(NamedTuple):
    """What came of it: `sure` in standard deviations above lucky chance; first and last frame heard."""

    sure: float
    song: str
    shift: int
    first: int
    last: int


def lay(name: str, song: Landmarks, shift: int, frames: int) -> Laid | None:
    """Lay a song over a piece of `frames` frames; None when too little of it lies there."""
    low, high = np.searchsorted(song.at, [shift, shift + frames])
    at = song.at[low:high] - shift
    if len(at) < FEWEST_PEAKS or at[-1] - at[0] < FEWEST_FRAMES // 2:
        return None
    return Laid(name, shift, at, at * BINS + song.bins[low:high])


def best(piece: Landmarks, tries: Iterable[Laid]) -> Fit | None:
    """The surest of the tries. A rough look chooses those that get a thorough one."""
    near = _spread(piece)
    rough = _turns(piece.frames, _ROUGH)
    finals = sorted(tries, key=lambda one: _gain(near, one, rough))[-_FINALS:]
    fits = [_fit(near, one, _turns(piece.frames, _FULL)) for one in finals]
    return max(fits, key=lambda one: one.sure, default=None)


def _spread(piece: Landmarks) -> npt.NDArray[np.bool_]:
    """The piece's peaks as a flat map (frames × BINS) twice over, each also a frame earlier and later."""
    near = np.zeros((piece.frames + 2, BINS), bool)
    for late in range(3):
        near[piece.at + late, piece.bins] = True
    return np.tile(near[1:-1].ravel(), 2)


def _turns(frames: int, count: int) -> Numbers:
    """By how many frames the piece is turned round in time so that what still fits is chance."""
    return np.unique(np.linspace(_BESIDE, frames - _BESIDE, count).astype(np.int64))


def _gain(near: npt.NDArray[np.bool_], laid: Laid, turns: Numbers) -> float:
    chance = near.take(laid.spots + turns[:, None] * BINS).mean()
    return float(near.take(laid.spots).mean() - chance) * math.sqrt(len(laid.at))


def _fit(near: npt.NDArray[np.bool_], laid: Laid, turns: Numbers) -> Fit:
    """The share of the song's peaks that the piece has, against the share at all turns.

    It must stand out from the best twentieth of the turns, not from their middle: music of one beat and scale fits
    itself and others at many a turn. Peaks of one moment come and go together, so a moment counts as one.
    """
    heard = near.take(laid.spots)
    shares = near.take(laid.spots + turns[:, None] * BINS).mean(axis=1)
    chance, lucky, luckiest = (float(level) for level in np.quantile(shares, [0.5, 0.95, 1]))
    moments = 1 + np.count_nonzero(np.diff(laid.at))
    few = max(luckiest * (1 - luckiest), 1 / moments) / moments
    sure = (float(heard.mean()) - lucky) / math.sqrt(few + ((lucky - chance) / _AT_95) ** 2)
    return Fit(sure, laid.song, laid.shift, *_span(laid.at, heard, chance))


def _span(at: Numbers, heard: npt.NDArray[np.bool_], chance: float) -> tuple[int, int]:
    """First and last frame of the seconds in which the song is heard at least half as well as in its clear ones."""
    seconds = at // _SECOND
    shares = np.bincount(seconds, weights=heard) / np.maximum(np.bincount(seconds), 1)
    clear = np.flatnonzero(shares >= chance + (np.percentile(shares, 90) - chance) / 2)
    return int(clear[0]) * _SECOND, min((int(clear[-1]) + 1) * _SECOND, int(at[-1]))
