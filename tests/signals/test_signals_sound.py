"""What the sound signals say about real clips, with their sound as AAC beside a picture."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from bench import song_clips
from panggung.media.sound import RATE, Samples
from panggung.signals import sound
from panggung.signals.signal import Sample, Signal, SignalError
from tests.media.tools import ffmpeg

ALL = (sound.loudness, sound.silence, sound.speech, sound.song)
PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=180x320:r=10", "-map", "1:v", "-map", "0:a", "-shortest"]


@pytest.fixture
def read(tmp_path, wav):
    """read(signal, sound) → what the signal says about a clip with this sound and the campaign's song."""

    def run(signal, samples: Samples, song: Path | None = wav) -> Signal:
        return signal(Sample(video=song_clips.sent(samples, tmp_path / "clip.mp4", *PICTURE), song=song))

    return run


def nothing(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE), np.float32)


@pytest.mark.parametrize(
    ("gain", "low", "high"), [(1.0, 0.0, 0.0), (0.056, 0.1, 0.9), (0.01, 0.95, 1.0), (12.0, 0.2, 1.0)]
)
def test_loudness_speaks_up_when_a_clip_is_far_too_quiet_or_loud(read, song, gain, low, high):
    found = read(sound.loudness, np.clip(song[: 8 * RATE] * gain, -1, 1))
    assert low <= found.value <= high
    assert [each.kind for each in found.evidence] == (["time"] if found.value else [])


def test_pauses_do_not_make_a_clip_quiet(read, song):
    assert read(sound.loudness, np.concatenate([song[: 4 * RATE], nothing(8), song[: 4 * RATE]])).value == 0


def test_silence_is_a_share_with_its_times(read, song):
    found = read(sound.silence, np.concatenate([song[4 * RATE : 10 * RATE], nothing(6)]))
    assert found.value == pytest.approx(0.5, abs=0.06)
    [span] = found.evidence
    assert (span.at_s, span.until_s) == (pytest.approx(6, abs=0.5), pytest.approx(12, abs=0.5))


def test_a_clip_of_silence_is_silent_whatever_is_asked(read):
    values = [read(signal, nothing(5)).value for signal in ALL]
    assert values == [0.0, 1.0, 0.0, 0.0]


def test_a_clip_without_a_sound_track_is_silent(tmp_path, wav):
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=180x320:r=10:d=2", tmp_path / "mute.mp4")
    found = [signal(Sample(video=tmp_path / "mute.mp4", song=wav)) for signal in ALL]
    assert [each.value for each in found] == [0.0, 1.0, 0.0, 0.0]
    assert found[1].evidence[0].text == "no-sound"


def test_a_song_without_words_is_no_speech(read, song):
    assert read(sound.speech, song[: 20 * RATE]).value <= 0.05


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="no espeak-ng here: the speech model heard no voice")
def test_speech_is_found_where_it_is(read):
    found = read(sound.speech, np.concatenate([nothing(5), song_clips.voice(3, 10), nothing(5)]))
    assert found.value == pytest.approx(0.5, abs=0.1)
    assert found.evidence[0].at_s == pytest.approx(5, abs=0.5)
    assert found.evidence[-1].until_s == pytest.approx(15, abs=0.7)


def test_the_campaigns_song_is_heard_under_a_voice_with_its_place(read, song):
    clip = song_clips.over(song[8 * RATE : 28 * RATE], song_clips.voice(2, 20))
    found = read(sound.song, clip)
    assert found.value > 0.9
    [span] = found.evidence
    assert span.text == "song from 8.0 s"
    assert span.until_s > span.at_s + 10


def test_another_song_is_not_the_campaigns(read):
    found = read(sound.song, song_clips.tune(7, 20))
    assert found.value < 0.4
    assert found.evidence == ()


def test_a_campaign_without_a_song_asks_for_none(read, song):
    found = read(sound.song, song[: 10 * RATE], None)
    assert (found.value, found.confidence, found.evidence) == (0.0, 1.0, ())


@pytest.mark.parametrize("signal", ALL)
@pytest.mark.parametrize(
    ("content", "code"), [(None, "video-missing"), (b"", "video-broken"), (b"x" * 99, "video-broken")]
)
def test_a_clip_that_cannot_be_read_says_nothing_clean(tmp_path, signal, content, code):
    path = tmp_path / "clip.mp4"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SignalError, match=code):
        signal(Sample(video=path))


@pytest.mark.parametrize("signal", ALL)
def test_a_sample_without_a_video_says_nothing_clean(signal):
    with pytest.raises(SignalError, match="no-video"):
        signal(Sample())


def test_a_campaign_song_that_cannot_be_compared_holds(read, song, tmp_path):
    (tmp_path / "song.m4a").write_bytes(b"no song")
    with pytest.raises(SignalError, match="song-broken"):
        read(sound.song, song[: 5 * RATE], tmp_path / "song.m4a")


def test_the_sound_is_decoded_once_for_all_four(tmp_path, song, wav):
    sample = Sample(video=song_clips.sent(song[: 5 * RATE], tmp_path / "clip.mp4", *PICTURE), song=wav)
    sound._decoded.cache_clear()
    for signal in ALL:
        signal(sample)
    assert sound._decoded.cache_info().misses == 1
