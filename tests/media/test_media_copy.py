"""A picture is copied when that is exact, and only then."""

from __future__ import annotations

import hashlib
from itertools import islice
from pathlib import Path

import av
import pytest

from panggung.media import hls
from tests.media.tools import decoded

FITS = ("-c:v", "libx264", "-preset", "veryfast", "-profile:v", "high", "-pix_fmt", "yuv420p", "-b:v", "200k",
        "-maxrate", "250k", "-bufsize", "120k", "-g", "30")  # fmt: skip


def pictures(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        return [hashlib.sha256(f.to_ndarray()).hexdigest() for f in islice(container.decode(video=0), 300)]


@pytest.mark.parametrize("name", ["fits.mp4", "fits.mkv", "fits.mov"])
def test_a_source_that_fits_its_rung_is_copied_picture_for_picture(draw, processed, name):
    clip = draw(name, *FITS, size="320x240", seconds=5)
    done, out = processed(clip)
    assert done.renditions[-1].copied
    assert pictures(clip) == pictures(out / "240.m3u8")
    assert done.loudness is not None
    assert "mp4a.40.2" in done.renditions[-1].codecs


def test_a_copy_and_what_is_encoded_beside_it_are_cut_at_the_same_times(draw, processed):
    clip = draw(
        "beside.mp4", *FITS[:-2], "-force_key_frames", "0,0.7,2.2,3.1,4.4,6.1", "-g", "300", size="360x480", seconds=7
    )
    done, out = processed(clip)
    assert [(each.name, each.copied) for each in done.renditions] == [("240", False), ("360", True)]
    lists = [hls.parse((out / each.playlist).read_text()).segments for each in done.renditions]
    small, large = ([segment.seconds for segment in segments] for segments in lists)
    assert small == pytest.approx(large, abs=0.04)
    assert large == pytest.approx([2.2, 2.2, 1.7, 0.9], abs=0.04)
    times = [decoded(out / each.playlist)[0] for each in done.renditions]
    assert times[0] == pytest.approx(times[1], abs=0.002)
    for each, segments in zip(done.renditions, lists, strict=True):
        with av.open(str(out / each.playlist)) as container:
            packets = [packet for packet in container.demux(video=0) if packet.size]
        keys = [float(packet.pts * packet.time_base) for packet in packets if packet.is_keyframe]
        starts = [sum(segment.seconds for segment in segments[:i]) for i in range(len(segments))]
        for start in starts:
            assert any(abs(key - keys[0] - start) < 0.04 for key in keys)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("sparse-keys.mp4", ("-g", "300", "-sc_threshold", "0")),
        ("open-gop.mp4", ("-x264-params", "open-gop=1:bframes=3:keyint=30:b-adapt=0")),
        ("fat.mp4", ("-b:v", "900k", "-maxrate", "1200k", "-bufsize", "600k")),
        ("444.mp4", ("-pix_fmt", "yuv444p", "-profile:v", "high444")),
        (
            "full-range.mp4",
            (
                "-pix_fmt",
                "yuvj420p",
            ),
        ),
        ("between-rungs.mp4", ("-s", "280x374")),
        ("sixty.mp4", ("-r", "60")),
        ("turned.mp4", ("-vf", "setsar=2/1")),
    ],
)
def test_a_source_that_doesnt_fit_is_encoded(draw, processed, name, options):
    clip = draw(f"no-{name}", *FITS, *options, size="240x320", seconds=4)
    done, _ = processed(clip)
    assert not any(each.copied for each in done.renditions)


def test_real_footage_that_fits_is_copied_too(real_clips, processed):
    clip = next(each for each in real_clips if each.stem == "people-walking")
    done, out = processed(clip)
    assert [(each.name, each.copied) for each in done.renditions] == [("240", False), ("432", True)]
    assert pictures(clip) == pictures(out / "432.m3u8")
