"""Frames to a video file: layers of SVG are drawn once each, laid over each other and sent to one ffmpeg."""

import contextlib
import io
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor, radians, sin
from pathlib import Path

import imageio_ffmpeg
import resvg_py
from PIL import Image

from panggung.art.pose import Pose, arm_points
from panggung.art.puppet import Look, figure, shadow

FPS = 24
# Drawn at 1.25 pixels a unit (450 wide for 360 units) and scaled up by the encoder: resvg's time goes with the pixels,
# and flat art loses little that is seen.
DENSITY = 1.25
_GRID = 4
_ENLARGE = 1.6
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Layer:
    """A piece of SVG in frame units and the box (x, y, w, h) that holds it; None is the whole frame."""

    svg: str
    box: Box | None = None


def actor(
    look: Look, pose: Pose, at: tuple[float, float], scale: float, *, uid: str = "a", held: str = "", beyond: float = 0
) -> Layer:
    """A puppet with its feet at `at` as a layer no larger than its pose; `held` may stick out by `beyond` units."""
    x, y = at
    body = f'<g transform="translate({x:.1f} {y:.1f}) scale({scale:.3f})">{figure(look, pose, uid=uid, held=held)}</g>'
    arms = arm_points(-1, pose.arm_l, pose.elbow_l) + arm_points(1, pose.arm_r, pose.elbow_r)
    bent = 200 * sin(radians(pose.lean)) + 60 * sin(radians(pose.tilt))
    left = min(-92.0, *(p[0] - 18 for p in arms)) + min(0.0, bent) - beyond
    right = max(92.0, *(p[0] + 18 for p in arms)) + max(0.0, bent) + beyond
    middle, high = x + pose.x * scale, y + min(pose.y, 0) * scale
    box = (middle + left * scale, high - 326 * scale, (right - left) * scale, y - high + 342 * scale)
    return Layer(shadow(middle, y, scale, -pose.y) + body, box)


@lru_cache(maxsize=48)
def _raster(svg: str, box: tuple[int, int, int, int]) -> Image.Image:
    x, y, w, h = box
    doc = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{x} {y} {w} {h}">{svg}</svg>'
    png = resvg_py.svg_to_bytes(svg_string=doc, width=int(w * DENSITY), height=int(h * DENSITY), skip_system_fonts=True)
    picture = Image.open(io.BytesIO(png))
    picture.load()
    return picture if picture.mode == "RGBA" else picture.convert("RGBA")


def _whole(box: Box | None, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The box cut to the frame, on a grid of units whose pixels are whole; None when nothing is left."""
    if box is None:
        return 0, 0, *size
    left, top = (max(0, floor(v / _GRID) * _GRID) for v in box[:2])
    right, low = (min(edge, ceil((box[k] + box[k + 2]) / _GRID) * _GRID) for k, edge in enumerate(size))
    return (left, top, right - left, low - top) if right > left and low > top else None


def compose(layers: Iterable[Layer], size: tuple[int, int]) -> Image.Image:
    """One frame of `size` units as RGBA, `DENSITY` pixels a unit."""
    frame: Image.Image | None = None
    for layer in layers:
        box = _whole(layer.box, size)
        if box is None or not layer.svg:
            continue
        piece = _raster(layer.svg, box)
        if frame is None:
            frame = piece.copy()
        else:
            frame.alpha_composite(piece, (int(box[0] * DENSITY), int(box[1] * DENSITY)))
    if frame is None:
        raise ValueError("a frame needs at least one layer")
    return frame


# How the song gets into a clip: clean, through a phone's speaker in a room, or not at all.
SOUNDS = {
    "song": "anull",
    "phone": "highpass=f=320,highpass=f=320,lowpass=f=3400,lowpass=f=3400,aecho=0.8:0.6:38|71:0.22|0.12,volume=2",
}


def sound_arguments(song: Path, sound: str, offset: float, seconds: float) -> tuple[list[str], list[str]]:
    """ffmpeg arguments for input and output of the song from `offset` seconds, faded at both ends; empty for "none"."""
    if sound == "none":
        return [], ["-an"]
    fades = f"{SOUNDS[sound]},afade=t=in:d=0.04,afade=t=out:st={max(0, seconds - 0.5):.2f}:d=0.5"
    return (
        ["-ss", f"{offset:.3f}", "-t", f"{seconds:.3f}", "-i", str(song)],
        ["-map", "0:v", "-map", "1:a", "-af", fades, "-c:a", "aac", "-b:a", "128k"],
    )


def _command(part: Path, size: tuple[int, int], seconds: float, sound: tuple[list[str], list[str]]) -> list[str]:
    w, h = (int(v * DENSITY) for v in size)
    heard, mapped = sound
    return [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-y"),
        *("-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{w}x{h}", "-r", str(FPS), "-i", "pipe:0", *heard, *mapped),
        *("-vf", f"scale={round(w * _ENLARGE)}:{round(h * _ENLARGE)}:flags=lanczos", "-pix_fmt", "yuv420p"),
        *("-c:v", "libx264", "-preset", "superfast", "-crf", "20", "-maxrate", "3M", "-bufsize", "6M", "-threads", "1"),
        *("-t", f"{seconds:.3f}", "-movflags", "+faststart", "-f", "mp4", str(part)),
    ]


def encode(
    frames: Iterable[Image.Image],
    target: Path,
    *,
    size: tuple[int, int],
    seconds: float,
    song: Path,
    sound: str,
    offset: float,
) -> Path:
    """Write the frames (of `size` units) with the song as H.264 and AAC in MP4, atomically.

    Raises:
        RuntimeError: ffmpeg failed; its last words are in the message.
    """
    part = target.with_name(f".{target.name}.part")
    command = _command(part, size, seconds, sound_arguments(song, sound, offset, seconds))
    run = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.stdin is None or run.stderr is None:
        raise RuntimeError("ffmpeg gave no pipes")
    # A pipe that breaks means that ffmpeg has ended: its own words, read below, say why.
    with contextlib.suppress(BrokenPipeError), run.stdin as pipe:
        for frame in frames:
            pipe.write(frame.tobytes())
    words = run.stderr.read().decode("utf-8", "replace")
    if run.wait() != 0:
        part.unlink(missing_ok=True)
        raise RuntimeError(f"ffmpeg could not write {target.name}: {words[-400:]}")
    return part.replace(target)
