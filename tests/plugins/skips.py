"""A skipped test is a promise nobody checked: each is named with its reason, and counted, at the end."""

import os
from collections import defaultdict

import pytest

RUNS_SKIPPED = "PANGGUNG_RUNS_SKIPPED"


def reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    """The words of a skip, without pytest's own prefix."""
    words = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return words.removeprefix("Skipped: ")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    by_reason = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        by_reason[reason(report)].append(report.nodeid)
    runs = [line for line in os.environ.get(RUNS_SKIPPED, "").splitlines() if line]
    if not by_reason and not runs:
        return
    tests = sum(map(len, by_reason.values()))
    terminalreporter.section(f"NOT CHECKED HERE: {tests} tests and {len(runs)} whole runs", red=True, bold=True)
    for line in runs:
        terminalreporter.line(f"!!! {line}", red=True)
    for why, nodes in sorted(by_reason.items(), key=lambda item: -len(item[1])):
        terminalreporter.line(f"!!! {len(nodes)} × {why}", red=True)
        for node in nodes:
            terminalreporter.line(f"      {node}")
