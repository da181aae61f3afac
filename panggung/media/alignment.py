"""Whether two fingerprints are of one film: laid over each other in place, time and speed, they must move alike.

Clips of one person in one room look alike whatever is done in them; what moves where and when is the proof.
The picture says how a copy was cropped or mirrored, then the motion that is left after taking away what stands still
is correlated. A logo that stands still, brightness and contrast fall out of that by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from panggung.media.fingerprint import Fingerprint, motion
from panggung.media.placement import Place, places, track

SPEEDS = (0.95, 0.975, 1.0, 1.025, 1.05)
SHIFTS = (0.0, 0.25, 0.5, 0.75)  # of a sample
LEAST_SHARE = 0.6  # of the shorter clip that must overlap
LEAST_SAMPLES = 4
NOISE = 0.3  # grey levels; motion below it is noise of the encoder
SOFTENED_IN_TIME = 0.2
LOGO = 0.2  # how much a picture that looks otherwise takes from motion that agrees
STILL = 2.0  # the same where nothing moves, so that the picture alone decides
ENOUGH = 0.915  # measured: docs/model-cards/picture-copies.md
Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Whole = npt.NDArray[np.intp]


class Match(NamedTuple):
    """`motion` and `look` correlate from -1 to 1; `still`: share (0 to 1) of the agreement that is mere stillness.

    `at_s`: second of the stored clip at which the query starts.
    """

    motion: float
    look: float
    still: float
    place: Place
    speed: float
    at_s: float


def _at_rate(waves: Floats, rate: float, wanted: float) -> Floats:
    while rate > wanted and len(waves) > 1:
        even = len(waves) // 2 * 2
        waves, rate = (waves[0:even:2] + waves[1:even:2]) * np.float32(0.5), rate / 2
    # Softened in time too, so that half a sample more or less makes no difference.
    around = np.concatenate([waves[:1], waves, waves[-1:]])
    softened: Floats = SOFTENED_IN_TIME * (around[:-2] + around[2:]) + (1 - 2 * SOFTENED_IN_TIME) * waves
    return softened


def _played(levels: Floats, speed: float, shift: float) -> Floats:
    """The samples of a track as if it ran at another speed from `shift` samples on."""
    count = max(1, int(len(levels) / speed))
    at = np.clip((np.arange(count) + 0.5 + shift) * speed - 0.5, 0, len(levels) - 1)
    low = at.astype(int)
    share = (at - low)[:, None].astype(np.float32)
    played: Floats = levels[low] * (1 - share) + levels[np.minimum(low + 1, len(levels) - 1)] * share
    return played


def correlate(stored: Floats, query: Floats, noise: float) -> tuple[Doubles, Doubles, Whole]:
    """Correlation of two tracks, how much of it is stillness, and the offset, for every offset with enough overlap.

    `noise`: its energy a sample. What stands still within the overlap is taken away first.
    """
    m, n = len(stored), len(query)
    offsets = np.arange(1 - n, m)
    least = max(LEAST_SAMPLES, int(np.ceil(LEAST_SHARE * min(m, n))))
    first, last = np.maximum(0, offsets), np.minimum(m, offsets + n)
    keep = last - first >= least
    if not keep.any():
        return np.zeros(0), np.zeros(0), np.zeros(0, np.intp)
    skewed = np.zeros((m, m + n), np.float32)
    skewed[:, :n] = stored @ query[::-1].T
    products = skewed.ravel()[: m * (m + n - 1)].reshape(m, m + n - 1).sum(axis=0)[keep]
    offsets, first, last = offsets[keep], first[keep], last[keep]
    ours, our_energy = _overlap(query, first - offsets, last - offsets)
    theirs, their_energy = _overlap(stored, first, last)
    floor = noise * (last - first)
    products = products - (ours * theirs).sum(axis=1) / (last - first)
    length = np.sqrt((our_energy + floor) * (their_energy + floor))
    return (products + floor) / length, floor / length, offsets


def _overlap(levels: Floats, first: Whole, last: Whole) -> tuple[Floats, Floats]:
    """Sums of each place and the energy about their mean in every window from `first` to `last`."""
    samples = np.arange(len(levels))
    windows = ((samples >= first[:, None]) & (samples < last[:, None])).astype(np.float32)
    sums = windows @ levels
    energy = windows @ (levels**2).sum(axis=1) - (sums**2).sum(axis=1) / (last - first).astype(np.float32)
    return sums, np.maximum(energy, 0)


class Rough(NamedTuple):
    """How well one place fits at the query's own speed."""

    motion: float
    look: float
    still: float
    place: int

    @property
    def strength(self) -> float:
        return strength(self.motion, self.look, self.still)


