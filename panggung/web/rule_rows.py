"""What the public pages show of a rule: plain values out of a rulebook's kept text, of today or of long ago."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import formats
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from panggung.rules.history import Text
from panggung.web import words_rules

APPEALS = "APP-01"  # the rule that promises appeals; until it is enforced, no other rule may claim one


def families(text: Text, *, child: bool, wanted: str = "") -> list[dict[str, Any]]:
    """Families with their rules in the reader's language; a rule that `wanted` doesn't find is `hidden`, not left out.

    A rule is found by its id, title and shown text, when they hold all words of `wanted`.
    """
    later = "later" in _rule(text, APPEALS).get("enforced", ["later"])
    told = []
    for index, family in enumerate(text["families"]):
        rows = [_row(rule, child=child, appeals_later=later, wanted=wanted) for rule in family["rules"]]
        hidden = all(row["hidden"] for row in rows)
        told.append({"title": _of(family["title"]), "rules": rows, "hidden": hidden, "seed": 11 + 7 * index})
    return told


def found(told: list[dict[str, Any]]) -> int:
    """How many rules of `families` aren't hidden."""
    return sum(not row["hidden"] for family in told for row in family["rules"])


def _rule(text: Text, rule_id: str) -> Mapping[str, Any]:
    rules = (rule for family in text["families"] for rule in family["rules"])
    return next((rule for rule in rules if rule["id"] == rule_id), {})


def _row(rule: Mapping[str, Any], *, child: bool, appeals_later: bool, wanted: str) -> dict[str, Any]:
    title, shown = _of(rule["title"]), _of(rule["child"] if child else rule["text"])
    haystack = f"{rule['id']} {title} {shown}".casefold()
    return {
        "id": rule["id"],
        "title": title,
        "text": shown,
        "words": haystack,
        "hidden": not all(word in haystack for word in wanted.casefold().split()),
        "happens": [_say(words_rules.ACTION, rule["action"]), *(_say(words_rules.THEN, s) for s in rule["then"])],
        "clock": _clock(rule),
        "appeal": _appeal(rule, appeals_later),
        "appeal_rule": APPEALS if rule["appealable"] and appeals_later else "",
        "bands": ", ".join(band.replace("-", "–") for band in rule["bands"]),
        "basis": _basis(rule["basis"]),
        "enforced": _enforced(rule["enforced"]),
        "later": "later" in rule["enforced"],
        "since": formats.date_format(date.fromisoformat(rule["since"]), "j F Y"),
    }


def _of(words: Mapping[str, str]) -> str:
    """Indonesian unless the reader chose English."""
    return words["en" if get_language() == "en" else "id"]


def _say(table: Mapping[str, Any], word: str) -> str:
    """The bare word for one that an older or newer book has and this program doesn't know."""
    return str(table.get(word, word))


def _clock(rule: Mapping[str, Any]) -> str:
    hours, urgent = rule.get("clock_hours"), rule.get("urgent_hours")
    if hours is None:
        return ""
    told = _("dalam %(hours)s jam") % {"hours": hours}
    return told + _(", mendesak %(hours)s jam") % {"hours": urgent} if urgent else told


def _appeal(rule: Mapping[str, Any], later: bool) -> str:
    if not rule["appealable"]:
        return _("tidak")
    return _("ya, satu kali oleh orang lain; menyusul") if later else _("ya, satu kali oleh orang lain")


def _basis(basis: list[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The sources under each certainty, which is told once."""
    told: dict[str, list[str]] = {}
    for one in basis:
        article = _("Pasal %(article)s") % one if one.get("article") else ""
        told.setdefault(one["certainty"], []).append(f"{one['source']} {article}".strip())
    return [
        {"sources": "; ".join(sources), "certainty": _say(words_rules.CERTAINTY, certainty)}
        for certainty, sources in told.items()
    ]


def _enforced(by: list[str]) -> str:
    names = ", ".join(_say(words_rules.ENFORCED, one) for one in by if one != "later")
    if "later" not in by:
        return f"{capfirst(names)}."
    return f"{capfirst(names)}. {words_rules.IN_PART}" if names else str(words_rules.NOT_YET)
