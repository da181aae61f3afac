"""Text in the picture, read by the real models on real and drawn frames."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from rapidocr import RapidOCR

from panggung.signals import ocr, picture_text, text, textframes
from panggung.signals.session import model_file
from panggung.signals.signal import Frame, Sample, SignalError
from panggung.signals.stills import Picture
from tests.signals.pictures import changed, lettered, scene, stills

PHONE = "WA 0812-3456-7890"


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    """The pictures that the real reader was given."""
    given: list[Picture] = []
    real = ocr.read

    def spy(picture: Picture) -> list[ocr.Line]:
        given.append(picture)
        return real(picture)

    monkeypatch.setattr(ocr, "read", spy)
    return given


@pytest.mark.parametrize("clip", ["asl-bird.mkv", "asl-milk.mkv", "people-walking.mp4"])
@pytest.mark.parametrize(("high", "fill", "edge"), [(12, "yellow", "black"), (20, "white", "black"), (34, "red", None)])
def test_a_phone_number_over_a_real_clip_is_caught(
    tmp_path: Path, clip: str, high: int, fill: str, edge: str | None
) -> None:
    frames = [lettered(frame, PHONE, high=high, fill=fill, edge=edge) for frame in stills(clip, tmp_path)]
    signal = text.phone(picture_text.with_picture_text(Sample(texts={"caption": "Tarianku"}, frames=frames)))
    assert signal.value >= 0.5
    at_s = picture_text.picture_field(signal.evidence[0].field)
    assert at_s is not None
    assert at_s in [round(frame.at_s, 2) for frame in frames]
    assert "3456" not in signal.evidence[0].text


def test_an_address_in_the_picture_is_caught_though_l_looks_like_i(tmp_path: Path) -> None:
    frame = lettered(scene(tmp_path), "Rumahku di Jl. Mawar No. 12", high=18)
    assert text.address(picture_text.with_picture_text(Sample(frames=[frame]))).value >= 0.5


@pytest.mark.parametrize("clip", ["asl-bird.mkv", "asl-learn.mkv", "asl-book.mkv"])
def test_a_clip_without_text_is_never_given_to_the_reader(tmp_path: Path, reads: list[Picture], clip: str) -> None:
    signal = picture_text.seen(Sample(frames=stills(clip, tmp_path)))
    assert (signal.value, signal.evidence, len(reads)) == (0.0, (), 0)


def test_a_caption_that_stands_is_read_once(tmp_path: Path, reads: list[Picture]) -> None:
    frames = [lettered(scene(tmp_path, second), "Halo semua teman", high=24) for second in range(8)]
    assert picture_text.seen(Sample(frames=frames)).evidence[0].text == "H••• s•••• t••••"
    assert len(reads) == 1


def test_a_note_held_askew_is_found(tmp_path: Path) -> None:
    turn = cv2.getRotationMatrix2D((240, 512), 20, 1.0)
    note = lettered(scene(tmp_path), PHONE, high=20)
    askew = changed(note, lambda shown: cv2.warpAffine(shown, turn, (480, 854), borderMode=cv2.BORDER_REPLICATE))
    assert text.phone(picture_text.with_picture_text(Sample(frames=[askew]))).value >= 0.5


def test_pages_of_a_book_end_the_reading_and_take_the_confidence_down(tmp_path: Path, reads: list[Picture]) -> None:
    letters = np.random.default_rng(1).choice(list("aeiou bdgklmnprst"), (4, 34, 24))
    pages = ["\n\n".join("".join(row) for row in page) for page in letters]
    frames = [lettered(scene(tmp_path, n), page, high=8, at=0.02) for n, page in enumerate(pages)]
    assert picture_text.seen(Sample(frames=frames)).confidence == 0.3
    assert len(reads) < len(frames)


def test_captions_that_follow_each_other_are_all_read(tmp_path: Path) -> None:
    words = ["Selamat pagi dunia", "Ayo menari bersama", "Hubungi 085712349876"]
    frames = [lettered(scene(tmp_path, second), words[second // 2], high=24) for second in range(6)]
    read = picture_text.with_picture_text(Sample(frames=frames)).texts
    assert list(read.values()) == words
    assert [picture_text.picture_field(field) // 2 for field in read] == [0, 1, 2]  # type: ignore[operator]


def test_more_different_texts_than_may_be_read_take_the_confidence_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = [lettered(scene(tmp_path, n), word, high=30) for n, word in enumerate(["Selamat pagi", "Ayo menari"])]
    assert picture_text.seen(Sample(frames=frames)).confidence > 0.8
    monkeypatch.setattr(textframes, "MOST", 1)
    again = [lettered(scene(tmp_path, n), word, high=31) for n, word in enumerate(["Selamat pagi", "Ayo menari"])]
    assert picture_text.seen(Sample(frames=again)).confidence == 0.3


def test_all_signals_of_a_sample_share_one_reading_and_a_changed_frame_is_read_anew(
    tmp_path: Path, reads: list[Picture]
) -> None:
    frame = lettered(scene(tmp_path), PHONE)
    sample = Sample(frames=[frame])
    for _ in range(3):
        picture_text.with_picture_text(sample)
        picture_text.seen(sample)
    assert len(reads) == 1
    lettered(scene(tmp_path), "Gambar yang lain").path.replace(frame.path)
    assert list(picture_text.with_picture_text(sample).texts.values()) == ["Gambar yang lain"]


def test_our_reader_reads_what_rapidocrs_own_code_reads(tmp_path: Path) -> None:
    frame = lettered(scene(tmp_path), "SMPN 5 Bandung, kelas 8B", high=26)
    frame = lettered(frame, "Instagram: budi_99 (jangan lupa!)", high=16, at=0.2)
    picture = cv2.imread(str(frame.path))
    own = RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Det.model_path": str(model_file("rapidocr", "models/PP-OCRv6_det_small.onnx")),
            "Rec.model_path": str(model_file("rapidocr", "models/PP-OCRv6_rec_small.onnx")),
        }
    )(picture)
    lines = ocr.read(picture)
    assert [line.text for line in lines] == list(own.txts)
    high, wide = picture.shape[:2]
    for line, corners in zip(lines, own.boxes, strict=True):
        x, y = corners.min(axis=0) / [wide, high]
        right, bottom = corners.max(axis=0) / [wide, high]
        assert line.box == pytest.approx((x, y, right - x, bottom - y), abs=0.02)


def test_lines_that_the_model_isnt_sure_of_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = cv2.imread(str(lettered(scene(tmp_path), "Kucing 12 ekor", high=16).path))
    smeared = cv2.GaussianBlur(picture, (0, 0), 4.5)
    kept = ocr.read(smeared)
    monkeypatch.setattr(ocr, "LEAST", 0.0)
    assert len(kept) < len(ocr.read(smeared))


@pytest.mark.parametrize("kind", ["missing", "cut", "bomb"])
def test_a_frame_that_cant_be_read_is_a_failure_and_not_clean(tmp_path: Path, kind: str) -> None:
    whole = scene(tmp_path)
    path = tmp_path / "none.jpg"
    if kind == "cut":
        path.write_bytes(whole.path.read_bytes()[:4000])
    if kind == "bomb":
        Image.new("1", (9000, 9000)).save(path, format="PNG")
    sample = Sample(texts={"caption": "x"}, frames=[whole, Frame(path, 1.0)])
    for verb in (picture_text.seen, picture_text.with_picture_text):
        with pytest.raises(SignalError) as caught:
            verb(sample)
        assert caught.value.code == {"missing": "frame-missing", "cut": "frame-broken", "bomb": "frame-too-large"}[kind]


def test_a_reader_that_breaks_is_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("no model")

    monkeypatch.setattr(ocr, "_detector", broken)
    with pytest.raises(SignalError) as caught:
        picture_text.with_picture_text(Sample(frames=[lettered(scene(tmp_path, 3), PHONE)]))
    assert caught.value.code == "text-unread"


def test_words_without_frames_stay_as_they_are_and_the_signal_says_that_it_saw_none() -> None:
    sample = Sample(texts={"caption": "Halo"})
    assert picture_text.with_picture_text(sample) == sample
    with pytest.raises(SignalError) as caught:
        picture_text.seen(sample)
    assert caught.value.code == "no-frames"


@pytest.mark.parametrize(
    ("field", "seconds"), [("picture@3.25", 3.25), ("picture@0.00", 0.0), ("caption", None), ("picture@x", None)]
)
def test_a_field_says_at_which_second_it_was_read(field: str, seconds: float | None) -> None:
    assert picture_text.picture_field(field) == seconds


@pytest.mark.parametrize("paint", [np.zeros, lambda shape, kind: np.full(shape, 255, kind)])
def test_an_empty_picture_isnt_sent_to_the_reader(paint: Callable[..., Picture]) -> None:
    assert textframes.choose([paint((480, 270, 3), np.uint8)]) == ([], 0)


def test_the_reader_keeps_to_its_memory() -> None:
    code = """
import numpy, cv2, onnxruntime, psutil
from panggung.signals import ocr
before = psutil.Process().memory_info().rss
picture = numpy.full((854, 480, 3), 90, numpy.uint8)
for row in range(20):
    cv2.putText(picture, f"Baris nomor {row} 0812345678", (5, 40 + 40 * row), 0, 0.8, (255, 255, 255), 2)
assert len(ocr.read(picture)) >= 18
print(psutil.Process().memory_info().rss - before)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 250e6
