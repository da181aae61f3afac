"""The summary of skips, on a real pytest in its own process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path: Path):
    def run(code: str, **environment: str) -> str:
        (tmp_path / "test_it.py").write_text("import pytest\n" + code)
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-c",
            os.devnull,
            "-p",
            "no:django",
            "-p",
            "tests.plugins.skips",
        ]
        inherited = {name: value for name, value in os.environ.items() if name != "PANGGUNG_RUNS_SKIPPED"}
        return subprocess.run(
            [*command, "--rootdir", str(tmp_path), str(tmp_path)],
            cwd=ROOT, env=inherited | environment, capture_output=True, text=True,
        ).stdout  # fmt: skip

    return run


SKIPS = "@pytest.mark.skip('no camera')\ndef test_a(): pass\n@pytest.mark.skip('no camera')\ndef test_b(): pass\n"


def test_skips_are_counted_by_reason_and_named(run):
    said = run(SKIPS)
    assert "NOT CHECKED HERE: 2 tests and 0 whole runs" in said
    assert "!!! 2 × no camera" in said
    assert "test_it.py::test_b" in said


def test_a_run_that_could_not_start_is_named(run):
    said = run("def test_a(): pass\n", PANGGUNG_RUNS_SKIPPED="the run on PostgreSQL: not root")
    assert "!!! the run on PostgreSQL: not root" in said


def test_the_closing_line_of_pytest_stays_last(run):
    assert "2 skipped in" in run(SKIPS).strip().splitlines()[-1]


def test_a_run_that_skipped_nothing_says_nothing(run):
    assert "NOT CHECKED" not in run("def test_a(): pass\n")
