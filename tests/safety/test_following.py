"""What a rule asks for besides its action: a senior at once, a word of care to the maker."""

import pytest

from panggung.core.models import AuditLine
from panggung.safety import following, review
from panggung.safety.choice import Choice

pytestmark = pytest.mark.django_db


def test_a_verdict_under_a_rule_that_escalates_goes_to_the_seniors_when_it_opens(make_case, make_person):
    grave, plain = make_case(reasons=("SEX-01",)), make_case(reasons=("PII-01",))
    for case in (grave, plain):
        following.on_open(case, case.video.verdicts.get().reasons)
    following.on_open(grave, ["SEX-01"])
    assert set(review.queue(make_person(role="moderator"))) == {plain}
    assert set(review.queue(make_person(role="senior"))) == {grave, plain}
    assert AuditLine.objects.get(kind="case.escalated").facts == {"rules": ["SEX-01"]}


def test_who_may_need_help_is_told_where_it_is_until_a_person_saw_that_all_is_well(make_case, make_person):
    judge = make_person(role="senior")
    told_by_signal = make_case(reasons=("SELF-02",))
    assert following.needs_care(told_by_signal.video)
    assert not following.needs_care(make_case(reasons=("PII-01",)).video)
    removed = make_case()
    review.settle(review.propose(review.claim(removed, judge), judge, Choice("send_back", rule="SELF-01")))
    assert following.needs_care(removed.video)
    review.decide(review.claim(told_by_signal, judge), judge, "approve", suitable_from=6)
    assert not following.needs_care(told_by_signal.video)
