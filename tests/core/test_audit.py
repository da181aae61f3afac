"""The audit chain: sealed in order, and any later change is found."""

import pytest
from django.db import transaction

from panggung.core import audit
from panggung.core.models import AuditLine, Chain

pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    with transaction.atomic():
        for n in range(count):
            audit.write("video.received", size=n)


def test_a_line_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError):
        audit.write("video.received")


def test_lines_that_were_rolled_back_leave_no_trace():
    with pytest.raises(ValueError), transaction.atomic():
        audit.write("video.received")
        raise ValueError
    assert AuditLine.objects.count() == 0


def test_sealed_lines_verify_and_keep_their_place():
    write(5)
    assert audit.seal(most=3) == 3
    first = list(AuditLine.objects.exclude(seq=None).order_by("seq").values_list("hash", flat=True))
    write(2)
    assert audit.seal() == 4
    assert list(AuditLine.objects.order_by("seq").values_list("hash", flat=True))[:3] == first
    assert audit.verify() == audit.Finding(7, Chain.objects.get().hash, None)


def test_an_unsealed_line_is_no_break():
    write(2)
    audit.seal()
    write(1)
    assert audit.verify().broken_at is None


@pytest.mark.parametrize("column,value", [("kind", "video.erased"), ("facts", {"size": 9}), ("hash", "0" * 64)])
def test_a_changed_line_is_found_at_its_place(column, value):
    write(4)
    audit.seal()
    AuditLine.objects.filter(seq=2).update(**{column: value})
    assert audit.verify().broken_at == 2


def test_a_removed_line_is_found():
    write(4)
    audit.seal()
    AuditLine.objects.filter(seq=3).delete()
    assert audit.verify().broken_at == 3


def test_a_cut_off_end_is_found():
    write(4)
    audit.seal()
    AuditLine.objects.filter(seq=4).delete()
    assert audit.verify().broken_at == 4
