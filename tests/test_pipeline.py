"""The pipeline: leases, tries, stuck; whatever breaks, the row says what is true."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from panggung import pipeline
from panggung.core import clock
from panggung.core.errors import NotAllowed, Refused
from panggung.core.models import AuditLine
from panggung.stage import publishing, stuck
from panggung.stage.models import Video
from panggung.stage.outcome import Outcome
from panggung.stage.states import State

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def steps(monkeypatch):
    """`steps(run)`: the table with `run` as its processing step."""

    def put(run, **columns):
        table = tuple(replace(s, run=run, **columns) if s.name == "process" else s for s in pipeline.STEPS)
        monkeypatch.setattr(pipeline, "STEPS", table)

    return put


def works(video, progress):
    return Outcome(State.PROCESSED, {"progress": 100}, {})


def breaks(video, progress):
    raise OSError("disk full")


def fresh(video) -> Video:
    return Video.objects.get(pk=video.pk)


def later(seconds: float):
    return time_machine.travel(clock.now() + timedelta(seconds=seconds), tick=True)


def test_a_step_moves_the_row_and_gives_the_lease_back(make_video, steps):
    steps(works)
    video = make_video(State.RECEIVED)
    assert pipeline.advance("a")
    assert (fresh(video).state, fresh(video).lease_until, fresh(video).tries) == (State.PROCESSED, None, 0)
    assert list(AuditLine.objects.filter(subject_id=video.pk).order_by("at").values_list("kind", flat=True)) == [
        "video.processing",
        "video.processed",
    ]


def test_with_nothing_to_do_the_worker_rests(db):
    assert not pipeline.advance("a")


def test_a_step_that_fails_is_tried_again_later_and_later(make_video, steps):
    steps(breaks)
    video = make_video(State.RECEIVED)
    assert pipeline.advance("a")
    assert fresh(video).state == State.PROCESSING
    assert fresh(video).retry_at > clock.now()
    assert not pipeline.advance("a")


def test_a_step_that_fails_too_often_waits_for_a_person_who_can_ring_again(make_video, steps, make_person):
    steps(breaks, most_tries=3)
    video = make_video(State.RECEIVED)
    for hour in range(3):
        with later(3600 * hour):
            pipeline.advance("a")
    failed = fresh(video)
    assert failed.state == State.STUCK
    assert failed.reasons[0]["step"] == "process"
    assert failed.reasons[0]["error"] == "OSError"
    steps(works)
    with pytest.raises(NotAllowed):
        stuck.ring_again(failed, by=failed.owner)
    stuck.ring_again(failed, by=make_person(role="operator"))
    assert pipeline.advance("a")
    assert fresh(video).state == State.PROCESSED
    with pytest.raises(Refused, match="not-stuck"):
        stuck.ring_again(fresh(video), by=make_person(role="operator"))


def test_a_worker_that_was_killed_leaves_the_row_to_the_next(make_video, steps):
    class Killed(BaseException):
        pass

    def dies(video, progress):
        raise Killed

    steps(dies)
    video = make_video(State.RECEIVED)
    with pytest.raises(Killed):
        pipeline.advance("a")
    steps(works)
    assert not pipeline.advance("b")
    with later(3600):
        assert pipeline.advance("b")
    assert fresh(video).state == State.PROCESSED


def test_workers_that_die_over_a_file_again_and_again_end_in_stuck(make_video, steps):
    steps(works, most_tries=2)
    video = make_video(State.PROCESSING, tries=2)
    pipeline.advance("a")
    assert fresh(video).state == State.STUCK
    assert fresh(video).reasons[0]["error"] == "TooOften"


def test_who_lost_the_lease_commits_nothing(make_video, steps):
    written = []

    def slow(video, progress):
        Video.objects.filter(pk=video.pk).update(lease_holder="b")
        return Outcome(State.PROCESSED, {"progress": 100}, {}, lambda: written.append(1))

    steps(slow)
    video = make_video(State.RECEIVED)
    pipeline.advance("a")
    assert fresh(video).state == State.PROCESSING
    assert fresh(video).lease_holder == "b"
    assert written == []


def test_a_video_withdrawn_during_a_step_stays_withdrawn(make_video, steps):
    def slow(video, progress):
        publishing.withdraw(Video.objects.get(pk=video.pk), by=video.owner, because="asked")
        return Outcome(State.PROCESSED, {}, {})

    steps(slow)
    video = make_video(State.RECEIVED)
    pipeline.advance("a")
    assert fresh(video).state == State.WITHDRAWN


def test_a_result_that_can_not_be_stored_is_rolled_back_whole(make_video, steps):
    def half(video, progress):
        def commit():
            Video.objects.filter(pk=video.pk).update(title="halb")
            raise OSError

        return Outcome(State.PROCESSED, {}, {}, commit)

    steps(half)
    video = make_video(State.RECEIVED, title="utuh")
    pipeline.advance("a")
    assert (fresh(video).state, fresh(video).title) == (State.PROCESSING, "utuh")


def test_every_state_that_a_worker_takes_has_exactly_one_step():
    for state in State:
        taking = [s.name for s in pipeline.STEPS if state in s.takes or state == s.during]
        assert len(taking) <= 1
        assert (taking != []) is (state in {
            State.RECEIVED, State.PROCESSING, State.PROCESSED, State.EDITED, State.SCREENING, State.SCREENED,
        })  # fmt: skip
