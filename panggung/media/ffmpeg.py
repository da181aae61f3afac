"""The one ffmpeg call: its command line and its run."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg

from panggung.media import sandbox
from panggung.media.errors import MediaRefused
from panggung.media.formats import opening_options
from panggung.media.graph import filter_graph
from panggung.media.ladder import SEGMENT_SECONDS, Plan, Rendition
from panggung.media.limits import Limits
from panggung.media.pictures import Stills
from panggung.media.probe import Probe

PRESET = "veryfast"
CRF = 24
# Nothing of the source's words survives: no tags, chapters, data tracks, encoder names.
STRIPPED = [
    *("-map_metadata", "-1", "-map_chapters", "-1", "-dn", "-sn"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact"),
]
WITHOUT_SEI = "filter_units=remove_types=6"  # user data of cameras and of x264 itself
HLS = [
    *("-f", "hls", "-hls_time", str(SEGMENT_SECONDS), "-hls_playlist_type", "vod", "-hls_segment_type", "fmp4"),
    *("-hls_flags", "single_file+independent_segments"),
]


@functools.cache
def executable() -> str:
    """Path of the static ffmpeg that came with the Python package."""
    return str(imageio_ffmpeg.get_ffmpeg_exe())


def command(source: Path, probe: Probe, plan: Plan, stills: Stills, limits: Limits) -> list[str]:
    """The whole command; outputs are named relative to the directory that it runs in."""
    options = opening_options(probe.container) | {"protocol_whitelist": "file,pipe"}
    opening = [part for key, value in options.items() for part in (f"-{key}", value)]
    line = [executable(), "-hide_banner", "-nostdin", "-loglevel", "warning", "-y"]
    line += ["-progress", "pipe:1", "-stats_period", "0.5", "-filter_complex_threads", "1"]
    line += ["-threads", str(limits.encoder_threads), "-max_pixels", str(limits.max_pixels)]
    # A clip that changes size midway (a turned phone) must not restart the graph, its counters and outputs.
    line += ["-reinit_filter", "0", "-t", f"{probe.seconds:.6f}"]
    line += ["-f", probe.container, *opening, "-i", f"file:{source}"]
    line += ["-filter_complex", filter_graph(probe, plan, stills)]
    for rendition in plan.renditions:
        line += _rendition(rendition, probe, plan, limits)
    return line + _still_outputs()


def _rendition(rendition: Rendition, probe: Probe, plan: Plan, limits: Limits) -> list[str]:
    line = ["-map", f"0:{probe.stream}" if rendition.copied else f"[v{rendition.name}]"]
    line += ["-c:v", "copy"] if rendition.copied else encoder(rendition, plan, limits)
    if probe.sound is not None:
        mono = probe.sound.channels == 1
        kbit = rendition.audio_kbit * 2 // 3 if mono else rendition.audio_kbit
        line += ["-map", f"[a{rendition.name}]", "-c:a", "aac", "-flags:a", "+bitexact", "-b:a", f"{kbit}k"]
    line += [*STRIPPED, "-metadata:s", "encoder=", "-bsf:v", WITHOUT_SEI, *HLS]
    return [*line, "-hls_segment_filename", f"{rendition.name}.mp4", f"{rendition.name}.m3u8"]


def encoder(rendition: Rendition, plan: Plan, limits: Limits) -> list[str]:
    """x264: constant quality under the rung's ceiling, a closed GOP from each segment's start."""
    starts = ",".join(f"{cut:.6f}" for cut in plan.cuts) or f"expr:gte(t,n_forced*{SEGMENT_SECONDS})"
    line = ["-c:v", "libx264", "-preset", PRESET, "-profile:v", "high", "-crf", str(CRF)]
    line += ["-maxrate", f"{rendition.video_kbit}k", "-bufsize", f"{rendition.video_kbit * 2}k"]
    line += ["-threads", str(limits.encoder_threads), "-g", "600", "-sc_threshold", "0", "-forced-idr", "1"]
    return [*line, "-force_key_frames", starts, "-r", str(plan.rate)]


def _still_outputs() -> list[str]:
    jpeg = ["-c:v", "mjpeg", "-q:v", "4", "-huffman", "optimal"]
    outputs: list[tuple[str, list[str]]] = [
        ("poster", ["-frames:v", "1", "-c:v", "libwebp", "-quality", "78", "-update", "1", "poster.webp"]),
        ("posterjpg", ["-frames:v", "1", *jpeg, "-update", "1", "poster.jpg"]),
        ("strip", ["-frames:v", "1", *jpeg, "-update", "1", "strip.jpg"]),
        ("frames", ["-fps_mode", "passthrough", *jpeg, "frames/%04d.jpg"]),
    ]
    return [
        part
        for name, options in outputs
        for part in ("-map", f"[{name}]", *STRIPPED, *options[:-1], "-f", "image2", options[-1])
    ]


def run(
    line: list[str],
    *,
    cwd: Path,
    seconds: float,
    limits: Limits,
    on_progress: Callable[[float], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> float:
    """Run the call in `cwd`, report progress from 0 to 1, and return the CPU seconds used.

    Raises:
        MediaRefused: unreadable (with ffmpeg's last words as `detail`), over-limit.
        MediaFailed, MediaStopped: see `sandbox.run`.
    """
    bounds = sandbox.Bounds(limits.cpu_seconds, limits.wall_seconds, limits.memory_bytes, limits.output_bytes)
    ended = sandbox.run(
        line,
        bounds=bounds,
        cwd=cwd,
        on_output=progress_reader(seconds, on_progress or (lambda share: None)),
        should_stop=should_stop,
    )
    if ended.code != 0:
        raise MediaRefused("unreadable", exit=ended.code, detail=ended.errors[-2000:])
    return ended.cpu_seconds


def progress_reader(seconds: float, report: Callable[[float], None]) -> Callable[[bytes], None]:
    """Reads `-progress` lines however they are cut, and reports rising shares from 0 to 1."""
    rest, highest = b"", 0.0

    def read(data: bytes) -> None:
        nonlocal rest, highest
        *lines, rest = (rest + data).split(b"\n")
        for line in lines:
            key, _, value = line.partition(b"=")
            if key == b"out_time_us" and value.strip().isdigit():
                share = min(int(value) / 1e6 / seconds, 1.0)
                if share > highest:
                    highest = share
                    report(share)

    return read
