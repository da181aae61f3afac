"""The sound of a local file as mono samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import av.container
import numpy as np
import numpy.typing as npt

from panggung.media.errors import MediaRefused
from panggung.media.formats import opening_options

RATE = 8_000  # carries the telephone band, all that loudness, speech and songs are judged by
LONGEST_SECONDS = 600
BROKEN_SHARE = 0.05  # a tag or torn packet at an end does no harm; a torn track does
CONTAINERS = "mov,matroska,webm,ogg,wav,w64,mp3,flac,aac,aiff,avi,flv,mpegts,mpeg,asf,caf,amr"

Samples = npt.NDArray[np.float32]


def mono(path: Path, rate: int = RATE) -> Samples:
    """The first sound track, mixed to mono: float32 of shape (n,), full scale ±1, `rate` samples a second.

    Only containers that hold their own sound are opened, so a playlist can't name another file.

    Raises:
        MediaRefused: `unreadable`, `no-sound` (no track, or not one sample in it), `too-long` above ten minutes.
    """
    parts: list[Samples] = []
    length = 0
    try:
        with _open(path) as container:
            if not container.streams.audio:
                raise MediaRefused("no-sound")
            resampler = av.AudioResampler(format="flt", layout="mono", rate=rate)
            for frame in _frames(container):
                for part in resampler.resample(frame):
                    parts.append(part.to_ndarray()[0])
                    length += part.samples
                if length > LONGEST_SECONDS * rate:
                    raise MediaRefused("too-long", seconds=round(length / rate), limit=LONGEST_SECONDS)
    except (av.FFmpegError, OSError, MemoryError, ValueError) as error:
        raise MediaRefused("unreadable", detail=str(error)[:500]) from error
    if not length:
        raise MediaRefused("no-sound")
    return np.nan_to_num(np.concatenate(parts), copy=False, posinf=1.0, neginf=-1.0)


def _open(path: Path) -> av.container.InputContainer:
    options = opening_options("") | {"format_whitelist": CONTAINERS}
    return av.open(f"file:{path}", container_options=options, metadata_errors="ignore")


def _frames(container: av.container.InputContainer) -> Iterator[av.AudioFrame | None]:
    """Every frame of the first track, then None, which empties the resampler."""
    whole, broken = 0, 0
    for packet in container.demux(container.streams.audio[0]):
        try:
            yield from packet.decode()
            whole += 1
        except av.error.InvalidDataError:
            broken += 1
    if broken > 1 + BROKEN_SHARE * whole:
        raise MediaRefused("unreadable", broken=broken, packets=whole + broken)
    yield None
