"""Which films are copies of which, and an index that says the same as comparing with each."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from panggung.media.fingerprint import MOST_BYTES, Fingerprint, fingerprint, of
from panggung.media.near import NEAR, Index, fingerprint_files, near_files, record
from panggung.media.thumbs import Thumbs
from tests.media.scenes import changed, film, known
from tests.media.tools import ffmpeg

FILMS: dict[str, Fingerprint] = {f"{room}/{dance}": known(room, dance) for room in (1, 2) for dance in (1, 2, 3)}
NOTHING = of(film(1, 1)._replace(pictures=np.zeros((144, 64, 64), np.uint8)))


def full() -> Index:
    index = Index()
    for key, one in FILMS.items():
        index.add(key, one)
    return index


def copies(index: Index, asked: Fingerprint) -> list[str]:
    return [one.key for one in index.nearest(asked) if one.distance <= NEAR]


@pytest.mark.parametrize("how", ["mirrored", "cropped", "logo", "brighter", "fewer pictures", "black at the start"])
def test_a_changed_copy_is_found_and_nothing_else(how: str) -> None:
    index = full()
    for key in FILMS:
        room, dance = map(int, key.split("/"))
        asked = of(changed(film(room, dance), how))
        assert copies(index, asked) == [key]
        assert index.nearest(asked)[0].mirrored == (how == "mirrored")


@pytest.mark.parametrize("speed", [0.95, 1.05])
def test_a_copy_at_another_speed_is_found(speed: float) -> None:
    assert copies(full(), of(film(1, 2, speed=speed, seconds=6 / speed))) == ["1/2"]


def test_a_copy_that_starts_later_is_found_with_its_second() -> None:
    found = full().nearest(of(film(2, 1, start=1.3, seconds=4.7)))[0]
    assert found.key == "2/1"
    assert found.at_s == pytest.approx(1.3, abs=0.13)


def test_the_same_is_nearer_than_a_changed_copy() -> None:
    index = full()
    same, cropped = (index.nearest(one)[0] for one in (FILMS["1/1"], of(changed(film(1, 1), "cropped"))))
    assert same.distance < 0.01 < cropped.distance


def test_another_dance_in_the_same_room_is_no_copy() -> None:
    index = full()
    for key, one in FILMS.items():
        assert copies(index, one) == [key]


def test_one_still_is_like_itself_and_not_like_a_film_of_the_room() -> None:
    index = full()
    still = of(film(1, 1)._replace(at=np.zeros(1), pictures=film(1, 1).pictures[:1]))
    assert copies(index, still) == []
    index.add("still", still)
    assert copies(index, still) == ["still"]


def test_stills_of_two_rooms_are_told_apart_even_when_alike() -> None:
    index = Index()
    pictures = film(1, 1).pictures[:1].astype(np.float32)
    for key, share in (("one", 0.0), ("alike", 0.35)):
        mixed = (1 - share) * pictures + share * film(2, 1).pictures[:1]
        index.add(key, of(Thumbs(np.zeros(1), mixed.astype(np.uint8))))
    assert copies(index, of(Thumbs(np.zeros(1), np.clip(pictures * 0.9 + 20, 0, 255).astype(np.uint8)))) == ["one"]


def test_black_is_like_nothing_not_even_black() -> None:
    index = full()
    index.add("black", NOTHING)
    assert len(index) == len(FILMS)
    assert index.nearest(NOTHING) == []
    assert Index().nearest(FILMS["1/1"]) == []


KEYS = st.sampled_from(sorted(FILMS))


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(st.tuples(st.booleans(), KEYS, KEYS), max_size=12), asked=KEYS, given_first=st.sets(KEYS))
def test_an_index_after_any_changes_says_what_comparing_with_each_says(
    steps: list[tuple[bool, str, str]], asked: str, given_first: set[str]
) -> None:
    first = sorted(given_first)
    index = Index(first, np.array([record(FILMS[key]) for key in first]).reshape(-1, MOST_BYTES))
    present = {key: key for key in first}
    for adds, key, shown in steps:
        if adds:
            index.add(key, FILMS[shown])
            present[key] = shown
        else:
            index.remove(key)
            present.pop(key, None)
    alone = {}
    for key, shown in present.items():
        single = Index()
        single.add(key, FILMS[shown])
        alone |= {one.key: one.distance for one in single.nearest(FILMS[asked])}
    assert len(index) == len(present)
    found = {one.key: one.distance for one in index.nearest(FILMS[asked])}
    nearest = sorted(alone.values())[: len(found)]
    assert len(found) == min(5, len(alone))
    assert sorted(found.values()) == pytest.approx(nearest, abs=1e-5)
    assert all(alone[key] == pytest.approx(distance, abs=1e-5) for key, distance in found.items())


def test_an_index_grows_past_its_first_room() -> None:
    index = full()
    for number in range(300):
        index.add(f"more-{number}", FILMS["2/2"])
    index.remove("2/2")
    assert copies(index, FILMS["1/3"]) == ["1/3"]
    assert "2/2" not in copies(index, FILMS["2/2"])


def test_an_index_over_a_file_never_writes_it(tmp_path: Path) -> None:
    (tmp_path / "known").write_bytes(b"".join(record(one).tobytes() for one in FILMS.values()))
    records = np.memmap(tmp_path / "known", np.uint8, "r").reshape(-1, MOST_BYTES)
    index = Index(list(FILMS), records)
    index.remove("1/1")
    index.add("1/1", FILMS["2/3"])
    assert set(copies(index, FILMS["2/3"])) == {"1/1", "2/3"}


def test_a_key_twice_or_a_missing_record_is_refused() -> None:
    records = np.array([record(FILMS["1/1"])] * 2)
    for keys in (["a", "a"], ["a"]):
        with pytest.raises(ValueError):
            Index(keys, records)


def test_no_two_real_clips_are_near_and_a_changed_one_is_found(real_clips: list[Path], tmp_path: Path) -> None:
    signs = [clip for clip in real_clips if clip.stem.startswith("asl-")]
    index = Index()
    for clip in signs:
        index.add(clip.stem, fingerprint(clip))
    for clip in signs:
        assert copies(index, fingerprint(clip)) == [clip.stem]
    changed_clip = tmp_path / "changed.mp4"
    for filters in ("hflip", "crop=iw*0.9:ih*0.9", "setpts=PTS/1.05"):
        ffmpeg("-i", signs[0], "-vf", f"{filters},scale=-2:240", "-an", changed_clip)
        assert copies(index, fingerprint(changed_clip)) == [signs[0].stem]


def test_files_are_compared_with_a_folder_and_each_bad_one_gets_its_code(tmp_path: Path) -> None:
    folder = tmp_path / "known"
    folder.mkdir()
    for name, room in (("one.png", 1), ("two.png", 2)):
        Image.fromarray(film(room, 1).pictures[0]).resize((320, 240)).save(folder / name)
    Image.open(folder / "one.png").transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(tmp_path / "copy.jpg")
    (folder / "note.txt").write_text("words")
    (tmp_path / "broken.mp4").write_bytes(b"\x00\x00\x00\x18ftypisom")
    asked = [tmp_path / "copy.jpg", folder / "two.png", tmp_path / "broken.mp4", tmp_path / "none.mp4"]
    copy, itself, broken, none = near_files(asked, folder)
    assert [(one["file"], one["mirrored"]) for one in copy["near"]] == [(str(folder / "one.png"), True)]
    assert itself["near"] == []
    assert broken["error"] == "unreadable"
    assert none["error"] == "file-missing"


def test_a_fingerprint_is_told_in_hex_and_black_has_none(tmp_path: Path) -> None:
    Image.fromarray(film(1, 1).pictures[0]).save(tmp_path / "one.png")
    Image.new("L", (64, 64)).save(tmp_path / "black.png")
    one, black, none = fingerprint_files([tmp_path / "one.png", tmp_path / "black.png", tmp_path / "none.png"])
    assert [len(each) for each in one["hashes"]] == [64] * 5
    assert one["version"] == 1
    assert black["hashes"] == []
    assert none["error"] == "file-missing"
