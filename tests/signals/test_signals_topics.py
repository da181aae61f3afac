"""Topics are found through disguise, and the same words in a warning, a lesson or another sense aren't."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
import yaml

from panggung.rules.rulebook import judge
from panggung.signals import topics
from panggung.signals.finding import DOT
from panggung.signals.phrases import PhraseError, Phrases
from panggung.signals.signal import Sample, Signal
from panggung.signals.table import find, run
from tests.rules.readings import clean, context
from tests.signals.captions import BENIGN
from tests.signals.topic_captions import CAUGHT, INNOCENT, LATER

HELD = 0.5
LOW = 0.25
EVERY_CAUGHT = [(topic, words) for table in (CAUGHT, LATER) for topic, lines in table.items() for words in lines]
NAMES = [f"text.{topic}" for topic in topics.TOPICS]


def read(topic: str, words: str) -> Signal:
    return find(f"text.{topic}")(Sample(texts={"caption": words}))


def values(words: str) -> dict[str, float]:
    return {topic: read(topic, words).value for topic in topics.TOPICS}


@pytest.mark.parametrize(("topic", "words"), EVERY_CAUGHT)
def test_a_caption_about_a_topic_is_held_by_it(topic: str, words: str) -> None:
    assert read(topic, words).value >= HELD


@pytest.mark.parametrize("words", [*BENIGN, *(words for table in INNOCENT.values() for words in table)])
def test_a_caption_with_the_same_words_meant_well_is_held_by_none(words: str) -> None:
    assert {topic: value for topic, value in values(words).items() if value >= HELD} == {}


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert all(len(lines) >= 30 for lines in CAUGHT.values())
    assert all(len(lines) >= 25 for lines in INNOCENT.values())
    assert CAUGHT.keys() | LATER.keys() == set(topics.TOPICS)


@pytest.mark.parametrize(
    ("topic", "invited", "warned"),
    [
        ("gambling", "yuk main judi online", "bahaya judi online"),
        ("drugs", "ayo ngerokok", "jangan ngerokok"),
        ("drugs", "pesta narkoba", "stop narkoba"),
        ("selfharm", "ayo bunuh diri", "kalau kamu ingin bunuh diri, telepon 119"),
        ("distress", "aku dipukul ayah", "kalau kamu dipukul ayah, telepon 129"),
        ("grooming", "minta foto badanmu", "kalau ada yang minta foto badanmu, tolak"),
        ("politics", "coblos nomor 2", "coblos nomor 2 untuk ketua OSIS"),
        ("danger", "main petasan dilempar ke teman", "jangan main petasan"),
        ("threat", "ayo tawuran", "stop tawuran"),
    ],
)
def test_a_warning_or_help_message_weighs_little(topic: str, invited: str, warned: str) -> None:
    assert read(topic, invited).value >= HELD
    assert read(topic, warned).value < LOW


def test_a_mention_alone_is_noted_and_not_held() -> None:
    for topic, words in (("gambling", "kata togel itu apa"), ("drugs", "ada rokok di meja"), ("politics", "gerindra")):
        assert LOW <= read(topic, words).value < HELD, words


@pytest.mark.parametrize("words", ["jangan lupa main slot gacor", "stop miskin, daftar slot gacor"])
def test_what_only_looks_like_a_warning_calms_nothing(words: str) -> None:
    assert read("gambling", words).value >= HELD


@pytest.mark.parametrize("words", ["tidak apa apa, aku pengen mati", "jangan cari aku, aku pengen mati"])
def test_no_word_beside_it_calms_a_wish_to_die(words: str) -> None:
    assert read("distress", words).value >= 0.9


DISGUISES: dict[str, Callable[[str], str]] = {
    "leet": lambda words: words.translate(str.maketrans("aeio", "4310")),
    "doubled": lambda words: "".join(char * 2 if char in "aeiou" else char for char in words),
    "spaced": lambda words: " ".join(words.replace(" ", "")),
    "dotted": lambda words: "  ".join(".".join(word) for word in words.split()),
    "glued": lambda words: "#" + words.replace(" ", ""),
    "hidden": lambda words: "\u200b".join(words),
    "cyrillic": lambda words: words.translate(str.maketrans("aeocx", "аеосх")),
    "full width": lambda words: "".join(chr(ord(char) + 0xFEE0) if char > " " else char for char in words),
    "capitals": str.upper,
}
PLAIN = [
    ("gambling", "link slot gacor"),
    ("gambling", "main judi online"),
    ("drugs", "ayo ngerokok bareng"),
    ("drugs", "jual ganja murah"),
    ("selfharm", "cara bunuh diri"),
    ("distress", "aku pengen mati"),
    ("grooming", "kirim foto badan"),
    ("grooming", "jangan bilang mama"),
    ("politics", "pilih partai gerindra"),
]


@pytest.mark.parametrize("disguise", DISGUISES)
def test_a_topic_is_found_through_a_disguise(disguise: str) -> None:
    missed = [words for topic, words in PLAIN if read(topic, DISGUISES[disguise](words)).value < HELD]
    assert missed == []


def test_evidence_points_at_the_words_and_is_masked() -> None:
    sample = Sample(texts={"title": "Halo", "caption": "ayo main judi online sekarang"})
    for seen in find("text.gambling")(sample).evidence:
        assert DOT in seen.text
        assert seen.field == "caption"
        assert "judi" in sample.texts["caption"][seen.start : seen.end]
        assert "judi" not in seen.text


@pytest.mark.parametrize(
    "piece", ["kirim foto ", "jangan bilang ", "slot ", "a*b ", "aku ayah ", "judi. ", "abc", "j "]
)
def test_the_time_for_a_long_text_grows_no_faster_than_its_length(piece: str) -> None:
    def seconds(size: int) -> float:
        sample = Sample(texts={"caption": (piece * (size // len(piece) + 1))[:size]})
        began = time.process_time()
        assert all(isinstance(result, Signal) for result in run(sample, NAMES))
        return time.process_time() - began

    small, large = seconds(5_000), seconds(40_000)
    assert large < 16 * small + 0.3


def test_all_topics_of_a_caption_are_read_in_two_milliseconds() -> None:
    captions = [" ".join(BENIGN[place : place + 4])[:100] for place in range(0, 100, 4)]
    values(captions[0])
    began = time.process_time()
    for words in captions:
        values(words)
    assert (time.process_time() - began) / len(captions) < 0.002


@pytest.mark.parametrize(
    "phrase", ["<nobody> main", "main (judi", ".. judi", "judi ..", "judi? main", "Judi", "", "main () judi"]
)
def test_a_phrase_that_can_not_be_used_is_an_error(phrase: str) -> None:
    with pytest.raises(PhraseError):
        Phrases([(phrase, "label")], {}, [])


def test_a_field_that_no_word_file_has_is_an_error(tmp_path, monkeypatch) -> None:
    for path in topics.WORDS.glob("*.yaml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    book = yaml.safe_load((tmp_path / "gambling.yaml").read_text()) | {"allow": ["slot"]}
    (tmp_path / "gambling.yaml").write_text(yaml.safe_dump(book))
    monkeypatch.setattr(topics, "WORDS", tmp_path)
    topics._book.cache_clear()
    topics._read.cache_clear()
    try:
        with pytest.raises(topics.TopicError, match=r"gambling\.yaml.*allow"):
            read("gambling", "slot")
    finally:
        topics._book.cache_clear()


@pytest.mark.parametrize(
    ("topic", "rule", "action"),
    [
        ("gambling", "GAMB-01", "block"),
        ("drugs", "DRUG-01", "block"),
        ("selfharm", "SELF-01", "block"),
        ("distress", "SELF-02", "block"),
        ("grooming", "SEX-01", "block"),
        ("politics", "POL-01", "hold"),
        ("danger", "DANGER-01", "hold"),
        ("threat", "DANGER-02", "hold"),
    ],
)
def test_the_rule_of_a_topic_acts_when_sure_and_holds_when_not(topic: str, rule: str, action: str) -> None:
    sure, unsure, calm = (judge(clean(**{f"text_{topic}": value}), context()) for value in (0.95, 0.6, 0.45))
    assert (sure.action, sure.reasons) == (action, [rule])
    assert (unsure.action, unsure.reasons) == ("hold", [rule])
    assert calm.reasons == []
