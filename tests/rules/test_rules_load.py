"""The rulebook is read strictly: each mistake names file, line and field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from panggung.rules.load import SHIPPED, RulebookError, digest
from panggung.rules.rule import STRENGTH
from panggung.rules.rulebook import Rulebook, shipped
from tests.rules.readings import clean, context


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "rulebook", ignore=shutil.ignore_patterns("lessons")))


def change(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old`; returns the line on which it stood."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


@pytest.mark.parametrize(
    ("name", "old", "new", "field", "says"),
    [
        ("rules/gate.yaml", "action: hold", "action: shout", "rules[0].action", "shout"),
        ("rules/gate.yaml", "appealable: false", "appealabel: false", "rules[0].appealabel", "unknown field"),
        ("rules/gate.yaml", "id: GATE-02", "id: GATE-01", "rules[1].id", "another place"),
        ("rules/gate.yaml", "clock_hours: 24", "clock_hours: soon", "rules[0].clock_hours", "int"),
        ("rules/gate.yaml", "6-9, ", "6-10, ", "rules[0].bands[1]", "no band"),
        ("rules/gate.yaml", "context.newcomer", "context.newcommer", "rules[1].when", "no `newcommer`"),
        ("rules/gate.yaml", "|| context.newcomer", "|| ", "rules[1].when", "isn't CEL"),
        ("rules/gate.yaml", "context.maker", "video.maker", "rules[1].when", "no variable `video`"),
        ("rules/personal-data.yaml", "text.phone", "text.fone", "rules[0].when", "no signal `text.fone`"),
        ("rules/personal-data.yaml", "].value", "].worth", "rules[0].when", "no `worth`"),
        ("gate.yaml", "CONSENT-03", "CONSENT-09", "needed_rules[3]", "no rule"),
        ("gate.yaml", "youngest_band: 3-5", "youngest_band: 2-5", "youngest_band", "no band"),
        ("tiers.yaml", "daily_minutes: 30", "daily_minutes: 0", "tiers[0].daily_minutes", ">= 1"),
        ("tiers.yaml", 'start: "19:00"', 'start: "25:00"', "tiers[0].quiet_hours.start", "regex"),
        ("tiers.yaml", "from_age: 6", "from_age: 2", "tiers[1].from_age", "isn't above"),
    ],
)
def test_a_mistake_names_file_line_and_field(book: Path, name: str, old: str, new: str, field: str, says: str) -> None:
    line = change(book, name, old, new)
    with pytest.raises(RulebookError, match=says.replace("[", r"\[")) as caught:
        Rulebook(book)
    assert caught.value.path == book / name
    assert (caught.value.line, caught.value.field) == (line, field)


def test_a_key_that_stands_twice_is_refused(book: Path) -> None:
    change(book, "gate.yaml", "youngest_band: 3-5", "youngest_band: 3-5\nyoungest_band: 18+")
    with pytest.raises(RulebookError, match="stands twice"):
        Rulebook(book)


@pytest.mark.parametrize("text", ["", "a: [", "a: &x [*x]", "\x00", "- 1"])
def test_a_file_that_is_no_rulebook_is_one_clear_error(book: Path, text: str) -> None:
    (book / "gate.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        Rulebook(book)
    assert caught.value.path.name == "gate.yaml"


def test_a_missing_file_is_a_rulebook_error(book: Path) -> None:
    (book / "gate.yaml").unlink()
    with pytest.raises(RulebookError, match="can't be read"):
        Rulebook(book)


def test_the_version_changes_with_any_word_but_not_with_line_ends_or_lessons(book: Path) -> None:
    before = digest(book)
    assert before == shipped().version
    path = book / "rules" / "gate.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    (book / "lessons").mkdir()
    (book / "lessons" / "one.yaml").write_text("title: x", encoding="utf-8")
    assert digest(book) == before
    change(book, "words/abuse.yaml", "goblok", "gobloks")
    assert digest(book) != before


def test_an_expression_that_fails_at_run_time_holds_with_gate_01(book: Path) -> None:
    change(book, "rules/gate.yaml", "context.maker_is_minor || context.newcomer", "context.seconds")
    assert Rulebook(book).judge(clean(), context()).reasons == ["GATE-01"]


def test_a_rule_may_raise_the_band_from_which_a_video_is_suitable(book: Path) -> None:
    change(
        book,
        "rules/quality.yaml",
        "action: send_back",
        "action: suitable_from\n    from_band: 10-12",
    )
    verdict = Rulebook(book).judge(clean(picture_dark=1.0), context())
    assert (verdict.action, verdict.band, verdict.reasons) == ("suitable", "10-12", ["QUAL-01"])


def test_every_rule_speaks_both_languages_and_has_a_short_word_for_children() -> None:
    for rule in shipped().rules.values():
        for words in (rule.title, rule.text, rule.child):
            assert words.id != words.en
            assert words.of("en") == words.en
            assert words.of("jv") == words.id
        assert max(len(sentence.split()) for sentence in rule.child.id.split(".")) <= 18, rule.id


def test_a_moderator_can_choose_every_rule_that_a_person_enforces() -> None:
    chosen = {rule.id for rule in shipped().by_hand()}
    assert {"BULLY-01", "HATE-01", "VIO-01", "DANGER-01", "DRUG-01", "SELF-01", "PII-01", "COPY-01"} <= chosen
    assert not any(rule.startswith("GATE") for rule in chosen)
    assert all(rule.action in STRENGTH for rule in shipped().by_hand())


LISTED = """
    GATE-01 GATE-02 CONSENT-01 CONSENT-02 CONSENT-03 PII-01 PII-02 PII-03 PII-04 PII-05 PII-06 NUD-01 NUD-02
    SELF-01 SELF-02 DANGER-01 DANGER-02 DRUG-01 GAMB-01 VIO-01 BULLY-01 BULLY-02 HATE-01 ABUSE-01 SEX-01 ADS-01 ADS-02
    POL-01 LIE-01 COPY-01 SONG-01 DUP-01 QUAL-01 TIME-01 TIME-02 TIME-03 PROF-01 SHOW-01 SEE-01 REP-01 APP-01
    ORDER-01 ORDER-02 RISK-01
"""


def test_every_rule_of_the_design_is_shipped() -> None:
    assert sorted(LISTED.split()) == sorted(shipped().rules)


def test_a_rule_that_no_machine_and_no_person_enforces_says_so() -> None:
    for rule in shipped().rules.values():
        claims = set(rule.enforced) - {"later"}
        assert claims or rule.enforced == ["later"], rule.id
        assert rule.when is None or claims & {"signal", "construction"}, rule.id
        assert "receipt" not in rule.then or "later" in rule.enforced, f"{rule.id}: nothing receipts yet"


def test_no_article_of_law_is_said_to_be_read_before_it_was() -> None:
    assert {basis.certainty for rule in shipped().rules.values() for basis in rule.basis} == {"summary"}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("rules/personal-data.yaml", "enforced: [signal, person]", "enforced: [person]"),
        ("rules/gate.yaml", "enforced: [construction]", "enforced: [construction, signal]"),
        ("rules/personal-data.yaml", "enforced: [signal, person]", "enforced: [signal]"),
    ],
)
def test_a_rule_can_not_claim_another_enforcer_than_it_has(book: Path, name: str, old: str, new: str) -> None:
    line = change(book, name, old, new)
    with pytest.raises(RulebookError) as caught:
        Rulebook(book)
    assert (caught.value.line, caught.value.field) == (line, "rules[0].enforced")
