"""Where a copy's picture can lie in the original's: cropped, mirrored, or whole; and both seen from there."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from panggung.media.fingerprint import LOOK, WAVES, Fingerprint
from panggung.media.thumbs import SIDE

GRID = 12  # points along each side at which motion is compared
CROPS = (0.9, 0.8)
SOFTENED = 0.15
RIM = 0.06  # share of a picture at each edge, where cosine waves say least
Floats = npt.NDArray[np.float32]


class Place(NamedTuple):
    """Where the query's picture lies in the stored one: left, width, top, height as shares; mirrored or not."""

    left: float
    width: float
    top: float
    height: float
    mirrored: bool


@cache
def places() -> tuple[Place, ...]:
    """Whole, cropped to 90 or 80 % at the middle or an edge, and the other way round; all of them mirrored too."""
    windows = [(0.0, 1.0, 0.0, 1.0)]
    for size in CROPS:
        edges = (0.0, (1 - size) / 2, 1 - size)
        windows += [(left, size, top, size) for left in edges for top in edges]
        windows += [(edge, size, 0.0, 1.0) for edge in edges] + [(0.0, 1.0, edge, size) for edge in edges]
    windows += [(-a / w, 1 / w, -b / h, 1 / h) for a, w, b, h in windows[1:]]
    return tuple(Place(*window, mirrored) for mirrored in (False, True) for window in windows)


def _seen(count: int, start: float, size: float) -> npt.NDArray[np.float64]:
    """Where `count` places of the stored picture lie in the query's; outside 0 to 1 it shows nothing of them."""
    at: npt.NDArray[np.float64] = ((np.arange(count) + 0.5) / count - start) / size
    return at


def _pixels(start: float, size: float, mirrored: bool) -> Floats:
    """(LOOK, LOOK): linear interpolation along one side."""
    at = _seen(LOOK, start, size)
    inside = (at > 0) & (at < 1)
    at = np.clip((1 - at if mirrored else at) * LOOK - 0.5, 0, LOOK - 1)
    weights = np.maximum(0, 1 - np.abs(at[:, None] - np.arange(LOOK)))
    single: Floats = (weights * inside[:, None]).astype(np.float32)
    return single


def _waves(start: float, size: float, mirrored: bool) -> Floats:
    """(GRID, WAVES): the cosine waves of one side, a little softened, where the stored picture's points lie."""
    at = _seen(GRID, start, size)
    at = 1 - at if mirrored else at
    inside = (at > RIM) & (at < 1 - RIM)
    order = np.arange(WAVES)
    height = np.sqrt(np.where(order, 2, 1) / SIDE) * (1 - 2 * SOFTENED * (1 - np.cos(np.pi * order / GRID)))
    return (np.cos(np.pi * np.outer(at, order)) * height * inside[:, None]).astype(np.float32)


class _Warps(NamedTuple):
    columns: Floats
    rows: Floats
    masks: Floats


@cache
def _warps() -> _Warps:
    columns = np.stack([_pixels(one.left, one.width, one.mirrored) for one in places()])
    rows = np.stack([_pixels(one.top, one.height, False) for one in places()])
    masks = np.einsum("pi,pj->pij", rows.sum(axis=2), columns.sum(axis=2)).reshape(len(places()), -1)
    return _Warps(columns, rows, masks)


def looks(query: Fingerprint, stored: npt.NDArray[np.uint8]) -> Floats:
    """Correlation of the query's mean picture in every place with (n, LOOK, LOOK) stored ones: (n, places)."""
    warps = _warps()
    ours = warps.rows @ query.look.astype(np.float32) @ warps.columns.transpose(0, 2, 1)
    return _correlated(ours.reshape(len(ours), -1), stored.reshape(len(stored), -1).astype(np.float32), warps.masks)


def _correlated(ours: Floats, theirs: Floats, masks: Floats) -> Floats:
    theirs = theirs - theirs.mean(axis=1, keepdims=True)
    area = masks.sum(axis=1)
    ours = (ours - (ours * masks).sum(axis=1, keepdims=True) / area[:, None]) * masks
    spread = theirs**2 @ masks.T - (theirs @ masks.T) ** 2 / area
    length = np.sqrt(np.maximum(spread, 1) * np.maximum((ours**2).sum(axis=1), 1))
    result: Floats = theirs @ ours.T / length
    return result


class Track(NamedTuple):
    """Motion as it lies in the stored picture: (samples, GRID * GRID) grey levels, and which of the points count."""

    levels: Floats
    inside: Floats


@cache
def _points(place: Place) -> tuple[Floats, Floats, Floats]:
    columns = _waves(place.left, place.width, place.mirrored)
    rows = _waves(place.top, place.height, False)
    inside = np.outer(np.abs(rows).sum(axis=1) > 0, np.abs(columns).sum(axis=1) > 0)
    return rows, columns, inside.ravel().astype(np.float32)


def track(waves: Floats, place: Place) -> Track:
    """Of (samples, WAVES, WAVES) coefficients of a query in one of the places."""
    rows, columns, inside = _points(place)
    levels = (rows @ waves @ columns.T).reshape(len(waves), GRID * GRID)
    return Track(levels.astype(np.float32, copy=False), inside)
