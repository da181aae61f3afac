"""The two copy signals: what they say of a copy, and when they say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from panggung.media import fingerprint as prints
from panggung.media.near import Index
from panggung.signals import copies
from panggung.signals.signal import Sample, SignalError
from tests.media.tools import ffmpeg


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    home = tmp_path_factory.mktemp("copies")
    original, copy, other = (home / f"{name}.mp4" for name in ("original", "copy", "other"))
    ffmpeg("-f", "lavfi", "-i", "testsrc2=s=240x320:r=24:d=3", "-pix_fmt", "yuv420p", original)
    ffmpeg("-i", original, "-vf", "hflip,crop=iw*0.9:ih*0.9", "-crf", "30", copy)
    ffmpeg("-f", "lavfi", "-i", "life=s=60x80:r=24:mold=10:ratio=0.3:seed=5,scale=240:320", "-t", "3",
           "-pix_fmt", "yuv420p", other)  # fmt: skip
    return {"original": original, "copy": copy, "other": other}


@pytest.fixture(scope="module")
def index(clips: dict[str, Path]) -> Index:
    index = Index()
    index.add("v-7", prints.fingerprint(clips["original"]))
    return index


def code(sample: Sample) -> str:
    with pytest.raises(SignalError) as caught:
        copies.copy_of_removed(sample)
    return caught.value.code


def test_a_changed_copy_of_a_removed_video_says_of_which(clips: dict[str, Path], index: Index) -> None:
    signal = copies.copy_of_removed(Sample(video=clips["copy"], known={"removed": index}))
    assert (signal.name, signal.version) == ("picture.copy_removed", copies.VERSION)
    assert signal.value >= 0.5
    assert [(one.kind, one.text, one.at_s) for one in signal.evidence] == [("time", "v-7", 0.0)]


def test_each_signal_looks_into_its_own_index(clips: dict[str, Path], index: Index) -> None:
    sample = Sample(video=clips["copy"], known={"removed": Index(), "entries": index})
    assert copies.copy_of_removed(sample).value == 0.0
    entry = copies.copy_of_entry(sample)
    assert (entry.name, entry.evidence[0].text) == ("picture.copy_entry", "v-7")


def test_another_video_reads_low_and_has_no_evidence(clips: dict[str, Path], index: Index) -> None:
    signal = copies.copy_of_removed(Sample(video=clips["other"], known={"removed": index}))
    assert signal.value < 0.5
    assert signal.evidence == ()


def test_a_missing_index_or_video_is_a_failure_and_not_clean(clips: dict[str, Path], tmp_path: Path) -> None:
    assert code(Sample(video=clips["copy"])) == "no-index"
    assert code(Sample(known={"removed": Index()})) == "no-video"
    assert code(Sample(video=tmp_path / "none.mp4", known={"removed": Index()})) == "video-missing"
    (tmp_path / "words.mp4").write_text("words")
    assert code(Sample(video=tmp_path / "words.mp4", known={"removed": Index()})) == "not-a-video"


def test_both_signals_of_a_sample_read_its_video_once(
    clips: dict[str, Path], index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []
    real = prints.fingerprint
    monkeypatch.setattr(prints, "fingerprint", lambda path: read.append(path) or real(path))
    copies._read.cache_clear()
    sample = Sample(video=clips["copy"], known={"removed": index, "entries": index})
    assert copies.copy_of_removed(sample).value == copies.copy_of_entry(sample).value
    assert read == [clips["copy"]]
