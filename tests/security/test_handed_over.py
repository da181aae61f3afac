"""A tablet in a child's hands: five guesses are five guesses, and nothing of the guardian's opens."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.urls import reverse

from panggung.core.errors import Refused
from panggung.people import profiles
from panggung.people.models import Person
from panggung.web import links

pytestmark = pytest.mark.django_db


@pytest.fixture
def tablet(family):
    """(a browser in which a guardian of 38 opened the profile of a child of 11, the guardian, the child)."""
    guardian, child = family(age=11)
    profiles.set_pin(guardian, "2018")
    client = Client()
    client.force_login(guardian.user)
    client.post(reverse("profile_open", args=[child.pk]))
    return client, Person.objects.get(pk=guardian.pk), child


def guess(client: Client, pin: str):
    return client.post(reverse("profile_leave"), {"pin": pin})


def test_the_session_that_five_wrong_pins_ended_is_gone_for_who_kept_its_cookie(tablet):
    client, _, _ = tablet
    cookie = client.cookies["sessionid"].value
    for pin in range(5):
        guess(client, f"{pin:04}")
    assert not SessionStore().exists(cookie)
    client.cookies["sessionid"] = cookie
    assert guess(client, "2018").url == reverse("home")
    assert client.get(reverse("family")).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_count_one_by_one(tablet):
    client, _, _ = tablet
    cookie = client.cookies["sessionid"].value

    def try_one(pin: int) -> int:
        thief = Client(raise_request_exception=False)
        thief.cookies["sessionid"] = cookie
        try:
            return guess(thief, f"{pin:04}").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as together:
        answers = list(together.map(try_one, range(16)))
    assert answers.count(403) < profiles.MOST_GUESSES


def test_after_five_wrong_pins_the_right_one_opens_nothing_either(tablet):
    _, guardian, child = tablet
    for pin in range(5):
        with pytest.raises(Refused):
            profiles.leave_profile(SessionStore(), Person.objects.get(pk=guardian.pk), f"{pin:04}")
    session = SessionStore()
    session[profiles.KEY] = str(child.pk)
    with pytest.raises(Refused, match="pin-too-often"):
        profiles.leave_profile(session, Person.objects.get(pk=guardian.pk), "2018")


def test_handing_the_device_over_again_gives_five_guesses_again(tablet):
    _, guardian, child = tablet
    for pin in range(5):
        with pytest.raises(Refused):
            profiles.leave_profile(SessionStore(), guardian, f"{pin:04}")
    session = SessionStore()
    profiles.open_profile(session, guardian, child)
    profiles.leave_profile(session, Person.objects.get(pk=guardian.pk), "2018")
    assert profiles.KEY not in session


def test_the_guardian_s_links_in_the_history_show_a_child_nothing(tablet, make_video):
    client, guardian, _ = tablet
    video = make_video(suitable_from=18)
    address = f"{links.media(video, guardian)}/poster.webp"
    assert client.get(address).status_code == 404
    guess(client, "2018")
    assert client.get(address).status_code == 200
