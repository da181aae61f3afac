from dataclasses import replace
from pathlib import Path

import av
import pytest

from panggung.art import scenes, song
from panggung.art.dances import MOVES
from panggung.demo import clips, film, real
from panggung.demo.acts import ACTS

MEDIA = Path("..") / "shared" / "media"


@pytest.fixture(scope="module")
def tune_file(tmp_path_factory):
    return song.write_wav(tmp_path_factory.mktemp("tune") / "song.wav")


@pytest.fixture
def folder(tmp_path):
    """An empty folder."""
    made = tmp_path / "clips"
    made.mkdir()
    return made


@pytest.fixture
def short(monkeypatch):
    """The first clip of the table, two seconds long, under the name it is asked for."""
    clip = replace(clips.CLIPS[0], seconds=2.0)
    monkeypatch.setattr(clips, "CLIPS", (clip,))
    return clip


def streams(path):
    with av.open(str(path)) as file:
        video = file.streams.video[0]
        heard = [(s.codec_context.name, s.codec_context.sample_rate) for s in file.streams.audio]
        return (video.width, video.height, video.codec_context.name, float(file.duration / av.time_base)), heard


def test_a_drawn_clip_is_a_portrait_video_with_sound(folder, short, tune_file):
    path = clips.render(short, folder, tune_file)
    (width, height, codec, seconds), heard = streams(path)
    assert (width, height, codec) == (720, 1280, "h264")
    assert seconds == pytest.approx(2.0, abs=0.1)
    assert heard == [("aac", 48_000)]
    assert [p.name for p in folder.iterdir()] == [path.name]


def test_a_silent_landscape_clip_has_no_sound_and_lies(tmp_path, tune_file):
    lying = next(clip for clip in clips.CLIPS if clip.size == (640, 360))
    path = clips.render(replace(lying, seconds=0.5, sound="none"), tmp_path, tune_file)
    (width, height, _, _), heard = streams(path)
    assert (width, height) == (1280, 720)
    assert heard == []


def test_a_clip_that_is_there_is_not_made_again(tmp_path, monkeypatch):
    path = tmp_path / clips.file_name(clips.CLIPS[0])
    path.write_bytes(b"kept")
    monkeypatch.setattr(clips, "render", pytest.fail)
    assert clips.make(tmp_path, only=[clips.CLIPS[0].slug]) == [path]
    assert path.read_bytes() == b"kept"


def test_several_clips_are_made_by_two_processes_and_told_one_by_one(folder, monkeypatch):
    pair = tuple(replace(clip, seconds=0.3) for clip in clips.CLIPS[:2])
    monkeypatch.setattr(clips, "CLIPS", pair)
    told = []
    paths = clips.make(folder, progress=lambda slug, done, of: told.append((slug, done, of)))
    assert paths == [folder / clips.file_name(clip) for clip in pair]
    assert sorted(slug for slug, _, _ in told) == sorted(clip.slug for clip in pair)
    assert [(done, of) for _, done, of in told] == [(1, 2), (2, 2)]
    assert sorted(folder.iterdir()) == sorted(paths)


def test_an_unknown_clip_is_refused(tmp_path):
    with pytest.raises(KeyError):
        clips.make(tmp_path, only=["tidak-ada"])


def test_a_failing_encoder_leaves_nothing_behind(folder, short):
    with pytest.raises(RuntimeError):
        clips.render(short, folder, folder / "missing.wav")
    assert list(folder.iterdir()) == []


def test_the_table_names_only_what_exists_and_shows_every_case():
    assert len(clips.CLIPS) >= 10
    assert len({clip.slug for clip in clips.CLIPS}) == len(clips.CLIPS)
    for clip in clips.CLIPS:
        assert 8 <= clip.seconds <= 20
        assert clip.song_offset + clip.seconds <= 30
        assert clip.act in ACTS
        assert clip.place in scenes.PLACES
        assert {name for _, name in clip.steps} <= set(MOVES)
        assert clip.sound in {*film.SOUNDS, "none"}
    assert {"song", "phone", "none"} <= {clip.sound for clip in clips.CLIPS}
    assert {clip.size for clip in clips.CLIPS} == {(360, 640), (640, 360)}
    assert any(clip.song_offset > 0 for clip in clips.CLIPS)


@pytest.mark.parametrize("clip", clips.CLIPS, ids=lambda clip: clip.slug)
def test_every_clip_moves(clip):
    few = replace(clip, seconds=0.25)
    pictures = [frame.tobytes() for frame in clips.frames(few)]
    assert len(pictures) == 6
    assert len(set(pictures)) >= 4


@pytest.mark.skipif(not MEDIA.is_dir(), reason="the sample clips are not on this machine")
def test_a_real_sign_language_word_is_looped_under_the_song(tmp_path):
    clip = next(real.real_clips(MEDIA, tmp_path))
    (width, height, _, seconds), heard = streams(clip.path)
    assert (width, height) == (640, 480)
    assert seconds == pytest.approx(real.SECONDS, abs=0.1)
    assert heard == [("aac", 48_000)]
    assert clip.title == "Kata isyarat: lagi"
