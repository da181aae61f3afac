"""Who may do what: the only place that says so.

The table is data (rulebook/access.yaml): capability × role → condition. A capability that a role doesn't name is
denied. A condition is a word; this module holds the predicate behind each word. Objects of higher rooms answer
through small questions (`fits`, `is_on_case`, `is_opened_for`), so that this room imports none of them.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from panggung.core.errors import NotAllowed
from panggung.people import families
from panggung.people.models import Consent, Grant, Person
from panggung.people.roles import roles_of
from panggung.rules import access as table

Asked = Person | None


def may(person: Asked, capability: str, obj: Any = None, *, child: Person | None = None) -> bool:
    """Whether `person` may do `capability` to `obj` (on behalf of `child`, where a guardian or teacher acts).

    Raises:
        KeyError: no such capability in the table; a typing mistake must not become a quiet "no".
    """
    conditions = table.conditions(capability, roles_of(person))
    return any(PREDICATES[word](person, obj, child) for word in conditions)


def require(person: Asked, capability: str, obj: Any = None, *, child: Person | None = None) -> None:
    """Raises NotAllowed unless `may` says yes."""
    if not may(person, capability, obj, child=child):
        raise NotAllowed(capability)


def has_role(person: Asked, *roles: str) -> bool:
    """Whether the person has one of these roles, for pages that choose what to show (never what to allow)."""
    return bool(roles_of(person) & set(roles))


def _maker_id(obj: Any) -> UUID | None:
    """The person whom an object is of: a person themself, or a video's owner."""
    return obj.pk if isinstance(obj, Person) else getattr(obj, "owner_id", None)


def _own(person: Asked, obj: Any, child: Person | None) -> bool:
    return person is not None and child is None and _maker_id(obj) == person.pk


def _consent(person: Asked, obj: Any, child: Person | None) -> bool:
    if person is None or child is not None:
        return False
    return Consent.objects.filter(child=person, purpose="make", ended_at=None).exists()


def _for_child(person: Asked, obj: Any, child: Person | None) -> bool:
    """A guardian for a child whom they guard now; to make a video the guardian's own consent must stand too."""
    if person is None:
        return False
    child_id = child.pk if child is not None else _maker_id(obj)
    if child_id is None or not families.guards(person, child_id):
        return False
    if child is None:
        return True
    return Consent.objects.filter(child=child, purpose="make", ended_at=None).exists()


def _fits(person: Asked, obj: Any, child: Person | None) -> bool:
    return obj is not None and bool(obj.fits(person))


def _on_case(person: Asked, obj: Any, child: Person | None) -> bool:
    return person is not None and hasattr(obj, "is_on_case") and bool(obj.is_on_case(person))


def _own_campaign(person: Asked, obj: Any, child: Person | None) -> bool:
    if person is None or obj is None:
        return False
    scoped = Grant.objects.filter(person=person, ended_at=None, scope=Grant.Scope.CAMPAIGN, scope_id=obj.pk)
    return scoped.exists()


def _not_family(person: Asked, obj: Any, child: Person | None) -> bool:
    """Neither the person's own nor their family's; without an object: the right to look at the desk at all."""
    if person is None:
        return False
    if obj is None:
        return True
    return not any(families.is_family(person, other) for other in obj.people_concerned())


def _two_persons(person: Asked, obj: Any, child: Person | None) -> bool:
    """Neither the person's own nor their family's, and opened by them together with somebody else."""
    return (
        person is not None
        and hasattr(obj, "is_opened_for")
        and bool(obj.is_opened_for(person))
        and _not_family(person, obj, child)
    )


PREDICATES: dict[str, Callable[[Asked, Any, Person | None], bool]] = {
    # For oneself only: who acts for a child must be let in by another word of the table.
    "yes": lambda person, obj, child: child is None,
    "own": _own,
    "consent": _consent,
    "for_child": _for_child,
    "fits": _fits,
    "public_all": _fits,
    "on_case": _on_case,
    "own_campaign": _own_campaign,
    "not_family": _not_family,
    "two_persons": _two_persons,
    # No class rooms and no orders exist yet: the answer is no.
    "for_class": lambda person, obj, child: False,
    "by_order": lambda person, obj, child: False,
}
