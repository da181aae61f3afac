"""What goes into a signal and what comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec


class SignalError(Exception):
    """A signal can't say anything about this sample; the caller holds. `code` is kebab-case."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


class Frame(NamedTuple):
    """A still of the video: a picture file and its time in seconds."""

    path: Path
    at_s: float


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """What is screened. `texts` by field (title, caption, tags) in the order in which they are read.

    `frames` in order of time. `video`: a served rendition with its sound, or None. `song`: the campaign's song, or
    None where it has none. `known`: indexes of what a copy is looked for in, by name ("removed", "entries").
    """

    texts: Mapping[str, str] = {}
    frames: Sequence[Frame] = ()
    video: Path | None = None
    song: Path | None = None
    known: Mapping[str, Any] = {}


class Evidence(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing that speaks for the value. Text is masked: nothing in it can be called, visited or read out.

    `words`: characters `start`..`end` of text field `field`. `box`: x, y, width, height as shares (0–1) of
    the frame at `at_s`. `time`: from `at_s` to `until_s`, seconds. `region`: `box` without a time.
    """

    kind: Literal["words", "box", "time", "region"]
    text: str = ""
    field: str = ""
    start: int = 0
    end: int = 0
    at_s: float | None = None
    until_s: float | None = None
    box: tuple[float, float, float, float] | None = None


class Signal(msgspec.Struct, frozen=True, kw_only=True):
    """A reading: `value` 0 (nothing speaks for it) to 1, `confidence` 0 to 1 in that value."""

    name: str
    version: str
    value: float
    confidence: float
    evidence: tuple[Evidence, ...] = ()
    error: None = None


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """A signal that gave no reading; `error` is a code or the name of an exception class, never its text."""

    name: str
    version: str
    error: str
    value: None = None
    confidence: None = None
    evidence: tuple[Evidence, ...] = ()
