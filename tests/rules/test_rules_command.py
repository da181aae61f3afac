"""`panggung rules`: what an operator and another program read of the rulebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from panggung.cli import app
from panggung.rules import in_force
from panggung.rules.rulebook import shipped


@pytest.fixture
def overlay(tmp_path: Path, settings) -> Path:
    (tmp_path / "rules").mkdir()
    settings.RULEBOOK_OVERLAY = tmp_path
    yield tmp_path
    in_force.use(None)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["rules", *arguments])


def test_check_proves_the_shipped_book() -> None:
    done = run("check", "--json")
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert (told["ok"], told["version"], told["tightened"]) == (True, shipped().version, [])


def test_check_says_what_an_overlay_tightens_and_adds(overlay: Path) -> None:
    (overlay / "rules" / "a.yaml").write_text("tighten: [{id: PII-01, clock_hours: 4}]")
    told = json.loads(run("check", str(overlay), "--json").stdout)
    assert (told["ok"], told["tightened"], told["added"]) == (True, ["PII-01"], [])


def test_check_ends_with_1_and_names_file_line_and_field_of_what_loosens(overlay: Path) -> None:
    path = overlay / "rules" / "a.yaml"
    path.write_text("tighten:\n  - id: PII-01\n    clock_hours: 48\n")
    done = run("check", str(overlay))
    assert done.exit_code == 1
    assert f"{path}:3: tighten[0].clock_hours: loosens: 48 is more than 24" in done.stderr
    told = json.loads(run("check", "--json").stdout)
    assert (told["ok"], told["file"], told["line"], told["field"]) == (False, str(path), 3, "tighten[0].clock_hours")


def test_show_prints_the_rule_in_the_words_asked_for() -> None:
    rule = shipped().rules["PII-01"]
    for arguments, text in {
        (): rule.text.id,
        ("--lang", "en"): rule.text.en,
        ("--child",): rule.child.id,
        ("--child", "--lang", "en"): rule.child.en,
    }.items():
        assert json.loads(run("show", "pii-01", *arguments, "--json").stdout)["text"] == text
        assert text in run("show", "PII-01", *arguments).stdout


def test_show_prints_the_rule_as_the_overlay_in_use_tightens_it(overlay: Path) -> None:
    (overlay / "rules" / "a.yaml").write_text("tighten: [{id: PII-01, clock_hours: 4}]")
    assert json.loads(run("show", "PII-01", "--json").stdout)["clock_hours"] == 4


def test_show_of_an_unknown_rule_is_wrong_use_and_says_which_there_are() -> None:
    done = run("show", "PII-77")
    assert done.exit_code == 2
    assert "PII-06" in done.stderr
