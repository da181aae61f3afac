"""A bored moderator: every look leaves a trace, and what was taken back is no longer looked at."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.test import Client
from django.urls import reverse

from panggung.core import clock, ids
from panggung.core.errors import Conflict
from panggung.core.models import AuditLine
from panggung.rules import rulebook
from panggung.safety import review
from panggung.safety.models import Case, Verdict
from panggung.stage import publishing
from panggung.stage.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(make_video):
    video = make_video(State.IN_REVIEW, suitable_from=None)
    Verdict.objects.create(
        video=video, edition=1, action="hold", reasons=["GATE-02"], rulebook=rulebook.shipped().version
    )
    return Case.objects.create(video=video, edition=1, due=clock.now() + timedelta(days=1))


def looks() -> int:
    return AuditLine.objects.filter(kind="case.claimed").count()


def test_looking_again_on_another_day_is_told_again(case, make_person):
    moderator = make_person(role="moderator")
    review.claim(case, moderator)
    review.claim(Case.objects.get(), moderator)
    assert looks() == 1
    with time_machine.travel(clock.now() + timedelta(days=1), tick=False):
        review.claim(Case.objects.get(), moderator)
    assert looks() == 2


def test_a_withdrawn_video_s_case_is_opened_by_nobody(case, make_person):
    publishing.withdraw(case.video, by=case.video.owner, because="asked")
    with pytest.raises(Conflict):
        review.claim(case, make_person(role="moderator"))
    assert looks() == 0


def test_the_list_of_what_got_stuck_shows_an_operator_no_child_s_words(make_person, make_video):
    video = make_video(State.STUCK, title="Rumahku di Jalan Melati", reasons=[{"step": "process", "error": "OSError"}])
    operator = make_person(role="operator", login=True)
    TOTP.activate(operator.user, settings.DEMO_TOTP_SECRET)
    client = Client()
    client.force_login(operator.user)
    page = client.get(reverse("desk_stuck")).content.decode()
    assert ids.short(video.pk) in page
    assert "Rumahku" not in page
