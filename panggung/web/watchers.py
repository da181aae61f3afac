"""Who is watching, for counting alone: a random key in a cookie that ends with the browser session.

It is tied to no person and no machine; the tally only ever sees a one-way tag of it that changes every day.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "penonton"


def key_of(request: HttpRequest) -> str:
    """The key of this browser session, made at the first look at a video."""
    key = request.COOKIES.get(COOKIE, "")
    if not (len(key) == 32 and key.isalnum()):
        key = getattr(request, "_watcher_key", "") or secrets.token_hex(16)
        request._watcher_key = key
    return key


def remember(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give the browser its key."""
    if getattr(request, "_watcher_key", ""):
        response.set_cookie(
            COOKIE, request._watcher_key, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response
