"""Log-ins become people: every account has a Person with a birth month, or it doesn't exist."""

from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from panggung.core import audit, clock
from panggung.people.models import Grant, Person, User
from panggung.rules import bands

# Younger people come in through a guardian; those pages come with the family desk.
OWN_ACCOUNT_FROM = 18


@transaction.atomic
def create(user: User | None, *, alias: str, birth_year: int, birth_month: int, language: str = "id") -> Person:
    """A person, with or without a log-in.

    Raises:
        NoBand: younger than the youngest band, or no such month.
    """
    bands.band(birth_year, birth_month, clock.now().date())
    person = Person.objects.create(
        user=user, alias=alias, birth_year=birth_year, birth_month=birth_month, language=language
    )
    audit.write("person.created", subject=person, by=person)
    return person


@transaction.atomic
def create_with_login(
    username: str, password: str, *, role: str | None, alias: str, birth: tuple[int, int], email: str = ""
) -> Person:
    """A person with a log-in (and a role); the operator's start.

    Raises:
        ValueError: the user name is taken or has a wrong form, the password is too weak, no such birth month.
    """
    user = User(username=username, email=email)
    try:
        validate_password(password, user)
        user.set_password(password)
        user.full_clean()
    except ValidationError as error:
        raise ValueError(" ".join(error.messages)) from error
    user.save()
    person = create(user, alias=alias, birth_year=birth[0], birth_month=birth[1])
    if role:
        grant(person, role, by=None)
    return person


@transaction.atomic
def grant(person: Person, role: str, *, by: Person | None, scope: str = "site", scope_id: UUID | None = None) -> Grant:
    """Give a role; giving it twice changes nothing."""
    given, new = Grant.objects.get_or_create(person=person, role=role, scope=scope, scope_id=scope_id, ended_at=None)
    if new:
        audit.write("role.granted", subject=person, by=by, role=role, scope=scope)
    return given
