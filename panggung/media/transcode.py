"""An uploaded file in, everything that is served of it out."""

from __future__ import annotations

import glob
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from panggung.media import boxes, ffmpeg, hls
from panggung.media.errors import MediaFailed, MediaRefused
from panggung.media.ladder import Plan, Rendition, plan
from panggung.media.limits import Limits
from panggung.media.loudness import gain
from panggung.media.pictures import Stills, plan_stills
from panggung.media.probe import Probe, probe

FULL_BYTES = 1 << 20
WHOLE = 0.9  # less than this part of the probed length means that the rest couldn't be decoded


class Served(msgspec.Struct, frozen=True):
    """One rendition: pixels, bit/s, bytes. `copied` says that the picture is the source's, bit for bit."""

    name: str
    playlist: str
    file: str
    width: int
    height: int
    codecs: str
    bandwidth: int
    average_bandwidth: int
    size_bytes: int
    copied: bool


class Strip(msgspec.Struct, frozen=True):
    """One row of tiles; tile i shows the clip at i × `every_seconds`."""

    file: str
    columns: int
    tile_width: int
    tile_height: int
    every_seconds: float


class Frame(msgspec.Struct, frozen=True):
    file: str
    seconds: float


class Processed(msgspec.Struct, frozen=True):
    """What `process` made. File names are relative to `out`; renditions go from small to large.

    `loudness` is the source's integrated LUFS, `gain` the decibels that were added.
    """

    master: str
    seconds: float
    fps: float
    width: int
    height: int
    renditions: list[Served]
    poster: str
    poster_jpeg: str
    strip: Strip
    frames: list[Frame]
    loudness: float | None
    gain: float
    cpu_seconds: float
    source: Probe


def process(
    source: Path,
    out: Path,
    *,
    limits: Limits | None = None,
    on_progress: Callable[[float], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> Processed:
    """Probe `source` and make the HLS ladder, posters, strip and frames in the directory `out`.

    Whole or not at all: works beside `out` and moves into place, replacing what an earlier run made. One ffmpeg
    process decodes the picture once. Progress is reported from 0 to 1 (encoding only).

    Raises:
        MediaRefused: the file is at fault. MediaFailed: the machine is, try again. MediaStopped: `should_stop`.
    """
    limits = limits or Limits()
    source = source.resolve(strict=True)
    facts = probe(source, limits)
    ladder = plan(facts, limits.tallest)
    stills = plan_stills(ladder, facts.seconds)
    with _workshop(out, limits) as room:
        (room / "frames").mkdir()
        line = ffmpeg.command(source, facts, ladder, stills, limits)
        with _blaming_a_full_disk(room):
            used = ffmpeg.run(
                line,
                cwd=room,
                seconds=facts.seconds,
                limits=limits,
                on_progress=on_progress,
                should_stop=should_stop,
            )
            done = _finish(room, facts, ladder, stills, used)
        _settle(room)
        _replace(room, out)
    return done


@contextmanager
def _blaming_a_full_disk(room: Path) -> Iterator[None]:
    """What looks like a broken file may be a result that had no room: then the machine is at fault."""
    try:
        yield
    except MediaRefused as refused:
        if shutil.disk_usage(room).free < FULL_BYTES:
            raise MediaFailed("disk full") from refused
        raise


def _finish(room: Path, facts: Probe, ladder: Plan, stills: Stills, used: float) -> Processed:
    """Check what ffmpeg wrote, write the master, and describe it all."""
    served = [_served(room, rendition, facts) for rendition in ladder.renditions]
    (room / "master.m3u8").write_text(hls.master([_variant(each, ladder) for each in served]), encoding="ascii")
    pictures = sorted((room / "frames").glob("*.jpg"))
    if not pictures or any(not (room / name).exists() for name in ("poster.webp", "poster.jpg", "strip.jpg")):
        raise MediaRefused("unreadable", detail="no still could be taken")
    every = stills.step / ladder.rate
    top = ladder.renditions[-1]
    return Processed(
        master="master.m3u8",
        seconds=round(facts.seconds, 3),
        fps=round(float(ladder.rate), 3),
        width=top.width,
        height=top.height,
        renditions=served,
        poster="poster.webp",
        poster_jpeg="poster.jpg",
        strip=Strip("strip.jpg", stills.columns, *stills.tile, round(float(every * stills.tile_step), 3)),
        frames=[Frame(f"frames/{each.name}", round(float(every * i), 3)) for i, each in enumerate(pictures)],
        loudness=facts.sound.loudness if facts.sound else None,
        gain=gain(facts.sound.loudness, facts.sound.peak) if facts.sound else 0.0,
        cpu_seconds=round(used, 2),
        source=facts,
    )


def _served(room: Path, rendition: Rendition, facts: Probe) -> Served:
    name = f"{rendition.name}.m3u8"
    try:
        playlist = hls.parse((room / name).read_text(encoding="ascii"))
        with (room / playlist.file).open("rb") as file:
            codecs = boxes.codecs(file.read(playlist.init_size))
    except (FileNotFoundError, ValueError, StopIteration, IndexError) as error:
        raise MediaRefused("unreadable", detail=f"{name}: {error}") from error
    size = (room / playlist.file).stat().st_size
    if size != playlist.segments[-1].offset + playlist.segments[-1].size:
        raise MediaFailed(f"{playlist.file} wasn't written whole")
    if playlist.seconds < WHOLE * facts.seconds:
        raise MediaRefused("cut-short", seconds=round(playlist.seconds, 1), declared=round(facts.seconds, 1))
    return Served(
        name=rendition.name,
        playlist=name,
        file=playlist.file,
        width=rendition.width,
        height=rendition.height,
        codecs=codecs,
        bandwidth=hls.peak_bandwidth(playlist.segments),
        average_bandwidth=hls.average_bandwidth(playlist.segments),
        size_bytes=size,
        copied=rendition.copied,
    )


def _variant(each: Served, ladder: Plan) -> hls.Variant:
    return hls.Variant(
        each.playlist, each.codecs, each.bandwidth, each.average_bandwidth, each.width, each.height, ladder.rate
    )


@contextmanager
def _workshop(out: Path, limits: Limits) -> Iterator[Path]:
    """A fresh directory beside `out`, gone afterwards whatever happens; sweeps up what killed runs left."""
    out.parent.mkdir(parents=True, exist_ok=True)
    for left in out.parent.glob(f".{glob.escape(out.name)}.*.part"):
        if time.time() - left.stat().st_mtime > 2 * limits.wall_seconds:
            shutil.rmtree(left, ignore_errors=True)
    room = out.parent / f".{out.name}.{secrets.token_hex(4)}.part"
    room.mkdir()
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _settle(room: Path) -> None:
    """Force everything to disk: the caller's row will say that it is there."""
    for path in [*room.rglob("*"), room]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _replace(room: Path, out: Path) -> None:
    if out.exists():
        old = out.parent / f".{out.name}.{secrets.token_hex(4)}.part"
        out.rename(old)
        room.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    else:
        room.rename(out)
