"""Where a screened video goes: the guardian's yes for the young, a person's look for everybody."""

import pytest

from panggung.core.errors import NotAllowed, Refused
from panggung.rules import rulebook
from panggung.safety import routing
from panggung.safety.models import Case, Verdict
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(family, make_video):
    """A child's video that a teacher sent: the guardian hasn't seen it yet."""
    guardian, child = family()
    video = make_video(State.WITH_GUARDIAN, owner=child, suitable_from=None)
    Verdict.objects.create(
        video=video, edition=1, action="hold", reasons=["GATE-02"], rulebook=rulebook.shipped().version
    )
    return video, guardian


def test_a_child_s_own_video_waits_for_the_guardian(family, make_video):
    _, child = family(age=11)
    assert routing.needs_release(make_video(State.SCREENED, owner=child))


def test_what_the_guardian_sent_needs_no_second_yes(family, make_video):
    guardian, child = family(age=11)
    assert not routing.needs_release(make_video(State.SCREENED, owner=child, uploaded_by=guardian))


@pytest.mark.parametrize("age", [14, 17, 30])
def test_teens_and_adults_go_to_the_desk(make_person, make_video, age):
    assert not routing.needs_release(make_video(State.SCREENED, owner=make_person(age)))


def test_a_released_video_gets_its_case(waiting):
    video, guardian = waiting
    routing.release(video, allowed=True, by=guardian)
    assert Video.objects.get(pk=video.pk).state == State.IN_REVIEW
    assert Case.objects.filter(video=video, closed_at=None).count() == 1


def test_not_yet_gives_the_video_back_to_its_maker(waiting):
    video, guardian = waiting
    routing.release(video, allowed=False, by=guardian)
    assert Video.objects.get(pk=video.pk).state == State.SENT_BACK
    assert not Case.objects.exists()


def test_only_the_guardian_releases(waiting, make_person):
    video, _ = waiting
    for person in (video.owner, make_person(), make_person(role="senior")):
        with pytest.raises(NotAllowed):
            routing.release(video, allowed=True, by=person)


def test_an_answer_to_what_does_not_wait_changes_nothing(waiting):
    video, guardian = waiting
    routing.release(video, allowed=True, by=guardian)
    with pytest.raises(Refused, match="not-waiting"):
        routing.release(Video.objects.get(pk=video.pk), allowed=False, by=guardian)
