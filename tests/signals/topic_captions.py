"""Captions by topic, from `topics/*.txt`: under `# name` those that the topic's signal must hold, or that nothing may.

`caught_later` and the later half of `innocent` were each counted once before the lists were repaired for them; the
model card has those rates.
"""

from __future__ import annotations

from pathlib import Path


def _table(name: str) -> dict[str, list[str]]:
    table: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "topics" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            table[line[2:]] = []
        else:
            table[list(table)[-1]].append(line.replace(r"\u200b", "\u200b"))
    return table


CAUGHT = _table("caught")
LATER = _table("caught_later")
INNOCENT = _table("innocent")
