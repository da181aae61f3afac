"""B6: milliseconds to score one text by the shipped model, one thread, median; and how right it is.

The labelled tweets stand outside the project: PANGGUNG_BENCH_TEXT, or ../shared/data/id-hate-speech. With them the
speed is measured on the test part, and figures by disguise are measured with `measured.npz`, which never saw that
part, and written into the model card. Without them only the speed is measured, on generated text. `whole_ms`: a kind
caption through every text signal and the rules that read them.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from bench import card
from panggung import plain_files
from panggung.signals import textmodel, trainingrun
from panggung.signals.textmodel import SHIPPED
from panggung.signals.trainingrows import LABELS, Row, fixed_part, read_csv, read_slang
from tests.signals.benign import UNSEEN

ID = "B6"
GOAL = 1.0
ROOT = Path(__file__).resolve().parents[1]
WORDS = "aku teman menari lagu hebat goblok sekolah presiden gereja masjid bola banget wkwk anjing rumah"


def tweets() -> Path | None:
    """The folder of labelled tweets, if it is on this machine."""
    folder = Path(os.environ.get("PANGGUNG_BENCH_TEXT") or ROOT.parent / "shared" / "data" / "id-hate-speech")
    return folder if (folder / "train.csv").is_file() else None


def generated(count: int = 500) -> list[str]:
    """Texts as long as tweets, of twenty words each."""
    chance = random.Random(6)
    return [" ".join(chance.choices(WORDS.split(), k=20)) for _ in range(count)]


def milliseconds(score: Callable[[str], object], texts: Sequence[str]) -> float:
    """Median CPU of this thread for each text once, after a few to warm up."""
    spent = []
    for text in [*texts[:20], *texts]:
        began = time.thread_time()
        score(text)
        spent.append((time.thread_time() - began) * 1000)
    return statistics.median(spent[20:])


def held(model: textmodel.Model, captions: Sequence[str]) -> dict[str, float]:
    """Share of kind captions whose probability reaches 0.5, by label."""
    said = [textmodel.score(model, caption) for caption in captions]
    return {label: sum(one[label] >= 0.5 for one in said) / len(said) for label in LABELS}


def table(figures: trainingrun.Figures, rows: int, ms: float, kind: dict[str, float], version: str) -> list[str]:
    """The part of the model card that this bench owns."""
    return [
        f"`measured.npz` ({version}) on the fixed test part, {rows} tweets that it never saw; macro-F1 at 0.5:",
        "",
        "| | HS | Abusive | either |",
        "| --- | --- | --- | --- |",
        *(
            f"| {name} | {one['HS']:.3f} | {one['Abusive']:.3f} | {one['either']:.3f} |"
            for name, one in figures.items()
        ),
        "",
        f"Kind captions at 0.5 or above (`UNSEEN` of tests/signals/benign.py, {len(UNSEEN)}): "
        + ", ".join(f"{label} {share:.1%}" for label, share in kind.items())
        + f". One text: {ms:.2f} ms, one thread, median.",
    ]


def labelled(folder: Path, model: textmodel.Model) -> tuple[float, dict[str, float]]:
    """Speed and macro-F1 on the test part; the model card is written."""
    aside: list[Row] = fixed_part(read_csv(folder / "train.csv"))[1]
    ms = milliseconds(partial(textmodel.score, model), [row.text for row in aside])
    measured = textmodel.load(SHIPPED, trainingrun.MEASURED)
    figures = trainingrun.measure(measured, aside, read_slang(folder / "slang.csv"))
    card.write("text-words.md", ID, table(figures, len(aside), ms, held(model, UNSEEN), measured.version))
    return ms, figures["as written"]


def main() -> dict[str, object]:
    """The line of `make bench`."""
    if not (SHIPPED / textmodel.WEIGHTS).is_file():
        return {"id": ID, "ok": False, "error": "no weights in models/text-id-nc"}
    model = textmodel.load(SHIPPED)
    folder = tweets()
    if folder:
        ms, figures = labelled(folder, model)
    else:
        print("B6: no labelled tweets on this machine; only speed, on generated text", file=sys.stderr)
        ms, figures = milliseconds(partial(textmodel.score, model), generated()), {}
    return {
        "id": ID,
        "value": round(ms, 3),
        "unit": "ms",
        "against": None,
        "ratio": None,
        "goal": GOAL,
        "ok": ms <= GOAL,
        "whole_ms": round(milliseconds(plain_files.screen_text, UNSEEN), 3),
        "macro_f1": figures,
    }
