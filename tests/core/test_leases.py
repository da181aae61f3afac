"""Leases: one holder at a time, free again when the holder is gone."""

from datetime import timedelta

import pytest
import time_machine

from panggung.core import clock, leases
from panggung.stage.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def video(make_video):
    return make_video(State.RECEIVED)


def test_two_workers_never_hold_the_same_row(video):
    assert leases.take(video, "a", 30)
    assert not leases.take(video, "b", 30)


def test_a_lease_that_ran_out_is_free_and_counts_as_a_try(video):
    leases.take(video, "a", 30)
    with time_machine.travel(clock.now() + timedelta(seconds=31), tick=False):
        assert leases.take(video, "b", 30)
        assert video.tries == 2


def test_who_lost_the_lease_can_write_nothing(video):
    leases.take(video, "a", 30)
    with time_machine.travel(clock.now() + timedelta(seconds=31), tick=False):
        leases.take(video, "b", 30)
        with pytest.raises(leases.Lost):
            leases.update(video, "a", progress=50)
    video.refresh_from_db()
    assert video.progress == 0


def test_a_renewed_lease_lasts_from_now(video):
    leases.take(video, "a", 30)
    with time_machine.travel(clock.now() + timedelta(seconds=20), tick=False):
        leases.renew(video, "a", 30)
    with time_machine.travel(clock.now() + timedelta(seconds=40), tick=False):
        assert not leases.take(video, "b", 30)


def test_a_row_that_waits_after_a_failure_is_left_alone(video):
    video.retry_at = clock.now() + timedelta(seconds=60)
    video.save()
    assert not leases.take(video, "a", 30)


def test_a_row_that_no_longer_matches_is_not_taken(video):
    assert not leases.take(video, "a", 30, state=State.PROCESSED)
