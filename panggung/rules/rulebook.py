"""The whole rulebook: load it once, judge a video's signals by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

import msgspec

from panggung.rules import overlay as overlays
from panggung.rules import tiers
from panggung.rules.condition import Condition, ConditionError
from panggung.rules.load import SHIPPED, Lines, RulebookError, digest, read
from panggung.rules.rule import STRENGTH, Family, Gate, Rule
from panggung.rules.verdict import Because, Context, Judgement, Reading, because, facts, usable
from panggung.signals.table import SIGNALS

_CONTEXT_FIELDS = frozenset(Context.__struct_fields__)


class _Judge(msgspec.Struct, frozen=True):
    """A rule with its compiled conditions."""

    rule: Rule
    when: Condition | None
    unsure: Condition | None

    def strength(self, signals: Mapping[str, Mapping[str, float]], context: Mapping[str, object]) -> int | None:
        """How strongly the rule speaks here; None when it doesn't apply. Raises ConditionError."""
        if self.when and self.when.holds(signals, context):
            return STRENGTH[self.rule.action]
        if self.unsure and self.unsure.holds(signals, context):
            return STRENGTH["hold"]
        return None

    def reads(self) -> set[str]:
        return {name for one in (self.when, self.unsure) if one for name in one.signals}


class _Place(msgspec.Struct, frozen=True):
    """Where a rule stands, for errors that are found later."""

    field: str
    lines: Lines


