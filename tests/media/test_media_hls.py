"""Playlists say exactly what is in the files."""

from __future__ import annotations

import re

import av
import pytest

from panggung.media import boxes, hls
from panggung.media.hls import Segment
from tests.media.tools import boxes_of, decoded, ffmpeg


@pytest.fixture(scope="module")
def made(draw, processed):
    return processed(draw("hls.mp4", "-b:v", "3M", size="480x854", seconds=5))


def test_byte_ranges_tile_each_file_exactly(made):
    done, out = made
    for each in done.renditions:
        playlist = hls.parse((out / each.playlist).read_text())
        end = playlist.segments[-1].offset + playlist.segments[-1].size
        assert end == (out / each.file).stat().st_size == each.size_bytes


def test_segments_last_two_seconds_and_sum_to_the_clip(made):
    done, out = made
    for each in done.renditions:
        seconds = [segment.seconds for segment in hls.parse((out / each.playlist).read_text()).segments]
        assert seconds == pytest.approx([2.0, 2.0, 1.0], abs=0.05)


def test_segments_of_all_renditions_start_together_each_with_an_idr(made):
    done, out = made
    starts = set()
    for each in done.renditions:
        with av.open(str(out / each.playlist)) as container:
            keys = [
                packet.pts * packet.time_base
                for packet in container.demux(video=0)
                if packet.size and packet.is_keyframe
            ]
        starts.add(tuple(round(float(time - keys[0]), 3) for time in keys))
    assert starts == {(0.0, 2.0, 4.0)}


def test_the_map_is_the_initialisation_and_each_range_a_whole_fragment(made):
    done, out = made
    for each in done.renditions:
        data = (out / each.file).read_bytes()
        playlist = hls.parse((out / each.playlist).read_text())
        assert [kind for kind, _, _ in boxes_of(data, 0, playlist.init_size)] == ["ftyp", "moov"]
        for segment in playlist.segments:
            kinds = [kind for kind, _, _ in boxes_of(data, segment.offset, segment.offset + segment.size)]
            assert [kind for kind in kinds if kind != "sidx"] == ["moof", "mdat"]


def test_the_master_names_codecs_size_and_rate_as_they_are(made):
    _, out = made
    text = (out / "master.m3u8").read_text()
    assert text.startswith("#EXTM3U\n")
    lines = re.findall(
        r'BANDWIDTH=(\d+),AVERAGE-BANDWIDTH=(\d+),CODECS="([^"]+)",RESOLUTION=(\d+)x(\d+),FRAME-RATE=30.000\n(\S+)',
        text,
    )
    assert [line[-1] for line in lines] == ["240.m3u8", "480.m3u8"]
    for bandwidth, average, codecs, width, height, playlist in lines:
        with av.open(str(out / playlist)) as container:
            video = container.streams.video[0].codec_context
            profile = {"High": 100, "Main": 77}[video.profile]
            assert re.fullmatch(rf"avc1\.{profile:02x}[0-9a-f]{{2}}{video.level:02x},mp4a\.40\.2", codecs)
            assert (video.width, video.height) == (int(width), int(height))
            assert container.streams.audio[0].codec_context.profile == "LC"
        assert int(average) <= int(bandwidth)


def test_the_bandwidth_is_the_peak_that_a_player_meets(made):
    done, out = made
    for each in done.renditions:
        segments = hls.parse((out / each.playlist).read_text()).segments
        assert each.bandwidth >= max(segment.size * 8 / segment.seconds for segment in segments if segment.seconds >= 1)


def test_ffmpegs_own_player_reads_the_master_to_the_end(made, tmp_path):
    _, out = made
    said = ffmpeg("-i", out / "master.m3u8", "-map", "0", "-f", "null", "-")
    assert said == ""
    pictures, sound = decoded(out / "master.m3u8")
    assert len(pictures) == 150
    assert sound[-1] == pytest.approx(5.0, abs=0.1)


def test_peak_bandwidth_looks_at_runs_near_the_target_only():
    segments = (Segment(2.0, 1000, 0), Segment(2.0, 3000, 1000), Segment(0.1, 900, 4000))
    assert hls.peak_bandwidth(segments) == round((3000 + 900) * 8 / 2.1)
    assert hls.peak_bandwidth((Segment(0.4, 100, 0),)) == 2000


@pytest.mark.parametrize("broken", ["400@1301", "500@1300", "nothing"])
def test_a_playlist_with_a_gap_is_not_accepted(broken):
    text = (
        '#EXTM3U\n#EXT-X-MAP:URI="a.mp4",BYTERANGE="1301@0"\n#EXTINF:2.0,\n#EXT-X-BYTERANGE:500@1301\na.mp4\n'
        "#EXTINF:2.0,\n#EXT-X-BYTERANGE:500@1801\na.mp4\n#EXT-X-ENDLIST\n"
    )
    assert len(hls.parse(text).segments) == 2
    with pytest.raises(ValueError):
        hls.parse(text.replace("500@1301", broken))


def test_codecs_come_from_the_file(draw):
    init = draw("codecs.mp4", "-profile:v", "baseline", "-level", "3.1").read_bytes()
    assert boxes.codecs(init) == "avc1.42c01f,mp4a.40.2"
