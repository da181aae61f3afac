"""The campaign's song "Anak Hebat": the score of `tune` played by the instruments of `voices` and mixed.

30.0 s, 48 kHz, stereo, about -16 LUFS with true headroom of 1 dB. Deterministic. CC0.
"""

import wave
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from panggung.art import tune, voices
from panggung.art.loudness import RATE, limit, lufs
from panggung.art.voices import Sound

TITLE = "Anak Hebat"
TARGET_LUFS = -16.0
PEAK_DBFS = -1.2
_SWING = 0.055
_SIZE = int(tune.SECONDS * RATE)


class _Mix:
    """A stereo bus: `add` lays a sound at a beat, with gain, place (-1 left to 1 right) and share of room."""

    def __init__(self) -> None:
        self.dry: Sound = np.zeros((_SIZE + 4 * RATE, 2))
        self.room: Sound = np.zeros((_SIZE + 4 * RATE, 2))
        self.hand = np.random.default_rng(1945)

    def add(self, beat: float, sound: Sound, gain: float, place: float = 0.0, room: float = 0.15) -> None:
        late = _SWING if beat % 1 == 0.5 else 0.0
        human = self.hand.normal(0, 0.004) if beat else 0.0
        start = max(0, int(((beat + late) * 60 / tune.BPM + human) * RATE))
        angle = (place + 1) * np.pi / 4
        both = sound[:, None] * np.array([np.cos(angle), np.sin(angle)]) * gain * (1 + self.hand.uniform(-0.08, 0.08))
        self.dry[start : start + sound.size] += both
        self.room[start : start + sound.size] += both * room


def _melody(mix: _Mix) -> None:
    for k, (beat, length, midi) in enumerate(tune.lead()):
        strong = 1.12 if beat % 4 in {0, 2} else 1.0
        mix.add(beat, voices.choir(midi, length * 0.5, k * 2 % 3), 0.24 * strong, -0.1, 0.3)
        mix.add(beat, voices.flute(midi + 12, length * 0.5), 0.10 * strong, 0.2, 0.35)
        if beat >= 40:
            mix.add(beat, voices.choir(midi + _below(midi), length * 0.5, k % 3), 0.13, 0.35, 0.35)
        if 16 <= beat < 24 or beat >= 40:
            mix.add(beat, voices.angklung(midi, length * 0.52), 0.13, -0.4, 0.25)


def _below(midi: int) -> int:
    """The harmony under a melody note: the next but one tone down in the pentatonic scale."""
    scale = (0, 2, 4, 7, 9)
    step = scale.index(midi % 12) - 2
    return scale[step % 5] - midi % 12 - (12 if step < 0 else 0)


def _bells(mix: _Mix) -> None:
    for beat, length, midi in tune.bells():
        mix.add(beat, voices.bell(midi, length), 0.125, 0.35, 0.4)
        if 24 <= beat < 40 or beat < 8:
            mix.add(beat, voices.angklung(midi - 12, length * 0.53), 0.13, -0.35, 0.3)


_STRUMS = ((0.0, 1.0), (1.0, 0.7), (1.5, 0.85), (2.5, 0.8), (3.0, 0.7), (3.5, 0.6))
_LAST_STRUMS = ((0.0, 1.0), (1.0, 0.8), (2.0, 1.0))
# (beat in the chord, beats it lasts, whether it is the fifth), by how long the chord is
_WALK = ((0.0, 1.0, False), (1.5, 0.5, False), (2.0, 1.0, True), (3.5, 0.5, True))
_LAST_WALK = ((0.0, 1.0, False), (1.0, 1.0, True), (2.0, 1.8, False))
_LAST_CHORD, _BASS_FROM, _STRUMS_FROM = 52, 8, 4


def _harmony(mix: _Mix) -> None:
    for beat, length, name in tune.chords():
        tones, last = tune.VOICINGS[name], beat >= _LAST_CHORD
        for k, midi in enumerate(tones):
            mix.add(beat, voices.pad(midi, length * 60 / tune.BPM), 0.020, (-0.6, 0.5, -0.3, 0.7)[k], 0.4)
        for at, force in _LAST_STRUMS if last else _STRUMS:
            if at < length and beat >= _STRUMS_FROM:
                for k, midi in enumerate(tones if at % 1 == 0 else tones[::-1]):
                    mix.add(beat + at + k * 0.018, voices.ukulele(midi, 0.7 if last else 0.5), 0.075 * force, 0.45, 0.2)


