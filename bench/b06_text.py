"""B6: milliseconds to score one text by the shipped model, one thread, median; and how right it is.

The labelled tweets stand outside the project: PANGGUNG_BENCH_TEXT, or ../shared/data/id-hate-speech. With them the
speed is measured on the test part, and figures by disguise are measured with `measured.npz`, which never saw that
part, and written into the model card. Without them only the speed is measured, on generated text.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from panggung.signals import textmodel, trainingrun
from panggung.signals.textmodel import SHIPPED
from panggung.signals.trainingrows import LABELS, Row, fixed_part, read_csv, read_slang
from tests.signals.benign import UNSEEN

ID = "B6"
GOAL = 1.0
ROOT = Path(__file__).resolve().parents[1]
CARD = ROOT / "docs" / "model-cards" / "text-words.md"
BEGIN, END = "<!-- B6 -->\n", "<!-- /B6 -->"
WORDS = "aku teman menari lagu hebat goblok sekolah presiden gereja masjid bola banget wkwk anjing rumah"


def tweets() -> Path | None:
    """The folder of labelled tweets, if it is on this machine."""
    folder = Path(os.environ.get("PANGGUNG_BENCH_TEXT") or ROOT.parent / "shared" / "data" / "id-hate-speech")
    return folder if (folder / "train.csv").is_file() else None


def generated(count: int = 500) -> list[str]:
    """Texts as long as tweets, of twenty words each."""
    chance = random.Random(6)
    return [" ".join(chance.choices(WORDS.split(), k=20)) for _ in range(count)]


def milliseconds(model: textmodel.Model, texts: Sequence[str]) -> float:
    """Median of scoring each text once, after a few to warm up."""
    spent = []
    for text in [*texts[:20], *texts]:
        began = time.perf_counter()
        textmodel.score(model, text)
        spent.append((time.perf_counter() - began) * 1000)
    return statistics.median(spent[20:])


def held(model: textmodel.Model, captions: Sequence[str]) -> dict[str, float]:
    """Share of kind captions whose probability reaches 0.5, by label."""
    said = [textmodel.score(model, caption) for caption in captions]
    return {label: sum(one[label] >= 0.5 for one in said) / len(said) for label in LABELS}


def table(figures: trainingrun.Figures, rows: int, ms: float, kind: dict[str, float], version: str) -> str:
    """The part of the model card that this bench owns."""
    lines = [
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
    return "\n".join(lines) + "\n"


def write(words: str) -> None:
    """Put the table between its marks in the model card."""
    card = CARD.read_text(encoding="utf-8")
    before, _, rest = card.partition(BEGIN)
    _, _, after = rest.partition(END)
    CARD.write_text(before + BEGIN + words + END + after, encoding="utf-8")


def labelled(folder: Path, model: textmodel.Model) -> tuple[float, dict[str, float]]:
    """Speed and macro-F1 on the test part; the model card is written."""
    aside: list[Row] = fixed_part(read_csv(folder / "train.csv"))[1]
    ms = milliseconds(model, [row.text for row in aside])
    measured = textmodel.load(SHIPPED, trainingrun.MEASURED)
    figures = trainingrun.measure(measured, aside, read_slang(folder / "slang.csv"))
    write(table(figures, len(aside), ms, held(model, UNSEEN), measured.version))
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
        ms, figures = milliseconds(model, generated()), {}
    return {
        "id": ID,
        "value": round(ms, 3),
        "unit": "ms",
        "against": None,
        "ratio": None,
        "goal": GOAL,
        "ok": ms <= GOAL,
        "macro_f1": figures,
    }
