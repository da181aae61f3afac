"""allauth's adapter: what differs here from its defaults."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Everybody may sign up (the age question decides); staff roles are granted, never chosen."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return True

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """No "signed in as …" banner: on a shared device it would name the last person."""
