"""An operator's overlay: a folder that tightens the shipped rulebook and can't loosen it.

`rules/*.yaml` may add whole rules and tighten shipped ones, `tiers.yaml` tightens bands. Every field that an overlay
can set is compared with the shipped value in the one direction that protects children more; there are no others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import msgspec

from panggung.rules.load import Lines, RulebookError, read
from panggung.rules.rule import STRENGTH, Action, Hours, Rule, Words
from panggung.rules.tiers import Audience, Minutes, Quiet, Tier, Tiers

Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
_DAY = 24 * 60
_PLAIN = re.compile(r"""[\w."'\[\]]+(?:\s*(?:[<>]=?|[=!]=)\s*[\w."'\[\]]+)?""")


class Thresholds(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """By signal: from which value on the condition holds."""

    when: dict[str, Share] = {}
    unsure: dict[str, Share] = {}


class Tightening(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What to change in the shipped rule `id`; what isn't named stays."""

    id: str
    action: Action | None = None
    clock_hours: Hours | None = None
    urgent_hours: Hours | None = None
    bands: list[str] | None = None
    from_band: str | None = None
    thresholds: Thresholds = Thresholds()


class RulesFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file under the overlay's `rules/`; `title` heads the rules that it adds."""

    title: Words | None = None
    rules: list[Rule] = []
    tighten: list[Tightening] = []


class TierTightening(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What to change in the tier of band `id`."""

    id: str
    daily_minutes: Minutes | None = None
    pause_after_minutes: Minutes | None = None
    quiet_hours: Quiet | None = None
    audiences: list[Audience] | None = None


class TiersFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The overlay's `tiers.yaml`."""

    tiers: list[TierTightening]


def rules_files(overlay: Path) -> Iterator[tuple[RulesFile, Lines]]:
    """Every file of rules in an overlay, with the lines of its fields.

    Raises:
        RulebookError: no such folder, a YAML file that isn't read, rules without a title, or a field is wrong.
    """
    if not overlay.is_dir():
        raise RulebookError(overlay, 1, "", "isn't a folder")
    read_here = {overlay / "tiers.yaml", *(overlay / "rules").glob("*.yaml")}
    for path in sorted(path for path in overlay.rglob("*") if path.suffix in (".yaml", ".yml")):
        if path not in read_here:
            raise RulebookError(path, 1, "", "isn't read: an overlay has rules/*.yaml and tiers.yaml")
    for path in sorted((overlay / "rules").glob("*.yaml")):
        file, lines = read(path, RulesFile)
        if file.rules and file.title is None:
            raise lines.error("title", "is missing: it heads the rules that this file adds")
        yield file, lines


def tightened(rule: Rule, by: Tightening, field: str, lines: Lines, bands: list[str]) -> Rule:
    """`rule` with what `by` changes.

    Raises:
        RulebookError: at the field of `by` that would loosen the rule, or that the rule has nothing for.
    """
    changes: dict[str, Any] = {}
    if by.action is not None and by.action != rule.action:
        if STRENGTH.get(by.action, -1) <= STRENGTH.get(rule.action, 9):
            raise lines.error(f"{field}.action", f"loosens: `{by.action}` isn't stronger than `{rule.action}`")
        changes["action"] = by.action
        changes["from_band"] = by.from_band
    elif by.from_band is not None:
        if rule.from_band is None or by.from_band not in bands or bands.index(by.from_band) < _at(rule, bands):
            raise lines.error(f"{field}.from_band", f"loosens: isn't an older band than `{rule.from_band}`")
        changes["from_band"] = by.from_band
    for name in ("clock_hours", "urgent_hours"):
        hours, was = getattr(by, name), getattr(rule, name)
        if hours is not None:
            changes[name] = _at_most(hours, was, f"{field}.{name}", lines)
    if by.bands is not None:
        if lost := [band for band in rule.bands if band not in by.bands]:
            raise lines.error(f"{field}.bands", f"loosens: leaves out `{lost[0]}`")
        changes["bands"] = by.bands
    for name in ("when", "unsure"):
        for signal, value in getattr(by.thresholds, name).items():
            text = changes.get(name, getattr(rule, name)) or ""
            changes[name] = _lowered(text, signal, value, f"{field}.thresholds.{name}.{signal}", lines)
    return msgspec.structs.replace(rule, **changes)


def _at(rule: Rule, bands: list[str]) -> int:
    return bands.index(rule.from_band or bands[0])


def _at_most(value: int, was: int | None, field: str, lines: Lines) -> int:
    """`value` where it isn't above `was`; None is no limit, so any value is below it."""
    if was is not None and value > was:
        raise lines.error(field, f"loosens: {value} is more than {was}")
    return value


def _lowered(text: str, signal: str, value: float, field: str, lines: Lines) -> str:
    """The condition with a lower threshold for `signal`.

    Only in conditions that join plain comparisons by `&&`, `||` and brackets: those can but hold more often when the
    threshold of a `>=` falls, which is the whole proof that nothing is loosened.
    """
    compared = re.compile(rf"""(signals\[["']{re.escape(signal)}["']\]\.value\s*>=?\s*)(\d+(?:\.\d+)?)""")
    found = compared.findall(text)
    parts = [part.strip() for part in re.split(r"&&|\|\||[()]", text)]
    plain = not re.search(r"\w\s*\(", text) and all(_PLAIN.fullmatch(part) for part in parts if part)
    if not plain or not found or len(found) != text.count(signal):
        raise lines.error(field, f"the rule has no plain threshold for `{signal}` there")
    if above := [number for _, number in found if value > float(number)]:
        raise lines.error(field, f"loosens: {value} is more than {above[0]}")
    return compared.sub(lambda match: f"{match[1]}{float(value)!r}", text)


def tighten_tiers(book: Tiers, overlay: Path) -> Tiers:
    """The tiers with what the overlay's `tiers.yaml` changes, if there is one.

    Raises:
        RulebookError: a field would loosen a tier, or names an unknown band.
    """
    path = overlay / "tiers.yaml"
    if not path.exists():
        return book
    file, lines = read(path, TiersFile)
    by_id = {tier.id: tier for tier in book.tiers}
    for index, by in enumerate(file.tiers):
        field = f"tiers[{index}]"
        if by.id not in by_id:
            raise lines.error(f"{field}.id", f"no band `{by.id}`")
        by_id[by.id] = _tightened_tier(by_id[by.id], by, field, lines)
    return msgspec.structs.replace(book, tiers=list(by_id.values()))


def _tightened_tier(tier: Tier, by: TierTightening, field: str, lines: Lines) -> Tier:
    changes: dict[str, Any] = {}
    for name in ("daily_minutes", "pause_after_minutes"):
        minutes = getattr(by, name)
        if minutes is not None:
            changes[name] = _at_most(minutes, getattr(tier, name), f"{field}.{name}", lines)
    if by.quiet_hours is not None:
        if not _covers(by.quiet_hours, tier.quiet_hours):
            raise lines.error(f"{field}.quiet_hours", "loosens: leaves out hours that are quiet as shipped")
        changes["quiet_hours"] = by.quiet_hours
    if by.audiences is not None:
        kept = [audience for audience in tier.audiences if audience in by.audiences]
        wider = [audience for audience in by.audiences if audience not in tier.audiences]
        if wider or not kept:
            raise lines.error(f"{field}.audiences", f"loosens: adds `{wider[0]}`" if wider else "leaves none")
        changes["audiences"] = kept
    return msgspec.structs.replace(tier, **changes)


def _covers(hours: Quiet, shipped: Quiet | None) -> bool:
    """Whether every quiet minute as shipped is one of `hours` too."""
    return shipped is None or _minutes(shipped) <= _minutes(hours)


def _minutes(quiet: Quiet) -> set[int]:
    """The minutes of the day from start to until, over midnight where until is the smaller one."""
    start, until = (int(clock[:2]) * 60 + int(clock[3:]) for clock in (quiet.start, quiet.until))
    return {minute % _DAY for minute in range(start, until + (_DAY if until <= start else 0))}
