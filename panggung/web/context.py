"""What every template may read about the reader."""

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.totp.internal import auth
from django.conf import settings
from django.http import HttpRequest

from panggung.people.roles import roles_of
from panggung.rules import access as table

# Pages that ask for a code; the one that sets a factor up has a secret of its own.
_ASKS_CODE = ("/2fa/authenticate/", "/2fa/reauthenticate/")


def site(request: HttpRequest) -> dict[str, Any]:
    """`person`, `roles`, `is_staff_role`, `profile_open`, `demo`."""
    person = getattr(request, "person", None)
    roles = roles_of(person)
    return {
        "person": person,
        "roles": roles,
        "is_staff_role": table.needs_mfa(roles),
        "profile_open": bool(person and person.user_id != request.user.pk),
        "demo": settings.DEMO,
        "base_url": settings.BASE_URL,
        "demo_code": _demo_code() if settings.DEMO and request.path.endswith(_ASKS_CODE) else "",
    }


def _demo_code() -> str:
    """The code of the demo staff's second factor now: a demo's log-ins are public, their way is the real one."""
    counter = int(time.time()) // app_settings.TOTP_PERIOD
    return str(auth.format_hotp_value(auth.hotp_value(settings.DEMO_TOTP_SECRET, counter)))
