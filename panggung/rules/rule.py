"""One rule of the rulebook: the text that people read and the condition that the server enforces."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

Action = Literal["suitable_from", "hold", "block", "remove", "send_back", "label", "close", "clock", "by_construction"]
Enforced = Literal["signal", "person", "construction", "later"]
Filled = Annotated[str, msgspec.Meta(min_length=1)]
Hours = Annotated[int, msgspec.Meta(ge=1)]

# How strongly an action speaks against showing a video; the others never come from a verdict.
STRENGTH: dict[str, int] = {"label": 0, "suitable_from": 1, "send_back": 2, "hold": 2, "block": 3, "remove": 3}


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same text in both languages."""

    id: Filled
    en: Filled

    def of(self, language: str) -> str:
        """Text in `language`, Indonesian unless it is English."""
        return self.en if language == "en" else self.id


class Basis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A source of law. `certainty` says whether it was read itself, or a summary of it."""

    source: Filled
    certainty: Literal["read", "summary"]
    article: Annotated[str, msgspec.Meta(pattern=r"^\d+(?:, \d+)*$")] | None = None


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule as it stands in `rulebook/rules/*.yaml`.

    `when`: CEL over `signals` and `context`; true → `action`. None where a person or construction enforces it.
    `unsure`: CEL; true while `when` isn't → hold, so that a person looks where a machine isn't sure enough.
    `from_band`: with action `suitable_from`, the youngest band that may see it.
    `bands`: the bands whose making or viewing the rule governs; told to readers, it never weakens a verdict.
    `by_hand`: a moderator may choose it as the reason of a decision.
    `enforced`: by whom today; `later` alone: by nobody yet, beside others: in part.
    `clock_hours`: time for the decision, `urgent_hours` for an urgent one; None where no clock runs.
    """

    id: Annotated[str, msgspec.Meta(pattern=r"^[A-Z]+-\d\d$")]
    title: Words
    text: Words
    child: Words
    bands: Annotated[list[str], msgspec.Meta(min_length=1)]
    when: Filled | None
    action: Action
    enforced: Annotated[list[Enforced], msgspec.Meta(min_length=1)]
    clock_hours: Hours | None
    appealable: bool
    by_hand: bool
    basis: list[Basis]
    since: date
    unsure: Filled | None = None
    from_band: str | None = None
    urgent_hours: Hours | None = None
    then: list[Literal["seal", "escalate", "care_contact", "receipt"]] = []


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file: a family of rules. `order`: its place on the page; an overlay's families stand last."""

    title: Words
    rules: Annotated[list[Rule], msgspec.Meta(min_length=1)]
    order: int = 100


class Gate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a verdict needs before it may say `suitable`, and the rules that must exist for it."""

    required_signals: Annotated[list[str], msgspec.Meta(min_length=1)]
    needed_rules: list[str]
    youngest_band: str
