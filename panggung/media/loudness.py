"""Loudness of a sound track and the gain that brings it to the house level."""

from __future__ import annotations

import math

import av
import av.audio.stream
import av.container

TARGET_LUFS = -16.0
CEILING_DBTP = -1.5
MOST_GAIN_DB = 20.0
SILENCE_LUFS = -60.0
LIMITED_DB = 6.0  # how far peaks may be pushed into the limiter before the gain stops growing


def measure(
    container: av.container.InputContainer, stream: av.audio.stream.AudioStream, seconds: float
) -> tuple[float | None, float | None, bool]:
    """(integrated LUFS, true peak dBTP, whether there was any sound at all) of the stereo mix,
    over the first `seconds` of the track.

    Source: EBU R 128 and ITU-R BS.1770 by libav's ebur128.
    """
    graph = av.filter.Graph()
    source = graph.add_abuffer(template=stream)
    mix = graph.add("aformat", "channel_layouts=mono|stereo")
    meter = graph.add("ebur128", "peak=true:metadata=1:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(mix)
    mix.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    last: dict[str, str] = {}
    for packet in container.demux(stream):
        try:
            frames = packet.decode()
        except av.error.InvalidDataError:
            continue
        for frame in frames:
            source.push(frame)
            last = _pull(sink) or last
        if frames and frames[-1].time is not None and frames[-1].time > seconds:
            break
    source.push(None)
    last = _pull(sink) or last
    if not last:
        return None, None, False
    loudness = float(last.get("lavfi.r128.I", "nan"))
    peak = max((float(last[key]) for key in last if key.startswith("lavfi.r128.true_peaks_ch")), default=0.0)
    if not loudness > SILENCE_LUFS or peak <= 0:
        return None, None, True
    return round(loudness, 2), round(20 * math.log10(peak), 2), True


def gain(loudness: float | None, peak: float | None) -> float:
    """Decibels to add; 0 for silence. A limiter at CEILING_DBTP takes what peaks above it."""
    if loudness is None:
        return 0.0
    wanted = min(TARGET_LUFS - loudness, MOST_GAIN_DB)
    if peak is not None:
        wanted = min(wanted, max(CEILING_DBTP - peak + LIMITED_DB, 0.0))
    return round(wanted, 2)


def _pull(sink: av.filter.FilterContext) -> dict[str, str]:
    last: dict[str, str] = {}
    while True:
        try:
            last = dict(sink.pull().metadata)
        except (av.error.BlockingIOError, av.error.EOFError):
            return last

