"""When the stills of a clip are taken and how large they are."""

from __future__ import annotations

import math
from dataclasses import dataclass

from panggung.media.ladder import Plan, Rendition

POSTER_SHORT = 480
# Text of 2 % of the short side can be read at this size; at 320 it takes 3 % (docs/model-cards/picture-text.md).
FRAME_SHORT = 480
TILE_SHORT = 90
MOST_FRAMES = 24
FEWEST_FRAMES = 4
MOST_TILES = 10


@dataclass(frozen=True)
class Stills:
    """Every `step`-th frame of the constant-rate clip is kept; every `tile_step`-th of those goes into the strip.

    Sizes are (width, height) in pixels.
    """

    base: str
    step: int
    count: int
    tile_step: int
    columns: int
    poster: tuple[int, int]
    frame: tuple[int, int]
    tile: tuple[int, int]


def plan_stills(plan: Plan, seconds: float) -> Stills:
    """About one frame a second, 4 to 24 of them, evenly spread; a strip of at most ten tiles.

    `base` is the rendition that they are scaled from: the smallest with at least the poster's short side.
    """
    base = next((each for each in plan.renditions if _short(each) >= POSTER_SHORT), plan.renditions[-1])
    wanted = min(max(math.ceil(seconds), FEWEST_FRAMES), MOST_FRAMES)
    step = max(1, math.ceil(plan.frames / wanted))
    # One frame less than planned may arrive (the last time stamp rounds down); a tile must not stay black.
    count = max(1, math.ceil((plan.frames - 1) / step))
    tile_step = math.ceil(count / MOST_TILES)
    return Stills(
        base=base.name,
        step=step,
        count=count,
        tile_step=tile_step,
        columns=math.ceil(count / tile_step),
        poster=_fit(base, POSTER_SHORT),
        frame=_fit(base, FRAME_SHORT),
        tile=_fit(base, TILE_SHORT),
    )


def _short(rendition: Rendition) -> int:
    return min(rendition.width, rendition.height)


def _fit(base: Rendition, short: int) -> tuple[int, int]:
    scale = min(1.0, short / _short(base))
    return (2 * round(base.width * scale / 2), 2 * round(base.height * scale / 2))
