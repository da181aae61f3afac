"""One file in, everything that is served out, whatever a phone or camera made."""

from __future__ import annotations

import os
import shutil
import threading
import time

import av
import msgspec
import numpy as np
import psutil
import pytest
from PIL import Image

from panggung.media.errors import MediaRefused, MediaStopped
from panggung.media.limits import Limits
from panggung.media.transcode import Processed, process
from tests.media.tools import decoded, ffmpeg, picture_at


def test_a_clip_becomes_a_ladder_posters_strip_and_frames(draw, processed):
    done, out = processed(draw("plain.mp4", size="480x854", seconds=4))
    assert [(each.name, each.width, each.height) for each in done.renditions] == [("240", 240, 428), ("480", 480, 854)]
    names = {str(path.relative_to(out)) for path in out.rglob("*") if path.is_file()}
    frames = {frame.file for frame in done.frames}
    assert names == frames | {
        *("master.m3u8", "240.m3u8", "240.mp4", "480.m3u8", "480.mp4", "poster.webp", "poster.jpg", "strip.jpg")
    }
    for each in done.renditions:
        pictures, sound = decoded(out / each.playlist)
        assert len(pictures) == 120
        assert sound[-1] == pytest.approx(4.0, abs=0.1)


def test_what_was_made_goes_through_json_and_back(draw, processed):
    done, _ = processed(draw("plain.mp4", size="480x854", seconds=4))
    assert msgspec.json.decode(msgspec.json.encode(done), type=Processed) == done


def test_posters_strip_and_frames_are_pictures_of_the_clip(draw, processed):
    done, out = processed(draw("plain.mp4", size="480x854", seconds=4))
    for name, kind, size in (
        (done.poster, "WEBP", (480, 854)),
        (done.poster_jpeg, "JPEG", (480, 854)),
        (done.strip.file, "JPEG", (done.strip.columns * done.strip.tile_width, done.strip.tile_height)),
        *((frame.file, "JPEG", (480, 854)) for frame in done.frames),
    ):
        with Image.open(out / name) as picture:
            assert (picture.format, picture.size) == (kind, size)
            assert np.asarray(picture.convert("L")).std() > 20
    assert [frame.seconds for frame in done.frames] == [0.0, 1.0, 2.0, 3.0]


def test_frames_show_the_clip_at_the_time_they_say(tmp_path):
    ffmpeg("-f", "lavfi", "-i", "color=black:s=320x240:r=30,geq=lum='16+20*floor(T)':cb=128:cr=128", "-t", "6",
           "-c:v", "libx264", "-preset", "ultrafast", tmp_path / "stairs.mp4")  # fmt: skip
    done = process(tmp_path / "stairs.mp4", tmp_path / "out")
    for frame in done.frames:
        with Image.open(tmp_path / "out" / frame.file) as picture:
            light = np.asarray(picture.convert("L")).mean()
        assert light == pytest.approx(int(frame.seconds + 0.001) * 20 * 255 / 219, abs=4)


