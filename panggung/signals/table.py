"""Every signal by name, and running them so that one that crashes takes no other with it.

A line names module and function; the module is imported when the signal first runs, so that whoever only needs the
names (the rulebook, the web process) loads no model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module

import msgspec

from panggung.signals.signal import Evidence, Failed, Sample, Signal, SignalError

SIGNALS: dict[str, str] = {
    "text.abuse": "text:coarse",
    "text.hate": "text:hate",
    "text.phone": "text:phone",
    "text.address": "text:address",
    "text.nik": "text:nik",
    "text.school": "text:school",
    "text.contact": "text:contact",
    "text.place": "text:place",
    "text.gambling": "topic_signals:gambling",
    "text.grooming": "topic_signals:grooming",
    "text.selfharm": "topic_signals:selfharm",
    "text.distress": "topic_signals:distress",
    "text.drugs": "topic_signals:drugs",
    "text.politics": "topic_signals:politics",
    "text.danger": "topic_signals:danger",
    "text.threat": "topic_signals:threat",
    "picture.nudity": "picture:nudity",
    "picture.dark": "picture:dark",
    "picture.blur": "look:blurred",
    "picture.faces": "look:faces",
    "picture.text": "picture_text:seen",
    "picture.copy_removed": "copies:copy_of_removed",
    "picture.copy_entry": "copies:copy_of_entry",
    "sound.loudness": "sound:loudness",
    "sound.silence": "sound:silence",
    "sound.speech": "sound:speech",
    "sound.song": "sound:song",
}


def run(sample: Sample, names: Iterable[str]) -> list[Signal | Failed]:
    """One result for each name, in order. A signal that raises, or that doesn't exist, gives a `Failed`.

    What is written in the picture is text like any other: the text signals read it too. The text of an exception may
    hold what somebody wrote, so only its code or class is kept.
    """
    return [_one(sample, name) for name in names]


@cache
def find(name: str) -> Callable[[Sample], Signal]:
    """The function behind a name. Raises KeyError for a name without a line."""
    module, _, function = SIGNALS[name].partition(":")
    found: Callable[[Sample], Signal] = getattr(import_module(f"panggung.signals.{module}"), function)
    return found


def _one(sample: Sample, name: str) -> Signal | Failed:
    if name not in SIGNALS:
        return Failed(name=name, version="", error="signal-unknown")
    try:
        return _reading_pictures(name, sample) if name.startswith("text.") else find(name)(sample)
    except SignalError as error:
        return Failed(name=name, version="", error=error.code)
    except Exception as error:  # whatever breaks in a model or codec must hold this video, not stop the worker
        return Failed(name=name, version="", error=type(error).__name__)


def _reading_pictures(name: str, sample: Sample) -> Signal:
    """A text signal over the words that were typed and those in the picture; the latter's evidence says its second."""
    if not sample.frames:
        return find(name)(sample)
    from panggung.signals import picture_text

    def placed(one: Evidence) -> Evidence:
        at = picture_text.picture_field(one.field)
        return one if at is None else msgspec.structs.replace(one, at_s=at)

    signal = find(name)(picture_text.with_picture_text(sample))
    return msgspec.structs.replace(signal, evidence=tuple(placed(one) for one in signal.evidence))
