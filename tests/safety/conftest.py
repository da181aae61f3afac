"""Who works at the desk, and videos as they stand there."""

import msgspec
import pytest
from django.db import transaction

from panggung.rules import in_force, rulebook
from panggung.safety import routing
from panggung.safety.models import Case, SignalRun, Verdict
from panggung.stage.models import Video
from panggung.stage.states import State


@pytest.fixture(autouse=True)
def _no_sample(monkeypatch):
    """No removal waits for a second person by lot, so that a test says the same every time."""
    desk = msgspec.structs.replace(in_force.desk(), second_share=0.0)
    monkeypatch.setattr(in_force, "desk", lambda: desk)


@pytest.fixture
def moderator(make_person):
    return make_person(role="moderator")


@pytest.fixture
def senior(make_person):
    return make_person(role="senior")


@pytest.fixture
def make_case(make_video):
    """`make_case(owner=…, action="hold", reasons=[…])`: an open case with its verdict and one signal."""

    def make(*, action: str = "hold", reasons: tuple[str, ...] = ("GATE-02",), **columns) -> Case:
        video = make_video(State.SCREENED, suitable_from=None, **columns)
        SignalRun.objects.create(
            video=video, edition=1, name="text.phone", version="1", value=0.1, confidence=0.9, evidence=[]
        )
        Verdict.objects.create(
            video=video, edition=1, action=action, reasons=list(reasons), rulebook=rulebook.shipped().version
        )
        outcome = routing.run(video, lambda share: None)
        with transaction.atomic():
            outcome.commit()
        type(video).objects.filter(pk=video.pk).update(state=outcome.to)
        return Case.objects.select_related("video").get(video=video)

    return make


@pytest.fixture
def on_stage(make_video):
    """`on_stage(owner=…)`: a published video with the verdict that a decision about it stands on."""

    def make(**columns) -> Video:
        video = make_video(**columns)
        Verdict.objects.create(
            video=video, edition=1, action="suitable", reasons=["GATE-02"], rulebook=rulebook.shipped().version
        )
        return video

    return make
