"""A rulebook is kept as plain JSON, and two of them can be told apart rule by rule."""

from __future__ import annotations

import copy
import json

from panggung.rules import history
from panggung.rules.rulebook import shipped


def rule_of(text: dict, rule_id: str) -> dict:
    return next(rule for family in text["families"] for rule in family["rules"] if rule["id"] == rule_id)


def test_the_text_is_whole_and_survives_json() -> None:
    text = json.loads(json.dumps(history.text_of(shipped())))
    for rule in shipped().rules.values():
        kept = rule_of(text, rule.id)
        assert (kept["child"], kept["when"], kept["since"]) == (
            {"id": rule.child.id, "en": rule.child.en},
            rule.when,
            rule.since.isoformat(),
        )
    assert [tier["id"] for tier in text["tiers"]["tiers"]] == [tier.id for tier in shipped().tiers.tiers]
    assert text["gate"]["required_signals"] == list(shipped().required_signals)


def test_what_was_added_removed_and_changed_is_named_rule_by_rule() -> None:
    before = history.text_of(shipped())
    after = copy.deepcopy(before)
    after["families"][0]["rules"].append(rule_of(after, "PII-01") | {"id": "LOCAL-01"})
    rule_of(after, "PII-02")["clock_hours"] = 4
    for family in after["families"]:
        family["rules"] = [rule for rule in family["rules"] if rule["id"] != "SONG-01"]
    after["tiers"]["tiers"][1]["daily_minutes"] = 20
    found = history.changes(before, after)
    assert (found.added, found.removed, found.changed) == (["LOCAL-01"], ["SONG-01"], ["PII-02"])
    assert (found.tiers, found.gate) == (["6-9"], False)


def test_a_rule_that_only_moved_to_another_family_has_not_changed() -> None:
    before = history.text_of(shipped())
    after = copy.deepcopy(before)
    after["families"][1]["rules"].append(after["families"][0]["rules"].pop())
    found = history.changes(before, after)
    assert not (found.added or found.removed or found.changed or found.tiers or found.gate)
