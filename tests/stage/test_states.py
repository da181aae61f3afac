"""The arrows between states: only those of the table, each with its audit line, never two at once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from panggung.core.errors import Conflict
from panggung.core.models import AuditLine
from panggung.stage import states
from panggung.stage.models import Video
from panggung.stage.states import ALLOWED, State

pytestmark = pytest.mark.django_db


def test_the_table_names_every_state():
    assert set(ALLOWED) == set(State)
    assert ALLOWED[State.ERASED] == set()


def test_nothing_reaches_the_stage_but_from_review():
    assert [s for s in State if State.PUBLISHED in ALLOWED[s]] == [State.IN_REVIEW]


def test_whatever_is_not_gone_can_be_withdrawn():
    assert {s for s in State if State.WITHDRAWN in ALLOWED[s]} == set(State) - {State.WITHDRAWN, State.ERASED}


@given(path=st.lists(st.sampled_from(list(State)), max_size=12))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_moves_follows_the_arrows(make_video, path):
    video = make_video(State.RECEIVED)
    lines = AuditLine.objects.filter(subject_id=video.pk)
    for to in path:
        was, told = State(video.state), lines.count()
        columns = {"published_at": video.created_at} if to == State.PUBLISHED else {}
        try:
            states.move(video, to, **columns)
        except Conflict:
            assert to not in ALLOWED[was]
            assert lines.count() == told
        else:
            assert to in ALLOWED[was]
            assert lines.count() == told + 1
        assert Video.objects.get(pk=video.pk).state == video.state


def test_who_saw_an_older_state_can_not_move_it(make_video):
    video = make_video(State.IN_REVIEW)
    stale = Video.objects.get(pk=video.pk)
    states.move(video, State.REMOVED)
    with pytest.raises(Conflict, match="moved-on"):
        states.move(stale, State.PUBLISHED, published_at=stale.created_at)
