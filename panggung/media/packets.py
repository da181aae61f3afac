"""One walk over a file's packets, without decoding: real length, real rate, and whether its cuts are clean."""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from itertools import pairwise

import av.container
import av.video.stream

from panggung.media.errors import MediaRefused
from panggung.media.limits import Limits

IDR, SPS, PPS = 5, 7, 8  # NAL unit types, ITU-T H.264 table 7-1
STEADY = 0.98  # part of the steps between frames that must be equal
STEADY_TOLERANCE = 0.03


@dataclass
class Tally:
    """Times in seconds from the start of the whole file (its earliest track)."""

    times: list[float] = field(default_factory=list)
    start: float = 0.0
    seconds: float = 0.0
    any_until: float = 0.0
    fps: float = 0.0
    constant_rate: bool = False
    length_prefixed: bool = False
    only_closed: bool = True
    keyframes: list[tuple[float, int]] = field(default_factory=list)  # time, bytes up to the next


def walk(container: av.container.InputContainer, video: av.video.stream.VideoStream, limits: Limits) -> Tally:
    """Read every packet once.

    Raises:
        MediaRefused: over-limit for too many packets, too-long as soon as a time says so.
    """
    tally = Tally()
    context = video.codec_context
    sets = context.extradata or b""
    tally.length_prefixed = sets[:1] == b"\x01" and sets[4:5] == b"\xff"  # avcC with lengths of four bytes
    origin = (container.start_time or 0) / av.time_base
    tick, last_step = float(video.time_base or 0), 0.0
    for number, packet in enumerate(container.demux()):
        if number > limits.max_packets:
            raise MediaRefused("over-limit", what="packets", limit=limits.max_packets)
        stamp = packet.pts if packet.pts is not None else packet.dts
        if packet.size == 0 or stamp is None or packet.time_base is None:
            continue
        time = float(stamp * packet.time_base) - origin
        end = time + float((packet.duration or 0) * packet.time_base)
        tally.any_until = max(tally.any_until, end)
        if packet.stream_index != video.index:
            continue
        if time > limits.max_seconds + 1:
            raise MediaRefused("too-long", seconds=round(time, 1), limit=limits.max_seconds)
        last_step = end - time
        tally.times.append(time)
        _note_keyframe(tally, packet, time)
    _measure(tally, tick, last_step)
    return tally


def _note_keyframe(tally: Tally, packet: av.Packet[av.stream.Stream], time: float) -> None:
    kinds = _nal_kinds(bytes(packet)) if tally.length_prefixed and tally.only_closed else set()
    if packet.is_keyframe:
        tally.keyframes.append((time, 0))
        tally.only_closed &= IDR in kinds
    tally.only_closed &= not kinds & {SPS, PPS}  # sets that change midway need the original container
    if tally.keyframes:
        start, size = tally.keyframes[-1]
        tally.keyframes[-1] = (start, size + packet.size)
    else:
        tally.only_closed = False


def _nal_kinds(packet: bytes) -> set[int]:
    kinds, at = set(), 0
    while at + 5 <= len(packet):
        kinds.add(packet[at + 4] & 31)
        at += 4 + int.from_bytes(packet[at : at + 4], "big")
    return kinds


def _measure(tally: Tally, tick: float, last_step: float) -> None:
    tally.times.sort()
    if len(tally.times) < 2:
        tally.seconds = last_step
        return
    steps = [after - before for before, after in pairwise(tally.times)]
    usual = statistics.median(steps)
    tolerance = max(1.5 * tick, STEADY_TOLERANCE * usual)
    steady = sum(abs(step - usual) <= tolerance for step in steps)
    span = tally.times[-1] - tally.times[0]
    tally.start = tally.times[0]
    tally.constant_rate = usual > 0 and steady >= STEADY * len(steps)
    tally.fps = len(steps) / span if span > 0 else 0.0
    tally.seconds = tally.times[-1] + (last_step if 0 < last_step < 1 else usual)
