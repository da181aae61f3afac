"""Training the text model: repeatable, on own rows, with a part that it never sees, and clear errors."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from panggung.signals import text, textmodel, trainingrun
from panggung.signals.signal import Sample
from panggung.signals.textmodel import SHIPPED, WEIGHTS
from panggung.signals.trainingrows import LABELS, Row, RowError, fixed_part

HELD = 0.5


@pytest.fixture(autouse=True)
def shipped_again() -> Iterator[None]:
    yield
    textmodel.use(SHIPPED)


def invented(count: int = 260) -> list[Row]:
    """Rows that a model can learn, without anybody's data."""
    chance = random.Random(2)
    kind = ["teman", "lagu", "hebat", "menari", "sekolah", "pelangi", "kucing", "roti"]
    rows = []
    for _ in range(count):
        words, marks = chance.choices(kind, k=6), (chance.random() < 0.4, chance.random() < 0.4)
        words += ["usir kaum itu"] * marks[0] + ["goblok"] * marks[1]
        rows.append(Row(" ".join(words), (int(marks[0]), int(marks[1]))))
    return rows


def as_jsonl(path: Path, rows: list[Row]) -> Path:
    lines = [json.dumps({"text": row.text, "labels": dict(zip(LABELS, row.labels, strict=True))}) for row in rows]
    path.write_text("\n".join(lines))
    return path


def test_the_same_rows_give_the_same_weights_and_a_model_that_works(tmp_path: Path) -> None:
    own = as_jsonl(tmp_path / "own.jsonl", invented())
    kind = tmp_path / "kind.txt"
    kind.write_text("# captions\nkucing dan anjing bermain\n")
    figures = trainingrun.train_folder(None, tmp_path / "one", own=own, benign=kind)
    trainingrun.train_folder(None, tmp_path / "two", own=own, benign=kind)
    assert (tmp_path / "one" / WEIGHTS).read_bytes() == (tmp_path / "two" / WEIGHTS).read_bytes()
    assert figures["as written"]["either"] > 0.9
    textmodel.use(tmp_path / "one")
    assert textmodel.scores("dasar goblok usir kaum itu")["Abusive"] >= HELD
    assert text.coarse(Sample(texts={"caption": "lagu pelangi"})).value < HELD


def test_near_copies_stay_on_one_side_of_the_fixed_part() -> None:
    rows = [
        Row(f"kalimat panjang yang sama untuk semua orang di desa {n // 2}{'!' * (n % 2)}", (0, 0)) for n in range(40)
    ]
    kept, aside = fixed_part([*rows, *invented()])
    assert len(kept) + len(aside) == 300
    assert {row.text.strip("!") for row in kept}.isdisjoint(row.text.strip("!") for row in aside)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"text": "a"', "line-not-understood"),
        ('{"text": "a", "labels": {"HS": 1}}', "label-not-0-or-1"),
        ('{"text": "a", "labels": {"HS": 1, "Abusive": 2}}', "label-not-0-or-1"),
        ('{"text": "a", "labels": {"HS": 1, "Abusive": 0}}', "too-few-rows"),
    ],
)
def test_rows_that_cannot_be_used_are_named(tmp_path: Path, line: str, code: str) -> None:
    own = tmp_path / "own.jsonl"
    own.write_text(line)
    with pytest.raises(RowError) as refused:
        trainingrun.train_folder(None, tmp_path / "out", own=own)
    assert refused.value.code == code
