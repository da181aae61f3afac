"""B1: CPU of processing one clip against the CPU of one bare ffmpeg making the same renditions.

The clip is drawn here: 20 s, 720×1280, 30 fps, H.264 with about 6 Mbit/s and AAC. Measured: `process` whole (probe,
ladder, poster, strip, frames, Python itself). Against: one ffmpeg call with the same encoder settings, each
rendition scaled from the source, plain MP4 files, no stills, no loudness. Alternating, median of
three each, CPU of all children plus of this process.
"""

from __future__ import annotations

import resource
import statistics
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from panggung.media import ffmpeg
from panggung.media.ladder import plan
from panggung.media.limits import Limits
from panggung.media.probe import probe
from panggung.media.transcode import process

ID = "B1"
SECONDS = 20
ROUNDS = 3
GOAL = 1.10


def draw(path: Path) -> None:
    """A moving picture with grain, neither trivial nor impossible to compress."""
    look = f"testsrc2=s=720x1280:r=30:d={SECONDS}"
    shade = f"gradients=s=720x1280:r=30:d={SECONDS}:speed=0.02:seed=7"
    graph = "[0][1]blend=all_mode=average,noise=alls=6:allf=t:all_seed=7,format=yuv420p[v]"
    call(
        ["-f", "lavfi", "-i", look, "-f", "lavfi", "-i", shade, "-f", "lavfi", "-i", f"sine=f=330:r=48000:d={SECONDS}",
         "-filter_complex", graph, "-map", "[v]", "-map", "2", "-c:v", "libx264", "-preset", "veryfast",
         "-b:v", "6M", "-maxrate", "6M", "-bufsize", "6M", "-c:a", "aac", "-ac", "2", str(path)]
    )  # fmt: skip


def call(arguments: list[str]) -> None:
    subprocess.run([ffmpeg.executable(), "-v", "error", "-nostdin", "-y", *arguments], check=True)


def bare(source: Path, out: Path) -> list[str]:
    """One plain ffmpeg call with the same renditions and encoder settings."""
    limits = Limits()
    ladder = plan(probe(source, limits))
    splits = "".join(f"[s{each.name}]" for each in ladder.renditions)
    scales = "".join(f";[s{each.name}]scale={each.width}:{each.height}[v{each.name}]" for each in ladder.renditions)
    line = ["-threads", str(limits.encoder_threads), "-i", str(source)]
    line += ["-filter_complex", f"[0:v]split={len(ladder.renditions)}{splits}{scales}"]
    for each in ladder.renditions:
        line += ["-map", f"[v{each.name}]", "-map", "0:a", *ffmpeg.encoder(each, ladder, limits)]
        line += ["-c:a", "aac", "-b:a", f"{each.audio_kbit}k", str(out / f"bare-{each.name}.mp4")]
    return line


def cpu_of(work: Callable[[], object]) -> float:
    """CPU seconds of this process and its ended children during `work`."""
    before = spent()
    work()
    return spent() - before


def spent() -> float:
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> dict[str, object]:
    """The line of `make bench`."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        source = home / "clip.mp4"
        draw(source)
        line = bare(source, home)
        ours, theirs = [], []
        for _ in range(ROUNDS):
            theirs.append(cpu_of(lambda: call(line)))
            ours.append(cpu_of(lambda: process(source, home / "out")))
    value, against = statistics.median(ours), statistics.median(theirs)
    ratio = value / against
    return {
        "id": ID,
        "value": round(value, 2),
        "unit": "CPU s",
        "against": round(against, 2),
        "ratio": round(ratio, 3),
        "goal": GOAL,
        "ok": ratio <= GOAL,
    }
