"""Facts of an uploaded file, read in a child process so that a hostile file can only kill the child."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

import panggung
from panggung.media import boxes, sandbox
from panggung.media.errors import MediaRefused
from panggung.media.limits import Limits
from panggung.media.sniff import container_of

PACKAGE_PARENT = Path(panggung.__file__).resolve().parent.parent


class Sound(msgspec.Struct, frozen=True):
    """First sound track. `loudness` is integrated LUFS and `peak` true peak in dBTP of the stereo mix
    (EBU R 128), both None for silence or less than 0.4 s of sound."""

    stream: int
    codec: str
    channels: int
    sample_rate: int
    loudness: float | None
    peak: float | None


class Avc(msgspec.Struct, frozen=True):
    """What decides whether an H.264 track can be copied as it is. Times in seconds from the clip's start."""

    profile: str
    level: int
    constant_rate: bool
    starts_at_zero: bool
    only_closed: bool
    keyframes: list[float]
    keyframe_bytes: list[int]


class Probe(msgspec.Struct, frozen=True):
    """One video file. `width` and `height` are as displayed: after rotation, in square pixels; `coded_*` as stored.

    `rotation` is counter-clockwise degrees as in libav's display matrix; `fps` is the mean rate; `frames` the number
    of packets in the file; `bit_rate` of the whole file in bit/s.
    """

    container: str
    codec: str
    stream: int
    seconds: float
    width: int
    height: int
    coded_width: int
    coded_height: int
    rotation: int
    fps: float
    vfr: bool
    frames: int
    bit_rate: int
    pixel_format: str
    matrix: int
    primaries: int
    transfer: int
    full_range: bool
    hdr: bool
    interlaced: bool
    square_pixels: bool
    size_bytes: int
    sound: Sound | None = None
    avc: Avc | None = None


class Verdict(msgspec.Struct, frozen=True):
    """What the child says: exactly one of the two."""

    probe: Probe | None = None
    code: str = ""
    facts: dict[str, str | int | float] = {}


class Question(msgspec.Struct, frozen=True):
    path: str
    container: str
    limits: Limits


def probe(path: Path, limits: Limits | None = None) -> Probe:
    """Read what a file is, opened only as the container that its first bytes name, within seconds.

    Raises:
        MediaRefused: see its codes; a crash of the reader is `unreadable`.
        MediaFailed: the reader was killed from outside.
        FileNotFoundError: there is no such file.
    """
    limits = limits or Limits()
    path = path.resolve(strict=True)
    container = container_of(path)
    if container == "mov":
        boxes.check_whole(path)
    question = msgspec.json.encode(Question(str(path), container, limits)).decode()
    ended = sandbox.run(
        [sys.executable, "-m", "panggung.media.examine", question],
        bounds=sandbox.Bounds(
            limits.probe_cpu_seconds,
            limits.probe_wall_seconds,
            limits.probe_memory_bytes,
            limits.probe_output_bytes,
        ),
        cwd=PACKAGE_PARENT,
    )
    if ended.code != 0:
        raise MediaRefused("unreadable", exit=ended.code, detail=ended.errors[-2000:])
    verdict = msgspec.json.decode(ended.output, type=Verdict)
    if verdict.probe is None:
        raise MediaRefused(verdict.code, **verdict.facts)
    return verdict.probe
