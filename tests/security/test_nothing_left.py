"""What must not stay: files past their time, sessions that are over, a child's words in a log."""

from datetime import timedelta
from pathlib import Path

import pytest
import structlog
import time_machine
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from panggung import worker
from panggung.core import clock
from panggung.safety import screening
from panggung.signals import table
from panggung.stage import processing, publishing, states
from panggung.stage.states import State

pytestmark = pytest.mark.django_db


def test_the_original_of_a_refused_file_goes_with_the_campaign_s_retention(make_video):
    video = make_video(State.RECEIVED)
    original = Path(settings.MEDIA_ROOT) / video.original_name
    outcome = processing.run(video, lambda share: None)
    states.move(video, State.PROCESSING)
    states.move(video, outcome.to, **outcome.changes)
    assert video.state == State.SENT_BACK
    publishing.drop_originals(clock.now())
    assert original.exists()
    publishing.drop_originals(clock.now() + timedelta(days=video.campaign.originals_days, minutes=1))
    assert not original.exists()


def test_sessions_that_are_over_are_swept():
    session = SessionStore()
    session["profile"] = "whose"
    session.create()
    sweep = next(duty for duty in worker.sweeps() if duty.name == "sessions")
    with time_machine.travel(clock.now() + timedelta(days=15), tick=False):
        sweep.run()
    assert not Session.objects.exists()


def test_a_trace_in_the_log_names_no_value(capsys):
    try:
        caption = "Rumahku di Jalan " + "Mawar"
        raise ValueError(len(caption))
    except ValueError:
        structlog.get_logger("test").exception("step failed")
    told = "".join(capsys.readouterr())
    assert "ValueError" in told
    assert "Jalan Mawar" not in told


def test_a_phone_number_for_a_name_is_found_like_one_in_the_caption(make_person, make_video, filmed, tmp_path):
    video = make_video(State.SCREENING, owner=make_person(alias="WA 0812-3456-7890"), title="Menari")
    filmed(video)
    readings = table.run(screening.sample_of(video, tmp_path), ["text.phone"])
    assert readings[0].evidence[0].field == "alias"
