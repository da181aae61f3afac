"""The threshold from which risk on a person has to look: the bound is exact, and the promise is kept."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta, binom

from panggung.rules.calibration import STARTS, THRESHOLDS, binomial_tail, limits, risk, threshold, upper_bound
from panggung.rules.rulebook import shipped
from panggung.signals.signal import Failed
from tests.rules.readings import REQUIRED, clean, reading

BOOK = shipped()
LIMITS = limits(BOOK.rules.values())
SHARES = st.floats(0, 1)


def scored(low: int, wrong: int, high: int = 0) -> tuple[list[float], list[bool]]:
    """`low` cases of risk 0, of which `wrong` were refused, and `high` refused ones of risk 1."""
    return [0.0] * low + [1.0] * high, [place < wrong or place >= low for place in range(low + high)]


# The risk of a video


def test_a_signal_is_compared_with_the_lowest_value_at_which_a_rule_speaks():
    assert LIMITS["picture.nudity"] == 0.25  # holds from there, blocks from 0.6
    assert LIMITS["text.phone"] == 0.5


def test_risk_is_how_near_the_nearest_rule_is():
    assert risk(clean(), LIMITS, REQUIRED) == 0
    assert risk(clean(text_phone=0.1, picture_nudity=0.1), LIMITS, REQUIRED) == pytest.approx(0.4)
    assert risk(clean(text_phone=0.5), LIMITS, REQUIRED) == 1


def test_a_signal_that_says_nothing_is_the_highest_risk():
    assert risk(clean()[1:], LIMITS, REQUIRED) == 1
    assert risk([Failed(name=REQUIRED[0], version="1", error="broken"), *clean()[1:]], LIMITS, REQUIRED) == 1
    assert risk([reading(REQUIRED[0], float("nan")), *clean()[1:]], LIMITS, REQUIRED) == 1


@given(st.lists(SHARES, min_size=len(REQUIRED), max_size=len(REQUIRED)), st.sampled_from(range(len(REQUIRED))), SHARES)
def test_risk_never_falls_when_a_signal_says_more(values, place, more):
    before = [reading(name, value) for name, value in zip(REQUIRED, values, strict=True)]
    after = [*before[:place], reading(REQUIRED[place], max(values[place], more)), *before[place + 1 :]]
    assert risk(after, LIMITS, REQUIRED) >= risk(before, LIMITS, REQUIRED)


# The exact bound


@given(st.integers(1, 5000), st.floats(0, 1), st.floats(1e-6, 1 - 1e-6))
def test_the_binomial_tail_is_scipy_s(n, part, p):
    k = round(part * n)
    assert binomial_tail(k, n, p) == pytest.approx(binom.cdf(k, n, p), abs=1e-9)


@given(st.integers(1, 5000), st.floats(0, 1, exclude_max=True), st.sampled_from([0.05, 0.0125, 0.001]))
def test_the_upper_bound_is_clopper_s_and_pearson_s(n, part, doubt):
    wrong = int(part * n)
    assert upper_bound(wrong, n, doubt) == pytest.approx(beta.ppf(1 - doubt, wrong + 1, n - wrong), abs=1e-8)


def test_the_bound_of_nothing_wrong_is_the_rule_of_three():
    assert upper_bound(0, 299, 0.05) == pytest.approx(0.00997, abs=1e-5)
    assert upper_bound(0, 298, 0.05) > 0.01 > upper_bound(0, 299, 0.05) - 1e-4
    assert upper_bound(0, 0, 0.05) == upper_bound(7, 7, 0.05) == 1


# The threshold


def test_too_few_cases_leave_everything_to_a_person_and_say_how_many_are_missing():
    few = threshold(*scored(low=400, wrong=0), tolerated=0.01)
    assert (few.threshold, few.bound, few.allowed, few.cases) == (None, None, 0, 400)
    assert threshold(*scored(low=400 + few.missing, wrong=0), tolerated=0.01).threshold is not None
    assert threshold(*scored(low=400 + few.missing - 1, wrong=0), tolerated=0.01).threshold is None


def test_no_cases_at_all_leave_everything_to_a_person():
    empty = threshold([], [], tolerated=0.01)
    assert (empty.threshold, empty.missing) == (None, threshold(*scored(1, 0), tolerated=0.01).missing + 1)


def test_wrong_ones_among_the_low_risks_ask_for_more_cases():
    assert threshold(*scored(100, 3), tolerated=0.01).missing > threshold(*scored(100, 0), tolerated=0.01).missing > 0


def test_the_figures_are_those_of_the_largest_threshold_that_holds():
    scores = [0.0] * 2000 + [0.3] * 500 + [0.62] * 200 + [1.0] * 300
    wrong = [False] * 2000 + [place < 5 for place in range(500)] + [place < 60 for place in range(200)] + [True] * 300
    found = threshold(scores, wrong, tolerated=0.01)
    assert (found.threshold, found.allowed, found.wrong, found.cases) == (0.6, 2500, 5, 3000)
    assert found.bound == pytest.approx(upper_bound(5, 2500, 0.05), abs=1e-8)  # every start handed its doubt on
    assert 5 / 2500 < found.bound <= 0.01
    assert [step.holds for step in found.steps] == [step.threshold <= 0.6 for step in found.steps]


def test_a_later_start_may_hold_where_an_earlier_one_has_no_cases():
    found = threshold([0.3] * 600, [False] * 600, tolerated=0.01)
    assert found.threshold == THRESHOLDS[-1]
    assert [step.threshold for step in found.steps if step.bound == 1] == [0.05, 0.1, 0.2]
    assert found.bound == pytest.approx(upper_bound(0, 600, 0.05 / len(STARTS)), abs=1e-8)


def test_the_highest_risk_never_goes_alone():
    assert threshold([1.0] * 5000, [False] * 5000, tolerated=0.1).threshold is None


@pytest.mark.parametrize("tolerated", [0, 1, -0.1, float("nan")])
def test_a_rate_that_is_none_is_refused(tolerated):
    with pytest.raises(ValueError):
        threshold([], [], tolerated=tolerated)


TOLERATED = 0.03
CASES = 800
SETS = 300
# For each of 20 equal bands of risk: the chance that a person refuses.
WORLDS = {
    "risk says nothing, and all is a little too bad": [TOLERATED * 1.001] * 20,
    "wrong ones grow with the risk": [0.004 * band for band in range(20)],
    "the lowest risks are the worst": [0.2] * 4 + [0.0] * 16,
    "bad and good bands in turn": [0.0, 0.065] * 10,
}


@pytest.mark.parametrize("chances", WORLDS.values(), ids=WORLDS)
def test_more_than_tolerated_goes_wrong_in_at_most_one_of_twenty_calibrations(chances):
    dice = random.Random(20)
    broken = 0
    for _ in range(SETS):
        bands = [dice.randrange(20) for _ in range(CASES)]
        wrong = [dice.random() < chances[band] for band in bands]
        found = threshold([(band + 0.5) / 20 for band in bands], wrong, tolerated=TOLERATED)
        if found.threshold is not None:
            below = chances[: round(found.threshold * 20)]
            broken += sum(below) / len(below) > TOLERATED
    assert broken <= 0.05 * SETS + 3 * (0.05 * 0.95 * SETS) ** 0.5


def test_where_low_risks_are_harmless_a_threshold_is_found_nearly_always():
    dice = random.Random(21)
    found = 0
    for _ in range(50):
        scores = [dice.random() for _ in range(CASES)]
        wrong = [dice.random() < (0.0 if score < 0.5 else 0.3) for score in scores]
        chosen = threshold(scores, wrong, tolerated=TOLERATED).threshold
        found += chosen is not None and 0.4 <= chosen <= 0.6
    assert found >= 45