def roughly(query: Fingerprint, stored: Fingerprint, scores: Floats) -> list[Rough]:
    """The places worth a closer look, the best first. `scores`: the row of `looks` for the stored one."""
    theirs, waves, _ = _brought_together(query, stored)
    found = []
    for number in _likely(scores):
        ours = track(waves, places()[number])
        value, still, _ = _best_offset(theirs * ours.inside, ours.levels, ours.inside)
        found.append(Rough(value, float(scores[number]), still, number))
    return sorted(found, key=lambda one: -one.strength)


def closely(query: Fingerprint, stored: Fingerprint, found: Sequence[Rough]) -> Match:
    """The best of these places with the speed and the part of a sample that fit best."""
    theirs, waves, rate = _brought_together(query, stored)
    matches = []
    for rough in found:
        place = places()[rough.place]
        ours = track(waves, place)
        base = theirs * ours.inside
        tries = [(_best_offset(base, _played(ours.levels, speed, 0.0), ours.inside), speed) for speed in SPEEDS]
        speed = max(tries)[1]
        parts = [(_best_offset(base, _played(ours.levels, speed, shift), ours.inside), shift) for shift in SHIFTS]
        (value, still, offset), shift = max(parts)
        at_s = max(0.0, stored.start / 100 + (offset - shift) / rate)
        matches.append(Match(value, rough.look, still, place, speed, at_s))
    return max(matches, key=lambda one: strength(one.motion, one.look, one.still))


def strength(motion: float, look: float, still: float) -> float:
    """What speaks for a copy, 1 at most; ENOUGH is where copies begin."""
    return motion - (LOGO + (STILL - LOGO) * still) * (1 - look)


def distance(found: Match) -> float:
    """0 (the same) to 1; up to 0.5 is a near-duplicate."""
    value = strength(found.motion, found.look, found.still)
    if value >= ENOUGH:
        return 0.5 * max(0.0, 1 - value) / (1 - ENOUGH)
    return 1 - 0.5 * max(0.0, value) / ENOUGH


def _brought_together(query: Fingerprint, stored: Fingerprint) -> tuple[Floats, Floats, float]:
    rate = min(query.rate, stored.rate)
    theirs = track(_at_rate(motion(stored), stored.rate, rate), places()[0]).levels
    return theirs, _at_rate(motion(query), query.rate, rate), rate


def _likely(scores: Floats) -> Iterable[int]:
    """The places in which the pictures agree most, and the whole picture, which a logo may have spoilt."""
    best = np.argpartition(scores, -3)[-3:]
    return dict.fromkeys([*(int(one) for one in best), 0, len(places()) // 2])


def _best_offset(stored: Floats, query: Floats, inside: Floats) -> tuple[float, float, int]:
    """The highest correlation, its share of stillness, and its offset in samples."""
    noise = NOISE**2 * float(inside.sum())
    values, still, offsets = correlate(stored, query, noise)
    if not len(values):  # too short to prove anything by motion: alike only if nothing moves in either
        energies = [float((one**2).sum(axis=1).mean()) for one in (stored, query)]
        share = noise / float(np.sqrt((energies[0] + noise) * (energies[1] + noise)))
        return share, share, 0
    top = int(np.argmax(values))
    return float(values[top]), float(still[top]), int(offsets[top])
