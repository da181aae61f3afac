"""The review desk: claims, decisions under a rule, and nobody decides for their own family."""

from datetime import timedelta

import pytest
import time_machine

from panggung.core import clock
from panggung.core.errors import Conflict, NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.rules import rulebook
from panggung.safety import review
from panggung.safety.models import Decision, Verdict
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db


def state_of(case) -> str:
    return Video.objects.get(pk=case.video_id).state


def test_an_approval_publishes_for_the_band_and_says_what_it_stood_on(make_case, moderator):
    case = review.claim(make_case(), moderator)
    decision = review.decide(case, moderator, "approve", suitable_from=6)
    video = Video.objects.get(pk=case.video_id)
    assert (video.state, video.suitable_from, video.published_at is not None) == (State.PUBLISHED, 6, True)
    assert decision.rulebook == rulebook.shipped().version
    assert decision.rule == "GATE-02"
    assert decision.evidence == review.evidence_hash(case)
    assert AuditLine.objects.filter(kind="case.approve", by_id=moderator.pk).count() == 1


def test_a_video_sent_back_names_the_rule_and_the_note(make_case, moderator):
    case = review.claim(make_case(), moderator)
    review.decide(case, moderator, "send_back", rule="PII-01", note="Hapus nomornya, ya.")
    video = Video.objects.get(pk=case.video_id)
    assert video.state == State.SENT_BACK
    assert video.reasons == [{"rule": "PII-01", "code": "by-person", "rulebook": rulebook.shipped().version}]
    assert video.note == "Hapus nomornya, ya."


@pytest.mark.parametrize("outcome", ["send_back", "remove"])
@pytest.mark.parametrize("rule", ["", "GATE-02", "NONE-99"])
def test_a_decision_against_somebody_names_a_rule_of_the_book(make_case, moderator, outcome, rule):
    case = review.claim(make_case(), moderator)
    with pytest.raises(Refused, match="rule-"):
        review.decide(case, moderator, outcome, rule=rule)
    assert state_of(case) == State.IN_REVIEW
    assert not Decision.objects.exists()


@pytest.mark.parametrize("band", [None, 0, 4, 99])
def test_an_approval_needs_a_band_of_the_tiers(make_case, moderator, band):
    case = review.claim(make_case(), moderator)
    with pytest.raises(Refused, match="band-unknown"):
        review.decide(case, moderator, "approve", suitable_from=band)


def test_without_a_claim_nothing_is_decided(make_case, moderator):
    with pytest.raises(Conflict, match="not-claimed"):
        review.decide(make_case(), moderator, "approve", suitable_from=3)


def test_two_people_never_sit_on_one_case(make_case, moderator, make_person):
    case = review.claim(make_case(), moderator)
    other = make_person(role="moderator")
    with pytest.raises(Conflict, match="claimed"):
        review.claim(case, other)
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False):
        assert review.claim(case, other).claimed_by == other
        with pytest.raises(Conflict, match="not-claimed"):
            review.decide(case, moderator, "approve", suitable_from=3)


def test_a_case_is_decided_once(make_case, moderator):
    case = review.claim(make_case(), moderator)
    review.decide(case, moderator, "approve", suitable_from=3)
    with pytest.raises(Conflict, match="decided"):
        review.decide(case, moderator, "remove", rule="PII-01")
    assert Decision.objects.count() == 1


def test_nobody_decides_on_their_own_or_their_family_s_video(make_case, family, moderator):
    from panggung.people import accounts

    guardian, child = family()
    accounts.grant(guardian, "moderator", by=None)
    accounts.grant(child, "moderator", by=None)
    case = make_case(owner=child, uploaded_by=guardian)
    for person in (guardian, child):
        assert case not in review.queue(person)
        with pytest.raises(NotAllowed):
            review.claim(case, person)
    assert case in review.queue(moderator)


def test_without_a_verdict_nothing_is_published(make_case, moderator):
    case = review.claim(make_case(), moderator)
    Verdict.objects.all().delete()
    with pytest.raises(Refused, match="verdict-missing"):
        review.decide(case, moderator, "approve", suitable_from=3)
    assert state_of(case) == State.IN_REVIEW


def test_what_lacks_a_signal_can_not_be_approved_only_refused(make_case, moderator):
    case = review.claim(make_case(), moderator)
    Verdict.objects.update(reasons=["GATE-01", "GATE-02"])
    with pytest.raises(Refused, match="signals-incomplete"):
        review.decide(case, moderator, "approve", suitable_from=3)
    assert state_of(case) == State.IN_REVIEW
    review.decide(case, moderator, "remove", rule="QUAL-01")
    assert state_of(case) == State.REMOVED


def test_the_worst_and_most_urgent_come_first(make_case, moderator):
    calm, held, blocked = (make_case(action=a) for a in ("suitable", "hold", "block"))
    assert list(review.queue(moderator)) == [blocked, held, calm]


def test_a_video_withdrawn_meanwhile_can_not_be_published(make_case, moderator):
    from panggung.stage import publishing

    case = review.claim(make_case(), moderator)
    publishing.withdraw(case.video, by=case.video.owner, because="asked")
    with pytest.raises(Conflict):
        review.decide(case, moderator, "approve", suitable_from=3)
    assert state_of(case) == State.WITHDRAWN
    assert not Decision.objects.exists()


def test_only_who_holds_the_case_may_look_at_the_video(make_case, moderator, make_person):
    case = make_case()
    assert review.case_to_watch(moderator, case.video) is None
    review.claim(case, moderator)
    assert review.case_to_watch(moderator, case.video) == case
    assert review.case_to_watch(make_person(role="moderator"), case.video) is None
    assert review.case_to_watch(make_person(role="operator"), case.video) is None
