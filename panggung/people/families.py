"""Guardians and their children: who guards whom now, and who is family to whom."""

from uuid import UUID

from django.db.models import QuerySet

from panggung.people.models import Guardianship, Person

_STANDING = {
    "guardian_confirmed_at__isnull": False,
    "child_confirmed_at__isnull": False,
    "ended_at__isnull": True,
}


def children_of(guardian: Person) -> QuerySet[Person]:
    """The children whom `guardian` guards now (both sides confirmed, not ended)."""
    standing = Guardianship.objects.filter(guardian=guardian, **_STANDING)
    return Person.objects.filter(pk__in=standing.values("child"))


def guards(guardian: Person, child_id: UUID) -> bool:
    """Whether `guardian` guards that child now."""
    return Guardianship.objects.filter(guardian=guardian, child_id=child_id, **_STANDING).exists()


def relatives_of(person: Person) -> set[UUID]:
    """Everybody whose video `person` may not decide about: children, guardians, and those who share one of them.

    Wide on purpose, and also before both sides have confirmed.
    """
    links = Guardianship.objects.filter(ended_at=None)
    children = set(links.filter(guardian=person).values_list("child_id", flat=True))
    guardians = set(links.filter(child=person).values_list("guardian_id", flat=True))
    partners = set(links.filter(child_id__in=children).values_list("guardian_id", flat=True))
    siblings = set(links.filter(guardian_id__in=guardians).values_list("child_id", flat=True))
    return (children | guardians | partners | siblings) - {person.pk}


def is_family(person: Person, other_id: UUID) -> bool:
    """Whether the other is the person themself or one of their relatives."""
    return person.pk == other_id or other_id in relatives_of(person)
