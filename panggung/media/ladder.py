"""Which renditions a source gets, at which rate, and which of them may be copied bit for bit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

from panggung.media.probe import Avc, Probe

SEGMENT_SECONDS = 2.0
LONGEST_SEGMENT = 3.0
MOST_FPS = 30
FEWEST_FPS = 5
# A source between two rungs keeps its own size when it is at least this much larger than the rung below.
WORTH_OWN_RUNG = 1.25
STANDARD_RATES = tuple(
    Fraction(*rate)
    for rate in ((24000, 1001), (24, 1), (25, 1), (30000, 1001), (30, 1), (50, 1), (60000, 1001), (60, 1))
)
COPYABLE_PROFILES = {"Constrained Baseline", "Main", "High"}
COPYABLE_LEVEL = 40


@dataclass(frozen=True)
class Rung:
    """Short side in pixels; encoder ceiling and sound in kbit/s."""

    short: int
    video_kbit: int
    audio_kbit: int


RUNGS = (Rung(240, 300, 64), Rung(480, 1000, 96), Rung(720, 2200, 128))


@dataclass(frozen=True)
class Rendition:
    """One step of the ladder for one source, sides in pixels as displayed, both even."""

    name: str
    width: int
    height: int
    video_kbit: int
    audio_kbit: int
    copied: bool = False


@dataclass(frozen=True)
class Plan:
    """`renditions` from small to large; `cuts` are the segments' first times when a copy dictates them, else empty."""

    renditions: tuple[Rendition, ...]
    rate: Fraction
    frames: int
    cuts: tuple[float, ...]


def plan(probe: Probe, tallest: int | None = None) -> Plan:
    """240, 480 and 720 by the short side, never larger than the source; none above `tallest` where it is given.

    A source between two rungs gets its own size on top where that is worth it (a 360 gives 240 and 360, a 500
    gives 240 and 480), one below 240 only its own size.
    """
    rungs = _rungs(min(probe.width, probe.height))
    if tallest is not None:
        rungs = [rung for rung in rungs if rung.short <= tallest] or rungs[:1]
    rate = output_rate(probe)
    cuts = copy_cuts(probe, rungs[-1]) if rate == nominal_rate(probe) else ()
    renditions = tuple(
        Rendition(str(rung.short), *_sides(probe, rung.short), rung.video_kbit, rung.audio_kbit,
                  copied=bool(cuts) and rung is rungs[-1])
        for rung in rungs
    )  # fmt: skip
    return Plan(renditions, rate, max(1, round(probe.seconds * rate)), cuts)


def _rungs(short: int) -> list[Rung]:
    fitting = [rung for rung in RUNGS if rung.short <= short]
    above = [rung for rung in RUNGS if rung.short > short]
    if above and (not fitting or short >= WORTH_OWN_RUNG * fitting[-1].short):
        own, higher = short - short % 2, above[0]
        video = round(higher.video_kbit * (own / higher.short) ** 1.5)
        fitting.append(Rung(own, max(video, 100), higher.audio_kbit))
    return fitting


def _sides(probe: Probe, short: int) -> tuple[int, int]:
    scale = short / min(probe.width, probe.height)
    long = 2 * round(max(probe.width, probe.height) * scale / 2)
    return (short, long) if probe.width <= probe.height else (long, short)


def nominal_rate(probe: Probe) -> Fraction:
    """The source's rate, snapped to a standard one when within 0.3 %."""
    near = min(STANDARD_RATES, key=lambda rate: abs(probe.fps - rate))
    return near if abs(probe.fps - near) < 0.003 * near else Fraction(probe.fps).limit_denominator(100)


def output_rate(probe: Probe) -> Fraction:
    """Frames a second of every rendition: constant, at most 30.

    A steady 50 or 60 is halved, an unsteady rate becomes 30.
    """
    rate = nominal_rate(probe)
    if probe.vfr or rate <= 0:
        return Fraction(MOST_FPS)
    if rate < FEWEST_FPS:
        return Fraction(FEWEST_FPS)
    return rate / max(1, math.ceil(rate / Fraction(MOST_FPS) - Fraction(1, 100)))


def copy_cuts(probe: Probe, top: Rung) -> tuple[float, ...]:
    """Segment starts if the picture can be copied unchanged as the top rendition, else ().

    Exact means: same pixels, same timing, playable everywhere the encoded ones are, every segment starting with an
    IDR picture near each two seconds, and no segment above the rung's ceiling.
    """
    avc = probe.avc
    if avc is None or not _copyable(probe, avc, top):
        return ()
    cuts, sizes = [0.0], [0]
    for time, size in zip(avc.keyframes, avc.keyframe_bytes, strict=True):
        # hls muxer's own rule: the first keyframe at or after the next multiple of the segment length
        if time >= len(cuts) * SEGMENT_SECONDS - 0.001:
            cuts.append(time)
            sizes.append(0)
        sizes[-1] += size
    lengths = [after - before for before, after in zip(cuts, [*cuts[1:], probe.seconds], strict=True)]
    ceiling = top.video_kbit * 1000 / 8
    too_long = any(length > LONGEST_SEGMENT for length in lengths)
    too_big = any(size > ceiling * max(length, 1.0) for size, length in zip(sizes, lengths, strict=True))
    return () if too_long or too_big else tuple(cuts)


def _copyable(probe: Probe, avc: Avc, top: Rung) -> bool:
    own = (probe.coded_width, probe.coded_height)
    return (
        avc.profile in COPYABLE_PROFILES
        and 0 < avc.level <= COPYABLE_LEVEL
        and avc.constant_rate
        and avc.starts_at_zero
        and avc.only_closed
        and probe.pixel_format == "yuv420p"
        and not (probe.full_range or probe.hdr or probe.interlaced or probe.rotation)
        and probe.square_pixels
        and own == _sides(probe, top.short)
    )
