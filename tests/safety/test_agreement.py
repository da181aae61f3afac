"""Cohen's kappa: the formula against examples worked by hand, and what must hold for any two raters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from panggung.safety import agreement


def test_kappa_of_cohen_s_formula_by_hand():
    """25 of 50 both yes-no tables: po = 35/50, pe = (25·30 + 25·20)/2500 = 0.5, kappa = 0.2/0.5."""
    pairs = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert agreement.kappa(pairs) == pytest.approx(0.4)
    three = [("a", "a")] * 4 + [("a", "b")] + [("b", "b")] * 3 + [("c", "c")] * 1 + [("c", "a")]
    # po = 8/10; pe = (5·5 + 3·4 + 2·1)/100
    assert agreement.kappa(three) == pytest.approx((0.8 - 0.39) / (1 - 0.39))


WORDS = st.sampled_from(["approve", "send_back", "remove"])


@given(st.lists(st.tuples(WORDS, WORDS), max_size=60))
def test_kappa_lies_between_minus_one_and_one_and_has_no_favourite(pairs):
    value = agreement.kappa(pairs)
    assert value == agreement.kappa([(other, one) for one, other in pairs])
    if value is None:
        assert len({word for pair in pairs for word in pair}) <= 1
    else:
        assert -1 <= value <= 1
        assert (value == 1) == all(one == other for one, other in pairs)
