"""Golden cases look like others, change nothing, and tell how far people agree with the right answer."""

from datetime import timedelta

import msgspec
import pytest

from panggung.core import clock
from panggung.core.errors import Conflict, NotAllowed, Refused
from panggung.people import accounts
from panggung.rules import in_force
from panggung.safety import agreement, escalating, golden, queueing, review
from panggung.safety.choice import Choice
from panggung.safety.models import Case, Decision, Golden, GoldenAnswer, Proposal, Question, Sealed
from panggung.stage import publishing
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db
EVERY = 2


@pytest.fixture(autouse=True)
def _often(monkeypatch):
    desk = msgspec.structs.replace(in_force.desk(), golden_every=EVERY, second_share=0.0)
    monkeypatch.setattr(in_force, "desk", lambda: desk)


@pytest.fixture
def mark(make_case, senior, make_person):
    """`mark(outcome=…, rule=…)`: a golden video whose right answer that is."""

    def make(outcome: str = "approve", *, rule: str = "GATE-02", **columns) -> Golden:
        judge = make_person(role="moderator")
        case = review.claim(make_case(**columns), judge)
        band = 6 if outcome == "approve" else None
        review.decide(case, judge, outcome, rule=rule, suitable_from=band)
        return golden.mark(case, by=senior)

    return make


@pytest.fixture
def work(make_case, moderator):
    """`work(3)`: the moderator approves so many cases."""

    def do(cases: int = EVERY) -> None:
        for _ in range(cases):
            review.decide(review.claim(make_case(), moderator), moderator, "approve", suitable_from=3)

    return do


def answer(case: Case, person, outcome: str = "approve", **choice) -> None:
    band = 6 if outcome == "approve" else None
    review.settle(review.propose(review.claim(case, person), person, Choice(outcome, suitable_from=band, **choice)))


def withdraw(right: Golden) -> None:
    video = Video.objects.get(pk=right.video_id)
    publishing.withdraw(video, by=video.owner, because="asked")


def test_after_so_many_decisions_one_golden_case_comes_next(mark, work, moderator):
    right = mark()
    work(EVERY - 1)
    assert golden.due_for(moderator) is None
    work(1)
    case = queueing.next_for(moderator)
    assert (case.kind, case.video, case.for_person) == (Case.Kind.GOLDEN, right.video, moderator)
    assert queueing.next_for(moderator) == case
    answer(case, moderator)
    assert golden.due_for(moderator) is None


def test_a_golden_case_is_as_severe_and_urgent_as_the_true_one_was(mark, work, moderator):
    mark("send_back", rule="PII-01", action="block", reasons=("PII-01",))
    true = Case.objects.get(kind=Case.Kind.ENTRY)
    work()
    case = golden.due_for(moderator)
    assert case.severity == true.severity == 2
    assert abs((case.due - clock.now()) - (true.due - true.opened_at)) < timedelta(minutes=1)


def test_a_golden_case_is_nobody_else_s_and_no_backlog(mark, work, moderator, make_person):
    mark()
    work()
    case = golden.due_for(moderator)
    other = make_person(role="moderator")
    assert case not in review.queue(other)
    assert not review.queue(moderator).exists()
    with pytest.raises(Conflict):
        review.claim(case, other)


@pytest.mark.parametrize("said", [{"outcome": "remove", "rule": "NUD-01"}, {"outcome": "send_back", "rule": "PII-01"}])
def test_what_is_said_to_a_golden_case_changes_nothing_but_the_answer(mark, work, moderator, said):
    right = mark()
    work()
    before, decisions = Video.objects.values().get(pk=right.video_id), Decision.objects.count()
    answer(golden.due_for(moderator), moderator, **said)
    assert Video.objects.values().get(pk=right.video_id) == before
    assert Decision.objects.count() == decisions
    assert not Sealed.objects.exists()
    given_ = GoldenAnswer.objects.get()
    assert (given_.outcome, given_.rule, given_.at is not None) == (said["outcome"], said["rule"], True)


def test_a_golden_video_that_was_removed_is_not_published_by_an_answer(mark, work, moderator):
    right = mark("remove", rule="QUAL-01")
    work()
    answer(golden.due_for(moderator), moderator)
    assert Video.objects.get(pk=right.video_id).state == State.REMOVED


