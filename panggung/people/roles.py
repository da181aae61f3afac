"""Which roles a person has now: from age, from guardianship, and from grants that have not ended."""

from panggung.people import families
from panggung.people.models import Person

BY_AGE = ((18, "adult"), (16, "teen16"), (13, "teen13"), (0, "child"))


def roles_of(person: Person | None) -> frozenset[str]:
    """The role names of rulebook/access.yaml that apply to `person`; nobody is `anon`."""
    if person is None:
        return frozenset({"anon"})
    age = person.tier().from_age
    own = next(role for least, role in BY_AGE if age >= least)
    roles = {own, *person.grants.filter(ended_at=None).values_list("role", flat=True)}
    if own == "adult" and families.children_of(person).exists():
        roles.add("guardian")
    return frozenset(roles)
