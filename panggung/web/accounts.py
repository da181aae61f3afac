"""allauth's adapter: what differs here from its defaults."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

LOGIN_LETTERS = 254


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Everybody may sign up (the age question decides); staff roles are granted, never chosen."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where a request came from, for counting log-ins alone: a keyed digest, so that no address reaches a cache."""
        address = ratelimit.truncate_ip(super().get_client_ip(request))
        return salted_hmac("panggung.web.limits", address).hexdigest()

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Nobody's name is that long, and the database chokes on it."""
        if len(credentials.get("username") or credentials.get("email") or "") > LOGIN_LETTERS:
            raise self.validation_error("username_password_mismatch")
        super().pre_authenticate(request, **credentials)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No "signed in as …" banner: on a shared device it would name the last person."""
