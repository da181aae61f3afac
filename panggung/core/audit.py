"""The audit chain: lines are written with what they tell of, and hashed in order by one sealer soon after.

Writers never wait for each other: a line gets its place in the chain only when it is sealed. An outsider who has the
lines and the head recomputes every hash: sha256(previous hash + canonical JSON of the line).
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import models, transaction

from panggung.core.models import AuditLine, Chain


def write(kind: str, *, subject: models.Model | None = None, by: models.Model | None = None, **facts: Any) -> None:
    """Tell of a change, inside the caller's transaction. `facts` must be JSON and hold no personal data."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit line belongs into the transaction that it tells of")
    AuditLine.objects.create(
        kind=kind,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None and isinstance(subject.pk, UUID) else None,
        by_id=by.pk if by is not None else None,
        facts=facts,
    )


def digest(line: AuditLine, previous: str) -> str:
    """The line's hash in the chain, 64 hex digits."""
    told = {
        "seq": line.seq,
        "id": str(line.id),
        "at": line.at.isoformat(),
        "kind": line.kind,
        "subject": [line.subject_kind, str(line.subject_id or "")],
        "by": str(line.by_id or ""),
        "facts": line.facts,
    }
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


@transaction.atomic
def seal(most: int = 1000) -> int:
    """Put up to `most` waiting lines into the chain, oldest first; returns how many."""
    Chain.objects.get_or_create(name="audit")
    head = Chain.objects.select_for_update().get(name="audit")
    lines = list(AuditLine.objects.filter(seq=None).order_by("at", "id")[:most])
    for line in lines:
        line.seq = head.seq + 1
        line.hash = digest(line, head.hash)
        head.seq, head.hash = line.seq, line.hash
    if lines:
        AuditLine.objects.bulk_update(lines, ["seq", "hash"], batch_size=200)
        head.save(update_fields=["seq", "hash"])
    return len(lines)


@dataclass(frozen=True)
class Finding:
    """What a walk over the chain found: how many lines hold, the head, and the first break if there is one."""

    lines: int
    head: str
    broken_at: int | None


def verify(lines: Iterable[AuditLine] | None = None) -> Finding:
    """Recompute the chain from its first line. A removed, changed or reordered line is a break."""
    stored = Chain.objects.filter(name="audit").first()
    head, seq = "0" * 64, 0
    for line in lines if lines is not None else AuditLine.objects.exclude(seq=None).order_by("seq").iterator():
        if line.seq != seq + 1 or line.hash != digest(line, head):
            return Finding(seq, head, seq + 1)
        head, seq = line.hash, seq + 1
    if stored is not None and (stored.seq, stored.hash) != (seq, head):
        return Finding(seq, head, seq + 1)
    return Finding(seq, head, None)
