"""An operator's overlay tightens the shipped rulebook; whatever would loosen it is refused by file, line and field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panggung.rules import in_force
from panggung.rules.load import SHIPPED, RulebookError
from panggung.rules.rule import STRENGTH
from panggung.rules.rulebook import Rulebook, shipped
from tests.rules.readings import REQUIRED, context, reading

OWN_RULE = """
title: {id: Sekolah kami, en: Our school}
rules:
  - id: LOCAL-01
    title: {id: Seragam, en: Uniform}
    text: {id: Tanpa seragam., en: No uniform.}
    child: {id: Pakai baju bebas ya., en: Wear your own clothes.}
    bands: [6-9]
    when: 'signals["text.school"].value >= 0.2'
    action: hold
    enforced: [signal]
    clock_hours: 12
    appealable: true
    by_hand: false
    basis: []
    since: 2026-12-01
"""


@pytest.fixture
def overlay(tmp_path: Path):
    """`overlay(rules=…, tiers=…)`: a folder with these files."""

    def write(rules: str = "", tiers: str = "") -> Path:
        folder = tmp_path / "overlay"
        (folder / "rules").mkdir(parents=True, exist_ok=True)
        if rules:
            (folder / "rules" / "local.yaml").write_text(rules, encoding="utf-8")
        if tiers:
            (folder / "tiers.yaml").write_text(tiers, encoding="utf-8")
        return folder

    return write


def tighten(rule: str, field: str) -> str:
    return f"tighten:\n  - id: {rule}\n    {field}\n"


def test_what_an_overlay_tightens_is_what_the_book_says(overlay):
    folder = overlay(
        "tighten:\n  - id: PII-01\n    action: block\n    clock_hours: 4\n"
        "  - id: TIME-01\n    bands: [3-5, 6-9, 10-12, 13-15, 16-17, 18+]\n",
        'tiers:\n  - id: 6-9\n    daily_minutes: 30\n    quiet_hours: {start: "19:00", until: "06:30"}\n'
        "    audiences: [family, class]\n",
    )
    book = Rulebook(SHIPPED, folder)
    assert (book.rules["PII-01"].action, book.rules["PII-01"].clock_hours) == ("block", 4)
    assert "18+" in book.rules["TIME-01"].bands
    tier = book.tiers.of("6-9")
    assert (tier.daily_minutes, tier.quiet_hours.until, tier.widest_audience) == (30, "06:30", "class")
    assert book.rules["PII-02"] == shipped().rules["PII-02"]
    assert book.tiers.of("10-12") == shipped().tiers.of("10-12")
    assert book.judge([reading("text.phone", 0.6)], context()).action == "block"


def test_a_lower_threshold_speaks_earlier_and_only_there(overlay):
    book = Rulebook(SHIPPED, overlay(tighten("NUD-01", "thresholds: {unsure: {picture.nudity: 0.1}}")))
    rest = [reading(name) for name in REQUIRED if name != "picture.nudity"]
    assert book.judge([*rest, reading("picture.nudity", 0.1)], context()).reasons == ["NUD-01"]
    assert shipped().judge([*rest, reading("picture.nudity", 0.1)], context()).reasons == []
    assert book.judge([*rest, reading("picture.nudity", 0.5)], context()).action == "hold"


def test_a_rule_of_the_operator_s_own_judges_beside_the_shipped_ones(overlay):
    book = Rulebook(SHIPPED, overlay(OWN_RULE))
    rest = [reading(name) for name in REQUIRED if name != "text.school"]
    assert book.judge([*rest, reading("text.school", 0.3)], context()).reasons == ["LOCAL-01"]
    assert book.families[-1].title.en == "Our school"
    assert len(book.rules) == len(shipped().rules) + 1


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        (tighten("PII-01", "action: label"), 3, "action"),
        (tighten("PII-01", "action: send_back"), 3, "action"),
        (tighten("NUD-01", "action: remove"), 3, "action"),
        (tighten("PROF-01", "action: block"), 3, "action"),
        (tighten("PII-01", "clock_hours: 25"), 3, "clock_hours"),
        (tighten("REP-01", "urgent_hours: 5"), 3, "urgent_hours"),
        (tighten("PII-01", "bands: [3-5, 6-9, 10-12, 13-15, 16-17]"), 3, "bands"),
        (tighten("PII-01", "from_band: 18+"), 3, "from_band"),
        (tighten("PII-01", "thresholds: {when: {text.phone: 0.6}}"), 3, "thresholds.when.text.phone"),
        (tighten("PII-01", "thresholds: {unsure: {text.phone: 0.1}}"), 3, "thresholds.unsure.text.phone"),
        (tighten("PII-01", "thresholds: {when: {text.nik: 0.1}}"), 3, "thresholds.when.text.nik"),
        (tighten("PII-01", "appealable: false"), 3, "appealable"),
        (tighten("PII-01", "when: 'false'"), 3, "when"),
        (tighten("PII-99", "clock_hours: 1"), 2, "id"),
    ],
)
def test_what_would_loosen_a_rule_names_line_and_field(overlay, text: str, line: int, field: str):
    folder = overlay(text)
    with pytest.raises(RulebookError) as caught:
        Rulebook(SHIPPED, folder)
    assert caught.value.path == folder / "rules" / "local.yaml"
    assert (caught.value.line, caught.value.field) == (line, f"tighten[0].{field}")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("daily_minutes: 46", "daily_minutes"),
        ("pause_after_minutes: 16", "pause_after_minutes"),
        ('quiet_hours: {start: "20:30", until: "06:00"}', "quiet_hours"),
        ('quiet_hours: {start: "19:00", until: "05:59"}', "quiet_hours"),
        ("audiences: [family, public]", "audiences"),
        ("audiences: []", "audiences"),
        ("review: first", "review"),
    ],
)
def test_what_would_loosen_a_tier_names_its_field(overlay, change: str, field: str):
    with pytest.raises(RulebookError) as caught:
        Rulebook(SHIPPED, overlay(tiers=f"tiers:\n  - id: 6-9\n    {change}\n"))
    assert (caught.value.path.name, caught.value.line) == ("tiers.yaml", 3)
    assert caught.value.field == f"tiers[0].{field}"


def test_a_second_tightening_can_not_take_back_the_first(overlay):
    with pytest.raises(RulebookError, match="12 is more than 4"):
        Rulebook(SHIPPED, overlay("tighten:\n  - {id: PII-01, clock_hours: 4}\n  - {id: PII-01, clock_hours: 12}\n"))


def test_an_overlay_can_not_replace_a_shipped_rule(overlay):
    with pytest.raises(RulebookError, match="stands in another place already"):
        Rulebook(SHIPPED, overlay(OWN_RULE.replace("LOCAL-01", "PII-04")))


def test_a_rule_without_a_heading_is_refused(overlay):
    with pytest.raises(RulebookError, match="heads the rules"):
        Rulebook(SHIPPED, overlay(OWN_RULE.replace("title: {id: Sekolah kami, en: Our school}", "")))


@pytest.mark.parametrize("name", ["gate.yaml", "access.yaml", "rules/deep/x.yaml", "rules/x.yml"])
def test_a_file_that_would_not_be_read_is_an_error_and_not_ignored(overlay, name: str):
    path = overlay() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a: 1", encoding="utf-8")
    with pytest.raises(RulebookError, match="isn't read"):
        Rulebook(SHIPPED, path.parents[name.count("/")])


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path):
    with pytest.raises(RulebookError, match="isn't a folder"):
        Rulebook(SHIPPED, tmp_path / "nowhere")


@pytest.mark.parametrize(
    "when",
    [
        '!(signals["text.phone"].value >= 0.5)',
        '(signals["text.phone"].value >= 0.5) == false',
        'signals["text.phone"].value >= 0.5 == false',
        'signals["text.phone"].value >= 0.5 ? false : true',
        'signals["text.phone"].value < 0.5',
        'signals["text.phone"].value >= 0.5 && signals["text.phone"].value < 0.9',
        'bool(signals["text.phone"].value >= 0.5)',
    ],
)
def test_no_threshold_is_lowered_where_the_condition_could_then_hold_less_often(overlay, tmp_path, when: str):
    book = Path(shutil.copytree(SHIPPED, tmp_path / "book"))
    path = book / "rules" / "personal-data.yaml"
    was = """when: 'signals["text.phone"].value >= 0.5'"""
    assert was in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(was, f"when: '{when}'"), encoding="utf-8")
    folder = overlay(tighten("PII-01", "thresholds: {when: {text.phone: 0.1}}"))
    with pytest.raises(RulebookError, match="no plain threshold"):
        Rulebook(book, folder)


@given(
    action=st.sampled_from(sorted(STRENGTH)),
    threshold=st.floats(0, 1),
    value=st.floats(0, 1),
    rule=st.sampled_from([f"PII-0{n}" for n in range(1, 7)]),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_no_overlay_that_loads_ever_weakens_a_verdict(overlay, action: str, threshold: float, value: float, rule: str):
    signal = shipped().signals_of(rule).pop()
    text = f"tighten:\n  - id: {rule}\n    action: {action}\n    thresholds: {{when: {{{signal}: {threshold:.9f}}}}}\n"
    try:
        book = Rulebook(SHIPPED, overlay(text))
    except RulebookError:
        return
    readings = [reading(name, value if name == signal else 0.0) for name in REQUIRED]
    order = ["suitable", "hold", "block"]
    before, after = (order.index(one.judge(readings, context()).action) for one in (shipped(), book))
    assert after >= before


def test_the_version_tells_one_overlay_from_another_and_from_none(overlay):
    first = Rulebook(SHIPPED, overlay(tighten("PII-01", "clock_hours: 4"))).version
    second = Rulebook(SHIPPED, overlay(tighten("PII-01", "clock_hours: 5"))).version
    assert len({shipped().version, first, second}) == 3


def test_the_book_in_force_is_the_shipped_one_until_an_overlay_is_named(overlay):
    assert in_force.book() is shipped()
    in_force.use(overlay(tiers="tiers:\n  - id: 3-5\n    daily_minutes: 10\n"))
    try:
        assert in_force.tiers().of("3-5").daily_minutes == 10
        assert in_force.book() is in_force.book()
    finally:
        in_force.use(None)
