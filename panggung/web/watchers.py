"""Who is watching, for counting alone: a random key in a cookie that ends with the browser session.

It is tied to no person and no machine; the tally only ever sees a one-way tag of it that changes every day.
"""

import secrets

from django.conf import settings
from django.http import HttpResponse

from panggung.web.requests import Request

COOKIE = "penonton"
LENGTH = 32


def key_of(request: Request) -> str:
    """The key of this browser session, made at the first look at a video."""
    key = request.COOKIES.get(COOKIE, "")
    if not (len(key) == LENGTH and key.isalnum()):
        key = secrets.token_hex(LENGTH // 2)
    request.watcher_key = key
    return key


def remember(request: Request, response: HttpResponse) -> HttpResponse:
    """Give the browser the key that `key_of` found or made."""
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, request.watcher_key, httponly=True, samesite="Lax", secure=secure)
    return response
