"""Signing up and logging in: what an outsider may not learn or leave behind."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from panggung.people.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "Kucing-Hutan-77"  # pragma: allowlist secret


@pytest.fixture(autouse=True)
def _no_limits_from_before():
    cache.clear()


def sign_up(username: str, email: str):
    told = {
        "username": username,
        "email": email,
        "alias": "Elang",
        "birth_month": "1",
        "birth_year": "1990",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    return Client().post(reverse("account_signup"), told)


def test_a_sign_up_does_not_tell_whether_an_address_has_an_account(make_person):
    user = make_person(login=True).user
    User.objects.filter(pk=user.pk).update(email="ibu@contoh.id")
    EmailAddress.objects.create(user=user, email="ibu@contoh.id", verified=True, primary=True)
    known, unknown = sign_up("satu", "ibu@contoh.id"), sign_up("dua", "lain@contoh.id")
    assert (known.status_code, known.headers.get("Location")) == (unknown.status_code, unknown.headers.get("Location"))
    assert EmailAddress.objects.filter(email="ibu@contoh.id", verified=True).get().user == user


def test_no_address_of_a_machine_is_kept_to_count_log_ins(monkeypatch):
    kept = []
    keep = cache.set
    monkeypatch.setattr(cache, "set", lambda key, *rest: (kept.append(key), keep(key, *rest)))
    Client(REMOTE_ADDR="203.0.113.77").post(reverse("account_login"), {"login": "x", "password": "y"})
    assert kept
    assert not [key for key in kept if "203.0.113.77" in key]


def test_wrong_log_ins_from_one_machine_are_still_counted_together():
    def guess(name: str, address: str) -> bytes:
        told = {"login": name, "password": "wrong"}  # pragma: allowlist secret
        return Client(REMOTE_ADDR=address).post(reverse("account_login"), told).content

    alone = guess("somebody", "203.0.113.9")
    for count in range(11):
        last = guess(f"nobody{count}", "203.0.113.8")
    assert "Terlalu" in last.decode()
    assert "Terlalu" not in alone.decode()


def test_pages_of_a_signed_in_person_are_not_kept_by_the_browser(make_person, make_video):
    video = make_video()
    client = Client()
    client.force_login(make_person(login=True).user)
    for address in ("/", reverse("video", args=[video.pk]), reverse("mine")):
        assert "no-store" in client.get(address)["Cache-Control"]


@pytest.mark.parametrize("proxies,refused", [(0, True), (1, False)])
def test_behind_a_known_proxy_one_stranger_does_not_close_the_log_in_for_all(settings, proxies, refused):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies

    def guess(name: str, seen_by_proxy: str) -> str:
        told = {"login": name, "password": "wrong"}  # pragma: allowlist secret
        claimed = {"X-Forwarded-For": f"198.51.100.1, {seen_by_proxy}"}
        return Client(headers=claimed).post(reverse("account_login"), told).content.decode()

    for count in range(11):
        guess(f"nobody{count}", "203.0.113.8")
    assert ("Terlalu" in guess("somebody", "203.0.113.9")) is refused
