"""A device handed over: a guardian opens a child's profile in their own session and leaves it by PIN.

While it is open, the session is the child's: it sees what the child's band may, and reaches no settings.
"""

from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.db.models import F

from panggung.core import audit
from panggung.core.errors import Refused
from panggung.people import access, families
from panggung.people.models import Person

KEY = "profile"
MOST_GUESSES = 5


def in_session(session: SessionBase, signed_in: Person) -> Person | None:
    """The child whose profile is open, else the person who is signed in.

    Nobody, when the guardianship has ended meanwhile: the device may still be in the child's hands.
    """
    child_id = session.get(KEY)
    return families.children_of(signed_in).filter(pk=UUID(child_id)).first() if child_id else signed_in


@transaction.atomic
def set_pin(guardian: Person, pin: str) -> None:
    """Keep the PIN (4 to 8 digits) that leaves a profile; stored as an argon2 hash.

    Raises:
        Refused: `pin-form`.
    """
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise Refused("pin-form")
    guardian.pin, guardian.pin_guesses = make_password(pin), 0
    guardian.save(update_fields=["pin", "pin_guesses"])
    audit.write("pin.set", subject=guardian, by=guardian)


@transaction.atomic
def open_profile(session: SessionBase, guardian: Person, child: Person) -> None:
    """Hand this device over to `child`.

    Raises:
        NotAllowed: `guardian` doesn't guard this child.
        Refused: `pin-missing`; without a PIN nobody could leave the profile.
    """
    access.require(guardian, "account.child_view", child)
    if not guardian.pin:
        raise Refused("pin-missing", status=409)
    Person.objects.filter(pk=guardian.pk).update(pin_guesses=0)
    session[KEY] = str(child.pk)
    session.cycle_key()
    audit.write("profile.opened", subject=child, by=guardian)


def leave_profile(session: SessionBase, guardian: Person, pin: str) -> None:
    """Back to the guardian's own session. Five wrong PINs end the session altogether.

    Raises:
        Refused: `pin-wrong`, or `pin-too-often` when the session was ended.
    """
    guesses = _counted(guardian)
    if guesses > MOST_GUESSES or not check_password(pin, guardian.pin):
        if guesses < MOST_GUESSES:
            raise Refused("pin-wrong", status=403)
        session.flush()
        raise Refused("pin-too-often", status=403)
    with transaction.atomic():
        Person.objects.filter(pk=guardian.pk).update(pin_guesses=0)
        session.pop(KEY, None)
        session.cycle_key()
        audit.write("profile.left", subject=guardian, by=guardian)


def _counted(guardian: Person) -> int:
    """Which guess since the device was handed over this one is.

    Counted before the PIN is looked at, and outside the transaction that a refusal would roll back: many guesses sent
    at once, or by an old cookie, are still many guesses.
    """
    if guardian.pin_guesses <= MOST_GUESSES:
        Person.objects.filter(pk=guardian.pk).update(pin_guesses=F("pin_guesses") + 1)
    return Person.objects.values_list("pin_guesses", flat=True).get(pk=guardian.pk)
