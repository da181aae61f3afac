"""Who asks: somebody signed in, and a moderator with a second factor."""

import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client


@pytest.fixture
def person(make_person):
    return make_person(login=True)


@pytest.fixture
def client(person):
    return signed_in(person)


def signed_in(person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person.user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()
    return client


@pytest.fixture
def moderator(make_person):
    person = make_person(login=True, role="moderator")
    TOTP.activate(person.user, "PANGGUNGDEMOPANGGUNGDEMO")  # pragma: allowlist secret
    return person
