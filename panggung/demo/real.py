"""Real footage for the demo: sign-language words of one adult, looped to a clip's length with the song under them.

Source: intel-iot-devkit/sample-videos, CC BY 4.0. They are read where they are and never become part of the project.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import imageio_ffmpeg

from panggung.art import song
from panggung.demo.film import sound_arguments

SECONDS = 8.0
# The English word in the file's name, and what it is in Indonesian.
WORDS: dict[str, str] = {
    "again": "lagi",
    "bird": "burung",
    "book": "buku",
    "brother": "saudara laki-laki",
    "eat": "makan",
    "help": "tolong",
    "hungry": "lapar",
    "learn": "belajar",
    "milk": "susu",
}


@dataclass(frozen=True)
class RealClip:
    """One made file with what is said about it."""

    slug: str
    path: Path
    title: str
    caption: str


def real_clips(media: Path, target: Path) -> Iterator[RealClip]:
    """Make and yield a clip for each `asl-<word>.mkv` in `media`, in alphabetical order; made ones are kept.

    Raises:
        RuntimeError: ffmpeg failed.
    """
    target.mkdir(parents=True, exist_ok=True)
    for place, word in enumerate(WORDS):
        source = media / f"asl-{word}.mkv"
        if source.is_file():
            path = target / f"isyarat-{word}.v1.mp4"
            if not path.is_file():
                _loop(source, path, offset=song.beats()[place * 4 % 28])
            title = f"Kata isyarat: {WORDS[word]}"
            caption = f"Tirukan gerakannya, lalu tunjukkan kata “{WORDS[word]}” kepada temanmu."
            yield RealClip(f"isyarat-{word}", path, title, caption)


def _loop(source: Path, target: Path, *, offset: float) -> None:
    tune = song.write_wav(target.with_name(f".{target.stem}.wav"))
    part = target.with_name(f".{target.name}.part")
    heard, mapped = sound_arguments(tune, "song", offset, SECONDS)
    command = [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-y", "-protocol_whitelist", "file,pipe"),
        *("-stream_loop", "-1", "-i", str(source), *heard, *mapped, "-t", f"{SECONDS:.3f}"),
        *("-vf", "scale=out_range=tv,format=yuv420p", "-c:v", "libx264", "-preset", "veryfast", "-crf", "20"),
        *("-movflags", "+faststart", "-f", "mp4", str(part)),
    ]
    run = subprocess.run(command, capture_output=True, check=False)
    tune.unlink(missing_ok=True)
    if run.returncode != 0:
        part.unlink(missing_ok=True)
        raise RuntimeError(f"ffmpeg could not loop {source.name}: {run.stderr.decode('utf-8', 'replace')[-400:]}")
    part.replace(target)
