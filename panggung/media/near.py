"""Which of a million known videos one is a copy of: a scan of hashes, then the alignment of the few that are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from panggung.media import alignment, placement
from panggung.media.errors import MediaRefused
from panggung.media.fingerprint import (
    HASHES,
    HEAD,
    LOOK,
    MOST_BYTES,
    PARTS,
    VERSION,
    WORDS,
    Fingerprint,
    fingerprint,
    from_bytes,
    mirror_mask,
)

NEAR = 0.5
LOOKED_AT = 512  # whose pictures are compared
MOVED = 12  # whose motion is compared roughly
CLOSE = 5  # whose motion is compared at every speed
WORTH = 0.45  # rough strength below which a closer look can't help
BLOCK = 1 << 16  # rows of a scan that stay in the processor's cache
_FAR = 255
_HASHES_AT = HEAD.size
_LOOK_AT = HEAD.size + HASHES * WORDS * 8
Records = npt.NDArray[np.uint8]
Line = dict[str, Any]  # what the commands print


class Near(NamedTuple):
    """`distance` 0 to 1, up to NEAR a copy. `at_s`: second of the known video at which the asked one starts."""

    key: str
    distance: float
    at_s: float
    mirrored: bool


class Index:
    """Known fingerprints by key. Empty ones are kept out: black is like black.

    Memory for each: HASHES * 8 bytes that are scanned, and MOST_BYTES read only of likely ones. Those given at the
    start may lie in a memory-mapped file.
    """

    def __init__(self, keys: Sequence[str] = (), records: Records | None = None) -> None:
        """`records`: (n, MOST_BYTES) uint8, one `record` for each key; not copied, never written.

        Raises:
            ValueError: another shape, or a key twice.
        """
        self._base = np.zeros((0, MOST_BYTES), np.uint8) if records is None else records
        if self._base.shape != (len(keys), MOST_BYTES):
            raise ValueError(f"{len(keys)} keys and records of shape {self._base.shape}")
        self._keys: list[str] = list(keys)
        self._rows = {key: row for row, key in enumerate(self._keys)}
        if len(self._rows) != len(self._keys):
            raise ValueError("a key twice")
        self._added = np.zeros((0, MOST_BYTES), np.uint8)
        self._words = _words(self._base)
        self._gone = np.where(self._base[:, 4] > 0, 0, _FAR).astype(np.uint8)  # byte 4: how many samples
        for row in np.flatnonzero(self._gone):
            del self._rows[self._keys[row]]

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, key: str, known: Fingerprint) -> None:
        """Replaces what the key stood for."""
        self.remove(key)
        if known.empty:
            return
        row, first = len(self._keys), len(self._base)
        if row - first == len(self._added):
            self._grow()
        self._added[row - first] = record(known)
        self._words[:, row] = _words(self._added[row - first : row - first + 1])[:, 0]
        self._gone[row] = 0
        self._keys.append(key)
        self._rows[key] = row

    def remove(self, key: str) -> None:
        """Nothing happens when there is no such key."""
        if (row := self._rows.pop(key, None)) is not None:
            self._gone[row] = _FAR

    def _grow(self) -> None:
        more = max(64, len(self._keys) // 4)
        self._added = np.concatenate([self._added, np.zeros((more, MOST_BYTES), np.uint8)])
        self._words = np.concatenate([self._words[:, : len(self._keys)], np.zeros((HASHES, more), np.uint64)], axis=1)
        self._gone = np.concatenate([self._gone[: len(self._keys)], np.full(more, _FAR, np.uint8)])

    def nearest(self, asked: Fingerprint, most: int = 5) -> list[Near]:
        """Up to `most` (at most CLOSE) that were worth a close look, the nearest first; often none."""
        if asked.empty or not self._rows:
            return []
        rows = self._likely(asked)
        scores = placement.looks(asked, self._pictures(rows))
        order = np.argsort(-scores.max(axis=1))[:MOVED]
        known = {int(place): from_bytes(self._record(int(rows[place])).tobytes()) for place in order}
        rough = {place: alignment.roughly(asked, one, scores[place])[:2] for place, one in known.items()}
        worth = [place for place, found in rough.items() if found[0].strength >= WORTH]
        worth.sort(key=lambda place: -rough[place][0].strength)
        near = []
        for place in worth[: min(most, CLOSE)]:
            match = alignment.closely(asked, known[place], rough[place])
            near.append(Near(self._keys[rows[place]], alignment.distance(match), match.at_s, match.place.mirrored))
        return sorted(near, key=lambda one: one.distance)

    def _record(self, row: int) -> Records:
        found: Records = self._base[row] if row < len(self._base) else self._added[row - len(self._base)]
        return found

    def _pictures(self, rows: npt.NDArray[np.intp]) -> Records:
        """(n, LOOK * LOOK): the mean pictures in these rows."""
        first, part = len(self._base), slice(_LOOK_AT, _LOOK_AT + LOOK * LOOK)
        found = np.empty((len(rows), LOOK * LOOK), np.uint8)
        found[rows < first] = self._base[rows[rows < first], part]
        found[rows >= first] = self._added[rows[rows >= first] - first, part]
        return found

    def _likely(self, asked: Fingerprint) -> npt.NDArray[np.intp]:
        """Rows by the Hamming distance of the quarter that agrees best and of the hash of change, as is or mirrored."""
        count = len(self._keys)
        far = np.empty(count, np.uint8)
        for start in range(0, count, BLOCK):
            block = self._words[:, start : min(start + BLOCK, count)]
            far[start : start + BLOCK] = np.minimum(
                _bits(block, asked.hashes[:, 0]), _bits(block, asked.hashes[:, 0] ^ mirror_mask()[0])
            )
        np.maximum(far, self._gone[:count], out=far)
        limit = next((bits for bits in range(0, 64 * 2 + 1, 2) if np.count_nonzero(far <= bits) >= LOOKED_AT), _FAR - 1)
        rows = np.flatnonzero(far <= limit)
        return rows[np.argsort(far[rows], kind="stable")[:LOOKED_AT]]


def _bits(words: npt.NDArray[np.uint64], ours: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint8]:
    apart = np.bitwise_count(words ^ ours[:, None])
    result: npt.NDArray[np.uint8] = apart[:PARTS].min(axis=0) + apart[PARTS]
    return result


def _words(records: Records) -> npt.NDArray[np.uint64]:
    """(HASHES, n): word 0 of every hash, each hash in a row of its own for the scan."""
    return np.stack(
        [
            np.ascontiguousarray(records[:, at : at + 8]).view("<u8")[:, 0].astype(np.uint64)
            for at in range(_HASHES_AT, _LOOK_AT, WORDS * 8)
        ]
    )


def record(known: Fingerprint) -> Records:
    """(MOST_BYTES,): its bytes, filled up with zeros."""
    data = known.to_bytes()
    return np.frombuffer(data.ljust(MOST_BYTES, b"\0"), np.uint8)


def fingerprint_files(files: Iterable[Path]) -> Iterator[Line]:
    """{"file", "version", "hashes": 256 bits each in hex, "seconds"}, or {"file", "error": code}.

    The first four hashes are of the quarters, the last of what changes; a file with only flat frames has none.
    """
    for file in files:
        known = _read(file)
        if isinstance(known, str):
            yield {"file": str(file), "error": known}
            continue
        hashes = [] if known.empty else [each.astype("<u8").tobytes().hex() for each in known.hashes]
        yield {"file": str(file), "version": VERSION, "hashes": hashes, "seconds": round(known.seconds, 3)}


def near_files(files: Iterable[Path], against: Path) -> Iterator[Line]:
    """{"file", "near": [{"file", "distance", "mirrored", "at_s"}]} up to distance NEAR, or {"file", "error": code}.

    The files right inside the folder `against` are read once; what is no picture or film there is passed over. A file
    isn't near itself.

    Raises:
        NotADirectoryError, FileNotFoundError: `against` is no folder.
    """
    index = Index()
    known = {path.resolve(): _read(path) for path in sorted(against.iterdir()) if path.is_file()}
    for path, found in known.items():
        if isinstance(found, Fingerprint):
            index.add(str(against / path.name), found)
    for file in files:
        asked = known.get(file.resolve()) or _read(file)
        if isinstance(asked, str):
            yield {"file": str(file), "error": asked}
            continue
        near = [one for one in index.nearest(asked) if one.distance <= NEAR and not file.samefile(one.key)]
        told = [
            {"file": key, "distance": round(distance, 3), "mirrored": mirrored, "at_s": round(at_s, 2)}
            for key, distance, at_s, mirrored in near
        ]
        yield {"file": str(file), "near": told}


def _read(file: Path) -> Fingerprint | str:
    """The fingerprint, or the code of what is wrong."""
    try:
        return fingerprint(file)
    except MediaRefused as refusal:
        return refusal.code
    except FileNotFoundError:
        return "file-missing"
    except OSError:
        return "unreadable"
