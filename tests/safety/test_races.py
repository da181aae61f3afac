"""Two at once at the desk: one wins, the other is told, and nothing is decided twice, lost, or shown by mistake."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connections

from panggung.core.errors import Refused
from panggung.core.models import AuditLine
from panggung.safety import appeals, reports, review, second_eyes
from panggung.safety.choice import Choice
from panggung.safety.models import Appeal, Case, Decision, Proposal, Report
from panggung.stage import publishing
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db(transaction=True)
APPROVE = Choice("approve", suitable_from=3)
TIMES = range(4)


@pytest.fixture(autouse=True)
def _several_writers(on_postgres):
    if not on_postgres:
        pytest.skip("one process writes to SQLite at a time, and its test database is this process's memory")


@pytest.fixture
def people(make_person):
    return [make_person(role="senior") for _ in range(3)]


def at_once(*works: Callable[[], object]) -> list[object]:
    """What each gave back, or the code of why it was refused; all begin at the same moment.

    Raises: the first error that is no refusal.
    """
    results: list[object] = [None] * len(works)
    errors: list[BaseException] = []
    together = threading.Barrier(len(works))

    def run(place: int) -> None:
        try:
            together.wait(10)
            results[place] = works[place]()
        except Refused as refused:
            results[place] = refused.code
        except BaseException as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    if errors:
        raise errors[0]
    return results


def state_of(case: Case) -> str:
    return Video.objects.get(pk=case.video_id).state


def fresh(case: Case) -> Case:
    return Case.objects.select_related("video").get(pk=case.pk)


@pytest.mark.parametrize("_", TIMES)
def test_two_moderators_who_choose_at_once_make_one_choice(make_case, people, _):
    case = make_case()

    def choose(person) -> Callable[[], object]:
        return lambda: review.propose(review.claim(fresh(case), person), person, APPROVE)

    results = at_once(*(choose(person) for person in people))
    made = [one for one in results if isinstance(one, Proposal)]
    assert len(made) == 1, results
    assert {one for one in results if isinstance(one, str)} <= {"claimed", "decided", "not-claimed"}
    assert Proposal.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("_", TIMES)
def test_one_moderator_in_two_tabs_chooses_once(make_case, people, _):
    case = review.claim(make_case(), people[0])
    other = Choice("send_back", rule="QUAL-01")
    results = at_once(*(lambda one=one: review.propose(fresh(case), people[0], one) for one in (APPROVE, other)))
    assert sorted(isinstance(one, Proposal) for one in results) == [False, True]
    assert "decided" in results


@pytest.mark.parametrize("_", TIMES)
def test_of_two_second_persons_one_agrees(make_case, people, _):
    first, *seconds = people
    case = review.claim(make_case(), first)
    proposal = review.propose(case, first, Choice("remove", rule="NUD-01"))

    def agree(person) -> Callable[[], object]:
        return lambda: (second_eyes.look(proposal, person), second_eyes.agree(proposal, person))

    at_once(*(agree(person) for person in seconds))
    decision = Decision.objects.get(case=case)
    assert decision.second in seconds
    assert state_of(case) == State.REMOVED
    assert AuditLine.objects.filter(kind="case.remove", subject_id=case.pk).count() == 1


@pytest.mark.parametrize("_", TIMES)
def test_in_the_tenth_second_a_choice_is_undone_or_takes_effect_never_both(make_case, people, _):
    case = review.claim(make_case(), people[0])
    proposal = review.propose(case, people[0], APPROVE)
    with time_machine.travel(proposal.due, tick=True):
        undone, *_settled = at_once(lambda: review.undo(proposal, people[0]), review.settle_due, review.settle_due)
    proposal.refresh_from_db()
    if isinstance(undone, Case):
        assert (proposal.settled_at, state_of(case)) == (None, State.IN_REVIEW)
        assert not Decision.objects.exists()
    else:
        assert (undone, proposal.undone_at, state_of(case)) == ("decided", None, State.PUBLISHED)
        assert Decision.objects.filter(case=case).count() == 1


@pytest.mark.parametrize("_", TIMES)
def test_a_report_in_the_moment_of_the_decision_is_answered_or_waits_on_an_open_case(on_stage, people, make_person, _):
    video, early, late = on_stage(), make_person(), make_person()
    reports.report(video, by=early, rule="BULLY-01")
    case = review.claim(Case.objects.get(video=video), people[0])
    choice = {"outcome": "remove", "rule": "QUAL-01"} if _ % 2 else {"outcome": "approve", "suitable_from": 3}
    at_once(
        lambda: review.decide(case, people[0], **choice),
        lambda: reports.report(Video.objects.get(pk=video.pk), by=late, rule="BULLY-01"),
    )
    assert Decision.objects.filter(case=case).count() == 1
    for report in Report.objects.filter(video=video):
        waits = report.case is not None and report.case.closed_at is None
        assert waits != (report.answered_at is not None), report.by
    assert Report.objects.filter(by=early).get().answered_at is not None


@pytest.mark.parametrize("_", TIMES)
def test_an_appeal_from_two_tabs_is_one_appeal(make_case, people, _):
    case = review.claim(make_case(), people[0])
    review.decide(case, people[0], "send_back", rule="ABUSE-01")
    video = Video.objects.get(pk=case.video_id)
    say = lambda: appeals.appeal(video, by=video.owner, words="Lihat lagi, ya.")  # noqa: E731
    results = at_once(say, say)
    assert sorted(isinstance(one, Appeal) for one in results) == [False, True]
    assert {"appealed-already", "moved-on"} & {one for one in results if isinstance(one, str)}
    assert Case.objects.filter(video=video, closed_at=None).count() == Appeal.objects.count() == 1


@pytest.mark.parametrize("_", TIMES)
def test_what_is_withdrawn_while_a_choice_takes_effect_never_stays_on_the_stage(make_case, people, _):
    case = review.claim(make_case(), people[0])
    proposal = review.propose(case, people[0], APPROVE)
    video = Video.objects.get(pk=case.video_id)
    with time_machine.travel(proposal.due + timedelta(seconds=1), tick=True):
        gone, settled = at_once(
            lambda: publishing.withdraw(video, by=video.owner, because="asked"), lambda: review.settle(proposal)
        )
    assert Decision.objects.filter(case=case).count() == isinstance(settled, Decision)
    if isinstance(gone, Video):
        assert state_of(case) == State.WITHDRAWN
    else:
        assert (gone, state_of(case)) == ("moved-on", State.PUBLISHED)
        publishing.withdraw(Video.objects.get(pk=video.pk), by=video.owner, because="asked")
    assert not Video.objects.on_stage().filter(pk=video.pk).exists()
