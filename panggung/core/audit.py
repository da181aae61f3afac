"""The audit chain: lines are written with what they tell of, and hashed in order by one sealer soon after.

Writers never wait for each other: a line gets its place in the chain only when it is sealed. An outsider who has the
lines and the head recomputes every hash: sha256(previous hash + canonical JSON of the line).
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO
from uuid import UUID

from django.db import models, transaction

from panggung.core import chain
from panggung.core.chain import Finding
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


def told(line: AuditLine) -> dict[str, Any]:
    """The line as it is hashed and exported (`core.chain.FIELDS`)."""
    return {
        "seq": line.seq,
        "id": str(line.id),
        "at": line.at.isoformat(),
        "kind": line.kind,
        "subject": [line.subject_kind, str(line.subject_id or "")],
        "by": str(line.by_id or ""),
        "facts": line.facts,
    }


@transaction.atomic
def seal(most: int = 1000) -> int:
    """Put up to `most` waiting lines into the chain, oldest first; returns how many."""
    Chain.objects.get_or_create(name="audit")
    head = Chain.objects.select_for_update().get(name="audit")
    lines = list(AuditLine.objects.filter(seq=None).order_by("at", "id")[:most])
    for line in lines:
        line.seq = head.seq + 1
        line.hash = chain.digest(told(line), head.hash)
        head.seq, head.hash = line.seq, line.hash
    if lines:
        AuditLine.objects.bulk_update(lines, ["seq", "hash"], batch_size=200)
        head.save(update_fields=["seq", "hash"])
    return len(lines)


def sealed() -> Iterator[AuditLine]:
    """Every line that is in the chain, in order."""
    return AuditLine.objects.exclude(seq=None).order_by("seq").iterator()


def verify(lines: Iterable[AuditLine] | None = None) -> Finding:
    """Recompute the chain from its first line, and compare with the head that the sealer keeps."""
    stored = Chain.objects.filter(name="audit").first()
    found = chain.verify((told(line), line.hash) for line in (sealed() if lines is None else lines))
    if found.broken_at is None and stored is not None and (stored.seq, stored.hash) != (found.lines, found.head):
        return Finding(found.lines, found.head, found.lines + 1)
    return found


def export(out: TextIO) -> int:
    """Write the sealed chain as JSON lines, for somebody outside to recompute; returns how many lines."""
    count = 0
    for line in sealed():
        out.write(json.dumps(told(line) | {"hash": line.hash}, sort_keys=True, ensure_ascii=False) + "\n")
        count += 1
    return count
