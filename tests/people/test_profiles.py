"""A device handed over: the session is the child's until the PIN gives it back."""

import pytest
from django.contrib.sessions.backends.db import SessionStore

from panggung.core.errors import NotAllowed, Refused
from panggung.people import profiles
from panggung.people.models import Guardianship

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_over(family):
    guardian, child = family()
    profiles.set_pin(guardian, "2018")
    session = SessionStore()
    profiles.open_profile(session, guardian, child)
    return session, guardian, child


def test_the_session_is_the_child_s(handed_over):
    session, guardian, child = handed_over
    assert profiles.in_session(session, guardian) == child


def test_the_right_pin_gives_it_back(handed_over):
    session, guardian, _ = handed_over
    profiles.leave_profile(session, guardian, "2018")
    assert profiles.in_session(session, guardian) == guardian


def test_five_wrong_pins_end_the_session(handed_over):
    session, guardian, _ = handed_over
    for guess in range(4):
        with pytest.raises(Refused, match="pin-wrong"):
            profiles.leave_profile(session, guardian, f"000{guess}")
    with pytest.raises(Refused, match="pin-too-often"):
        profiles.leave_profile(session, guardian, "0009")
    assert profiles.KEY not in session
    assert session.is_empty()


def test_when_the_guardianship_ends_the_device_is_nobody_s(handed_over):
    session, guardian, _ = handed_over
    Guardianship.objects.update(ended_at="2026-01-01T00:00Z")
    assert profiles.in_session(session, guardian) is None


def test_without_a_pin_no_device_is_handed_over(family):
    guardian, child = family()
    with pytest.raises(Refused, match="pin-missing"):
        profiles.open_profile(SessionStore(), guardian, child)


def test_a_stranger_can_not_open_a_child_s_profile(family, make_person):
    _, child = family()
    stranger = make_person()
    profiles.set_pin(stranger, "2018")
    with pytest.raises(NotAllowed):
        profiles.open_profile(SessionStore(), stranger, child)


@pytest.mark.parametrize("pin", ["", "123", "123456789", "abcd", "١٢٣٤"])
def test_a_pin_is_four_to_eight_digits(make_person, pin):
    with pytest.raises(Refused, match="pin-form"):
        profiles.set_pin(make_person(), pin)
