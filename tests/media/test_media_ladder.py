"""Which renditions a source gets."""

from __future__ import annotations

from fractions import Fraction

import msgspec
import pytest

from panggung.media.ladder import plan
from panggung.media.pictures import plan_stills
from panggung.media.probe import Probe

PLAIN = Probe(
    container="mov", codec="hevc", stream=0, seconds=20.0, width=720, height=1280, coded_width=720, coded_height=1280,
    rotation=0, fps=30.0, vfr=False, frames=600, bit_rate=6_000_000, pixel_format="yuv420p", matrix=1, primaries=1,
    transfer=1, full_range=False, hdr=False, interlaced=False, square_pixels=True, size_bytes=15_000_000,
)  # fmt: skip


def sides(width: int, height: int) -> list[tuple[int, int]]:
    made = plan(msgspec.structs.replace(PLAIN, width=width, height=height))
    return [(each.width, each.height) for each in made.renditions]


@pytest.mark.parametrize(
    ("source", "ladder"),
    [
        ((720, 1280), [(240, 426), (480, 854), (720, 1280)]),
        ((1280, 720), [(426, 240), (854, 480), (1280, 720)]),
        ((2160, 3840), [(240, 426), (480, 854), (720, 1280)]),
        ((640, 480), [(320, 240), (640, 480)]),
        ((360, 640), [(240, 426), (360, 640)]),
        ((500, 889), [(240, 426), (480, 854)]),
        ((608, 1080), [(240, 426), (480, 852), (608, 1080)]),
        ((176, 144), [(176, 144)]),
        ((361, 639), [(240, 424), (360, 638)]),
    ],
)
def test_the_ladder_follows_the_short_side_and_never_grows_a_picture(source, ladder):
    assert sides(*source) == ladder


@pytest.mark.parametrize(
    ("fps", "vfr", "rate"),
    [
        (30.0, False, Fraction(30)),
        (29.97, False, Fraction(30000, 1001)),
        (59.94, False, Fraction(30000, 1001)),
        (60.0, False, Fraction(30)),
        (50.0, False, Fraction(25)),
        (25.0, False, Fraction(25)),
        (120.0, False, Fraction(30)),
        (10.0, False, Fraction(10)),
        (1.0, False, Fraction(5)),
        (17.3, True, Fraction(30)),
    ],
)
def test_the_rate_is_steady_and_at_most_thirty(fps, vfr, rate):
    assert plan(msgspec.structs.replace(PLAIN, fps=fps, vfr=vfr)).rate == rate


@pytest.mark.parametrize("seconds", [1.0, 1.57, 3.63, 15.0, 20.0, 59.9, 180.0])
def test_frames_are_spread_over_the_whole_clip_and_bounded(seconds):
    ladder = plan(msgspec.structs.replace(PLAIN, seconds=seconds))
    stills = plan_stills(ladder, seconds)
    assert 4 <= stills.count <= 24
    assert 1 <= stills.columns <= 10
    assert seconds - float(stills.step * stills.count / ladder.rate) < max(1.5, seconds / 12)
