"""No video of a young child goes on without the guardian's yes, whatever the child changes about it."""

import pytest

from panggung.rules import rulebook
from panggung.safety import review, routing
from panggung.safety.models import Case, Verdict
from panggung.stage import publishing, states
from panggung.stage.models import Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(family, make_video):
    """(a video that a child of 11 sent alone and that waits for the guardian, the guardian)."""
    guardian, child = family(age=11)
    video = make_video(State.WITH_GUARDIAN, owner=child, suitable_from=None)
    judged(video)
    return video, guardian


def judged(video: Video) -> None:
    Verdict.objects.create(
        video=video, edition=video.edition, action="hold", reasons=["GATE-02"], rulebook=rulebook.shipped().version
    )


def edited_and_screened(video: Video) -> Video:
    """The child changes the title; the screening has looked again."""
    video = publishing.edit(Video.objects.get(pk=video.pk), title="Lain", caption="", by=video.owner)
    judged(video)
    states.move(video, State.SCREENING)
    states.move(video, State.SCREENED)
    return video


def test_a_new_title_is_no_way_around_the_guardian_s_not_yet(asked):
    video, guardian = asked
    routing.release(video, allowed=False, by=guardian)
    assert routing.run(edited_and_screened(video), lambda share: None).to == State.WITH_GUARDIAN
    assert not Case.objects.exists()


def test_what_was_let_go_on_and_sent_back_needs_no_second_yes(asked, make_person):
    video, guardian = asked
    moderator = make_person(role="moderator")
    routing.release(video, allowed=True, by=guardian)
    case = review.claim(Case.objects.get(), moderator)
    review.decide(case, moderator, "send_back", rule="QUAL-01")
    assert routing.run(edited_and_screened(video), lambda share: None).to == State.IN_REVIEW