def test_no_tile_of_the_strip_is_left_black(draw, processed):
    done, out = processed(draw("plain.mp4", size="480x854", seconds=4))
    with Image.open(out / done.strip.file) as strip:
        light = np.asarray(strip.convert("L"))
    for tile in np.split(light, done.strip.columns, axis=1):
        assert tile.std() > 20


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_rotated_phone_clip_stands_upright(draw, processed, degrees):
    plain = draw("upright.mp4", size="480x320", seconds=2)
    turned = plain.with_name(f"turned{degrees}.mp4")
    ffmpeg("-display_rotation:v:0", str(degrees), "-i", plain, "-c", "copy", turned)
    done, out = processed(turned)
    assert done.source.rotation == degrees
    top = done.renditions[-1]
    assert (top.width, top.height) == ((480, 320) if degrees == 180 else (320, 480))
    wanted = np.rot90(picture_at(plain).astype(float), degrees // 90)
    got = picture_at(out / top.playlist).astype(float)
    assert np.abs(wanted - got).mean() < 8


def test_odd_sides_become_even(draw, processed):
    done, out = processed(
        draw(
            "odd.mkv",
            "-vf",
            "format=yuv444p,scale=361:639,setsar=1",
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            seconds=2,
        )
    )
    assert [(each.width, each.height) for each in done.renditions] == [(240, 424), (360, 638)]
    assert len(decoded(out / "360.m3u8")[0]) == 60


def test_pixels_that_are_not_square_become_square(draw, processed):
    done, _ = processed(draw("wide.mp4", "-vf", "setsar=4/3", size="360x360", seconds=2))
    assert (done.source.width, done.source.height) == (480, 360)
    assert (done.renditions[-1].width, done.renditions[-1].height) == (480, 360)


def test_an_unsteady_browser_recording_becomes_steady(draw, processed):
    clip = draw("unsteady.webm", "-vf", "select='not(eq(mod(n,7),3))*not(eq(mod(n,11),5))'", "-fps_mode", "vfr",
                "-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus", "-live", "1",
                size="240x426", seconds=4)  # fmt: skip
    done, out = processed(clip)
    assert done.source.vfr
    pictures, sound = decoded(out / "240.m3u8")
    steps = np.diff(pictures)
    assert steps == pytest.approx(np.full(len(steps), 1 / 30), abs=0.001)
    assert pictures[-1] == pytest.approx(4.0, abs=0.15)
    assert sound


def test_sixty_frames_a_second_are_halved(draw, processed):
    done, out = processed(draw("sixty.mp4", rate="60", seconds=2))
    assert done.fps == 30
    assert len(decoded(out / "240.m3u8")[0]) == 60


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_hdr_ten_bit_becomes_eight_bit_that_every_phone_shows(tmp_path, transfer):
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=320x240:r=30", "-t", "1.5", "-vf",
           f"format=yuv420p10le,setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc:range=tv",
           "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none",
           "-tag:v", "hvc1", tmp_path / "hdr.mp4")  # fmt: skip
    done = process(tmp_path / "hdr.mp4", tmp_path / "out")
    assert done.source.hdr
    with av.open(str(tmp_path / "out" / "240.m3u8")) as container:
        frame = next(container.decode(video=0))
    assert (frame.format.name, int(frame.color_trc), int(frame.colorspace)) == ("yuv420p", 1, 1)
    light = frame.to_ndarray(format="gray")
    assert 40 < light.mean() < 200
    assert light.std() > 25


def test_an_ordinary_scene_filmed_in_hdr_keeps_its_brightness(draw, tmp_path):
    plain = draw(
        "scene.mp4", "-vf", "scale=out_color_matrix=bt709,format=yuv420p", size="320x240", seconds=1.5, sound=None
    )
    lift = (
        "setparams=color_trc=bt709:color_primaries=bt709:colorspace=bt709:range=tv,zscale=t=linear:npl=203,"
        "format=gbrpf32le,zscale=p=2020:t=smpte2084:m=2020_ncl:r=limited:npl=203,format=yuv420p10le"
    )
    ffmpeg("-i", plain, "-vf", lift, "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=none",
           "-color_trc", "smpte2084", "-color_primaries", "bt2020", "-colorspace", "bt2020nc",
           tmp_path / "pq.mp4")  # fmt: skip
    done = process(tmp_path / "pq.mp4", tmp_path / "out")
    assert done.source.hdr
    with av.open(str(plain)) as before, av.open(str(tmp_path / "out" / "240.m3u8")) as after:
        was, now = (next(each.decode(video=0)).to_ndarray(format="gray").mean() for each in (before, after))
    assert now == pytest.approx(was, rel=0.12)


def test_colours_stay_what_they_were(draw, processed):
    for matrix in ("bt709", "smpte170m"):
        clip = draw(f"{matrix}.mp4", "-vf", f"scale=out_color_matrix={matrix},format=yuv420p", "-colorspace", matrix,
                    "-color_primaries", matrix, "-color_trc", matrix, look="smptehdbars",
                    size="320x240", seconds=1.5)  # fmt: skip
        _, out = processed(clip)
        with av.open(str(out / "240.m3u8")) as container:
            frame = next(container.decode(video=0))
            rgb = frame.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray()
        with av.open(str(clip)) as container:
            frame = next(container.decode(video=0))
            source = frame.reformat(
                format="rgb24", src_colorspace="ITU709" if matrix == "bt709" else "ITU601"
            ).to_ndarray()
        assert np.abs(rgb.astype(int) - source.astype(int)).mean() < 4


def test_interlaced_camcorder_video_is_woven_into_whole_pictures(draw, processed):
    clip = draw("interlaced.mpg", "-c:v", "mpeg2video", "-flags", "+ildct+ilme", "-vf", "setfield=tff",
                "-c:a", "mp2", size="480x360", rate="25", seconds=2)  # fmt: skip
    done, out = processed(clip)
    assert done.source.interlaced
    assert len(decoded(out / "360.m3u8")[0]) == pytest.approx(50, abs=2)


