"""From which risk on a person has to look: the threshold, set from decided cases with a bound that holds.

The promise: of the videos that go without a person, a person would have refused at most the tolerated share. By
chance it is broken in at most 1 − certainty of all calibrations, however little the scores are worth.

Sources: Clopper and Pearson, Biometrika 26 (1934), for the exact bound; Angelopoulos, Bates, Candès, Jordan and Lei,
"Learn then Test" (2021), for choosing a threshold by tests in a fixed order; Wiens and Dmitrienko, J. Biopharm. Stat.
15 (2005), for the fallback procedure, which shares the doubt among several starts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from panggung.rules.rule import STRENGTH, Rule
from panggung.rules.verdict import Reading, usable

CERTAINTY = 0.95
# Fixed before any case is seen: a threshold that was looked for in the data would need a wider bound.
THRESHOLDS = tuple(step / 20 for step in range(1, 20))
STARTS = (0.05, 0.1, 0.2, 0.4)
_COMPARED = re.compile(r"""signals\s*\[\s*["']([^"']+)["']\s*\]\.value\s*>=?\s*(\d+(?:\.\d+)?)""")


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One threshold tried. `bound`: upper bound of the wrong share, None where no doubt was left to test it with."""

    threshold: float
    allowed: int
    wrong: int
    bound: float | None
    holds: bool


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """What the cases allow. `threshold` None: everything goes to a person.

    Of `cases`, `allowed` lie at or below the threshold, and `wrong` of these a person refused; `bound` is the upper
    bound of their share. `missing`: without a threshold, how many more low-risk cases are needed if none is refused.
    """

    threshold: float | None
    tolerated: float
    certainty: float
    cases: int
    allowed: int
    wrong: int
    bound: float | None
    missing: int
    steps: list[Step]


def limits(rules: Iterable[Rule]) -> dict[str, float]:
    """By signal, the lowest value at which a rule speaks against showing a video to everybody."""
    found: dict[str, float] = {}
    for rule in rules:
        text = f"{rule.when or ''} {rule.unsure or ''}" if STRENGTH.get(rule.action, 0) > 0 else ""
        for name, number in _COMPARED.findall(text):
            found[name] = min(found.get(name, 1.0), float(number))
    return found


def risk(readings: Iterable[Reading], limits: Mapping[str, float], required: Iterable[str]) -> float:
    """How near the nearest rule is to speaking: 0 nothing found, 1 it speaks. Never falls when a value rises.

    A required or compared signal that is missing or unusable gives 1.
    """
    needed = {*limits, *required}
    nearest = 0.0
    heard: set[str] = set()
    for reading in readings:
        if reading.name in needed and not usable(reading):
            return 1.0
        heard.add(reading.name)
        if (limit := limits.get(reading.name)) is not None:
            value = float(reading.value or 0.0)
            nearest = max(nearest, value / limit if value < limit else 1.0)
    return nearest if heard >= needed else 1.0


def threshold(
    scores: Sequence[float], wrong: Sequence[bool], *, tolerated: float, certainty: float = CERTAINTY
) -> Calibration:
    """The largest of THRESHOLDS at or below which at most `tolerated` of the cases are wrong, with `certainty`.

    `scores` from 0 to 1, one for each case; `wrong`: a person refused it. The cases are taken as drawn at random
    from those that will come. Given how many lie below a threshold, the wrong ones among them follow a binomial law;
    the tests go from strict to lax, a test that holds hands its doubt to the next, one that fails keeps it.

    Raises:
        ValueError: the lists differ in length, or `tolerated` or `certainty` isn't between 0 and 1.
    """
    if not (0 < tolerated < 1 and 0 < certainty < 1):
        raise ValueError("tolerated and certainty must lie between 0 and 1")
    cases = list(zip(scores, wrong, strict=True))
    share = (1 - certainty) / len(STARTS)
    steps: list[Step] = []
    doubt = 0.0
    for limit in THRESHOLDS:
        doubt += share if limit in STARTS else 0.0
        among = [is_wrong for score, is_wrong in cases if score <= limit]
        bound = upper_bound(sum(among), len(among), doubt) if doubt else None
        holds = bound is not None and bound <= tolerated
        steps.append(Step(threshold=limit, allowed=len(among), wrong=sum(among), bound=bound, holds=holds))
        doubt = doubt if holds else 0.0
    last = next((step for step in reversed(steps) if step.holds), None)
    return Calibration(
        threshold=last.threshold if last else None,
        tolerated=tolerated,
        certainty=certainty,
        cases=len(cases),
        allowed=last.allowed if last else 0,
        wrong=last.wrong if last else 0,
        bound=last.bound if last else None,
        missing=0 if last else min(_missing(step, tolerated, share) for step in steps if step.threshold in STARTS),
        steps=steps,
    )


def _missing(step: Step, tolerated: float, doubt: float) -> int:
    """How many more cases below the step's threshold, none of them wrong, would let it hold."""
    least, most = step.allowed, max(1, step.allowed)
    while binomial_tail(step.wrong, most, tolerated) > doubt:
        least, most = most, most * 2
    while least < most:
        middle = (least + most) // 2
        if binomial_tail(step.wrong, middle, tolerated) > doubt:
            least = middle + 1
        else:
            most = middle
    return most - step.allowed


def upper_bound(wrong: int, n: int, doubt: float) -> float:
    """Clopper and Pearson's upper bound of a share: the largest under which `wrong` or fewer of `n` still happen
    with probability `doubt`. 1 where nothing was seen.
    """
    if wrong >= n:
        return 1.0
    low, high = wrong / n, 1.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if binomial_tail(wrong, n, middle) > doubt else (low, middle)
    return high


def binomial_tail(k: int, n: int, p: float) -> float:
    """P(X ≤ k) for X binomial with `n` draws of probability `p`; the shorter side is summed, from its largest term."""
    if k >= n or p <= 0:
        return 1.0
    if k < 0 or p >= 1:
        return 0.0
    odds = p / (1 - p)
    if k <= n * p:
        return _sum(_term(k, n, p), ((i / ((n - i + 1) * odds)) for i in range(k, 0, -1)))
    return 1.0 - _sum(_term(k + 1, n, p), (((n - i) * odds / (i + 1)) for i in range(k + 1, n)))


def _term(k: int, n: int, p: float) -> float:
    """P(X = k)."""
    ways = math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
    return math.exp(ways + k * math.log(p) + (n - k) * math.log1p(-p))


def _sum(first: float, ratios: Iterable[float]) -> float:
    """A series from its first term and each next term's ratio to the one before, until nothing is added any more."""
    total = term = first
    for ratio in ratios:
        term *= ratio
        if total + term == total:
            break
        total += term
    return min(total, 1.0)
