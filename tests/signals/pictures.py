"""Frames for the picture signals: of real clips, drawn, and with text laid over them."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from panggung.signals.signal import Frame
from panggung.signals.stills import Picture

MEDIA = Path(__file__).parents[3] / "shared" / "media"


def stills(clip: str, folder: Path, every: int = 8, most: int = 4) -> list[Frame]:
    """Every so-manieth picture of a real clip as a file."""
    if not (MEDIA / clip).exists():
        pytest.skip(f"SKIPPED LOUDLY: {MEDIA / clip} is not on this machine; the picture signals met no real frame")
    frames: list[Frame] = []
    with av.open(str(MEDIA / clip)) as source:
        for index, frame in enumerate(source.decode(video=0)):
            if index % every == 0:
                path = folder / f"{Path(clip).stem}-{index}.jpg"
                frame.to_image().save(path, quality=90)
                frames.append(Frame(path, float(frame.time or 0)))
            if len(frames) == most:
                break
    return frames


def scene(folder: Path, second: int = 0, size: tuple[int, int] = (480, 854)) -> Frame:
    """A drawn room with a ball that moves: edges and colours, no text."""
    wide, high = size
    wall = np.linspace(90, 200, high)[:, None, None] * np.array([0.8, 0.9, 1.0])
    picture = np.repeat(wall, wide, axis=1).astype(np.uint8)
    cv2.rectangle(picture, (0, high * 3 // 4), (wide, high), (60, 90, 140), -1)
    cv2.rectangle(picture, (wide // 10, high // 10), (wide // 3, high // 3), (200, 120, 40), -1)
    cv2.circle(picture, (wide // 3 + 9 * second, high // 2), wide // 6, (70, 150, 230), -1)
    path = folder / f"scene-{second}.jpg"
    Image.fromarray(picture[..., ::-1]).save(path, quality=90)
    return Frame(path, float(second))


def lettered(
    frame: Frame, text: str, *, high: int = 20, fill: str = "white", edge: str | None = "black", at: float = 0.6
) -> Frame:
    """The frame with `text` over it: digits `high` pixels tall, its top at share `at` of the height, as a new file."""
    with Image.open(frame.path) as picture:
        shown = picture.convert("RGB")
    font = ImageFont.load_default(round(high / 0.73))
    ImageDraw.Draw(shown).text(
        (12, shown.height * at), text, font=font, fill=fill, stroke_width=2 if edge else 0, stroke_fill=edge
    )
    path = frame.path.with_name(f"text-{zlib.crc32(repr((frame.path.stem, text, high, fill, edge, at)).encode())}.jpg")
    shown.save(path, quality=85)
    return Frame(path, frame.at_s)


def changed(frame: Frame, change: Callable[[Picture], Picture]) -> Frame:
    """The frame with `change` done to it, as a new file."""
    path = frame.path.with_name(f"{frame.path.stem}-changed.jpg")
    assert cv2.imwrite(str(path), change(cv2.imread(str(frame.path))), [cv2.IMWRITE_JPEG_QUALITY, 90])
    return Frame(path, frame.at_s)
