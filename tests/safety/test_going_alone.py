"""What may go without a person once a calibration is in force, and that a minor's video never does."""

from types import SimpleNamespace

import pytest

from panggung.safety import calibrating, going_alone, review, routing
from panggung.safety.models import Decision, SignalRun, Verdict
from panggung.stage.models import Video
from panggung.stage.states import State
from tests.safety.deciding import decide, screened

pytestmark = pytest.mark.django_db
TOLERATED = 0.1


@pytest.fixture(autouse=True)
def _operator_tolerates(settings):
    settings.TOLERATED_WRONG = TOLERATED


@pytest.fixture
def calibrated(campaign, senior, make_person):
    """A calibration in force, on fifty good cases."""
    maker = make_person()
    for _ in range(50):
        decide(screened(campaign, maker), senior)
    calibrating.calibrate(tolerated=TOLERATED, by=senior)
    assert calibrating.in_force() is not None


@pytest.fixture
def grown_up(make_person, make_video):
    """An adult, three of whose videos are on stage."""
    person = make_person(40)
    for _ in range(3):
        make_video(owner=person)
    return person


@pytest.fixture
def unchecked(monkeypatch):
    monkeypatch.setattr(calibrating, "is_checked", lambda video: False)


def alone(video: Video) -> bool:
    return calibrating.may_go_alone(video, Verdict.objects.get(video=video))


def test_a_grown_up_s_video_of_low_risk_goes_alone(calibrated, campaign, grown_up, unchecked):
    assert alone(screened(campaign, grown_up))


@pytest.mark.parametrize("age", [4, 8, 12, 15, 17])
def test_a_minor_s_video_never_goes_alone(calibrated, campaign, make_person, make_video, unchecked, age):
    minor = make_person(age)
    for _ in range(5):
        make_video(owner=minor)
    assert not alone(screened(campaign, minor))


def test_a_newcomer_s_video_does_not(calibrated, campaign, make_person, unchecked):
    assert not alone(screened(campaign, make_person(40)))


def test_nothing_goes_alone_before_a_calibration(campaign, grown_up, unchecked):
    assert not alone(screened(campaign, grown_up))


@pytest.mark.parametrize("read", [{"reasons": ("ABUSE-01",)}, {"value": 0.499}, {"value": None}], ids=str)
def test_doubt_goes_to_a_person(calibrated, campaign, grown_up, unchecked, read):
    assert not alone(screened(campaign, grown_up, **read))


@pytest.mark.parametrize("other", [{"reasons": ["ADS-02"]}, {"action": "hold"}, {"rulebook": "0" * 12}], ids=str)
def test_a_verdict_that_says_a_word_or_is_of_another_rulebook_goes_to_a_person(
    calibrated, campaign, grown_up, unchecked, other
):
    video = screened(campaign, grown_up)
    Verdict.objects.filter(video=video).update(**other)
    assert not alone(video)


def test_what_other_versions_of_the_signals_read_goes_to_a_person(calibrated, campaign, grown_up, unchecked):
    video = screened(campaign, grown_up, version="0")
    screened(campaign, grown_up)
    assert calibrating.in_force() is not None
    assert not alone(video)


def test_a_verdict_on_words_that_were_changed_since_goes_to_a_person(calibrated, campaign, grown_up, unchecked):
    video = screened(campaign, grown_up, edition=2)
    SignalRun.objects.filter(video=video).update(edition=2)
    assert not alone(video)


def test_one_in_ten_is_checked_all_the_same(calibrated, campaign, grown_up, monkeypatch):
    monkeypatch.setattr(calibrating, "is_checked", lambda video: True)
    assert not alone(screened(campaign, grown_up))


def test_about_one_in_ten_is_drawn_and_always_the_same():
    drawn = [calibrating.is_checked(SimpleNamespace(pk=pk, edition=1)) for pk in range(5000)]
    assert 400 < sum(drawn) < 600
    assert drawn == [calibrating.is_checked(SimpleNamespace(pk=pk, edition=1)) for pk in range(5000)]


def test_what_may_go_alone_is_published_with_a_decision_that_nobody_made(calibrated, campaign, grown_up, unchecked):
    video = screened(campaign, grown_up)
    routing.open_case(video)
    assert going_alone.go_alone() == 1
    decision = Decision.objects.get(case__video=video)
    assert (Video.objects.get(pk=video.pk).state, decision.by, decision.rule) == (State.PUBLISHED, None, "GATE-01")
    assert len(decision.evidence) == 64
    assert going_alone.go_alone() == 0


def test_a_case_that_somebody_holds_does_not_go_alone(calibrated, campaign, grown_up, unchecked, senior):
    video = screened(campaign, grown_up)
    review.claim(routing.open_case(video), senior)
    assert going_alone.go_alone() == 0
    assert Video.objects.get(pk=video.pk).state == State.IN_REVIEW
