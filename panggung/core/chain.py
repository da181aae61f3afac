"""The hash chain itself, over plain values: an outsider recomputes it from an exported log, with no database.

Each line's hash is sha256(previous hash + "\\n" + canonical JSON of the line); the first line follows 64 zeros.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

START = "0" * 64
FIELDS = ("seq", "id", "at", "kind", "subject", "by", "facts")


@dataclass(frozen=True)
class Finding:
    """What a walk over the chain found: how many lines hold, the head, and the first break if there is one."""

    lines: int
    head: str
    broken_at: int | None


def digest(told: dict[str, Any], previous: str) -> str:
    """The hash of a line (its FIELDS) in the chain, 64 hex digits."""
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def verify(lines: Iterable[tuple[dict[str, Any], str]]) -> Finding:
    """Recompute from the first line; each comes with the hash that it claims. A gap, change or swap is a break."""
    head, seq = START, 0
    for told, claimed in lines:
        if told.get("seq") != seq + 1 or claimed != digest(told, head):
            return Finding(seq, head, seq + 1)
        head, seq = claimed, seq + 1
    return Finding(seq, head, None)


def read(text: Iterable[str]) -> Iterable[tuple[dict[str, Any], str]]:
    """Lines of an exported log. One that is no JSON object of the right form counts as changed."""
    for line in text:
        try:
            row = json.loads(line)
            yield {name: row[name] for name in FIELDS}, str(row["hash"])
        except (ValueError, KeyError, TypeError):
            yield {}, ""
