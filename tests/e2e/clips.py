"""Short videos, made by the product's own ffmpeg: moving bars and a tone, or noise that can't be packed."""

import subprocess
from pathlib import Path

import imageio_ffmpeg


def clip(path: Path, *, seconds: float = 4, size: str = "360x640", hue: int = 0) -> Path:
    """A small playable video; another `hue` makes other bytes and another picture."""
    return _made(path, f"testsrc2=size={size}:rate=24,hue=h={hue}", seconds, "-b:v", "300k")


def heavy(path: Path, *, megabytes: int = 3, hue: int = 0) -> Path:
    """A playable video of four seconds with about so many bytes, so that sending it takes its time."""
    noise = f"testsrc2=size=360x640:rate=24,hue=h={hue},noise=alls=60:allf=t"
    return _made(path, noise, 4, "-b:v", f"{megabytes * 2}M", "-minrate", f"{megabytes * 2}M")


def long(path: Path, *, seconds: float) -> Path:
    """A long video that is made in a moment."""
    return _made(path, "testsrc2=size=128x128:rate=2", seconds, "-b:v", "20k")


def huge(path: Path, *, size: int) -> Path:
    """A file of `size` bytes that takes no room."""
    with path.open("wb") as file:
        file.truncate(size)
    return path


def _made(path: Path, picture: str, seconds: float, *how: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    command = [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", picture),
        *("-f", "lavfi", "-i", "sine=frequency=440", "-t", str(seconds), "-c:v", "libx264", "-preset", "ultrafast"),
        *("-pix_fmt", "yuv420p", *how, "-c:a", "aac", "-movflags", "+faststart", str(path)),
    ]
    subprocess.run(command, check=True)
    return path
