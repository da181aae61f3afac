"""docs/extending.md is followed word by word in a copy of the project: what it says works."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```\w+ (\w+)=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def steps() -> dict[str, tuple[str, str]]:
    """What to do → (file, text), as the page says."""
    page = (ROOT / "docs/extending.md").read_text()
    return {do: (file, text) for do, file, text in BLOCK.findall(page)}


@pytest.fixture
def copy(tmp_path) -> Path:
    for name in ("panggung", "rulebook", "models"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "static"))
    return tmp_path


def panggung(copy: Path, *arguments: str, say: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "panggung", *arguments]
    return subprocess.run(command, cwd=copy, input=say, capture_output=True, text=True, timeout=120)


def append(copy: Path, step: tuple[str, str]) -> None:
    file, text = step
    target = copy / file
    target.write_text(target.read_text().rstrip("\n") + "\n" + text)


def add_line(copy: Path, step: tuple[str, str]) -> None:
    """Into the table, before its closing brace."""
    file, line = step
    before, table = (copy / file).read_text().split("SIGNALS: ", 1)
    rows, rest = table.split("\n}\n", 1)
    (copy / file).write_text(f"{before}SIGNALS: {rows}\n{line.rstrip()}\n}}\n{rest}")


def test_a_rule_that_reads_a_signal_nobody_wrote_is_a_clear_error(copy, steps):
    append(copy, steps["append"])
    done = panggung(copy, "rules", "check")
    assert done.returncode == 1
    assert "kindness.yaml" in done.stderr
    assert "no signal `text.shouting`" in done.stderr


def test_one_function_one_line_and_one_entry_screen_a_text(copy, steps):
    append(copy, steps["append"])
    (copy / steps["file"][0]).write_text(steps["file"][1])
    add_line(copy, steps["table"])
    assert panggung(copy, "rules", "check").returncode == 0
    loud, calm = "HARI INI KAMI MENARI BERSAMA TEMAN", "Hari ini kami menari bersama teman"
    done = panggung(copy, "screen-text", say=f"{loud}\n{calm}\n")
    assert done.returncode == 0, done.stderr
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (first["verdict"], first["rules"]) == ("hold", ["CALM-01"])
    assert (second["verdict"], second["rules"]) == ("suitable", [])


def test_the_copy_without_the_steps_knows_nothing_of_it(copy):
    done = panggung(copy, "screen-text", say="HARI INI KAMI MENARI BERSAMA TEMAN\n")
    assert json.loads(done.stdout)["rules"] == []
