"""The text model: what it promises about disguise, kind captions, missing weights, odd texts and its training."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from math import inf
from pathlib import Path

import pytest

from bench.b06_text import table, tweets
from panggung.signals import text, textmodel, trainingrun
from panggung.signals.disguises import DISGUISES
from panggung.signals.normalise import fold
from panggung.signals.signal import Failed, Sample, Signal
from panggung.signals.table import run
from panggung.signals.textmodel import SHIPPED, WEIGHTS
from panggung.signals.textwords import tokens
from panggung.signals.trainingrows import LABELS, fixed_part, groups, read_csv, read_slang
from tests.signals.benign import TUNED, UNSEEN

HELD = 0.5
WRONGLY_HELD = 0.03
LOST_BY_DISGUISE = 0.03

needs_weights = pytest.mark.skipif(
    not (SHIPPED / WEIGHTS).is_file(), reason="SKIPPED LOUDLY: models/text-id-nc was left out; the model was not tested"
)


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    textmodel.use(SHIPPED)
    yield
    textmodel.use(SHIPPED)


@pytest.fixture
def lists_alone() -> None:
    textmodel.use(None)


def caption(words: str) -> Sample:
    return Sample(texts={"caption": words})


@needs_weights
@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("captions", [TUNED, UNSEEN], ids=["tuned", "unseen"])
def test_few_kind_captions_are_held_by_the_model(label: str, captions: list[str]) -> None:
    held = [words for words in captions if textmodel.scores(words)[label] >= HELD]
    assert len(held) <= WRONGLY_HELD * len(captions), held


def test_kind_captions_for_training_are_none_of_those_for_tests() -> None:
    learned = trainingrun.BENIGN.read_text(encoding="utf-8").splitlines()
    tested = [*TUNED, *UNSEEN]
    names = groups([*tested, *learned])
    assert set(names[: len(tested)]).isdisjoint(names[len(tested) :])
    assert len(learned) > 500


@needs_weights
def test_a_disguise_loses_little(capsys: pytest.CaptureFixture[str]) -> None:
    folder = tweets()
    if folder is None:
        pytest.skip("SKIPPED LOUDLY: the labelled tweets are not on this machine; disguises were not measured")
    aside = fixed_part(read_csv(folder / "train.csv"))[1]
    model = textmodel.load(SHIPPED, trainingrun.MEASURED)
    figures = trainingrun.measure(model, aside, read_slang(folder / "slang.csv"))
    with capsys.disabled():
        print("\n".join(["", *table(figures, len(aside), 0, {}, model.version)]))
    plain = figures["as written"]
    lost = {name: min(one[label] - plain[label] for label in plain) for name, one in figures.items()}
    assert {name: loss for name, loss in lost.items() if loss < -LOST_BY_DISGUISE} == {}


@needs_weights
@pytest.mark.parametrize("disguise", DISGUISES)
def test_hatred_is_found_in_each_disguise(disguise: str) -> None:
    words = DISGUISES[disguise]("dasar kafir laknat kalian semua pengkhianat, usir dari negeri ini", random.Random(3))
    assert textmodel.scores(words)["HS"] >= HELD


@needs_weights
def test_evidence_points_at_words_of_the_original_and_is_masked() -> None:
    words = "teman-teman lihat, si ɡоblоk\u200b itu cebong dungu"
    signal = text.hate(caption(words))
    pointed = {words[one.start : one.end] for one in signal.evidence}
    assert pointed & {"ɡоblоk", "cebong", "dungu"}
    assert all("•" in one.text for one in signal.evidence)


@needs_weights
def test_one_bad_sentence_in_a_long_text_counts_in_full() -> None:
    kind = "Hari ini aku menari bersama teman di panggung sekolah. " * 40
    bad = "dasar kafir laknat kalian semua, usir orang cina dari sini"
    assert textmodel.scores(kind)["HS"] < HELD
    assert textmodel.scores(kind + bad + kind)["HS"] >= HELD


@needs_weights
def test_the_version_names_the_weights() -> None:
    manifest = json.loads((SHIPPED / textmodel.MANIFEST).read_text())
    assert textmodel.version() == manifest["version"]
    assert text.hate(caption("halo")).version.endswith(manifest["version"])
    assert (SHIPPED / "LICENCE.md").read_text().count("CC BY-NC-SA 4.0")


@pytest.mark.usefixtures("lists_alone")
def test_without_weights_the_word_list_stands_alone_and_hate_is_left_to_a_person() -> None:
    assert not textmodel.available()
    assert text.coarse(caption("dasar goblok")).value >= HELD
    unread = text.hate(caption("dasar goblok"))
    assert (unread.value, unread.confidence) == (0.0, text.UNREAD)


def test_the_environment_can_leave_the_model_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(textmodel, "_chosen", [])
    monkeypatch.setenv(textmodel.ENVIRONMENT, "none")
    assert not textmodel.available()


def test_broken_weights_fail_so_that_the_video_is_held(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_bytes(b"PK\x03\x04 not an archive")
    (tmp_path / textmodel.MANIFEST).write_text('{"labels": ["HS", "Abusive"]}')
    textmodel.use(tmp_path)
    (result,) = run(caption("halo"), ["text.abuse"])
    assert isinstance(result, Failed)
    assert result.error == "weights-unreadable"


ODD = [
    "",
    " ",
    "\u200b\u202e",
    "\u202eأهلا وسهلا",
    "😀",
    "a",
    "@",
    "\\x",
    "\\xf0\\x9f",
    "a b c d",
    "#️⃣" * 50,
    "\x00\ud800",
]


@needs_weights
@pytest.mark.parametrize("words", ODD)
def test_no_odd_text_makes_the_model_crash(words: str) -> None:
    assert isinstance(text.hate(caption(words)), Signal)


@needs_weights
def test_a_megabyte_is_scored_whole() -> None:
    words = "Aku menari bersama teman di panggung. " * 27_000 + "usir cina kafir laknat itu"
    assert text.hate(caption(words)).value >= HELD


@needs_weights
def test_letters_written_apart_without_end_are_read_in_bounded_time() -> None:
    assert isinstance(text.hate(caption("a " * 50_000)), Signal)


@needs_weights
def test_a_mild_word_counts_less_where_the_model_sees_no_abuse() -> None:
    words = "monyet mandi di sungai bareng kakek"
    assert text.coarse(caption(words)).value < HELD
    textmodel.use(None)
    assert text.coarse(caption(words)).value >= HELD


def test_letters_written_apart_are_put_together() -> None:
    known = {"anjing": 5.0, "kamu": 3.0, "dasar": 5.0}
    read = [
        token.text for token in tokens("d a s a r a n j i n g k a m u ya, 4 n j 1 n g", lambda one: known.get(one, inf))
    ]
    assert read == ["dasar", "anjing", "kamu", "ya", ",", "anjing"]


def test_a_digit_is_read_as_the_letter_that_makes_a_known_word() -> None:
    known = {"goblok", "babi", "orang", "bangsat"}
    read = tokens("g0b10k b4b1 orang2 bangs47 ganti2019", lambda one: 1 if one in known else inf)
    assert [token.text for token in read] == ["goblok", "babi", "orang", "bangsat", "ganti", "2019"]


def test_tokens_keep_their_place() -> None:
    folded = fold("Si ＧＯＢＬＯＫ 2019ganti @budi_k g0bl0k!")
    assert [(token.text, folded.text[token.start : token.end]) for token in tokens(folded.text, lambda _: inf)] == [
        ("si", "si"),
        ("goblok", "goblok"),
        ("2019", "2019"),
        ("ganti", "ganti"),
        ("@", "@budi_k"),
        ("goblok", "g0bl0k"),
        ("!", "!"),
    ]
