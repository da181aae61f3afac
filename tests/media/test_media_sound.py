"""Sound of every kind comes out as AAC, at one level, with its picture."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from panggung.media.loudness import measure
from panggung.media.transcode import process
from tests.media.tools import decoded, ffmpeg


def loudness_of(path: Path) -> float | None:
    with av.open(str(path)) as container:
        return measure(container, container.streams.audio[0], 999).loudness


def test_a_clip_without_sound_has_none_and_says_so(draw, processed):
    done, out = processed(draw("mute.mp4", sound=None, seconds=2))
    assert all("mp4a" not in each.codecs for each in done.renditions)
    assert decoded(out / "240.m3u8")[1] == []


@pytest.mark.parametrize(
    ("name", "sound", "layout"),
    [
        ("mono.mp4", "sine=f=300:r=44100", "mono"),
        ("stereo.mp4", "aevalsrc=0.1*sin(880*t)|0.2*sin(1200*t):s=48000", "stereo"),
        ("surround.mp4", "aevalsrc=0|0|0.3*sin(900*t)|0|0|0:c=5.1:s=48000", "stereo"),
        ("low.mkv", "sine=f=300:r=8000", "mono"),
    ],
)
def test_every_sound_becomes_aac_mono_or_stereo_at_the_house_level(draw, processed, name, sound, layout):
    done, out = processed(draw(name, "-c:a", "pcm_s16le" if name == "low.mkv" else "aac", sound=sound, seconds=4))
    for each in done.renditions:
        with av.open(str(out / each.playlist)) as container:
            context = container.streams.audio[0].codec_context
            assert (context.name, context.layout.name) == ("aac", layout)
            assert context.sample_rate in (44100, 48000)
        assert loudness_of(out / each.playlist) == pytest.approx(-16, abs=1)


def test_a_loud_clip_is_turned_down_and_silence_stays_silent(draw, processed):
    done, out = processed(draw("loud.mp4", sound="aevalsrc=0.95*sin(2000*t):s=48000", seconds=3))
    assert done.gain < -5
    assert loudness_of(out / "240.m3u8") == pytest.approx(-16, abs=1)
    done, out = processed(draw("silent.mp4", sound="anullsrc=r=48000", seconds=3))
    assert (done.loudness, done.gain) == (None, 0.0)
    assert loudness_of(out / "240.m3u8") is None


def test_sound_stays_with_the_picture(tmp_path):
    """A white flash and a beep at 2.0 s, the sound track starting 1 s late."""
    ffmpeg("-f", "lavfi", "-i", "color=black:s=320x240:r=30,drawbox=c=white:t=fill:enable='between(t,2,2.2)'",
           "-itsoffset", "1", "-f", "lavfi", "-i", "aevalsrc='if(between(t,1,1.2),0.5*sin(6000*t),0)':s=48000:d=3",
           "-t", "4", "-c:v", "libx264", "-preset", "ultrafast", tmp_path / "flash.mp4")  # fmt: skip
    process(tmp_path / "flash.mp4", tmp_path / "out")
    with av.open(str(tmp_path / "out" / "240.m3u8")) as container:
        flash = next(f.time for f in container.decode(video=0) if f.to_ndarray(format="gray").mean() > 120)
    with av.open(str(tmp_path / "out" / "240.m3u8")) as container:
        beep = next(f.time for f in container.decode(audio=0) if np.abs(f.to_ndarray()).max() > 0.05)
    assert abs(flash - beep) < 0.045