class Rulebook:
    """Rules, tiers, gate and version of one folder, tightened by an operator's overlay where there is one."""

    def __init__(self, folder: Path, overlay: Path | None = None) -> None:
        """Load `folder`, then what `overlay` tightens and adds.

        Raises:
            RulebookError: a file has an error, or the overlay would loosen something; file, line and field are named.
        """
        self.gate, lines = read(folder / "gate.yaml", Gate)
        self.tiers = tiers.read_tiers(folder / "tiers.yaml")
        self.rules: dict[str, Rule] = {}
        self._places: dict[str, _Place] = {}
        self._bands = [tier.id for tier in self.tiers.tiers]
        self._families: list[Family] = []
        for path in sorted((folder / "rules").glob("*.yaml")):
            family, family_lines = read(path, Family)
            self._add(family, family_lines)
        if overlay is not None:
            self._tighten(overlay)
        self._judges = [judge for judge in map(self._judge_of, self.rules.values()) if judge.when or judge.unsure]
        self._check_gate(lines)
        self.version = digest(folder, overlay)

    @property
    def families(self) -> list[Family]:
        """The rules under their headings, as readers find them."""
        ordered = sorted(self._families, key=lambda family: family.order)
        return [msgspec.structs.replace(one, rules=[self.rules[rule.id] for rule in one.rules]) for one in ordered]

    def _add(self, family: Family, lines: Lines) -> None:
        self._families.append(family)
        for index, rule in enumerate(family.rules):
            place = _Place(f"rules[{index}]", lines)
            if rule.id in self.rules:
                raise lines.error(f"{place.field}.id", f"`{rule.id}` stands in another place already")
            self._check(rule, place)
            self.rules[rule.id] = rule
            self._places[rule.id] = place

    def _tighten(self, folder: Path) -> None:
        shipped = set(self.rules)
        for file, lines in overlays.rules_files(folder):
            if file.title is not None and file.rules:
                self._add(Family(file.title, file.rules), lines)
            for index, by in enumerate(file.tighten):
                place = _Place(f"tighten[{index}]", lines)
                if by.id not in shipped:
                    raise lines.error(f"{place.field}.id", f"no shipped rule `{by.id}`")
                self.rules[by.id] = overlays.tightened(self.rules[by.id], by, place.field, lines, self._bands)
                self._check(self.rules[by.id], place)
        self.tiers = overlays.tighten_tiers(self.tiers, folder)

    def _check(self, rule: Rule, place: _Place) -> None:
        for at, name in enumerate(rule.bands):
            if name not in self._bands:
                raise place.lines.error(f"{place.field}.bands[{at}]", f"no band `{name}`")
        if (rule.action == "suitable_from") != (rule.from_band in self._bands):
            raise place.lines.error(f"{place.field}.from_band", "goes with action `suitable_from` and names a band")
        if rule.action not in STRENGTH and (rule.when or rule.unsure):
            raise place.lines.error(f"{place.field}.when", f"action `{rule.action}` never comes from a verdict")
        if rule.by_hand and "person" not in rule.enforced:
            raise place.lines.error(f"{place.field}.enforced", "leaves out `person`, who may choose it by hand")

    def _check_gate(self, lines: Lines) -> None:
        for index, needed in enumerate(self.gate.needed_rules):
            if needed not in self.rules:
                raise lines.error(f"needed_rules[{index}]", f"no rule `{needed}`")
        for index, name in enumerate(self.gate.required_signals):
            if name not in SIGNALS:
                raise lines.error(f"required_signals[{index}]", f"no signal `{name}`")
        if self.gate.youngest_band not in self._bands:
            raise lines.error("youngest_band", f"no band `{self.gate.youngest_band}`")

    def _judge_of(self, rule: Rule) -> _Judge:
        place = self._places[rule.id]
        judge = _Judge(
            rule,
            self._compile(rule.when, f"{place.field}.when", place.lines),
            self._compile(rule.unsure, f"{place.field}.unsure", place.lines),
        )
        if bool(judge.reads()) != ("signal" in rule.enforced):
            raise place.lines.error(f"{place.field}.enforced", "names `signal` where, and only where, one is read")
        return judge

    def _compile(self, text: str | None, field: str, lines: Lines) -> Condition | None:
        if text is None:
            return None
        try:
            return Condition(text, signals=SIGNALS, fields=_CONTEXT_FIELDS)
        except ConditionError as error:
            raise lines.error(field, str(error)) from error

    @property
    def required_signals(self) -> tuple[str, ...]:
        """Names of the signals without which nothing is suitable."""
        return tuple(self.gate.required_signals)

    def signals_of(self, rule_id: str) -> set[str]:
        """Names of the signals that a rule's conditions read; empty for a rule without any."""
        return set().union(*(judge.reads() for judge in self._judges if judge.rule.id == rule_id))

    def hours(self, ids: Iterable[str], most: int) -> int:
        """The shortest clock of these rules, `most` hours where none is shorter."""
        return min([most, *(hours for id in ids if id in self.rules and (hours := self.rules[id].clock_hours))])

    def by_hand(self) -> list[Rule]:
        """Rules that a moderator may name as the reason of a decision, by id."""
        return sorted((rule for rule in self.rules.values() if rule.by_hand), key=lambda rule: rule.id)

    def judge(self, signals: Iterable[Reading], context: Context) -> Judgement:
        """The verdict of this rulebook; fails closed and raises nothing for a bad reading.

        A required signal that is missing or unusable, or a condition that can't be evaluated, holds with
        GATE-01. The strongest action wins: block, then hold (send back is a hold until a person says so),
        then suitable. `reasons` stand strongest first, then by id.
        """
        return self._judge(signals, context, self._judges, self.required_signals)

    def judge_part(self, signals: Iterable[Reading], context: Context, names: Collection[str]) -> Judgement:
        """As `judge`, by those rules alone that read only signals of `names`; for a text without a video."""
        part = [judge for judge in self._judges if judge.reads() and judge.reads() <= set(names)]
        return self._judge(signals, context, part, [name for name in self.required_signals if name in names])

    def _judge(
        self, signals: Iterable[Reading], context: Context, judges: Iterable[_Judge], required: Iterable[str]
    ) -> Judgement:
        # Should a signal speak twice, its worst reading counts, an unusable one most.
        ordered = sorted(signals, key=lambda reading: float(reading.value or 0) if usable(reading) else 2.0)
        readings = {reading.name: reading for reading in ordered}
        good = {name: reading for name, reading in readings.items() if usable(reading)}
        values = {
            name: {"value": float(one.value or 0.0), "confidence": float(one.confidence or 0.0)}
            for name, one in good.items()
        }
        known = facts(context)
        spoken: dict[str, int] = {}
        proof: dict[str, list[Because]] = {}
        broken = {name: because(name, readings.get(name)) for name in required if name not in good}
        if not known:
            broken["context"] = Because(signal="context", error="context-invalid")
        for judge in judges:
            try:
                strength = judge.strength(values, known)
            except ConditionError:
                missing = judge.reads() - good.keys()
                broken |= {name: because(name, readings.get(name)) for name in missing}
                if not missing:
                    broken[judge.rule.id] = Because(signal=judge.rule.id, error="condition-failed")
                continue
            if strength is not None:
                spoken[judge.rule.id] = strength
                proof[judge.rule.id] = [because(name, readings.get(name)) for name in sorted(judge.reads())]
        if broken:
            spoken["GATE-01"] = STRENGTH["hold"]
            proof["GATE-01"] = [broken[name] for name in sorted(broken)]
        return self._sum_up(spoken, proof)

    def _sum_up(self, spoken: Mapping[str, int], proof: Mapping[str, list[Because]]) -> Judgement:
        strongest = max(spoken.values(), default=0)
        action = {STRENGTH["block"]: "block", STRENGTH["hold"]: "hold"}.get(strongest, "suitable")
        from_bands = [self._bands.index(self.gate.youngest_band)] + [
            self._bands.index(band) for rule in spoken if (band := self.rules[rule].from_band)
        ]
        return Judgement(
            band=self._bands[max(from_bands)] if action == "suitable" else None,
            action=action,
            reasons=sorted(spoken, key=lambda rule: (-spoken[rule], rule)),
            evidence={rule: proof[rule] for rule in sorted(proof)},
            rulebook_version=self.version,
        )


@cache
def shipped() -> Rulebook:
    """The rulebook that ships with the program, loaded once a process."""
    return Rulebook(SHIPPED)


def judge(signals: Iterable[Reading], context: Context) -> Judgement:
    """The verdict of the shipped rulebook: see `Rulebook.judge`."""
    return shipped().judge(signals, context)


__all__ = ["Context", "Judgement", "Rulebook", "RulebookError", "judge", "shipped"]
