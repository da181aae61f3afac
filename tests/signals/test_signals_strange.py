"""Texts, pictures and films made to cost much or to break a signal: bounded work, and a hold where nothing is read."""

from __future__ import annotations

import struct
import sys
import time
import zlib
from pathlib import Path
from types import FrameType

import pytest
from PIL import Image

from panggung.media.near import Index
from panggung.rules.rulebook import shipped
from panggung.signals import table
from panggung.signals.signal import Failed, Frame, Sample, Signal
from tests.rules.readings import context
from tests.signals.strange import MOST, NORMAL, STRANGE

TEXT = [name for name in table.SIGNALS if name.startswith("text.")]
PICTURE = ["picture.nudity", "picture.dark", "picture.blur", "picture.faces", "picture.text"]
FILM = ["picture.copy_removed", "picture.copy_entry", "sound.loudness", "sound.silence", "sound.speech"]
CALLS_A_LETTER = 200  # a hundred for the dearest signal on the dearest text, when this was written
CPU_SECONDS = 1.0  # what calls don't show: a pattern that goes back and forth


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    table.run(Sample(texts={"caption": NORMAL}), TEXT)


def calls_of(name: str, text: str) -> tuple[Signal | Failed, int]:
    """What a signal says, and how many functions were called for it."""
    count = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        (said,) = table.run(Sample(texts={"caption": text}), [name])
    finally:
        sys.setprofile(None)
    return said, count


@pytest.mark.parametrize("what", STRANGE)
def test_no_text_of_a_caption_s_length_costs_more_than_a_bound_or_breaks_a_signal(what: str) -> None:
    text = STRANGE[what]
    assert len(text) <= MOST
    for name in TEXT:
        began = time.thread_time()
        said, calls = calls_of(name, text)
        assert said.error is None, name
        assert calls < CALLS_A_LETTER * MOST, name
        assert time.thread_time() - began < CPU_SECONDS, name


@pytest.mark.parametrize("what", ["without width", "leet", "letters apart", "look-alike letters"])
def test_a_disguise_hides_no_word(what: str) -> None:
    plain = {
        "without width": "bangsat",
        "leet": "anjing goblok",
        "letters apart": "anjing",
        "look-alike letters": "anjing",
    }
    for text in (STRANGE[what], plain[what]):
        (said,) = table.run(Sample(texts={"caption": text}), ["text.abuse"])
        assert said.value is not None
        assert said.value >= 0.5, text


def test_a_caption_of_one_megabyte_is_read_by_no_signal_and_held() -> None:
    readings = table.run(Sample(texts={"caption": "anjing " * 150_000}), TEXT)
    assert {(one.value, one.error) for one in readings} == {(None, "text-too-long")}
    verdict = shipped().judge_part(readings, context(), TEXT)
    assert (verdict.action, verdict.reasons) == ("hold", ["GATE-01"])


def png(wide: int, high: int) -> bytes:
    """A small file that says it is a large picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(bytes(3_000_000), 9))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


def jpeg(wide: int, high: int, folder: Path) -> bytes:
    """A real JPEG whose header says other sides."""
    path = folder / "small.jpg"
    Image.new("RGB", (16, 16)).save(path)
    data = path.read_bytes()
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", high, wide) + data[at + 4 :]


BOMBS = {
    "a PNG of 60,000 by 60,000": (lambda folder: png(60_000, 60_000), "frame-too-large"),
    "a PNG of 5,000 by 10": (lambda folder: png(5_000, 10), "frame-too-large"),
    "a PNG of no width": (lambda folder: png(0, 10), "frame-broken"),
    "a JPEG of 65,000 by 65,000": (lambda folder: jpeg(65_000, 65_000, folder), "frame-too-large"),
    "a page": (lambda folder: b"<html><script>alert(1)</script>", "frame-broken"),
    "nothing": (lambda folder: b"", "frame-broken"),
}


@pytest.mark.parametrize("what", BOMBS)
def test_a_picture_made_to_burst_is_a_failure_of_every_picture_signal(what: str, tmp_path: Path) -> None:
    make, code = BOMBS[what]
    frame = tmp_path / "0001.jpg"
    frame.write_bytes(make(tmp_path))
    sample = Sample(texts={"caption": "halo"}, frames=[Frame(frame, 0.0)])
    readings = table.run(sample, [*PICTURE, "text.abuse"])
    assert {one.name: one.error for one in readings} == dict.fromkeys([*PICTURE, "text.abuse"], code)


@pytest.mark.parametrize("content", [b"", b"halo", b"\x00\x00\x00\x18ftypmp42" + b"\xff" * 5000, b"\x00" * 100_000])
def test_a_rendition_that_is_none_is_a_failure_of_every_signal_that_reads_it(content: bytes, tmp_path: Path) -> None:
    film = tmp_path / "240.mp4"
    film.write_bytes(content)
    readings = table.run(Sample(video=film, known={"removed": Index(), "entries": Index()}), FILM)
    assert [one.name for one in readings if one.value is not None] == []
    assert all(one.error and one.error == one.error.lower() for one in readings), [one.error for one in readings]


def test_a_failure_of_any_of_these_holds_the_video(tmp_path: Path) -> None:
    film, frame = tmp_path / "240.mp4", tmp_path / "0001.jpg"
    film.write_bytes(b"halo")
    frame.write_bytes(png(60_000, 60_000))
    sample = Sample(texts={"caption": "halo"}, frames=[Frame(frame, 0.0)], video=film, known={})
    verdict = shipped().judge(table.run(sample, table.SIGNALS), context())
    assert (verdict.action, verdict.band) == ("hold", None)
    assert "GATE-01" in verdict.reasons
