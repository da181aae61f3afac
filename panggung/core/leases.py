"""Leases on rows of work: taken for a while, renewed while the work goes on, free again when the holder is gone.

Every function is one conditional UPDATE, so two workers can't both believe that they hold a row.
"""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, Q

from panggung.core import clock
from panggung.core.errors import Conflict
from panggung.core.models import Leased

# No wait is longer, and no lease unless it is set so. What ends later was given before the clock was set back.
LONGEST_SECONDS = 600


class Lost(Conflict):
    """The lease ran out and another worker has the row (or it was taken away on purpose)."""

    def __init__(self) -> None:
        super().__init__("lease-lost")


def holder() -> str:
    """A name for this worker that no other has, even after a restart with the same process id."""
    return f"{os.getpid()}-{secrets.token_hex(6)}"


def free() -> Q:
    """Rows that nobody holds now and whose waiting time after a failure is over."""
    at = clock.now()
    far = at + timedelta(seconds=max(LONGEST_SECONDS, 2 * settings.LEASE_SECONDS))
    over = Q(lease_until=None) | Q(lease_until__lt=at) | Q(lease_until__gt=far)
    return over & (Q(retry_at=None) | Q(retry_at__lte=at) | Q(retry_at__gt=far))


def take(row: Leased, who: str, seconds: float, **expected: Any) -> bool:
    """Try to take `row` while it still matches `expected`; counts one try. True when it is ours now."""
    until = clock.now() + timedelta(seconds=seconds)
    taken = (
        type(row)
        ._default_manager.filter(free(), pk=row.pk, **expected)
        .update(lease_holder=who, lease_until=until, tries=F("tries") + 1)
    )
    if taken:
        row.refresh_from_db()
    return bool(taken)


def renew(row: Leased, who: str, seconds: float, **changes: Any) -> None:
    """Hold `row` for `seconds` from now, writing `changes` (progress) with it.

    Raises:
        Lost: somebody else has it.
    """
    update(row, who, lease_until=clock.now() + timedelta(seconds=seconds), **changes)


def update(row: Leased, who: str, **changes: Any) -> None:
    """Write `changes` if `who` still holds the row.

    Raises:
        Lost: the lease is not ours, or has run out.
    """
    held = type(row)._default_manager.filter(pk=row.pk, lease_holder=who, lease_until__gte=clock.now())
    if not held.update(**changes):
        raise Lost
    for name, value in changes.items():
        setattr(row, name, value)


def released(*, succeeded: bool) -> Mapping[str, Any]:
    """The columns that end a lease; a success also forgets the tries."""
    end: dict[str, Any] = {"lease_holder": "", "lease_until": None}
    return end | ({"tries": 0, "retry_at": None} if succeeded else {})
