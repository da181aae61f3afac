"""Screening of plain files and texts by the rulebook in force: no database, nothing stored, models loaded once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from panggung.media.errors import MediaFailed, MediaRefused
from panggung.media.limits import Limits
from panggung.media.near import Index
from panggung.media.transcode import Processed, process
from panggung.rules import in_force
from panggung.rules.verdict import Context, Judgement
from panggung.signals import table
from panggung.signals.signal import Frame, Sample

# Signals look at small pictures: the larger renditions of a real upload add nothing to what they see.
LIMITS = Limits(tallest=480, min_seconds=0.2, max_seconds=600)
TEXT = tuple(name for name in table.SIGNALS if name.startswith("text."))


def screen(files: Iterable[Path], *, caption: str = "", song: Path | None = None) -> Iterator[dict[str, Any]]:
    """For each file what the signals say, and the verdict on its content: {"file", "verdict", "signals"}.

    The verdict is that of an adult's entry that waits for no consent: whose file it is isn't known. A file that can't
    be processed is held and says why in `error`.
    """
    for file in files:
        yield {"file": str(file), **_screened(file, caption, song)}


def _screened(file: Path, caption: str, song: Path | None) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as name:
        try:
            made = process(file, Path(name) / "made", limits=LIMITS)
        except (MediaRefused, MediaFailed) as error:
            code = error.code if isinstance(error, MediaRefused) else "media-failed"
            return {"verdict": {"band": None, "action": "hold", "reasons": ["GATE-01"]}, "signals": [], "error": code}
        readings = table.run(_sample(Path(name) / "made", made, caption, song), table.SIGNALS)
        judged = in_force.book().judge(readings, _context(made.seconds, song is not None))
    return {"verdict": _told(judged), "signals": [_reading(one) for one in readings]}


def _sample(folder: Path, made: Processed, caption: str, song: Path | None) -> Sample:
    return Sample(
        texts={"caption": caption},
        frames=[Frame(folder / frame.file, frame.seconds) for frame in made.frames],
        video=folder / made.renditions[0].file,
        song=song,
        known={"removed": Index(), "entries": Index()},
    )


def _context(seconds: float, song_expected: bool) -> Context:
    return Context(
        maker_is_minor=False,
        newcomer=False,
        consent="not_needed",
        copy_of="none",
        seconds=seconds,
        asked_seconds=0.0,
        song_expected=song_expected,
    )


def _told(judged: Judgement) -> dict[str, Any]:
    return {"band": judged.band, "action": judged.action, "reasons": judged.reasons}


def _reading(reading: Any) -> dict[str, Any]:
    told = {"name": reading.name, "version": reading.version, "value": reading.value, "confidence": reading.confidence}
    told["evidence"] = msgspec.to_builtins(list(reading.evidence))
    return told | ({"error": reading.error} if reading.error else {})


def screen_text(text: str) -> dict[str, Any]:
    """What the rules that read only text say: {"verdict": "suitable" | "hold" | "block", "labels", "rules"}.

    `labels`: for each label the chance that it applies; without a trained model those of the word lists.
    """
    readings = table.run(Sample(texts={"caption": text}), TEXT)
    judged = in_force.book().judge_part(readings, _context(0.0, song_expected=False), TEXT)
    return {"verdict": judged.action, "labels": _labels(text, readings), "rules": judged.reasons}


def _labels(text: str, readings: Iterable[Any]) -> dict[str, float]:
    from panggung.signals import textmodel

    if textmodel.available():
        return {name: round(float(p), 4) for name, p in textmodel.scores(text).items()}
    values = {reading.name: reading.value or 0.0 for reading in readings}
    return {"HS": values.get("text.hate", 0.0), "Abusive": values.get("text.abuse", 0.0)}
