"""What a film looks like and how it moves, in at most 2 KB: enough to know a copy that was changed on purpose.

Three parts, in none of which a face can be recognised: five 256-bit hashes (signs of the cosine transform of each
quarter's mean picture, and of how much each place changes; the idea is Zauner's, "Implementation and Benchmarking of
Perceptual Image Hash Functions", 2010), one mean picture of 16 x 16 grey levels, and how 8 x 8 cosine coefficients
depart from their mean over time.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from panggung.media.thumbs import SIDE, Thumbs, thumbs

VERSION = 1
PARTS = 4
HASHES = PARTS + 1
WORDS = 4  # of 64 bits a hash
LOOK = 16
WAVES = 8
MOST_SAMPLES = 48
RATES = (8.0, 4.0, 2.0, 1.0, 0.5, 0.25)  # samples a second; halves, so that any two can be brought to the slower one
MARK = b"PF"
HEAD = struct.Struct("<2sBBBxHff")
SAMPLE_BYTES = WAVES * WAVES // 2
MOST_BYTES = HEAD.size + HASHES * WORDS * 8 + LOOK * LOOK + MOST_SAMPLES * SAMPLE_BYTES
_FLAT = 4.0  # grey levels of standard deviation
_STEPS = 7  # levels of a coefficient on each side of zero, which fit four bits
_STRONGEST = 99.5  # percentile of the coefficients that gets the outermost level
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Fingerprint:
    """`hashes`: (HASHES, WORDS) uint64. `look`: (LOOK, LOOK) uint8. `moves`: (samples, WAVES, WAVES) of -7 to 7.

    `seconds` of the part that isn't flat, `start` of it in hundredths of a second, `rate` samples a second, `scale`:
    the coefficient of level 7. An empty one (no samples) has seen only flat or black frames and is like nothing.
    """

    hashes: npt.NDArray[np.uint64]
    look: npt.NDArray[np.uint8]
    moves: npt.NDArray[np.int8]
    seconds: float = 0.0
    start: int = 0
    rate: float = RATES[0]
    scale: float = 0.0

    @property
    def empty(self) -> bool:
        return not len(self.moves)

    def to_bytes(self) -> bytes:
        """At most MOST_BYTES; see `from_bytes`."""
        rate = RATES.index(self.rate)
        head = HEAD.pack(MARK, VERSION, rate, len(self.moves), self.start, self.seconds, self.scale)
        levels = (self.moves.ravel() + 8).astype(np.uint8)
        return (
            head
            + self.hashes.astype("<u8").tobytes()
            + self.look.tobytes()
            + (levels[::2] << 4 | levels[1::2]).tobytes()
        )


def from_bytes(data: bytes | memoryview) -> Fingerprint:
    """The inverse of `to_bytes`; what follows the last sample is ignored.

    Raises:
        ValueError: no fingerprint, another version, or cut short.
    """
    if len(data) < HEAD.size:
        raise ValueError("a fingerprint is longer than this")
    mark, version, rate, samples, start, seconds, scale = HEAD.unpack_from(data)
    if mark != MARK or version != VERSION or rate >= len(RATES) or samples > MOST_SAMPLES:
        raise ValueError("no fingerprint of this version")
    if len(data) < HEAD.size + HASHES * WORDS * 8 + LOOK * LOOK + samples * SAMPLE_BYTES:
        raise ValueError("a fingerprint that is cut short")
    at = HEAD.size
    hashes = np.frombuffer(data, "<u8", HASHES * WORDS, at).astype(np.uint64).reshape(HASHES, WORDS)
    at += hashes.nbytes
    look = np.frombuffer(data, np.uint8, LOOK * LOOK, at).reshape(LOOK, LOOK)
    pairs = np.frombuffer(data, np.uint8, samples * SAMPLE_BYTES, at + LOOK * LOOK)
    levels = np.stack([pairs >> 4, pairs & 15], axis=1).astype(np.int8) - 8
    return Fingerprint(hashes, look, levels.reshape(samples, WAVES, WAVES), seconds, start, RATES[rate], scale)


def fingerprint(path: Path) -> Fingerprint:
    """Of a video, or of a JPEG, PNG or WebP file, which is a video of one frame.

    Raises:
        MediaRefused, FileNotFoundError: as `thumbs`.
    """
    return of(thumbs(path))


def of(seen: Thumbs) -> Fingerprint:
    """Of pictures in order of time."""
    used = np.flatnonzero(seen.pictures.std(axis=(1, 2)) >= _FLAT)
    if not len(used):
        nothing = np.zeros((0, WAVES, WAVES), np.int8)
        return Fingerprint(np.zeros((HASHES, WORDS), np.uint64), np.zeros((LOOK, LOOK), np.uint8), nothing)
    whole = slice(int(used[0]), int(used[-1]) + 1)
    at, pictures = seen.at[whole] - seen.at[used[0]], seen.pictures[whole].astype(np.float32)
    lit = pictures[used - used[0]]
    gap = float(np.median(np.diff(at))) if len(at) > 1 else 1 / RATES[0]
    seconds = float(at[-1]) + gap
    rate = next((rate for rate in RATES if seconds * rate <= MOST_SAMPLES), RATES[-1])
    mean = lit.mean(axis=0)
    waves = dct_rows(WAVES) @ (pictures - mean) @ dct_rows(WAVES).T
    waves[np.setdiff1d(np.arange(len(at)), used - used[0])] = 0  # a flat frame inside speaks neither for nor against
    moves, scale = _quantised(_sampled(waves, np.append(at, seconds), rate))
    parts = [part.mean(axis=0) if len(part) else mean for part in np.array_split(lit, PARTS)]
    look = cv2.resize(mean, (LOOK, LOOK), interpolation=cv2.INTER_AREA).round().astype(np.uint8)
    start = min(round(100 * float(seen.at[used[0]])), 0xFFFF)
    hashes = np.stack([hash_of(picture) for picture in (*parts, np.log1p(lit.std(axis=0)))])
    return Fingerprint(hashes, look, moves, seconds, start, rate, scale)


def _sampled(waves: Floats, edges: npt.NDArray[np.float64], rate: float) -> Floats:
    """Means over windows of 1/rate seconds; a frame holds until the next one. `edges`: n + 1 times."""
    rows = waves.reshape(len(waves), -1).astype(np.float64)
    lengths = np.diff(edges)
    sums = np.vstack([np.zeros(rows.shape[1]), np.cumsum(rows * lengths[:, None], axis=0)])
    count = min(max(1, int(edges[-1] * rate + 1e-6)), MOST_SAMPLES)
    cuts = np.arange(count + 1) / rate
    before = np.clip(np.searchsorted(edges, cuts, side="right") - 1, 0, len(lengths) - 1)
    share = np.clip((cuts - edges[before]) / lengths[before], 0, 1)
    upto = sums[before] + (sums[before + 1] - sums[before]) * share[:, None]
    means = np.diff(upto, axis=0) * rate
    still: Floats = (means - means.mean(axis=0)).reshape(count, WAVES, WAVES).astype(np.float32)
    return still


def _quantised(waves: Floats) -> tuple[npt.NDArray[np.int8], float]:
    """Levels -7 to 7, finer near zero, where most coefficients are."""
    scale = max(float(np.percentile(np.abs(waves), _STRONGEST)), 1e-3)
    roots = np.sign(waves) * np.sqrt(np.minimum(np.abs(waves) / scale, 1))
    return np.round(_STEPS * roots).astype(np.int8), scale


def motion(known: Fingerprint) -> Floats:
    """The coefficients again, (samples, WAVES, WAVES), in grey levels times SIDE."""
    roots = known.moves.astype(np.float32) / np.float32(_STEPS)
    waves: Floats = (np.sign(roots) * roots**2 * np.float32(known.scale)).astype(np.float32)
    return waves


@cache
def dct_rows(count: int) -> Floats:
    """The first `count` rows of the orthonormal cosine transform (type 2) of SIDE values."""
    turns = np.outer(np.arange(count), np.arange(SIDE) + 0.5) * np.pi / SIDE
    rows = np.cos(turns) * np.sqrt(2 / SIDE)
    rows[0] /= np.sqrt(2)
    single: Floats = rows.astype(np.float32)
    return single


@cache
def _slowest_first() -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows and columns of the 256 coarsest coefficients without the constant one, the coarsest first."""
    order = sorted(((v, u) for v in range(24) for u in range(24) if v or u), key=lambda one: (sum(one), one[0]))
    rows, columns = np.array(order[: 64 * WORDS]).T
    return rows, columns


def hash_of(picture: Floats) -> npt.NDArray[np.uint64]:
    """Signs of the cosine transform of a (SIDE, SIDE) picture; word 0 holds the 64 coarsest."""
    waves = dct_rows(24) @ picture @ dct_rows(24).T
    return np.packbits(waves[_slowest_first()] > 0).view(np.uint64)


@cache
def mirror_mask() -> npt.NDArray[np.uint64]:
    """(WORDS,): a hash XOR this is the hash of the mirrored picture: odd waves from left to right change their sign."""
    return np.packbits(_slowest_first()[1] % 2 == 1).view(np.uint64)
