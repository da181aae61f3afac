"""Cases at the desk and windows of who works there, for the tests of the desk's pages."""

from datetime import timedelta

import msgspec
import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client

from panggung.core import clock
from panggung.people.models import Person
from panggung.rules import in_force, rulebook
from panggung.safety.models import Case, SignalRun, Verdict
from panggung.stage.states import State


@pytest.fixture
def at_desk(make_video, monkeypatch):
    """`at_desk(title=…, reasons=[…], runs={…}, case={…})`: a video in review with its verdict and open case.

    No removal waits for a second person by lot, so that a test says the same every time.
    """
    desk = msgspec.structs.replace(in_force.desk(), second_share=0.0)
    monkeypatch.setattr(in_force, "desk", lambda: desk)

    def make(*, reasons=("GATE-02",), runs=None, case=None, **columns) -> Case:
        video = make_video(State.IN_REVIEW, suitable_from=None, **{"title": "Puisi hujan"} | columns)
        version = rulebook.shipped().version
        Verdict.objects.create(video=video, edition=1, action="hold", reasons=list(reasons), rulebook=version)
        for name, evidence in (runs or {"text.phone": []}).items():
            SignalRun.objects.create(
                video=video, edition=1, name=name, version="1", value=0.9, confidence=0.97, evidence=evidence
            )
        due = clock.now() + timedelta(hours=20)
        return Case.objects.create(video=video, edition=1, **{"due": due} | (case or {}))

    return make


@pytest.fixture
def window(make_person):
    """`window("moderator")`: (client, person): somebody of that role who is logged in."""

    def open_one(role: str | None = "moderator", *, language: str = "id") -> tuple[Client, Person]:
        person = make_person(role=role, login=True)
        if role:
            TOTP.activate(person.user, settings.DEMO_TOTP_SECRET)
        client = Client()
        client.cookies["django_language"] = language
        client.force_login(person.user)
        return client, person

    return open_one
