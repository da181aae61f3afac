"""Small real clips, any number of different files at the price of four encodings."""

import functools
import os
from pathlib import Path

from tests.media.tools import ffmpeg

LOOKS = ("testsrc2", "smptebars", "mandelbrot", "life=mold=10:ratio=0.3:death_color=#204060:life_color=#ffcc33")


@functools.cache
def drawn(folder: Path) -> list[bytes]:
    """Four clips of 2 s, 320 × 568, with sound."""
    found = []
    for number, look in enumerate(LOOKS):
        sized = f"{look}{':' if '=' in look else '='}s=320x568:r=24"
        path = folder / f"look-{number}.mp4"
        ffmpeg("-f", "lavfi", "-i", sized, "-f", "lavfi", "-i", f"sine=f={330 + 110 * number}:r=48000", "-t", "2",
               "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-b:v", "300k", path)  # fmt: skip
        found.append(path.read_bytes())
    return found


def different(folder: Path, number: int) -> Path:
    """Clip `number` as a file of its own: a `free` box of random bytes behind it makes it like no other."""
    noise = os.urandom(120_000)
    box = (8 + len(noise)).to_bytes(4, "big") + b"free" + noise
    path = folder / f"clip-{number}.mp4"
    path.write_bytes(drawn(folder)[number % len(LOOKS)] + box)
    return path
