"""Readings and facts of a video with nothing wrong, to change one thing at a time."""

from __future__ import annotations

from panggung.rules.rulebook import shipped
from panggung.rules.verdict import Context
from panggung.signals.signal import Signal

REQUIRED = shipped().required_signals


def context(**facts: object) -> Context:
    usual: dict[str, object] = {
        "maker_is_minor": False,
        "newcomer": False,
        "consent": "not_needed",
        "copy_of": "none",
        "seconds": 12.0,
        "asked_seconds": 0.0,
        "song_expected": False,
    }
    return Context(**(usual | facts))  # type: ignore[arg-type]


def reading(name: str, value: float = 0.0, confidence: float = 1.0) -> Signal:
    return Signal(name=name, version="1", value=value, confidence=confidence)


def clean(**values: float) -> list[Signal]:
    return [reading(name, values.get(name.replace(".", "_"), 0.0)) for name in REQUIRED]
