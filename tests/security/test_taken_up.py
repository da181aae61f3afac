"""What a person has taken up is theirs to end: no calibration publishes it over their head."""

import pytest

from panggung.safety import calibrating, escalating, going_alone, review, routing
from panggung.safety.choice import Choice
from panggung.safety.models import Case
from panggung.stage.models import Video
from panggung.stage.states import State
from tests.safety.deciding import decide, screened

pytestmark = pytest.mark.django_db
TOLERATED = 0.1


@pytest.fixture
def moderator(make_person):
    return make_person(role="moderator")


@pytest.fixture
def case(campaign, make_person, make_video, moderator, settings, monkeypatch) -> Case:
    """A grown-up's case that goes alone unless somebody takes it up, held by the moderator."""
    settings.TOLERATED_WRONG = TOLERATED
    monkeypatch.setattr(calibrating, "is_checked", lambda video: False)
    senior, maker = make_person(role="senior"), make_person(40)
    for _ in range(3):
        make_video(owner=maker)
    for _ in range(50):
        decide(screened(campaign, maker), senior)
    calibrating.calibrate(tolerated=TOLERATED, by=senior)
    routing.open_case(screened(campaign, maker))
    assert going_alone.go_alone() == 1, "the setting is right"
    return review.claim(routing.open_case(screened(campaign, maker)), moderator)


def stays_off_the_stage(case: Case) -> bool:
    return going_alone.go_alone() == 0 and Video.objects.get(pk=case.video_id).state == State.IN_REVIEW


def test_a_severe_removal_that_waits_for_a_second_person_is_not_published(case, moderator):
    assert review.propose(case, moderator, Choice("remove", rule="SEX-01")).second_for
    assert stays_off_the_stage(case)


def test_a_question_to_the_maker_is_not_answered_by_publishing(case, moderator):
    asked = escalating.ask(case, moderator, text="Siapa yang ada di belakangmu?")
    assert stays_off_the_stage(case)
    escalating.answer(asked, case.video.owner, text="Kakakku")
    assert stays_off_the_stage(case), "somebody has to read the answer"
