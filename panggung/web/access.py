"""The door of a page: signed in or not, allowed or not. What is allowed is said in `people.access` alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseBase

from panggung.people import access
from panggung.web.requests import Request

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Leads who is signed out to the log-in page and back."""

    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.person is None:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    return guarded


def allowed(capability: str) -> Callable[[View], View]:
    """Signed in, and let in by the table for `capability` without an object; else the page says no (403)."""

    def door(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
            access.require(request.person, capability)
            return view(request, *args, **kwargs)

        return signed_in(guarded)

    return door
