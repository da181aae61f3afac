"""The consent ledger: what a guardian has allowed for a child, purpose by purpose."""

import hashlib
from uuid import UUID

from django.db import transaction

from panggung.core import audit, clock
from panggung.people import access
from panggung.people.models import Consent, Person


def stands(child_id: UUID, purpose: str) -> bool:
    """Whether a consent for `purpose` was given and has not ended."""
    return Consent.objects.filter(child_id=child_id, purpose=purpose, ended_at=None).exists()


@transaction.atomic
def give(child: Person, purposes: list[str], *, by: Person, text: str, version: str, method: str) -> list[Consent]:
    """Write a ledger line for each purpose; `text` is what the guardian read, kept as version and SHA-256.

    Raises:
        NotAllowed: `by` doesn't guard this child.
    Source: PP 17/2025 Art. 9.
    """
    access.require(by, "consent.give", child)
    digest = hashlib.sha256(text.encode()).hexdigest()
    given = [
        Consent.objects.create(
            child=child, by=by, purpose=purpose, text_version=version, text_hash=digest, method=method
        )
        for purpose in purposes
        if not stands(child.pk, purpose)
    ]
    for consent in given:
        audit.write("consent.given", subject=consent, by=by, purpose=consent.purpose, text=digest)
    return given


@transaction.atomic
def withdraw(consent: Consent, *, by: Person) -> Consent:
    """End a consent now; a sweep takes every video that stood on it off the stage (`stage.publishing`).

    Raises:
        NotAllowed: `by` neither guards this child nor is a senior moderator.
    Source: PP 17/2025 Art. 9 (a withdrawn consent is void); UU 27/2022 Art. 9.
    """
    access.require(by, "consent.withdraw", consent.child)
    consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if consent.ended_at is None:
        consent.ended_at = clock.now()
        consent.save(update_fields=["ended_at"])
        audit.write("consent.withdrawn", subject=consent, by=by, purpose=consent.purpose)
    return consent
