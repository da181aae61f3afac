"""What a fingerprint keeps, how it is written, and which files give none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from panggung.media import thumbs as reading
from panggung.media.errors import MediaRefused
from panggung.media.fingerprint import (
    HASHES,
    LOOK,
    MOST_BYTES,
    MOST_SAMPLES,
    RATES,
    SIDE,
    WAVES,
    WORDS,
    Fingerprint,
    fingerprint,
    from_bytes,
    hash_of,
    mirror_mask,
    motion,
    of,
)
from tests.media.conftest import Draw
from tests.media.scenes import changed, film
from tests.media.tools import ffmpeg


@st.composite
def fingerprints(draw: st.DrawFn) -> Fingerprint:
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    samples = draw(st.integers(0, MOST_SAMPLES))
    return Fingerprint(
        rng.integers(0, 2**64, (HASHES, WORDS), dtype=np.uint64),
        rng.integers(0, 256, (LOOK, LOOK), dtype=np.uint8),
        rng.integers(-7, 8, (samples, WAVES, WAVES), dtype=np.int8),
        draw(st.floats(0, 181, width=32)),
        draw(st.integers(0, 0xFFFF)),
        draw(st.sampled_from(RATES)),
        draw(st.floats(0, 1e4, width=32)),
    )


@settings(max_examples=60, deadline=None)
@given(one=fingerprints(), behind=st.binary(max_size=40))
def test_bytes_give_the_same_fingerprint_back(one: Fingerprint, behind: bytes) -> None:
    data = one.to_bytes()
    again = from_bytes(data + behind)
    for name in ("hashes", "look", "moves"):
        assert np.array_equal(getattr(one, name), getattr(again, name))
    assert [one.seconds, one.start, one.rate, one.scale] == [again.seconds, again.start, again.rate, again.scale]
    assert len(data) <= MOST_BYTES < 2048


@settings(max_examples=60, deadline=None)
@given(one=fingerprints(), cut=st.integers(1, MOST_BYTES))
def test_cut_bytes_are_refused(one: Fingerprint, cut: int) -> None:
    with pytest.raises(ValueError):
        from_bytes(one.to_bytes()[:-cut])


@pytest.mark.parametrize("at", [0, 2, 3, 4])
def test_bytes_of_something_else_or_of_another_version_are_refused(at: int) -> None:
    data = bytearray(of(film(1, 1)).to_bytes())
    data[at] = 255
    with pytest.raises(ValueError):
        from_bytes(bytes(data))


def test_the_motion_that_is_kept_is_close_to_the_motion_that_was() -> None:
    one = of(film(1, 1))
    kept = motion(one)
    assert one.rate == RATES[0]
    assert len(kept) == MOST_SAMPLES
    step = one.scale * (1 - (6 / 7) ** 2)
    assert float(np.abs(kept.mean(axis=0)).max()) < step


def test_a_mirrored_picture_has_the_hash_that_the_mask_says() -> None:
    picture = film(3, 1).pictures[0].astype(np.float32)
    assert np.array_equal(hash_of(picture[:, ::-1]), hash_of(picture) ^ mirror_mask())


def test_a_black_or_flat_film_leaves_nothing_to_compare() -> None:
    seen = film(1, 1)
    for level in (0, 128):
        assert of(reading.Thumbs(seen.at, np.full_like(seen.pictures, level))).empty


def test_black_at_the_start_changes_only_where_the_film_starts() -> None:
    plain, late = of(film(1, 1)), of(changed(film(1, 1), "black at the start"))
    assert late.start == 100
    assert np.array_equal(plain.hashes, late.hashes)
    assert np.array_equal(plain.moves, late.moves)


def test_a_long_film_is_thinned_evenly(draw: Draw) -> None:
    clip = draw("long.mp4", size="64x64", seconds=24, rate="30", sound=None)
    seen = reading.thumbs(clip)
    assert reading.MOST / 2 < len(seen.at) <= reading.MOST
    assert np.diff(seen.at).max() < 2.5 * np.diff(seen.at).min()
    assert seen.at[-1] > 23.8
    assert len(fingerprint(clip).moves) <= MOST_SAMPLES


def test_a_turned_film_is_seen_upright(draw: Draw, tmp_path: Path) -> None:
    clip = draw("upright.mp4", size="320x240", seconds=1, sound=None)
    turned, tag = tmp_path / "stored.mp4", tmp_path / "turned.mp4"
    ffmpeg("-i", clip, "-vf", "transpose=1", turned)
    ffmpeg("-display_rotation", "90", "-i", turned, "-c", "copy", tag)
    upright, seen = (reading.thumbs(path).pictures[0].astype(float) for path in (clip, tag))
    assert float(np.abs(upright - seen).mean()) < 6


def test_a_still_is_a_film_of_one_picture(tmp_path: Path) -> None:
    for name in ("still.png", "still.jpg", "still.webp"):
        Image.fromarray(film(4, 1).pictures[0]).resize((300, 400)).save(tmp_path / name)
        one = fingerprint(tmp_path / name)
        assert len(one.moves) == 1
        assert not one.moves.any()


def refused(path: Path) -> str:
    with pytest.raises(MediaRefused) as caught:
        fingerprint(path)
    return caught.value.code


def test_a_picture_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    for side in (7_000, 20_000):
        Image.new("1", (side, side)).save(tmp_path / "bomb.png")
        assert refused(tmp_path / "bomb.png") == "too-large-picture"


def test_what_is_neither_film_nor_picture_is_refused_with_its_code(tmp_path: Path, draw: Draw) -> None:
    whole = draw("upright.mp4", size="320x240", seconds=1, sound=None).read_bytes()
    for name, data, code in (
        ("empty.mp4", b"", "empty"),
        ("list.mp4", b"#EXTM3U\nfile:///etc/passwd\n", "playlist"),
        ("words.mp4", b"just words, no film", "not-a-video"),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unreadable"),
        ("cut.mp4", whole[: len(whole) // 2], "unreadable"),
    ):
        (tmp_path / name).write_bytes(data)
        assert refused(tmp_path / name) == code, name


def test_a_film_over_three_minutes_is_refused(draw: Draw) -> None:
    clip = draw("endless.mp4", size="64x64", seconds=185, rate="1", sound=None)
    assert refused(clip) == "too-long"


def test_sides_are_read_from_every_frame(draw: Draw) -> None:
    assert reading.thumbs(draw("upright.mp4", size="320x240", seconds=1, sound=None)).pictures.shape[1:] == (SIDE, SIDE)
