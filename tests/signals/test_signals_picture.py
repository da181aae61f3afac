"""The picture signals on real frames; what a class counts is tested apart from the model."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from nudenet import NudeDetector
from PIL import Image

from panggung.signals import nudenet, picture, table
from panggung.signals.signal import Failed, Frame, Sample, Signal, SignalError
from panggung.signals.table import run
from tests.signals.pictures import stills


@pytest.fixture(scope="module")
def bird(tmp_path_factory: pytest.TempPathFactory) -> list[Frame]:
    return stills("asl-bird.mkv", tmp_path_factory.mktemp("bird"), every=10)


def painted(folder: Path, *levels: int) -> list[Frame]:
    frames = []
    for index, level in enumerate(levels):
        path = folder / f"level-{level}.png"
        Image.new("RGB", (90, 160), (level, level, level)).save(path)
        frames.append(Frame(path, float(index)))
    return frames


def test_a_real_clean_clip_reads_low(bird: list[Frame]) -> None:
    signal = picture.nudity(Sample(frames=bird))
    assert signal.value < 0.25
    assert signal.confidence <= 0.8


def test_the_real_model_sees_a_face_on_a_real_frame(bird: list[Frame]) -> None:
    seen = [one for frame in bird for one in nudenet.detect(cv2.imread(str(frame.path)))]
    assert {"FACE_FEMALE", "FACE_MALE"} & {one.label for one in seen}
    for one in seen:
        x, y, width, height = one.box
        assert 0 <= x <= x + width <= 1.001
        assert 0 <= y <= y + height <= 1.001


def test_our_session_finds_what_nudenets_own_detector_finds(bird: list[Frame]) -> None:
    own = NudeDetector()
    for frame in bird:
        image = cv2.imread(str(frame.path))
        height, width = image.shape[:2]
        theirs = sorted((one["class"], round(one["score"], 3), one["box"][0]) for one in own.detect(str(frame.path)))
        ours = sorted((one.label, round(one.score, 3), one.box[0] * width) for one in nudenet.detect(image))
        assert [one[:2] for one in ours] == [one[:2] for one in theirs]
        assert all(abs(a[2] - b[2]) <= 1.5 for a, b in zip(ours, theirs, strict=True))
        assert height > 0


@pytest.mark.parametrize(
    ("label", "least", "most"),
    [
        ("FEMALE_BREAST_EXPOSED", 0.6, 1.0),
        ("MALE_GENITALIA_EXPOSED", 0.6, 1.0),
        ("FEMALE_GENITALIA_EXPOSED", 0.6, 1.0),
        ("ANUS_EXPOSED", 0.6, 1.0),
        ("BUTTOCKS_EXPOSED", 0.6, 1.0),
        ("FEMALE_GENITALIA_COVERED", 0.25, 0.59),
    ],
)
def test_an_unsafe_class_reaches_the_threshold_of_its_rule(label: str, least: float, most: float) -> None:
    found = list(picture._unsafe([nudenet.Detection(label, 0.8, (0.1, 0.1, 0.2, 0.2))], 1.5))
    assert least <= found[0][0] <= most
    assert (found[0][1].at_s, found[0][1].box) == (1.5, (0.1, 0.1, 0.2, 0.2))


@pytest.mark.parametrize(
    "label", ["FACE_MALE", "BELLY_EXPOSED", "MALE_BREAST_EXPOSED", "FEET_EXPOSED", "ARMPITS_EXPOSED"]
)
def test_what_is_everyday_among_children_counts_nothing(label: str) -> None:
    assert list(picture._unsafe([nudenet.Detection(label, 0.99, (0, 0, 1, 1))], 0)) == []


def test_every_class_that_counts_is_one_the_model_knows() -> None:
    assert set(picture.UNSAFE) <= set(nudenet.LABELS)


@pytest.mark.parametrize("name", ["picture.nudity", "picture.dark"])
def test_no_frames_is_a_failure_and_not_clean(name: str) -> None:
    (result,) = run(Sample(), [name])
    assert isinstance(result, Failed)
    assert result.error == "no-frames"


def test_a_missing_cut_or_false_frame_is_a_failure(tmp_path: Path) -> None:
    whole = tmp_path / "whole.jpg"
    Image.fromarray(np.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=np.uint8)).save(whole)
    cut = tmp_path / "cut.jpg"
    cut.write_bytes(whole.read_bytes()[:4000])
    text = tmp_path / "text.jpg"
    text.write_text("not a picture")
    empty = tmp_path / "empty.jpg"
    empty.touch()
    for path, code in [
        (tmp_path / "none.jpg", "frame-missing"),
        (cut, "frame-broken"),
        (text, "frame-broken"),
        (empty, "frame-broken"),
    ]:
        with pytest.raises(SignalError) as caught:
            picture.nudity(Sample(frames=[Frame(whole, 0.0), Frame(path, 1.0)]))
        assert caught.value.code == code


def test_a_picture_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.png"
    Image.new("1", (9000, 9000)).save(bomb)
    with pytest.raises(SignalError) as caught:
        picture.dark(Sample(frames=[Frame(bomb, 0.0)]))
    assert caught.value.code == "frame-too-large"


def test_a_black_clip_a_flat_one_and_a_frozen_one_read_as_unseen(tmp_path: Path, bird: list[Frame]) -> None:
    frozen = [Frame(bird[0].path, float(second)) for second in range(4)]
    for kind, frames in (
        ("black", painted(tmp_path, 0, 2, 4)),
        ("flat", painted(tmp_path, 80, 120, 160)),
        ("frozen", frozen),
    ):
        signal = picture.dark(Sample(frames=frames))
        assert signal.value == 1.0, kind
        assert {one.text for one in signal.evidence} == {kind}


def test_a_clip_that_moves_is_seen(bird: list[Frame]) -> None:
    assert picture.dark(Sample(frames=bird)).value < 0.5


def test_a_clip_that_is_black_for_one_frame_of_four_is_not_sent_back(tmp_path: Path, bird: list[Frame]) -> None:
    frames = [painted(tmp_path, 0)[0], *bird[:3]]
    signal = picture.dark(Sample(frames=frames))
    assert signal.value == 0.25
    assert signal.evidence[0].text == "black"


def test_one_broken_signal_takes_no_other_with_it(tmp_path: Path) -> None:
    sample = Sample(texts={"caption": "0812-3456-7890"}, video=tmp_path / "none.mp4")
    results = run(sample, ["picture.nudity", "text.phone", "sound.none"])
    assert [type(one) for one in results] == [Failed, Signal, Failed]
    assert [one.error for one in results] == ["no-frames", None, "signal-unknown"]


def test_words_are_not_cleared_while_the_picture_can_not_be_read(tmp_path: Path) -> None:
    sample = Sample(texts={"caption": "Aku menari"}, frames=[Frame(tmp_path / "none.jpg", 0.0)])
    (result,) = run(sample, ["text.phone"])
    assert (type(result), result.error) == (Failed, "frame-missing")


def test_an_unexpected_crash_gives_its_class_and_none_of_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def boom(_: Sample) -> Signal:
        raise ZeroDivisionError("0812-3456-7890")

    monkeypatch.setattr(table, "find", lambda name: boom)
    (result,) = run(Sample(texts={"caption": "x"}), ["text.phone"])
    assert isinstance(result, Failed)
    assert result.error == "ZeroDivisionError"
    assert "0812" not in repr(result)
