"""Every signal by name, and running them so that one that crashes takes no other with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from panggung.signals import picture, text
from panggung.signals.signal import Failed, Sample, Signal, SignalError

SIGNALS: dict[str, Callable[[Sample], Signal]] = {
    "text.abuse": text.coarse,
    "text.phone": text.phone,
    "text.address": text.address,
    "text.nik": text.nik,
    "text.school": text.school,
    "text.contact": text.contact,
    "text.place": text.place,
    "picture.nudity": picture.nudity,
    "picture.dark": picture.dark,
}


def run(sample: Sample, names: Iterable[str]) -> list[Signal | Failed]:
    """One result for each name, in order. A signal that raises, or that doesn't exist, gives a `Failed`.

    The text of an exception may hold what somebody wrote, so only its code or class is kept.
    """
    return [_one(sample, name) for name in names]


def _one(sample: Sample, name: str) -> Signal | Failed:
    signal = SIGNALS.get(name)
    if signal is None:
        return Failed(name=name, version="", error="signal-unknown")
    try:
        return signal(sample)
    except SignalError as error:
        return Failed(name=name, version=VERSIONS.get(name, ""), error=error.code)
    except Exception as error:  # whatever breaks in a model or codec must hold this video, not stop the worker
        return Failed(name=name, version=VERSIONS.get(name, ""), error=type(error).__name__)


VERSIONS = {
    **{name: text.VERSION for name in SIGNALS if name.startswith("text.")},
    "picture.nudity": picture.NUDITY_VERSION,
    "picture.dark": picture.DARK_VERSION,
}
