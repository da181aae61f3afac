"""A training run from files to a folder of weights: read, put the test part aside, train, measure, write."""

from __future__ import annotations

import hashlib
import importlib.metadata
import random
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from panggung.signals import textmodel, training
from panggung.signals.disguises import DISGUISES, Disguise, respelled
from panggung.signals.trainingrows import (
    LABELS,
    Row,
    RowError,
    fixed_part,
    read_benign,
    read_csv,
    read_jsonl,
    read_slang,
)

BENIGN = Path(__file__).resolve().parents[2] / "models" / "benign-captions.txt"
KIND_WEIGHT = 0.7
MEASURED = "measured.npz"

_LEAST_ROWS = 200
_LEAST_MARKED = 20
_LIBRARIES = ("numpy", "scipy", "scikit-learn")

Figures = dict[str, dict[str, float]]


def train_folder(
    data: Path | None, out: Path, *, own: Path | None = None, benign: Path = BENIGN, seed: int = training.SEED
) -> Figures:
    """Train on a folder with train.csv (and slang.csv, if any), on own rows, or on both; figures by disguise.

    Raises:
        RowError: `too-few-rows`, or what reading the rows raises.
    """
    rows, slang = read_folder(data)
    return train_rows([*rows, *(read_jsonl(own) if own else [])], slang, out, benign=benign, seed=seed)[0]


def read_folder(data: Path | None) -> tuple[list[Row], dict[str, list[str]]]:
    """Rows and slang of a folder, none without one. Raises RowError."""
    if data is None:
        return [], {}
    slang = data / "slang.csv"
    return read_csv(data / "train.csv"), read_slang(slang) if slang.is_file() else {}


def train_rows(
    rows: Sequence[Row],
    slang: Mapping[str, list[str]],
    out: Path,
    *,
    benign: Path = BENIGN,
    seed: int = training.SEED,
) -> tuple[Figures, list[Row]]:
    """Train, measure and write; figures by disguise, and the fixed test part that they were measured on.

    `out` gets weights.npz (trained on all rows), measured.npz (the same without the fixed test part; all figures are
    of it) and manifest.json. The same rows and seed give the same two weight files.

    Raises:
        RowError: `too-few-rows`.
    """
    kept, aside = fixed_part(rows)
    _enough(kept, aside)
    kind = read_benign(benign, KIND_WEIGHT)
    out.mkdir(parents=True, exist_ok=True)
    measured = _write(training.train([*kept, *kind], slang, seed=seed), out / MEASURED)
    version = _write(training.train([*rows, *kind], slang, seed=seed), out / textmodel.WEIGHTS)
    manifest = {
        "labels": LABELS,
        "version": version[:12],
        "measured_version": measured[:12],
        "trained_on": {"rows": len(rows), "test_part": len(aside), "kind_captions": len(kind)},
        "date": date.today().isoformat(),  # noqa: DTZ011 the day on this machine is meant
        "seed": seed,
        "libraries": {name: importlib.metadata.version(name) for name in _LIBRARIES},
    }
    _write_manifest(manifest, out)
    figures = measure(textmodel.load(out, MEASURED), aside, slang)
    _write_manifest({**manifest, "figures": figures}, out)
    return figures, aside


def measure(model: textmodel.Model, rows: Sequence[Row], slang: Mapping[str, list[str]]) -> Figures:
    """Macro-F1 by label, as written and in each disguise (drawn with a fixed seed)."""
    ways: dict[str, Disguise] = {"as written": lambda text, _: text, **DISGUISES, "slang spelling": respelled(slang)}
    figures = {}
    for name, disguise in ways.items():
        chance = random.Random(7)
        hidden = [row._replace(text=disguise(row.text, chance)) for row in rows]
        figures[name] = {label: round(value, 4) for label, value in training.evaluate(model, hidden).items()}
    return figures


def _enough(kept: Sequence[Row], aside: Sequence[Row]) -> None:
    marked = [sum(row.labels[index] for row in kept) for index in range(len(LABELS))]
    least = min(min(count, len(kept) - count) for count in marked)
    if len(kept) < _LEAST_ROWS or least < _LEAST_MARKED or not aside:
        raise RowError("too-few-rows", f"{len(kept)} rows, {least} of the rarer mark")


def _write(arrays: Mapping[str, Any], path: Path) -> str:
    """Write arrays; return the file's SHA-256."""
    np.savez_compressed(path, **arrays)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_manifest(manifest: Mapping[str, object], out: Path) -> None:
    (out / textmodel.MANIFEST).write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")
