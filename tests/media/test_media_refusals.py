"""Whatever is not a clip for the stage is refused with its code, within seconds, and the service goes on."""

from __future__ import annotations

import io
import random
import time
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from panggung.media.errors import MediaRefused
from panggung.media.limits import Limits
from panggung.media.probe import probe
from panggung.media.transcode import process
from tests.media.tools import ffmpeg


def refusal(path: Path, limits: Limits | None = None) -> MediaRefused:
    started = time.monotonic()
    with pytest.raises(MediaRefused) as caught:
        probe(path, limits)
    assert time.monotonic() - started < 10
    return caught.value


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (64, 64), "red").save(buffer, "PNG")
    return buffer.getvalue()


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.mp4", "x" * 1000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "kind"),
    [
        (b"", "empty", None),
        (random.Random(1).randbytes(5000), "not-a-video", "unknown"),
        (b"hello, this is my homework\n", "not-a-video", "text"),
        (b"<!DOCTYPE html><html><script>alert(1)</script></html>", "not-a-video", "web-page"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "not-a-video", "picture"),
        (zipped(), "not-a-video", "archive"),
        (png(), "not-a-video", "picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1", "not-a-video", "picture"),
        (b"%PDF-1.7\n1 0 obj\n", "not-a-video", "document"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "playlist", "playlist"),
        (b"\xef\xbb\xbf  #EXTM3U\n/etc/passwd\n", "playlist", "playlist"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "playlist", "playlist"),
        (b"file '/etc/passwd'\n", "playlist", "playlist"),
        (b'<ASX version="3.0"><entry><ref href="file:///etc/passwd"/></entry></ASX>', "playlist", "playlist"),
        (b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>', "playlist", "playlist"),
        (b"[playlist]\nFile1=/etc/passwd\n", "playlist", "playlist"),
        (b"1\n00:00:01,000 --> 00:00:02,000\nhalo\n", "not-a-video", "subtitle"),
        (b"WEBVTT\n\n00:01.000 --> 00:02.000\nhalo\n", "not-a-video", "subtitle"),
        (b"[Script Info]\nTitle: halo\n", "not-a-video", "subtitle"),
    ],
)
def test_a_file_that_is_no_clip_is_refused_by_its_bytes_whatever_its_name(tmp_path, content, code, kind):
    path = tmp_path / "lucu.mp4"
    path.write_bytes(content)
    refused = refusal(path)
    assert (refused.code, refused.facts.get("kind")) == (code, kind)


@pytest.mark.parametrize("name", ["cut.mp4", "cut-fast.mp4", "cut.mkv"])
def test_a_clip_that_was_cut_short_is_refused(draw, tmp_path, name):
    options = ["-movflags", "+faststart"] if "fast" in name else []
    whole = draw(f"whole-{name}", *options).read_bytes()
    path = tmp_path / name
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path).code == "cut-short"


def test_sound_alone_is_refused(draw, tmp_path):
    clip = draw("for-sound.mp4")
    ffmpeg("-i", clip, "-vn", "-c", "copy", tmp_path / "sound.mp4")
    assert refusal(tmp_path / "sound.mp4").code == "no-picture"


def test_sound_with_a_cover_picture_is_refused(draw, tmp_path):
    (tmp_path / "cover.png").write_bytes(png())
    ffmpeg("-f", "lavfi", "-i", "sine", "-i", tmp_path / "cover.png", "-map", "0", "-map", "1", "-t", "3",
           "-c:v", "copy", "-disposition:v:0", "attached_pic", tmp_path / "song.m4a")  # fmt: skip
    assert refusal(tmp_path / "song.m4a").code == "no-picture"


def test_a_picture_without_pixels_is_refused(draw, tmp_path):
    data = bytearray(draw("zero-source.mp4").read_bytes())
    sides = data.index(b"avc1", data.index(b"stsd")) + 4 + 24
    data[sides : sides + 4] = bytes(4)
    sets = data.index(b"avcC", sides) + 4
    data[sets + 8 : sets + 30] = bytes(22)  # the sequence parameter set, which also names the sides
    (tmp_path / "zero.mp4").write_bytes(data)
    assert refusal(tmp_path / "zero.mp4").code == "no-picture"


def test_ten_thousand_pixels_square_are_refused(tmp_path):
    ffmpeg("-f", "lavfi", "-i", "color=s=10000x10000:r=1", "-frames:v", "1", "-c:v", "mjpeg", "-q:v", "31",
           tmp_path / "huge.mov")  # fmt: skip
    refused = refusal(tmp_path / "huge.mov")
    assert refused.code == "too-large-picture"
    assert (refused.facts["width"], refused.facts["height"]) == (10000, 10000)


@pytest.mark.parametrize(("size", "code"), [("32x48", "too-small-picture"), ("1200x100", "odd-shape")])
def test_a_picture_of_no_use_is_refused(draw, size, code):
    assert refusal(draw(f"{size}.mp4", size=size, sound=None)).code == code


def test_three_hours_are_refused(draw):
    clip = draw("long.mkv", size="128x96", rate="1/60", seconds=10800, sound=None)
    refused = refusal(clip)
    assert refused.code == "too-long"
    assert refused.facts["limit"] == 180


def test_three_hours_that_say_nothing_of_their_length_are_refused(tmp_path):
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=128x96:r=1/60", "-t", "10800", "-c:v", "libvpx", "-deadline",
           "realtime", "-live", "1", tmp_path / "live.webm")  # fmt: skip
    assert refusal(tmp_path / "live.webm").code == "too-long"


def test_half_a_second_is_refused(draw):
    assert refusal(draw("blink.mp4", seconds=0.5)).code == "too-short"


def test_a_clip_that_points_to_another_file_is_refused(draw, tmp_path):
    data = bytearray(draw("pointing.mp4").read_bytes())
    at = data.index(b"url \x00\x00\x00\x01", data.index(b"dref"))
    data[at + 7] = 0
    (tmp_path / "dref.mp4").write_bytes(data)
    assert refusal(tmp_path / "dref.mp4").code == "external-reference"


def test_a_reader_that_runs_out_of_time_is_a_refusal_and_no_hang(draw):
    clip = draw("slow.mp4")
    started = time.monotonic()
    refused = refusal(clip, Limits(probe_wall_seconds=0.02))
    assert (refused.code, refused.facts["what"]) == ("over-limit", "wall")
    assert time.monotonic() - started < 2


def test_a_refused_file_leaves_nothing_behind(tmp_path):
    source = tmp_path / "in" / "text.mp4"
    source.parent.mkdir()
    source.write_text("text")
    with pytest.raises(MediaRefused):
        process(source, tmp_path / "out" / "video")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["in", "text.mp4"]


def test_a_matroska_attachment_is_not_carried_along(draw, tmp_path):
    (tmp_path / "note.ttf").write_bytes(b"ATTACHED-SECRET" * 20)
    clip = draw("for-attachment.mp4", seconds=2)
    ffmpeg("-i", clip, "-c", "copy", "-attach", tmp_path / "note.ttf",
           "-metadata:s:2", "mimetype=application/x-truetype-font", tmp_path / "with.mkv")  # fmt: skip
    process(tmp_path / "with.mkv", tmp_path / "out")
    assert not any(b"ATTACHED-SECRET" in path.read_bytes() for path in (tmp_path / "out").rglob("*.*"))