@pytest.mark.parametrize("name", ["a.avi", "a.ts", "a.3gp", "a.mov", "a.flv", "a.ogv"])
def test_every_common_container_is_taken(draw, processed, name):
    codecs = {
        "a.3gp": ["-ar", "8000", "-ac", "1"],
        "a.avi": ["-c:v", "mpeg4", "-c:a", "mp3"],
        "a.ogv": ["-c:v", "libtheora", "-c:a", "libvorbis"],
    }
    _, out = processed(draw(name, *codecs.get(name, []), size="320x240", seconds=2))
    pictures, sound = decoded(out / "240.m3u8")
    assert len(pictures) == pytest.approx(60, abs=3)
    assert sound


def test_a_phone_that_turns_midway_doesnt_break_the_clip(tmp_path):
    for number, size in enumerate(("320x240", "240x320")):
        ffmpeg("-f", "lavfi", "-i", f"testsrc2=s={size}:r=30", "-t", "2", "-c:v", "libx264", "-preset", "ultrafast",
               "-bf", "0",
               "-output_ts_offset", str(2 * number), "-muxdelay", "0", tmp_path / f"{number}.ts")  # fmt: skip
    (tmp_path / "both.ts").write_bytes((tmp_path / "0.ts").read_bytes() + (tmp_path / "1.ts").read_bytes())
    process(tmp_path / "both.ts", tmp_path / "out")
    assert len(decoded(tmp_path / "out" / "240.m3u8")[0]) == pytest.approx(120, abs=6)


def test_progress_rises_to_the_end(draw, tmp_path):
    shares: list[float] = []
    process(draw("plain.mp4", size="480x854", seconds=4), tmp_path / "out", on_progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] > 0.9


def test_a_second_run_replaces_the_first(draw, tmp_path):
    clip, out = draw("twice.mp4", seconds=1.5), tmp_path / "out"
    first = process(clip, out)
    (out / "left-over.txt").write_text("old")
    second = process(clip, out)
    assert not (out / "left-over.txt").exists()
    assert msgspec.structs.replace(first, cpu_seconds=0) == msgspec.structs.replace(second, cpu_seconds=0)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_stopped_run_leaves_the_earlier_result_and_no_process(draw, tmp_path):
    clip, out = draw("stopped.mp4", size="720x1280", seconds=8), tmp_path / "out"
    out.mkdir()
    (out / "earlier").touch()
    started = time.monotonic()
    with pytest.raises(MediaStopped):
        process(clip, out, should_stop=lambda: time.monotonic() - started > 1.5)
    assert [path.name for path in tmp_path.rglob("*")] == ["out", "earlier"]
    assert not [child for child in psutil.Process().children(recursive=True) if "ffmpeg" in child.name()]


@pytest.mark.parametrize(
    ("limits", "what"),
    [(Limits(cpu_seconds=1), "cpu"), (Limits(wall_seconds=0.5), "wall"), (Limits(output_bytes=100_000), "output")],
)
def test_a_clip_that_asks_too_much_of_the_machine_is_refused(draw, tmp_path, limits, what):
    with pytest.raises(MediaRefused) as caught:
        process(draw("stopped.mp4", size="720x1280", seconds=8), tmp_path / "out", limits=limits)
    assert (caught.value.code, caught.value.facts["what"]) == ("over-limit", what)
    assert list(tmp_path.iterdir()) == []


def test_names_that_mean_something_to_ffmpeg_mean_nothing_here(draw, tmp_path):
    source = tmp_path / "concat:a|b %03d 'x'.mp4"
    shutil.copy(draw("twice.mp4", seconds=1.5), source)
    assert process(source, tmp_path / "o%02d ut").seconds == pytest.approx(1.5, abs=0.05)


def test_many_threads_may_process_at_once(draw, tmp_path):
    clip, codes = draw("twice.mp4", seconds=1.5), []
    threads = [
        threading.Thread(target=lambda i=i: codes.append(process(clip, tmp_path / str(i)).seconds)) for i in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(codes) == 3


def test_real_clips_of_people_become_watchable(real_clips, tmp_path):
    for clip in [each for each in real_clips if each.stem in {"asl-book", "asl-eat"}]:
        done = process(clip, tmp_path / clip.stem)
        for each in done.renditions:
            pictures, _ = decoded(tmp_path / clip.stem / each.playlist)
            assert len(pictures) / done.fps == pytest.approx(done.seconds, abs=0.15)
        assert os.path.getsize(tmp_path / clip.stem / done.poster) > 3000
