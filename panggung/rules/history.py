"""A rulebook as plain data that can be kept for ever, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from panggung.rules.rulebook import Rulebook

Text = Mapping[str, Any]


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of rules and of tiers' bands, sorted; `gate` says whether what a verdict needs changed."""

    added: list[str]
    removed: list[str]
    changed: list[str]
    tiers: list[str]
    gate: bool


def text_of(book: Rulebook) -> dict[str, Any]:
    """The whole book as JSON values: `families` with their rules, `tiers`, `gate`."""
    told: dict[str, Any] = msgspec.to_builtins({"families": book.families, "tiers": book.tiers, "gate": book.gate})
    return told


def changes(before: Text, after: Text) -> Changes:
    """What `after` has otherwise than `before`; both as `text_of` gives them."""
    old, new = _rules(before), _rules(after)
    old_tiers, new_tiers = _tiers(before), _tiers(after)
    return Changes(
        added=sorted(new.keys() - old.keys()),
        removed=sorted(old.keys() - new.keys()),
        changed=sorted(rule for rule in old.keys() & new.keys() if old[rule] != new[rule]),
        tiers=sorted(band for band in old_tiers | new_tiers if old_tiers.get(band) != new_tiers.get(band)),
        gate=before["gate"] != after["gate"],
    )


def _rules(text: Text) -> dict[str, Any]:
    return {rule["id"]: rule for family in text["families"] for rule in family["rules"]}


def _tiers(text: Text) -> dict[str, Any]:
    return {tier["id"]: tier for tier in text["tiers"]["tiers"]}
