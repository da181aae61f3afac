"""Opening evidence under seal: one senior asks and says why, another opens, both may look for some minutes."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from panggung.core import audit, clock
from panggung.core.errors import Conflict, NotAllowed
from panggung.people import access
from panggung.people.models import Person
from panggung.safety import written
from panggung.safety.models import Sealed
from panggung.safety.sealing import names_in, require_senior
from panggung.stage.models import of_family

ASKED_FOR = timedelta(minutes=30)
OPEN_FOR = timedelta(minutes=15)


def listed(person: Person) -> QuerySet[Sealed]:
    """What lies under seal, newest first; none of the person's own or their family's.

    Raises:
        NotAllowed: no senior moderator.
    """
    access.require(person, "sealed.list")
    found = Sealed.objects.filter(ended_at=None).exclude(of_family(person, "video__"))
    return found.select_related("video__owner", "decision", "first", "second").order_by("-at", "-pk")


@transaction.atomic
def ask_to_open(sealed: Sealed, *, by: Person, why: str) -> Sealed:
    """Ask another senior to open it together, within half an hour; asked again, the time begins anew.

    Raises:
        NotAllowed: no senior moderator, or of the maker's family.
        Refused: `note-missing`, `note-too-long`, `bad-request`.
        Conflict: `seal-ended`, `seal-open` (it is open already), `seal-asked` (somebody else has asked).
    """
    require_senior(by, sealed)
    why = written.trimmed(why, missing="note-missing")
    held = _held(sealed)
    if held.first_id not in (None, by.pk) and is_asked(held):
        raise Conflict("seal-asked")
    held.why, held.first, held.first_at, held.second, held.second_at = why, by, clock.now(), None, None
    held.save(update_fields=["why", "first", "first_at", "second", "second_at"])
    audit.write("sealed.asked", subject=held, by=by)
    return held


@transaction.atomic
def open_with(sealed: Sealed, *, by: Person) -> Sealed:
    """Open what another senior asked for; both may look for a quarter of an hour.

    Raises:
        NotAllowed: no senior moderator, of the maker's family, or the one who asked.
        Conflict: `seal-ended`, `seal-open`, or nobody has asked within the last half hour (`seal-not-asked`).
    """
    require_senior(by, sealed)
    held = _held(sealed)
    if held.first is None or not is_asked(held):
        raise Conflict("seal-not-asked")
    if held.first == by:
        raise NotAllowed("sealed.open")
    require_senior(held.first, held)
    held.second, held.second_at = by, clock.now()
    held.open_until = clock.now() + OPEN_FOR
    held.save(update_fields=["second", "second_at", "open_until"])
    audit.write("sealed.opened", subject=held, by=by, first=str(held.first_id))
    return held


def may_look(sealed: Sealed, person: Person) -> bool:
    """Whether `person` is one of the two who opened it, and the time is not over."""
    return access.may(person, "sealed.open", sealed)


@transaction.atomic
def look(sealed: Sealed, *, by: Person) -> list[str]:
    """Names of its files below `sealed.folder`, for who opened it; every look is told in the chain.

    Raises:
        NotAllowed: not one of the two, or the time is over.
    """
    access.require(by, "sealed.open", Sealed.objects.select_related("video").get(pk=sealed.pk))
    audit.write("sealed.looked", subject=sealed, by=by)
    return names_in(sealed.folder)


def _held(sealed: Sealed) -> Sealed:
    """The row as it is now, locked. Raises Conflict when it has ended or is open."""
    held = Sealed.objects.select_for_update(of=("self",)).select_related("video", "first").get(pk=sealed.pk)
    if held.ended_at is not None:
        raise Conflict("seal-ended")
    if held.open_until is not None and held.open_until > clock.now():
        raise Conflict("seal-open")
    return held


def is_asked(sealed: Sealed) -> bool:
    """Whether the first has asked, nobody opened it since, and the half hour isn't over."""
    asked = sealed.first_at is not None and sealed.first_at > clock.now() - ASKED_FOR
    return asked and sealed.second_id is None
