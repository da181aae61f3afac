"""Queues as saved searches: who works in which, how much waits there, and the seniors who arrange them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_noop as _

from panggung.core import audit
from panggung.core.errors import Refused
from panggung.people import access
from panggung.people.models import Person
from panggung.safety import searches
from panggung.safety.models import Case, Queue
from panggung.safety.queueing import queue as open_cases
from panggung.safety.searches import Search, apply, parse

__all__ = ["DEFAULTS", "Waiting", "apply", "delete", "ensure_defaults", "parse", "queues_for", "save"]

MOST_NAME = 60
ROLES = ("moderator", "senior")


# Name (translated where it is shown), search, roles. What only seniors may decide stands in a queue of theirs.
DEFAULTS: tuple[tuple[str, Search, tuple[str, ...]], ...] = (
    (_("Mendesak (4 jam)"), Search(due_within_hours=4), ROLES),
    (_("Laporan orang"), Search(reported=True), ROLES),
    (_("Lagu tidak terdengar"), Search(rules=["SONG-01"]), ROLES),
    (_("Permintaan tinjauan"), Search(kinds=["appeal"]), ("senior",)),
    (_("Diteruskan ke senior"), Search(escalated=True), ("senior",)),
)


class Waiting(NamedTuple):
    """A queue and how many open cases a person would find in it."""

    queue: Queue
    cases: int


def ensure_defaults() -> None:
    """The first queues of a new desk. Does nothing where any queue exists, so that what a senior deleted stays away."""
    if Queue.objects.exists():
        return
    Queue.objects.bulk_create(
        (
            Queue(name=name, search=msgspec.to_builtins(search), roles=list(roles), order=place)
            for place, (name, search, roles) in enumerate(DEFAULTS)
        ),
        ignore_conflicts=True,
    )


def queues_for(person: Person, cases: QuerySet[Case] | None = None) -> list[Waiting]:
    """The queues that `person` works in (`searches.queues_of`), each with how many of `cases` wait there.

    Raises:
        NotAllowed: no moderator.
    """
    if cases is None:
        cases = open_cases(person)
    return [Waiting(queue, apply(cases, searches.of(queue)).count()) for queue in searches.queues_of(person)]


@transaction.atomic
def save(
    name: str, search: Any, *, roles: Iterable[str], people: Iterable[Person], restricted: bool, by: Person
) -> Queue:
    """Make the queue of that name, or change it.

    Raises:
        NotAllowed: no senior moderator.
        Refused: `search-unknown` (as `searches.parse`), `search-empty` (a restricted queue would keep every case to
            itself), `queue-name`, `queue-nobody` (neither a role of the desk nor a person).
    """
    access.require(by, "queue.manage")
    name, roles, people = name.strip(), sorted(set(roles)), list(people)
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise Refused("queue-name")
    if not set(roles) <= set(ROLES) or not (roles or people):
        raise Refused("queue-nobody")
    plain = msgspec.to_builtins(parse(search))
    if restricted and not plain:
        raise Refused("search-empty")
    values = {"search": plain, "roles": roles, "restricted": restricted, "by": by}
    queue, _made = Queue.objects.update_or_create(
        name=name, defaults=values, create_defaults=values | {"order": Queue.objects.count()}
    )
    queue.people.set(people)
    audit.write(
        "queue.saved", subject=queue, by=by, search=plain, roles=roles, people=len(people), restricted=restricted
    )
    return queue


@transaction.atomic
def delete(queue: Queue, *, by: Person) -> None:
    """Delete a queue; its cases stay where they are.

    Raises:
        NotAllowed: no senior moderator.
    """
    access.require(by, "queue.manage")
    audit.write("queue.deleted", subject=queue, by=by, search=queue.search, restricted=queue.restricted)
    queue.delete()
