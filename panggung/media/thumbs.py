"""Small grey pictures of a film or a still, read safely and with bounded work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import av
import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from panggung.media.errors import MediaRefused
from panggung.media.formats import opening_options
from panggung.media.limits import Limits
from panggung.media.sniff import container_of

SIDE = 64
MOST = 512  # pictures kept; above it every second goes
MOST_DECODED = 12_000  # three minutes at 60 a second, and a little
STILL_FORMATS = ("JPEG", "PNG", "WEBP")
STILL_PIXELS = 40_000_000
# Planar, 8 bits, brightness first: plane 0 is the grey picture.
_GREY_FIRST = {"yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "nv12", "gray"}
Grey = npt.NDArray[np.uint8]


class Thumbs(NamedTuple):
    """`at`: n seconds from the first picture, rising. `pictures`: (n, SIDE, SIDE) grey, stretched to a square."""

    at: npt.NDArray[np.float64]
    pictures: Grey


def thumbs(path: Path) -> Thumbs:
    """Evenly thinned pictures of a video, or the one of a JPEG, PNG or WebP file. Bars and borders stay.

    Raises:
        MediaRefused: too-large-picture, too-long, over-limit, no-picture, unreadable, and the codes of `container_of`.
        FileNotFoundError: there is no such file.
    """
    try:
        container = container_of(path)
    except MediaRefused as refusal:
        if refusal.facts.get("kind") != "picture":
            raise
        return Thumbs(np.zeros(1), _still(path)[None])
    at, pictures = _film(path, container)
    if not pictures:
        raise MediaRefused("no-picture")
    return Thumbs(np.array(at), np.array(pictures))


def _still(path: Path) -> Grey:
    try:
        with Image.open(path, formats=STILL_FORMATS) as picture:
            if picture.width * picture.height > STILL_PIXELS:
                raise MediaRefused("too-large-picture", width=picture.width, height=picture.height)
            picture.draft("L", (8 * SIDE, 8 * SIDE))
            grey = ImageOps.exif_transpose(picture).convert("L")
            return np.asarray(grey.resize((SIDE, SIDE), Image.Resampling.BOX))
    except Image.DecompressionBombError as error:
        raise MediaRefused("too-large-picture") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise MediaRefused("unreadable", detail=str(error)[:500]) from error


def _film(path: Path, container: str) -> tuple[list[float], list[Grey]]:
    at: list[float] = []
    pictures: list[Grey] = []
    step, due = 0.0, 0.0
    for seconds, frame in _frames(path, container):
        if at and (seconds < due or seconds <= at[-1]):
            continue
        at.append(seconds)
        pictures.append(_grey(frame))
        if len(at) > MOST:
            at, pictures = at[::2], pictures[::2]
            step = at[-1] / (len(at) - 1)
        due = seconds + 0.99 * step
    return at, pictures


def _frames(path: Path, container: str) -> Iterator[tuple[float, av.VideoFrame]]:
    """Every decodable frame with its seconds from the first; damaged packets are skipped."""
    limits = Limits()
    try:
        with av.open(f"file:{path}", format=container, container_options=opening_options(container),
                     metadata_errors="ignore") as opened:  # fmt: skip
            cover = av.stream.Disposition.attached_pic
            stream = next((each for each in opened.streams.video if not each.disposition & cover), None)
            if stream is None or stream.codec_context is None:
                raise MediaRefused("no-picture")
            stream.codec_context.thread_count = 1
            first, count = None, 0
            for packet in opened.demux(stream):
                for frame in _decoded(packet):
                    count += 1
                    _check(frame, count, limits)
                    now = frame.time if frame.time is not None else count / 30
                    first = now if first is None else first
                    if now - first > limits.max_seconds + 1:
                        raise MediaRefused("too-long", seconds=round(now - first), limit=limits.max_seconds)
                    yield now - first, frame
    except (av.FFmpegError, MemoryError, UnicodeDecodeError) as error:
        raise MediaRefused("unreadable", detail=str(error)[:500]) from error


def _decoded(packet: av.Packet[av.VideoStream]) -> list[av.VideoFrame]:
    try:
        return packet.decode()
    except av.error.InvalidDataError:
        return []


def _check(frame: av.VideoFrame, count: int, limits: Limits) -> None:
    if frame.width * frame.height > limits.max_pixels or max(frame.width, frame.height) > limits.max_side:
        raise MediaRefused("too-large-picture", width=frame.width, height=frame.height, limit=limits.max_side)
    if count > MOST_DECODED:
        raise MediaRefused("over-limit", what="frames", limit=MOST_DECODED)


def _grey(frame: av.VideoFrame) -> Grey:
    plain = frame if frame.format.name in _GREY_FIRST else frame.reformat(format="gray")
    plane = plain.planes[0]
    rows = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    small = cv2.resize(rows[: plain.height, : plain.width], (SIDE, SIDE), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(np.rot90(small, round(frame.rotation / 90) % 4))
