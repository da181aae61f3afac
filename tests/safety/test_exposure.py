"""The desk takes no more of a person than is healthy: a break after a stretch of work, an end to the day."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panggung.core import clock
from panggung.core.errors import Refused
from panggung.core.models import AuditLine
from panggung.rules import in_force
from panggung.safety import exposure, review
from panggung.safety.models import Case, Proposal

pytestmark = pytest.mark.django_db
JAKARTA = ZoneInfo("Asia/Jakarta")
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=JAKARTA)


@pytest.fixture
def chose(make_case, moderator):
    """`chose(5, 3)`: the moderator opened and chose about a case five minutes ago and another three minutes ago."""

    def make(*minutes_ago: float, seconds: float = 10, severity: int = 0, **columns) -> None:
        done = {"outcome": "approve", "rule": "GATE-02", "by": moderator, "settled_at": clock.now()} | columns
        for ago in minutes_ago:
            case, at = make_case(seconds=seconds), clock.now() - timedelta(minutes=ago)
            Case.objects.filter(pk=case.pk).update(severity=severity, closed_at=clock.now())
            AuditLine.objects.create(kind="case.claimed", subject_id=case.pk, by_id=done["by"].pk, at=at)
            Proposal.objects.create(case=case, at=at, **done)

    return make


@pytest.fixture(autouse=True)
def _at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


def test_short_clips_count_with_the_time_it_takes_to_decide(chose, moderator):
    chose(1, 2, 3, seconds=5)
    chose(4, seconds=60, severity=2)
    seen = exposure.today(moderator)
    assert (seen.decided, seen.minutes, seen.severe) == (4, 2, 1)


def test_what_was_undone_or_done_by_others_is_not_counted(chose, moderator, make_person):
    chose(1, undone_at=clock.now(), settled_at=None)
    chose(2, by=make_person())
    assert exposure.today(moderator).decided == 0


def test_a_break_is_due_after_a_stretch_of_work_and_over_after_its_minutes(chose, moderator, make_case):
    chose(*range(2, 53, 5))
    assert exposure.today(moderator).without_break == 50
    with pytest.raises(Refused) as refused:
        review.claim(make_case(), moderator)
    assert (refused.value.code, refused.value.facts["until"]) == ("rest-break", "12:08")
    with time_machine.travel(NOON + timedelta(minutes=8), tick=False):
        assert review.claim(make_case(), moderator).claimed_by == moderator
        assert exposure.today(moderator).without_break == 0


def test_a_pause_within_the_stretch_begins_it_anew(chose, moderator):
    chose(*range(1, 20, 3), *range(31, 60, 3))
    seen = exposure.today(moderator)
    assert (seen.without_break, seen.until) == (18, None)
    exposure.require_rested(moderator)


def test_a_break_does_not_take_the_case_away_that_one_holds(chose, moderator, make_case):
    case = review.claim(make_case(), moderator)
    chose(*range(2, 53, 5))
    assert review.claim(case, moderator).claimed_by == moderator


@pytest.mark.parametrize("seen", [{"seconds": 241 * 60.0}, {"severity": 2}])
def test_after_a_day_s_measure_nothing_more_is_taken_until_midnight(chose, moderator, make_case, seen):
    severe = seen.get("severity")
    chose(*([200] * 60 if severe else [200]), **seen)
    with pytest.raises(Refused, match="rest-day"):
        review.claim(make_case(), moderator)
    with time_machine.travel(NOON + timedelta(hours=12), tick=False):
        assert exposure.today(moderator).decided == 0
        assert review.claim(make_case(), moderator).claimed_by == moderator


def test_work_across_midnight_counts_for_the_break(chose, moderator):
    with time_machine.travel(NOON.replace(hour=0, minute=10), tick=False):
        chose(*range(2, 53, 5))
        seen = exposure.today(moderator)
        assert (seen.decided, seen.without_break, seen.until is not None) == (2, 50, True)


def test_one_less_than_the_measure_is_still_allowed(chose, moderator, monkeypatch):
    desk = msgspec.structs.replace(in_force.desk(), severe_a_day=2)
    monkeypatch.setattr(in_force, "desk", lambda: desk)
    chose(100, severity=2)
    exposure.require_rested(moderator)
    chose(90, severity=2)
    with pytest.raises(Refused, match="rest-day"):
        exposure.require_rested(moderator)


@given(pauses=st.lists(st.integers(0, 25), max_size=25))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_break_is_due_exactly_when_the_last_stretch_is_long_and_just_over(chose, moderator, pauses):
    """The pauses in minutes, newest first: the first one is the time since the last choice."""
    Proposal.objects.all().delete()
    AuditLine.objects.all().delete()
    ago = [sum(pauses[: n + 1]) for n in range(len(pauses))]
    chose(*ago)
    stretch = 0
    for pause in pauses[1:]:
        if pause >= in_force.desk().break_minutes:
            break
        stretch += pause
    resting = bool(pauses) and pauses[0] < in_force.desk().break_minutes
    due = resting and stretch >= in_force.desk().break_after_minutes
    assert (exposure.today(moderator).until is not None) == due
