"""The campaign's song is found wherever a clip begins in it, and nothing else is taken for it."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import song_clips
from panggung.media import song as songs
from panggung.media.errors import MediaRefused
from panggung.media.landmarks import landmarks, landmarks_of
from panggung.media.song import Index, heard, index_folder, match_folder
from panggung.media.sound import RATE, Samples
from tests.media.tools import ffmpeg

OTHERS = 8


def write(path: Path, sound: Samples) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture(scope="module")
def index(song) -> Index:
    index = Index()
    index.add("anak-hebat", landmarks_of(song))
    for seed in range(OTHERS):
        index.add(f"tune-{seed}", landmarks_of(song_clips.tune(seed, 60)))
    return index


def cut(sound: Samples, start: float, seconds: float) -> Samples:
    return sound[round(start * RATE) : round((start + seconds) * RATE)]


@settings(max_examples=40, deadline=None)
@given(start=st.floats(0, 22), seconds=st.floats(5, 20))
def test_the_offset_is_found_wherever_the_clip_begins(index, song, start, seconds):
    found = index.match(landmarks_of(cut(song, start, seconds)))
    assert found.song == "anak-hebat"
    assert found.offset_s == pytest.approx(start, abs=0.1)


@pytest.mark.parametrize("start", [0.0, 3.21, 9.99])
def test_a_voice_a_room_noise_and_a_telephone_do_not_hide_the_song(index, song, tmp_path, start):
    spoken = song_clips.over(cut(song, start, 20), song_clips.voice(round(start), 20))
    clip = song_clips.sent(song_clips.from_afar(spoken, round(start)), tmp_path / "clip.m4a")
    found = index.match(landmarks(clip))
    assert found.song == "anak-hebat"
    assert found.offset_s == pytest.approx(start, abs=0.1)


def test_other_songs_and_speech_are_not_taken_for_one_of_these(index):
    strangers = [song_clips.tune(1000 + seed, 20) for seed in range(12)]
    strangers += [song_clips.voice(seed, 20) for seed in range(4)]
    assert [index.match(landmarks_of(each)).song for each in strangers] == [None] * len(strangers)


def test_tunes_of_one_beat_and_scale_are_told_apart():
    def piece(seed: int) -> Samples:
        hand, time = np.random.default_rng(seed), np.arange(RATE // 4) / RATE
        pitches = hand.choice([262, 294, 330, 392, 440, 523, 587, 659], 160)
        notes = [np.exp(-3 * time) * np.sin(2 * np.pi * pitch * time) for pitch in pitches]
        return (0.3 * np.concatenate(notes)).astype(np.float32)

    index = Index()
    for seed in range(8):
        index.add(str(seed), landmarks_of(piece(seed)))
    assert [index.match(landmarks_of(cut(piece(seed), 7, 20))).song for seed in range(8)] == [*"01234567"]
    strange = [index.match(landmarks_of(cut(piece(seed), 0, 20))).song for seed in range(100, 130)]
    assert strange.count(None) >= 28  # pure tones are the hardest; the model card says how often it goes wrong


def test_a_song_that_starts_late_has_an_offset_before_its_beginning(index, song):
    hand = np.random.default_rng(3)
    before = 0.02 * hand.standard_normal(7 * RATE).astype(np.float32)
    found = index.match(landmarks_of(np.concatenate([before, cut(song, 0, 12)])))
    assert found.song == "anak-hebat"
    assert found.offset_s == pytest.approx(-7, abs=0.1)
    assert (found.from_s, found.until_s) == (pytest.approx(7, abs=1), pytest.approx(19, abs=1))


@pytest.mark.parametrize("drift", [-0.001, 0.001])
def test_a_clock_that_is_a_little_off_does_no_harm_to_a_long_clip(index, drift):
    tune = song_clips.tune(2, 60)
    recorded = np.interp(np.arange(0, len(tune) - 1, 1 + drift), np.arange(len(tune)), tune).astype(np.float32)
    found = index.match(landmarks_of(recorded))
    assert (found.song, found.offset_s) == ("tune-2", pytest.approx(0, abs=0.1))


def test_scores_of_short_and_long_clips_compare(index, song):
    scores = [index.match(landmarks_of(cut(song, 4, seconds))).score for seconds in (5, 10, 20)]
    assert min(scores) > 0.95
    strange = [index.match(landmarks_of(song_clips.tune(500, seconds))).score for seconds in (5, 10, 20)]
    assert max(strange) < 0.4


@pytest.mark.parametrize("seconds", [0, 0.05, 1, 20])
def test_silence_matches_nothing(index, seconds):
    assert index.match(landmarks_of(np.zeros(round(seconds * RATE), np.float32))) == songs.NOTHING


def test_an_index_without_songs_finds_nothing(song):
    assert Index().match(landmarks_of(song)) == songs.NOTHING


def broken_songs(home: Path) -> dict[str, Path]:
    bad = {name: home / name for name in ("text.mp3", "nothing.wav", "mute.mp4", "missing.wav", "list.m3u8")}
    bad["empty.wav"] = write(home / "empty.wav", np.empty(0, np.float32))
    bad["silent.wav"] = write(home / "silent.wav", np.zeros(5 * RATE, np.float32))
    bad["short.wav"] = write(home / "short.wav", song_clips.tune(1, 1))
    bad["text.mp3"].write_text("la la la")
    bad["nothing.wav"].touch()
    ffmpeg("-f", "lavfi", "-i", "testsrc=d=1", bad["mute.mp4"])
    bad["list.m3u8"].write_text(f"#EXTM3U\n#EXTINF:1,\n{bad['silent.wav']}\n#EXT-X-ENDLIST\n")
    return bad


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("empty.wav", "no-sound"), ("silent.wav", "not-a-song"), ("short.wav", "not-a-song"), ("mute.mp4", "no-sound"),
        ("text.mp3", "unreadable"), ("nothing.wav", "unreadable"), ("missing.wav", "unreadable"),
        ("list.m3u8", "unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_song_is_refused_with_a_code(song, tmp_path, name, code):
    with pytest.raises(MediaRefused) as refused:
        heard(broken_songs(tmp_path)[name], landmarks_of(song))
    assert refused.value.code == code


def test_a_song_file_that_changes_is_listened_to_again(tmp_path, song):
    path, clip = tmp_path / "song.wav", landmarks_of(cut(song, 2, 20))
    assert heard(write(path, song), clip).song == "song.wav"
    assert heard(write(path, song_clips.tune(4, 40)), clip).song is None


def test_a_folder_of_songs_is_matched_file_by_file(tmp_path, song):
    folder, told = tmp_path / "songs", []
    folder.mkdir()
    write(folder / "anak.wav", song)
    write(folder / "lain.wav", song_clips.tune(5, 30))
    write(folder / "sunyi.wav", np.zeros(5 * RATE, np.float32))
    (folder / "cover.jpg").write_text("a picture")
    clip = song_clips.sent(cut(song, 6.5, 15), tmp_path / "clip.m4a")
    speech = write(tmp_path / "voice.wav", song_clips.voice(1, 15))
    torn = tmp_path / "torn.mp4"
    torn.write_bytes(b"\0\0\0\x18ftypisom")
    rows = list(match_folder(folder, [clip, speech, torn], lambda path, code: told.append((path.name, code))))
    assert rows[0] == {"file": str(clip), "song": "anak.wav", "offset_s": pytest.approx(6.5, abs=0.1), "score": 1.0}
    assert (rows[1]["song"], rows[2]) == (None, {"file": str(torn), "error": "unreadable"})
    assert told == [("sunyi.wav", "not-a-song")]


def test_a_folder_without_a_song_is_refused(tmp_path):
    with pytest.raises(MediaRefused, match="no-songs"):
        index_folder(tmp_path)
