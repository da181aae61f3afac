"""B2: CPU of processing one clip and running every signal over it, against one bare ffmpeg.

The clip and the bare ffmpeg are those of B1, with the demo's song as its sound and a line of text drawn into the
picture for a part of it, so that no signal has nothing to do. Models are loaded before the clock starts, as in a worker
that has screened before. Also told: the most memory that screening took (PSS isn't there for a peak: RSS, MB).
"""

from __future__ import annotations

import resource
import statistics
import tempfile
from pathlib import Path
from typing import Any

from bench import card
from bench.b01_process import ROUNDS, bare, call, cpu_of, draw, spent
from panggung.art import song as songs
from panggung.media import near
from panggung.media.transcode import Processed, process
from panggung.rules import in_force
from panggung.rules.verdict import Context
from panggung.signals import table
from panggung.signals.signal import Frame, Sample

ID = "B2"
GOAL = 1.60
GOAL_MB = 900
CAPTION = "Aku menari bersama teman-teman di halaman sekolah. Seru banget! #AnakGENIUS"
CONTEXT = Context(
    maker_is_minor=True, newcomer=False, consent="stands", copy_of="none", seconds=20.0, asked_seconds=5.0,
    song_expected=True,
)  # fmt: skip


def dress(plain: Path, clip: Path, song: Path) -> None:
    """The clip of B1 with the song as sound and a caption in the picture from second 5 to 9."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.new("RGBA", (720, 1280), (0, 0, 0, 0))
    ImageDraw.Draw(picture).text((60, 900), "AKU ANAK GENIUS", font=ImageFont.load_default(64), fill="white")
    words = clip.with_suffix(".png")
    picture.save(words)
    call(
        ["-i", str(plain), "-i", str(song), "-i", str(words),
         "-filter_complex", "[0:v][2:v]overlay=enable='between(t,5,9)'[v]", "-map", "[v]", "-map", "1:a",
         "-c:v", "libx264", "-preset", "veryfast", "-b:v", "6M", "-c:a", "aac", "-ac", "2", "-t", "20", str(clip)]
    )  # fmt: skip


def screen(folder: Path, made: Processed, song: Path) -> list[Any]:
    """Every signal, and the rulebook's verdict, over what `process` made."""
    sample = Sample(
        texts={"caption": CAPTION},
        frames=[Frame(folder / frame.file, frame.seconds) for frame in made.frames],
        video=folder / made.renditions[0].file,
        song=song,
        known={"removed": near.Index(), "entries": near.Index()},
    )
    readings = table.run(sample, table.SIGNALS)
    failed = [reading.name for reading in readings if reading.error]
    if failed:
        raise RuntimeError(f"signals failed: {failed}")
    in_force.book().judge(readings, CONTEXT)
    return readings


def main() -> dict[str, Any]:
    """The line of `make bench`."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        song = songs.write_wav(home / "song.wav")
        draw(home / "plain.mp4")
        dress(home / "plain.mp4", home / "clip.mp4", song)
        line = bare(home / "clip.mp4", home)
        screen(home / "warm", process(home / "clip.mp4", home / "warm"), song)
        ours, theirs, signals = [], [], []
        for number in range(ROUNDS):
            theirs.append(cpu_of(lambda: call(line)))
            out = home / f"out{number}"
            before = spent()
            made = process(home / "clip.mp4", out)
            processed = spent()
            screen(out, made, song)
            signals.append(spent() - processed)
            ours.append(spent() - before)
    value, against = statistics.median(ours), statistics.median(theirs)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratio = value / against
    spent_on = statistics.median(signals)
    card.write(
        "README.md",
        ID,
        [
            "| a 20 s clip of 720 × 1280 with song and a caption in the picture | figure | goal |",
            "| --- | --- | --- |",
            f"| CPU of processing and all signals, against a bare ffmpeg | {ratio:.2f} | {GOAL} |",
            f"| CPU of the signals alone | {spent_on:.2f} s | |",
            f"| most memory of the process that screens | {most:.0f} MB | {GOAL_MB} MB |",
        ],
    )
    return {
        "id": ID,
        "value": round(value, 2),
        "unit": "CPU s",
        "against": round(against, 2),
        "ratio": round(ratio, 3),
        "goal": GOAL,
        "signals": round(spent_on, 2),
        "memory_mb": round(most),
        "memory_goal_mb": GOAL_MB,
        "ok": ratio <= GOAL and most <= GOAL_MB,
    }
