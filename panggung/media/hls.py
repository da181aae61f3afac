"""HLS playlists: reading those of the renditions, writing the master."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

MAP = re.compile(r'^#EXT-X-MAP:URI="([^"]+)",BYTERANGE="(\d+)@(\d+)"$')
RANGE = re.compile(r"^#EXT-X-BYTERANGE:(\d+)@(\d+)$")
DURATION = re.compile(r"^#EXTINF:([\d.]+),")


@dataclass(frozen=True)
class Segment:
    """Seconds, and bytes of the rendition's file."""

    seconds: float
    size: int
    offset: int


@dataclass(frozen=True)
class Playlist:
    """One file by byte ranges: its initialisation part is the first `init_size` bytes."""

    file: str
    init_size: int
    segments: tuple[Segment, ...]

    @property
    def seconds(self) -> float:
        return sum(segment.seconds for segment in self.segments)


@dataclass(frozen=True)
class Variant:
    """One line of the master. Bandwidths in bit/s."""

    playlist: str
    codecs: str
    bandwidth: int
    average_bandwidth: int
    width: int
    height: int
    rate: Fraction


def parse(text: str) -> Playlist:
    """Read a media playlist with byte ranges of one file.

    Raises:
        ValueError: the ranges don't tile one file, or a part is missing.
    """
    lines = text.splitlines()
    head = next((found for line in lines if (found := MAP.match(line))), None)
    if head is None or head[3] != "0" or lines[0] != "#EXTM3U" or lines[-1] != "#EXT-X-ENDLIST":
        raise ValueError("not a whole playlist of one file")
    seconds = [float(found[1]) for line in lines if (found := DURATION.match(line))]
    ranges = [(int(found[1]), int(found[2])) for line in lines if (found := RANGE.match(line))]
    segments = tuple(Segment(length, size, offset) for length, (size, offset) in zip(seconds, ranges, strict=True))
    end = int(head[2])
    for segment in segments:
        if segment.offset != end:
            raise ValueError("byte ranges leave a gap")
        end += segment.size
    if not segments or any(line not in ("", head[1]) for line in lines if not line.startswith("#")):
        raise ValueError("segments of another file")
    return Playlist(head[1], int(head[2]), segments)


def peak_bandwidth(segments: tuple[Segment, ...]) -> int:
    """Largest bit rate of any run of segments that lasts 0.5 to 1.5 target durations, else of the whole.

    Source: RFC 8216 section 4.1 (peak segment bit rate).
    """
    target = max(round(max(segment.seconds for segment in segments)), 1)
    peak = 0.0
    for first in range(len(segments)):
        seconds, bits = 0.0, 0
        for segment in segments[first:]:
            seconds, bits = seconds + segment.seconds, bits + segment.size * 8
            if seconds > 1.5 * target:
                break
            if seconds >= 0.5 * target:
                peak = max(peak, bits / seconds)
    return round(peak) or average_bandwidth(segments)


def average_bandwidth(segments: tuple[Segment, ...]) -> int:
    """Bits of all segments over their seconds."""
    return round(sum(segment.size for segment in segments) * 8 / sum(segment.seconds for segment in segments))


def master(variants: list[Variant]) -> str:
    """Master playlist, the first variant first: players start with it. Source: RFC 8216 section 4.3.4.2."""
    lines = ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"]
    for each in variants:
        lines += [
            f"#EXT-X-STREAM-INF:BANDWIDTH={each.bandwidth},AVERAGE-BANDWIDTH={each.average_bandwidth},"
            f'CODECS="{each.codecs}",RESOLUTION={each.width}x{each.height},FRAME-RATE={float(each.rate):.3f}',
            each.playlist,
        ]
    return "\n".join(lines) + "\n"
