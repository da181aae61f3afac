"""What every template may read about the reader."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from panggung.people.roles import roles_of
from panggung.rules import access as table


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
    }
