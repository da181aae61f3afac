"""Loudness of a sound track and the gain that brings it to the house level."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import av
import av.audio.stream
import av.container

TARGET_LUFS = -16.0
CEILING_DBTP = -1.5
MOST_GAIN_DB = 20.0
SILENCE_LUFS = -60.0
LIMITED_DB = 6.0  # how far peaks may be pushed into the limiter before the gain stops growing


@dataclass(frozen=True)
class Heard:
    """What a track sounds like: loudness in LUFS and true peak in dBTP, None for silence."""

    channels: int
    sample_rate: int
    loudness: float | None
    peak: float | None


def measure(
    container: av.container.InputContainer, stream: av.audio.stream.AudioStream, seconds: float
) -> Heard | None:
    """Measure the stereo mix over the first `seconds` of the track; None when no sound can be decoded.

    Source: EBU R 128 and ITU-R BS.1770 by libav's ebur128.
    """
    first: av.AudioFrame | None = None
    last: dict[str, str] = {}
    for frame in _frames(container, stream):
        if first is None:
            first = frame
            meter = _meter(frame)
        elif _shape(frame) != _shape(first):
            continue  # a track that changes midway is measured by its first part
        meter.push(frame)
        last = _pull(meter) or last
        if frame.time is not None and frame.time > seconds:
            break
    if first is None:
        return None
    meter.push(None)
    last = _pull(meter) or last
    loudness = float(last.get("lavfi.r128.I", "nan"))
    peak = max((float(last[key]) for key in last if key.startswith("lavfi.r128.true_peaks_ch")), default=0.0)
    channels, rate = first.layout.nb_channels, first.sample_rate
    if not loudness > SILENCE_LUFS or peak <= 0:
        return Heard(channels, rate, None, None)
    return Heard(channels, rate, round(loudness, 2), round(20 * math.log10(peak), 2))


def _frames(container: av.container.InputContainer, stream: av.audio.stream.AudioStream) -> Iterator[av.AudioFrame]:
    for packet in container.demux(stream):
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue


def _shape(frame: av.AudioFrame) -> tuple[int, str, str]:
    return frame.sample_rate, frame.format.name, frame.layout.name


def _meter(frame: av.AudioFrame) -> av.filter.Graph:
    graph = av.filter.Graph()
    rate, kind, layout = _shape(frame)
    graph.link_nodes(
        graph.add_abuffer(sample_rate=rate, format=kind, layout=layout, time_base=Fraction(1, rate)),
        graph.add("aformat", "channel_layouts=mono|stereo"),
        graph.add("ebur128", "peak=true:metadata=1:framelog=quiet"),
        graph.add("abuffersink"),
    ).configure()
    return graph


def gain(loudness: float | None, peak: float | None) -> float:
    """Decibels to add; 0 for silence. A limiter at CEILING_DBTP takes what peaks above it."""
    if loudness is None:
        return 0.0
    wanted = min(TARGET_LUFS - loudness, MOST_GAIN_DB)
    if peak is not None:
        wanted = min(wanted, max(CEILING_DBTP - peak + LIMITED_DB, 0.0))
    return round(wanted, 2)


def _pull(meter: av.filter.Graph) -> dict[str, str]:
    last: dict[str, str] = {}
    while True:
        try:
            last = dict(meter.pull().metadata)
        except (av.error.BlockingIOError, av.error.EOFError):
            return last
