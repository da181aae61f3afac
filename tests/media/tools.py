"""ffmpeg and decoding for the tests of this room."""

from __future__ import annotations

import subprocess
from pathlib import Path

import av
import numpy as np

from panggung.media.ffmpeg import executable


def ffmpeg(*arguments: str | Path, cwd: Path | None = None) -> str:
    """Run ffmpeg for a test; returns what it said."""
    done = subprocess.run(
        [executable(), "-hide_banner", "-nostdin", "-loglevel", "error", "-y", *map(str, arguments)],
        cwd=cwd, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stderr


def decoded(path: Path) -> tuple[list[float], list[float]]:
    """Times of every picture and every sound frame that really decode."""
    times: list[list[float]] = []
    for kind in ("video", "audio"):
        with av.open(str(path)) as container:
            streams = getattr(container.streams, kind)
            times.append([frame.time for frame in container.decode(streams[0])] if streams else [])
    return times[0], times[1]


def picture_at(path: Path, index: int = 0) -> np.ndarray:
    """The index-th picture as RGB."""
    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number == index:
                return frame.to_ndarray(format="rgb24")
    raise AssertionError(f"{path} has no picture {index}")


def boxes_of(data: bytes, start: int = 0, end: int | None = None) -> list[tuple[str, int, int]]:
    """(type, start, end) of the boxes side by side in an MP4; they must fill it."""
    end, found = len(data) if end is None else end, []
    while start < end:
        size = int.from_bytes(data[start : start + 4], "big")
        assert 8 <= size <= end - start
        found.append((data[start + 4 : start + 8].decode(), start, start + size))
        start += size
    return found
