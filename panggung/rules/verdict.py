"""What goes into a judgement and what comes out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal, Protocol

import msgspec


class Reading(Protocol):
    """What a signal said. `signals.signal.Signal` and `Failed` both fit; a failed one has no value."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def value(self) -> float | None: ...
    @property
    def confidence(self) -> float | None: ...
    @property
    def evidence(self) -> Sequence[Any]: ...
    @property
    def error(self) -> str | None: ...


class Context(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Facts about a video that no signal can know. No defaults: a forgotten fact can't open the gate.

    `maker_is_minor`: the owner, or a child seen in a class video, is under 18 or of unknown age.
    `newcomer`: an adult fewer of whose videos than `tiers.review_first` were approved by a person.
    `consent`: of the guardian, or of every child of a class video. `copy_of`: what the same file is.
    `seconds`: length; `asked_seconds`: the least that the campaign's brief asks, 0 where it asks nothing.
    `song_expected`: the campaign has a song, and an entry is made with it.
    """

    maker_is_minor: bool
    newcomer: bool
    consent: Literal["not_needed", "stands", "missing", "withdrawn"]
    copy_of: Literal["none", "entry", "removed"]
    seconds: float
    asked_seconds: float
    song_expected: bool


def facts(context: Context) -> dict[str, Any]:
    """The facts by name as conditions read them; none when one is of a wrong type or unknown word.

    A struct doesn't check itself when it is made, and a fact such as `copy_of="maybe"` would fit no rule.
    """
    try:
        plain: dict[str, Any] = msgspec.to_builtins(context)
        msgspec.convert(plain, Context)
    except (msgspec.ValidationError, TypeError):
        return {}
    return plain


class Because(msgspec.Struct, frozen=True, kw_only=True):
    """What one signal gave to a reason; `error` where it gave nothing. Evidence is masked already."""

    signal: str
    version: str = ""
    value: float | None = None
    confidence: float | None = None
    error: str | None = None
    evidence: tuple[Any, ...] = ()


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """The verdict. `band` is the youngest band that may see it, None unless `action` is suitable.

    `reasons`: rule ids, strongest first. `evidence`: for each reason what spoke for it. `msgspec.to_builtins`
    gives the JSON form.
    """

    band: str | None
    action: str
    reasons: list[str]
    evidence: dict[str, list[Because]]
    rulebook_version: str


def usable(reading: Reading) -> bool:
    """True when value and confidence are numbers from 0 to 1; NaN would compare as harmless, so it isn't."""
    return all(
        isinstance(number, int | float) and not isinstance(number, bool) and math.isfinite(number) and 0 <= number <= 1
        for number in (reading.value, reading.confidence)
    )


def because(name: str, reading: Reading | None) -> Because:
    """What `reading` gives as a reason; an error where it is missing or unusable."""
    if reading is None:
        return Because(signal=name, error="missing")
    if not usable(reading):
        return Because(signal=name, version=reading.version, error=reading.error or "value-unusable")
    return Because(
        signal=name,
        version=reading.version,
        value=reading.value,
        confidence=reading.confidence,
        evidence=tuple(reading.evidence),
    )
