"""What an operator gets without setting anything, and what a demo may not do."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse

from panggung import health, serving
from panggung.web.middleware import STAFF_SESSION_SECONDS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "host,base_url", [("0.0.0.0", "http://127.0.0.1:8000"), ("127.0.0.1", "https://panggung.example")]
)
def test_a_demo_is_not_served_where_others_reach_it(settings, host, base_url, monkeypatch):
    settings.DEMO, settings.BASE_URL = True, base_url
    monkeypatch.setattr(serving, "_start", lambda command: pytest.fail("it was started"))
    assert serving.serve(host, 8000, workers=1, worker=True) == 2


def test_the_demo_s_staff_is_not_served_either_once_the_demo_is_off(settings, make_person):
    settings.DEMO, settings.BASE_URL = False, "https://panggung.example"
    assert not health.exposes_demo()
    TOTP.activate(make_person(login=True).user, settings.DEMO_TOTP_SECRET)
    assert health.exposes_demo()


def test_a_demo_on_this_machine_is_fine(settings):
    settings.DEMO, settings.BASE_URL = True, "http://127.0.0.1:8000"
    assert not health.exposes_demo("localhost")


def test_a_public_address_that_only_looks_local_is_not_local(settings):
    settings.DEMO, settings.BASE_URL = True, "https://localhost.example"
    assert health.exposes_demo()


@pytest.fixture
def fresh(tmp_path):
    """Prints what settings say on a machine where nothing is set."""

    def ask(expression: str) -> str:
        program = f"from panggung.config import settings; print({expression})"
        env = {name: value for name, value in os.environ.items() if not name.startswith("PANGGUNG_")}
        env |= {"PANGGUNG_VAR": str(tmp_path / "fresh"), "PYTHONPATH": str(django_settings.ROOT.parent)}
        told = subprocess.run(
            [sys.executable, "-c", program], env=env, cwd=tmp_path, capture_output=True, text=True, check=True
        )
        return told.stdout.strip()

    return ask


def test_the_state_directory_is_the_owner_s_alone(fresh):
    assert fresh("oct(settings.VAR.stat().st_mode & 0o777)") == "0o700"
    assert fresh("oct((settings.VAR / 'secret.key').stat().st_mode & 0o777)") == "0o600"


def test_only_this_site_s_own_names_are_answered(fresh):
    assert fresh("sorted(set(settings.ALLOWED_HOSTS))") == "['127.0.0.1', 'localhost']"


def test_a_staff_session_ends_with_the_shift(make_person):
    moderator = make_person(role="moderator", login=True)
    TOTP.activate(moderator.user, django_settings.DEMO_TOTP_SECRET)
    client = Client()
    client.force_login(moderator.user)
    answer = client.get(reverse("desk"))
    assert client.session.get_expiry_age() <= STAFF_SESSION_SECONDS
    assert answer.cookies["sessionid"]["max-age"] <= timedelta(hours=8).total_seconds()


def test_an_unlocked_phone_is_not_enough_to_take_the_account(make_person):
    user = make_person(login=True).user
    user.set_password("panggung-kosong-9")
    user.save()
    client = Client()
    client.force_login(user)
    answer = client.post(reverse("account_email"), {"action_add": "", "email": "lain@contoh.id"})
    assert answer.url.startswith(reverse("account_reauthenticate"))
    assert not EmailAddress.objects.exists()


def test_the_api_s_page_loads_nothing_from_elsewhere():
    page = Client().get(reverse("api:openapi-view")).content.decode()
    assert "swagger-ui-bundle.js" in page
    assert "//" not in page
