import hashlib
import re
import subprocess
import sys
import wave
from itertools import pairwise

import imageio_ffmpeg
import numpy as np
import pytest

from panggung.art import song, tune
from panggung.art.loudness import limit, lufs


def test_the_song_is_thirty_seconds_of_stereo_at_48_khz():
    samples = song.render()
    assert samples.shape == (30 * 48_000, 2)
    assert samples.dtype == np.float32


def test_the_song_keeps_a_decibel_of_headroom_and_has_no_offset():
    samples = song.render()
    assert 20 * np.log10(np.abs(samples).max()) <= -1.0
    assert np.abs(samples.mean(axis=0)).max() < 1e-4


def test_ffmpeg_hears_the_song_at_minus_16_lufs(tmp_path):
    path = song.write_wav(tmp_path / "song.wav")
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-i", str(path), "-af", "ebur128", "-f", "null", "-"]
    heard = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    loudness = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", heard)[-1])
    assert loudness == pytest.approx(-16, abs=0.5)
    assert loudness == pytest.approx(lufs(song.render().astype(float)), abs=0.2)


def test_the_song_starts_and_ends_in_silence_without_a_click():
    samples = song.render()
    assert np.abs(samples[0]).max() < 1e-3
    assert np.abs(samples[-1]).max() < 1e-3
    assert np.abs(np.diff(samples, axis=0)).max() < 0.5


def test_another_process_makes_the_same_song():
    words = "import hashlib, numpy as np; from panggung.art import song;"
    words += "print(hashlib.sha256(np.round(song.render() * 2047).astype('<i2').tobytes()).hexdigest())"
    there = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=True).stdout.strip()
    here = hashlib.sha256(np.round(song.render() * 2047).astype("<i2").tobytes()).hexdigest()
    assert there == here


def test_beats_are_evenly_spaced_and_sections_fill_the_song():
    gaps = np.diff(song.beats())
    assert len(song.beats()) == 56
    assert np.allclose(gaps, 60 / 112)
    sections = song.sections()
    assert [name for name, _, _ in sections] == ["intro", "a", "a-answer", "b", "a-again", "ending"]
    assert sections[0][1] == 0
    assert sections[-1][2] == pytest.approx(30)
    assert all(before[2] == pytest.approx(after[1]) for before, after in pairwise(sections))


def test_every_section_is_filled_to_its_last_beat_by_its_chords_and_no_part_leaves_it():
    for name, _, bars in tune.SECTIONS:
        assert sum(length for _, length, _ in tune.CHORDS[name]) == bars * 4
    for part in (tune.lead(), tune.bells()):
        ends = [beat + length for beat, length, _ in part]
        assert max(ends) <= tune.BEATS
        assert all(end <= start[0] for end, start in zip(ends, part[1:], strict=False))


def test_the_melody_keeps_to_the_pentatonic_scale_and_never_leaps_over_an_octave():
    pitches = [midi for _, _, midi in tune.lead()]
    assert {midi % 12 for midi in pitches} <= {0, 2, 4, 7, 9}
    assert max(abs(b - a) for a, b in pairwise(pitches)) <= 12


def test_chords_move_by_small_steps():
    names = [name for _, _, name in tune.chords()]
    for one, other in pairwise(names):
        moves = [abs(a - b) for a, b in zip(tune.VOICINGS[one], tune.VOICINGS[other], strict=True)]
        assert max(moves) <= 4


def test_the_wav_file_holds_the_song(tmp_path):
    with wave.open(str(song.write_wav(tmp_path / "s.wav"))) as file:
        assert (file.getnchannels(), file.getframerate(), file.getnframes()) == (2, 48_000, 1_440_000)
    assert [p.name for p in tmp_path.glob("*s.wav*")] == ["s.wav"]


def test_the_limiter_leaves_quiet_sound_alone_and_holds_loud_sound():
    quiet, loud = np.full((10, 2), 0.2), np.full((10, 2), 4.0)
    assert np.array_equal(limit(quiet, -1), quiet)
    assert np.abs(limit(loud, -1)).max() <= 10 ** (-1 / 20)
