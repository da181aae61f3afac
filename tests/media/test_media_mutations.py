"""Damaged files: each is refused with a code or becomes a whole result, within bounds, and nothing else is touched."""

from __future__ import annotations

import collections
import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from panggung.media import hls
from panggung.media.errors import MediaRefused
from panggung.media.limits import Limits
from panggung.media.transcode import process

COUNT = 200
SEED = 20180723
SLOWEST_SECONDS = 45.0  # the wall limits below and some air for a busy machine
TIGHT = Limits(cpu_seconds=10, wall_seconds=20.0, probe_cpu_seconds=5, probe_wall_seconds=15.0, output_bytes=8 * 2**20)
SOURCES = {
    "a.mp4": (),
    "fragments.mp4": ("-movflags", "frag_keyframe+empty_moov", "-g", "5"),
    "a.mkv": (),
    "a.webm": ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus"),
    "a.ts": (),
    "a.avi": ("-c:v", "mpeg4", "-c:a", "mp2"),
}


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Flip, cut out, double or overwrite, more often near the head where structure lives."""
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 3, 10, 40])):
        reach = chance.choice([min(4096, len(damaged)), len(damaged)])
        at = chance.randrange(max(reach, 1))
        kind = chance.randrange(4)
        if kind == 0:
            damaged[at] ^= 1 << chance.randrange(8)
        elif kind == 1:
            damaged[at : at + 4] = chance.choice([b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff"])
        elif kind == 2:
            del damaged[at : at + chance.randrange(64)]
        else:
            damaged[at:at] = damaged[at : at + chance.randrange(256)]
    return bytes(damaged)


def fate(source: Path, out: Path) -> str:
    started = time.monotonic()
    try:
        done = process(source, out, limits=TIGHT)
    except MediaRefused as refused:
        assert not out.exists()
        result = refused.code
    else:
        for each in done.renditions:
            assert hls.parse((out / each.playlist).read_text()).seconds <= TIGHT.max_seconds + 2
        result = "processed"
    assert time.monotonic() - started < SLOWEST_SECONDS
    return result


def test_two_hundred_damaged_files_are_each_refused_or_processed_within_bounds(draw, tmp_path):
    chance = random.Random(SEED)
    clips = [
        draw(f"mutate-{name}", *options, size="96x96", seconds=1.2, rate="10") for name, options in SOURCES.items()
    ]
    inbox, outbox = tmp_path / "in", tmp_path / "out"
    inbox.mkdir()
    for number in range(COUNT):
        clip = clips[number % len(clips)]
        (inbox / f"{number:03}{clip.suffix}").write_bytes(mutate(clip.read_bytes(), chance))
    before = {path: path.read_bytes() for path in inbox.iterdir()}
    with ThreadPoolExecutor(2) as pool:
        fates = collections.Counter(pool.map(lambda path: fate(path, outbox / path.name), sorted(before)))
    print(f"{COUNT} damaged files, seed {SEED}: {dict(fates)}")
    assert sum(fates.values()) == COUNT
    assert fates["processed"] >= 20
    assert COUNT - fates["processed"] >= 20
    assert {path: path.read_bytes() for path in inbox.iterdir()} == before
    assert {path.name for path in tmp_path.iterdir()} <= {"in", "out"}
    assert not [path for path in outbox.iterdir() if path.name.startswith(".")]
