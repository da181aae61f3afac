"""A link that was passed on, or kept by somebody who may no longer see: it opens nothing."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client
from django.urls import reverse

from panggung.core import clock
from panggung.people.models import Guardianship
from panggung.safety.models import Case
from panggung.stage.models import Video
from panggung.stage.states import State
from panggung.web import links

pytestmark = pytest.mark.django_db


def browser_of(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def test_a_case_s_link_opens_in_its_moderator_s_session_alone(make_person, make_video):
    moderator = make_person(role="moderator", login=True)
    TOTP.activate(moderator.user, settings.DEMO_TOTP_SECRET)
    video = make_video(State.IN_REVIEW)
    until = clock.now() + timedelta(minutes=10)
    Case.objects.create(video=video, edition=1, due=until, claimed_by=moderator, claimed_until=until)
    address = f"{links.media(video, moderator, role='case')}/poster.webp"
    assert browser_of(moderator).get(address).status_code == 200
    assert Client().get(address).status_code == 404
    assert browser_of(make_person(login=True)).get(address).status_code == 404


def test_a_link_made_for_one_opens_nothing_for_another_who_is_signed_in(make_person, make_video):
    maker = make_person(login=True)
    address = f"{links.media(make_video(State.IN_REVIEW, owner=maker), maker)}/poster.webp"
    assert browser_of(maker).get(address).status_code == 200
    assert browser_of(make_person(login=True)).get(address).status_code == 404


def test_who_no_longer_guards_a_child_sees_nothing_of_what_they_sent(family, make_video):
    guardian, child = family()
    video = make_video(State.PUBLISHED, owner=child, uploaded_by=guardian, audience="family")
    address = reverse("video", args=[video.pk])
    browser = browser_of(guardian)
    assert browser.get(address).status_code == 200
    Guardianship.objects.update(ended_at=clock.now())
    assert browser.get(address).status_code == 404
    assert video not in Video.objects.visible_to(guardian)
