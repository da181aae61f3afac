"""The audit chain: sealed in order, and any later change is found."""

import json
import os
import subprocess
import sys

import pytest
from django.db import transaction

from panggung.core import audit, chain
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


def exported(tmp_path, count: int = 5):
    write(count)
    audit.seal()
    file = tmp_path / "audit.jsonl"
    with file.open("w") as out:
        assert audit.export(out) == count
    return file


def test_an_exported_log_is_verified_without_a_database(tmp_path):
    file = exported(tmp_path)
    no_database = {"PATH": os.environ["PATH"], "PANGGUNG_DATABASE_URL": "sqlite:////nowhere/at/all.db"}
    command = [sys.executable, "-m", "panggung", "verify-audit", str(file), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, env=no_database)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"lines": 5, "head": Chain.objects.get().hash, "broken_at": None}


@pytest.mark.parametrize("damage", ["changed", "removed", "swapped", "cut", "garbage"])
def test_any_damage_to_an_exported_log_is_found(tmp_path, damage):
    lines = exported(tmp_path).read_text().splitlines()
    hurt = {
        "changed": lambda: lines.__setitem__(2, lines[2].replace('"size": 2', '"size": 3')),
        "removed": lambda: lines.pop(2),
        "swapped": lambda: lines.__setitem__(slice(2, 4), [lines[3], lines[2]]),
        "cut": lambda: lines.pop(),
        "garbage": lambda: lines.__setitem__(2, "[1, 2"),
    }[damage]
    hurt()
    found = chain.verify(chain.read(lines))
    assert found.broken_at == (None if damage == "cut" else 3)
    assert found.head != Chain.objects.get().hash
