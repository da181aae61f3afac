"""Every rulebook that was ever in force, kept whole: a decision names its version, and anybody can read that text."""

from dataclasses import dataclass

from django.db import transaction

from panggung.core import audit
from panggung.rules import history
from panggung.rules.history import Changes
from panggung.rules.rulebook import Rulebook
from panggung.safety.models import RulebookVersion


@transaction.atomic
def keep(book: Rulebook) -> tuple[RulebookVersion, bool]:
    """The row of this rulebook, and whether it was made now: the first time that this version is in force."""
    row, is_new = RulebookVersion.objects.get_or_create(version=book.version, defaults={"text": history.text_of(book)})
    if is_new:
        audit.write("rulebook.in_force", version=book.version, rules=len(book.rules))
    return row, is_new


@dataclass(frozen=True)
class Entry:
    """A version with what it changed; `changes` is None for the first one, which had nothing before it."""

    row: RulebookVersion
    changes: Changes | None


def entries() -> list[Entry]:
    """All versions, newest first, each compared with the one before."""
    rows = list(RulebookVersion.objects.all())
    earlier = [*rows[1:], None]
    return [
        Entry(row, history.changes(before.text, row.text) if before else None)
        for row, before in zip(rows, earlier, strict=True)
    ]
