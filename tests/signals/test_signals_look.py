"""Blur and the number of faces, on real frames as they are and smeared."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from panggung.signals import look, nudenet, picture
from panggung.signals.signal import Frame, Sample, SignalError
from panggung.signals.stills import Picture
from tests.signals.pictures import changed, scene, stills

CLIPS = ["asl-bird.mkv", "asl-book.mkv", "asl-eat.mkv", "people-walking.mp4"]


def softened(shown: Picture) -> Picture:
    """Out of focus: 1.3 % of the short side at 480 pixels."""
    return cv2.GaussianBlur(shown, (0, 0), 6)


def shaken(shown: Picture) -> Picture:
    """The camera moved sideways by 6 % of the short side at 480 pixels."""
    return cv2.blur(shown, (29, 1))


def noisy(shown: Picture) -> Picture:
    noise = np.random.default_rng(1).normal(0, 6, shown.shape)
    return np.clip(softened(shown) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("clip", CLIPS)
def test_a_real_clip_as_it_was_filmed_isnt_blurred(tmp_path: Path, clip: str) -> None:
    signal = look.blurred(Sample(frames=stills(clip, tmp_path)))
    assert (signal.value, signal.evidence) == (0.0, ())


@pytest.mark.parametrize("clip", CLIPS)
@pytest.mark.parametrize("smear", [softened, shaken, noisy])
def test_a_clip_out_of_focus_or_shaken_is_blurred(tmp_path: Path, clip: str, smear: object) -> None:
    frames = [changed(frame, smear) for frame in stills(clip, tmp_path)]  # type: ignore[arg-type]
    signal = look.blurred(Sample(frames=frames))
    assert signal.value == 1.0
    assert [(one.at_s, one.until_s) for one in signal.evidence] == [(frames[0].at_s, frames[-1].at_s)]


def test_a_small_and_a_dim_picture_arent_called_blurred(tmp_path: Path) -> None:
    sharp = scene(tmp_path)
    small = changed(sharp, lambda shown: cv2.resize(shown, (240, 426), interpolation=cv2.INTER_AREA))
    dim = changed(scene(tmp_path, 1), lambda shown: (shown * 0.3).astype(np.uint8))
    assert look.blurred(Sample(frames=[small, dim])).value == 0.0


def test_value_is_the_share_of_blurred_frames(tmp_path: Path) -> None:
    frames = [scene(tmp_path, second) for second in range(4)]
    frames[1] = changed(frames[1], softened)
    signal = look.blurred(Sample(frames=frames))
    assert (signal.value, signal.evidence[0].at_s) == (0.25, 1.0)


def test_black_and_flat_frames_count_as_dark_and_not_as_blurred_too(tmp_path: Path) -> None:
    frames = []
    for second, level in enumerate((0, 120)):
        path = tmp_path / f"{level}.png"
        Image.new("RGB", (480, 854), (level, level, level)).save(path)
        frames.append(Frame(path, float(second)))
    sample = Sample(frames=frames)
    assert (picture.dark(sample).value, look.blurred(sample).value) == (1.0, 0.0)


@pytest.mark.parametrize(("clip", "count"), [("asl-book.mkv", 1), ("asl-bird.mkv", 2), ("people-walking.mp4", 0)])
def test_faces_of_real_clips_are_counted(tmp_path: Path, clip: str, count: int) -> None:
    signal = look.faces(Sample(frames=stills(clip, tmp_path)))
    assert signal.value == count / 10
    assert [one.text for one in signal.evidence] == ["face"] * count
    assert len({one.at_s for one in signal.evidence}) <= 1


def test_nudity_and_faces_run_the_model_once_a_frame_and_again_when_the_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, seen = nudenet.detect, []

    def spy(shown: Picture) -> list[nudenet.Detection]:
        seen.append(shown.shape)
        return real(shown)

    monkeypatch.setattr(nudenet, "detect", spy)
    frames = stills("asl-book.mkv", tmp_path)
    sample = Sample(frames=frames)
    for signal in (picture.nudity, look.faces, picture.nudity):
        signal(sample)
    assert len(seen) == len(frames)
    scene(tmp_path).path.replace(frames[0].path)
    look.faces(sample)
    assert len(seen) == len(frames) + 1


@pytest.mark.parametrize("signal", [look.blurred, look.faces])
def test_no_frame_and_a_broken_frame_are_failures_and_not_clean(tmp_path: Path, signal: object) -> None:
    assert callable(signal)
    (tmp_path / "text.jpg").write_text("not a picture")
    for frames, code in (
        ([], "no-frames"),
        ([Frame(tmp_path / "none.jpg", 0.0)], "frame-missing"),
        ([scene(tmp_path), Frame(tmp_path / "text.jpg", 1.0)], "frame-broken"),
    ):
        with pytest.raises(SignalError) as caught:
            signal(Sample(frames=frames))
        assert caught.value.code == code