def test_an_answer_can_be_undone_like_any_choice(mark, work, moderator):
    mark()
    work()
    case = golden.due_for(moderator)
    proposal = review.propose(review.claim(case, moderator), moderator, Choice("remove", rule="QUAL-01"))
    assert golden.due_for(moderator) is None
    review.undo(proposal, moderator)
    assert golden.due_for(moderator) == case


def test_passing_a_golden_case_up_or_asking_ends_it_without_a_trace_for_others(mark, work, moderator, senior):
    mark()
    mark()
    work()
    escalating.escalate(review.claim(golden.due_for(moderator), moderator), moderator, note="?")
    assert not review.queue(senior).exists()
    work()
    case = review.claim(golden.due_for(moderator), moderator)
    escalating.ask(case, moderator, text="Siapa?")
    assert escalating.open_question(case.video) is None
    assert Question.objects.get().case.closed_at is not None
    assert agreement.agreement(moderator, by=moderator).n == 0


def test_nobody_meets_a_golden_case_twice_or_one_they_know(mark, work, moderator):
    right = mark()
    judge = Decision.objects.get().by
    Proposal.objects.filter(by=judge).update(at=clock.now() - timedelta(hours=1))
    work()
    answer(golden.due_for(moderator), moderator)
    work()
    assert golden.due_for(moderator) is None
    for person in (judge, right.by):
        assert not golden._unknown_to(person).exists()


def test_nobody_gets_a_golden_case_of_their_family(mark, work, family, moderator):
    guardian, child = family()
    mark(owner=child, uploaded_by=guardian)
    accounts.grant(guardian, "moderator", by=None)
    assert golden._unknown_to(moderator).exists()
    assert not golden._unknown_to(guardian).exists()


def test_a_golden_case_ends_when_its_video_is_withdrawn(mark, work, moderator):
    right = mark()
    work()
    case = review.claim(golden.due_for(moderator), moderator)
    proposal = review.propose(case, moderator, Choice("approve", suitable_from=3))
    withdraw(right)
    assert golden.due_for(moderator) is None
    case.refresh_from_db()
    right.refresh_from_db()
    assert case.closed_at is not None
    assert right.ended_at is not None
    assert review.settle(proposal) is None


def test_a_golden_case_that_a_senior_ended_comes_to_nobody(mark, work, moderator, senior):
    right = mark()
    work()
    case = golden.due_for(moderator)
    golden.end(right, by=senior)
    assert golden.due_for(moderator) is None
    with pytest.raises(Conflict):
        review.claim(case, moderator)


def test_only_a_senior_makes_decided_cases_golden(make_case, moderator, senior):
    case = make_case()
    with pytest.raises(NotAllowed):
        golden.mark(case, by=moderator)
    with pytest.raises(Refused, match="golden-undecided"):
        golden.mark(case, by=senior)


def test_what_was_withdrawn_can_not_become_golden(mark, senior):
    right = mark()
    golden.end(right, by=senior)
    withdraw(right)
    with pytest.raises(Refused, match="golden-unusable"):
        golden.mark(Case.objects.get(), by=senior)


def test_agreement_says_a_kappa_only_from_ten_answers_on(mark, moderator, senior, make_person):
    rights = [mark("send_back", rule="PII-01") if n % 2 else mark() for n in range(10)]
    for n, right in enumerate(rights):
        case = Case.objects.create(
            video=right.video, edition=1, kind=Case.Kind.GOLDEN, due=clock.now(), for_person=moderator
        )
        said = "remove" if n == 0 else right.outcome
        GoldenAnswer.objects.create(case=case, golden=right, person=moderator, outcome=said, at=clock.now())
        found = agreement.agreement(moderator, by=moderator)
        assert (found.n, found.kappa is None) == (n + 1, n + 1 < 10)
    assert found.agreed == 9
    assert found.kappa == pytest.approx((0.9 - 0.45) / 0.55)
    assert agreement.agreement(None, by=senior) == found
    with pytest.raises(NotAllowed):
        agreement.agreement(senior, by=moderator)
    with pytest.raises(NotAllowed):
        agreement.agreement(None, by=moderator)
