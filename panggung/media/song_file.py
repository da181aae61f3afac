"""A campaign's song: any sound file in, AAC in MP4 for phones out, with its length and the picture of its loudness."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from panggung.media import ffmpeg, song
from panggung.media.errors import MediaRefused
from panggung.media.landmarks import landmarks_of
from panggung.media.sound import RATE, Samples, mono

PEAKS = 64
WALL_SECONDS = 120
KBIT = 96


@dataclass(frozen=True)
class SongFile:
    """What was made: length in seconds, and loudness steps from 0 to 100 (the loudest)."""

    seconds: float
    peaks: list[int]


def prepare(source: Path, target: Path) -> SongFile:
    """Write `target` (.m4a, tags stripped) from the sound of `source`, an operator's own file.

    Raises:
        MediaRefused: `not-a-song` when there is no sound in it, or none by which it could be recognised in an entry;
            `too-long` above ten minutes.
    """
    try:
        samples = mono(source)
        song.Index().add(source.name, landmarks_of(samples))
    except MediaRefused as refused:
        if refused.code == "too-long":
            raise
        raise MediaRefused("not-a-song", **refused.facts) from refused
    seconds = len(samples) / RATE
    line = [ffmpeg.executable(), "-v", "error", "-nostdin", "-y", "-protocol_whitelist", "file,pipe"]
    line += ["-i", f"file:{source}", "-map", "0:a:0", "-map_metadata", "-1", "-fflags", "+bitexact"]
    line += ["-c:a", "aac", "-b:a", f"{KBIT}k", "-movflags", "+faststart", f"file:{target}"]
    done = subprocess.run(line, capture_output=True, timeout=WALL_SECONDS)
    if done.returncode != 0:
        raise MediaRefused("not-a-song", detail=done.stderr.decode(errors="replace")[-500:])
    return SongFile(round(seconds, 2), peaks_of(samples))


def peaks_of(samples: Samples, steps: int = PEAKS) -> list[int]:
    """Root mean square of `steps` equal parts, scaled so that the loudest is 100."""
    levels = [float(np.sqrt(np.mean(part**2))) if len(part) else 0.0 for part in np.array_split(samples, steps)]
    loudest = max(levels) or 1.0
    return [round(100 * level / loudest) for level in levels]