def _bass(mix: _Mix) -> None:
    for beat, length, name in tune.chords():
        if beat < _BASS_FROM:
            continue
        root = tune.ROOTS[name]
        fifth = root + 7 if root < 40 else root - 5
        for at, hold, high in _LAST_WALK if beat >= _LAST_CHORD else _WALK:
            if at < length:
                mix.add(beat + at, voices.bass(fifth if high else root, hold * 0.53), 0.27, 0, 0.02)


def _drums(mix: _Mix) -> None:
    kick, tak, dung = voices.kick(), voices.kendang(True), voices.kendang(False)
    shakers = {accent: voices.shaker(accent) for accent in (False, True)}
    for half in range(8, 108):
        beat = half / 2
        if beat % 4 == 3.5 and beat < 16:
            continue
        mix.add(beat, shakers[half % 2 == 1], 0.26 if half % 2 else 0.16, 0.5, 0.1)
    for bar in range(2, 13):
        full = 6 <= bar < 10
        for at in (0.0, 2.0, 2.5) if full else (0.0, 2.0):
            mix.add(bar * 4 + at, kick, 0.42 if at != 2.5 else 0.28, 0, 0.03)
        for at in (1.0, 3.0):
            mix.add(bar * 4 + at, voices.clap(bar * 4 + int(at)), 0.2, -0.15, 0.3)
        for at, drum, gain in (
            (0.0, dung, 0.2),
            (0.75, tak, 0.09),
            (1.5, tak, 0.15),
            (2.0, dung, 0.16),
            (2.75, tak, 0.1),
            (3.5, dung, 0.15),
        ):
            mix.add(bar * 4 + at, drum, gain, -0.45, 0.15)
    for k, at in enumerate((6.0, 6.5, 7.0, 7.25, 7.5, 7.75, 23.25, 23.5, 23.75, 38.0, 38.5, 39.0, 39.25, 39.5, 39.75)):
        mix.add(at, tak if k % 2 else dung, 0.17, -0.3, 0.2)
    for at in (52.0, 53.0, 54.0):
        mix.add(at, kick, 0.42, 0, 0.03)
    mix.add(54.0, voices.clap(7), 0.3, 0, 0.35)
    mix.add(54.0, dung, 0.24, -0.4, 0.2)


def _reverb(sound: Sound) -> Sound:
    """A small wooden room: seeded noise that dies within 0.9 s, without its lows, by one fast convolution."""
    t = np.arange(int(0.9 * RATE)) / RATE
    tail = (
        np.random.default_rng(17).standard_normal((t.size, 2)) * (np.exp(-t / 0.2) * np.clip(t / 0.012, 0, 1))[:, None]
    )
    size = 1 << int(np.ceil(np.log2(sound.shape[0] + t.size)))
    f = np.fft.rfftfreq(size, 1 / RATE)[:, None]
    tone = (f / (f + 250)) / (1 + (f / 5200) ** 2)
    wet = np.fft.irfft(np.fft.rfft(sound, size, axis=0) * np.fft.rfft(tail, size, axis=0) * tone, size, axis=0)
    return np.asarray(wet[: sound.shape[0]] * 0.055)


@cache
def _rendered() -> npt.NDArray[np.float32]:
    mix = _Mix()
    for part in (_harmony, _bass, _bells, _melody, _drums):
        part(mix)
    sound = (mix.dry + _reverb(mix.room))[:_SIZE]
    sound -= sound.mean(axis=0)
    edge = np.ones(_SIZE)
    edge[:240] = np.linspace(0, 1, 240)
    fade = int(0.9 * RATE)
    edge[-fade:] = np.cos(np.linspace(0, np.pi / 2, fade)) ** 2
    sound *= edge[:, None]
    for _ in range(3):
        sound = limit(sound * 10 ** ((TARGET_LUFS - lufs(sound)) / 20), PEAK_DBFS)
    out = sound.astype(np.float32)
    out.flags.writeable = False
    return out


def render() -> npt.NDArray[np.float32]:
    """The whole song as float32 of shape (1 440 000, 2) in -1..1 at 48 kHz; read-only, rendered once a process."""
    return _rendered()


def beats() -> list[float]:
    """Times of the 56 beats, in seconds."""
    return [k * 60 / tune.BPM for k in range(tune.BEATS)]


def sections() -> list[tuple[str, float, float]]:
    """(name, start, end) of each section, in seconds, without gaps."""
    bar = 240 / tune.BPM
    return [(name, first * bar, (first + bars) * bar) for name, first, bars in tune.SECTIONS]


def write_wav(path: Path) -> Path:
    """Write the song as 16-bit PCM WAV, atomically."""
    pcm = np.round(render() * 32767).astype("<i2").tobytes()
    part = path.with_name(path.name + ".part")
    with part.open("wb") as file, wave.open(file, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(pcm)
    return part.replace(path)
