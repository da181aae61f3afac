"""`visible_to` says once who sees a video: by state, band, audience, and whose it is."""

import pytest

from panggung.stage.models import Audience, Video
from panggung.stage.states import State

pytestmark = pytest.mark.django_db
NOT_PUBLISHED = [state for state in State if state != State.PUBLISHED]


def sees(viewer, video) -> bool:
    return video in Video.objects.visible_to(viewer)


@pytest.mark.parametrize("state", NOT_PUBLISHED)
def test_what_is_not_published_is_seen_by_nobody_else(make_person, make_video, state):
    video = make_video(state)
    for viewer in (None, make_person(), make_person(10), make_person(role="moderator"), make_person(role="operator")):
        assert not sees(viewer, video)


@pytest.mark.parametrize("state", [s for s in State if s not in (State.WITHDRAWN, State.ERASED)])
def test_the_maker_and_the_guardian_see_their_own_in_every_state(family, make_video, state):
    guardian, child = family()
    video = make_video(state, owner=child, audience="family")
    assert sees(guardian, video)
    assert sees(child, video)


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.ERASED])
def test_what_was_withdrawn_is_gone_for_its_maker_too(make_video, state):
    video = make_video(state)
    assert not sees(video.owner, video)


@pytest.mark.parametrize(
    "age,from_age,seen",
    [
        (5, 3, True),
        (5, 6, False),
        (9, 10, False),
        (10, 10, True),
        (15, 16, False),
        (17, 16, True),
        (17, 18, False),
        (18, 18, True),
    ],
)
def test_a_viewer_sees_what_suits_the_band(make_person, make_video, age, from_age, seen):
    assert sees(make_person(age), make_video(suitable_from=from_age)) is seen


def test_signed_out_only_what_is_for_everybody(make_video):
    assert sees(None, make_video(suitable_from=3))
    assert not sees(None, make_video(suitable_from=6))


@pytest.mark.parametrize(
    "audience,out,signed_in",
    [
        ("public", True, True),
        ("public_bands", True, True),
        ("campaign", False, True),
        ("class", False, False),
        ("family", False, False),
    ],
)
def test_the_audience_decides(make_person, make_video, audience, out, signed_in):
    video = make_video(audience=Audience(audience))
    assert sees(None, video) is out
    assert sees(make_person(), video) is signed_in


def test_a_new_state_can_not_be_written_past_the_table(make_video):
    from django.db import IntegrityError

    with pytest.raises(IntegrityError):
        Video.objects.filter(pk=make_video().pk).update(state="everywhere")
