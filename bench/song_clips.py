"""What B7 listens to: songs, clips of them as a phone sends them, and voices over them.

Songs are Debian's wesnoth music where it is installed (free licences, many styles), else tunes made up here; voices
are espeak-ng's Indonesian ones where it is installed, else a made-up babble. `made_of` says which.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from panggung.art import song as campaign_song
from panggung.media import ffmpeg
from panggung.media.errors import MediaRefused
from panggung.media.sound import RATE, Samples, mono

WESNOTH = "/usr/share/games/wesnoth"
LENGTH = 75  # seconds a track is cut to
SPARE = 5  # every fifth track is kept out of the index, for clips of songs that it doesn't know
VOICES = ("id", "id+f1", "id+f2", "id+f3", "id+f4", "id+m1", "id+m3")
SAID = (
    "Halo teman-teman, namaku Rani. Hari ini aku mau menari bersama adikku di halaman rumah.",
    "Pertama kita potong bambunya, lalu kita ikat dengan benang yang kuat. Sekarang layang-layangnya siap terbang!",
    "Kucingku suka tidur di kursi dan makan ikan. Setiap pagi aku memberinya minum dan mengajaknya bermain.",
    "Satu, dua, tiga, empat, lima, enam, tujuh, delapan. Ayo lompat, putar badan, tepuk tangan, sekali lagi!",
)


def songs(count: int = 100) -> tuple[dict[str, Samples], list[Samples]]:
    """`count` songs by name, the demo's own among them, and songs that aren't among them."""
    tracks = _tracks()
    spare = [track for number, track in enumerate(tracks.values()) if number % SPARE == SPARE - 1]
    known = {"anak-hebat": _campaign_song()}
    for number, (name, track) in enumerate(tracks.items()):
        if number % SPARE != SPARE - 1:
            parts = np.array_split(track, -(-len(track) // (LENGTH * RATE)))
            known |= {f"{name}-{part}": sound for part, sound in enumerate(parts)}
    return dict(list(known.items())[:count]), spare


def made_of() -> str:
    """Where songs and voices come from on this machine."""
    music = "wesnoth music" if _files() else "made-up tunes"
    return f"{music} and the demo's song; {'espeak-ng -v id' if shutil.which('espeak-ng') else 'made-up babble'}"


def _files() -> list[Path]:
    return sorted(Path(WESNOTH).glob("*/data/core/music/*.ogg"))


def _tracks() -> dict[str, Samples]:
    found: dict[str, Samples] = {}
    for path in _files():
        try:
            sound = mono(path)
        except MediaRefused:
            continue
        if len(sound) >= 21 * RATE:
            found[path.stem] = sound
    return found or {f"tune-{seed}": tune(seed, LENGTH) for seed in range(130)}


def _campaign_song() -> Samples:
    with tempfile.TemporaryDirectory() as home:
        return mono(campaign_song.write_wav(Path(home) / "song.wav"))


def tune(seed: int, seconds: float) -> Samples:
    """A made-up tune: plucked notes of a scale, a bass and a beat, in its own key, tempo and timbre."""
    hand = np.random.default_rng(seed)
    scale = 220 * 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12, 14, 16]) / 12 + hand.integers(0, 12) / 12)
    step = round(RATE * hand.uniform(0.14, 0.3))
    timbre = hand.uniform(0.2, 1.0, 5) / np.arange(1, 6)
    time = np.arange(4 * step) / RATE
    sound = np.zeros(round(seconds * RATE) + 4 * step)
    for beat, start in enumerate(range(0, round(seconds * RATE), step)):
        if hand.random() < 0.75:
            pitch = hand.choice(scale)
            note = sum(force * np.sin(2 * np.pi * pitch * (k + 1) * time) for k, force in enumerate(timbre))
            sound[start : start + len(time)] += note * np.exp(-6 * time) * hand.uniform(0.4, 1)
        if beat % 4 == 0:
            sound[start : start + len(time)] += np.sin(np.pi * scale[0] * time) * np.exp(-4 * time)
        if beat % 2:
            sound[start : start + step] += 0.2 * hand.standard_normal(step) * np.exp(-60 * time[:step])
    return (0.2 * sound[: round(seconds * RATE)]).astype(np.float32)


def voice(seed: int, seconds: float) -> Samples:
    """Somebody who talks without a rest, at a level of its own."""
    hand = np.random.default_rng(seed)
    if not shutil.which("espeak-ng"):
        return _babble(hand, seconds)
    said: list[Samples] = []
    manner = ["-v", str(hand.choice(VOICES)), "-p", str(hand.integers(40, 95)), "-s", str(hand.integers(130, 190))]
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "voice.wav"
        for text in hand.permutation(SAID):
            subprocess.run(["espeak-ng", *manner, "-w", str(path), str(text)], check=True)
            said.append(mono(path))
    whole = np.concatenate(said)
    return np.tile(whole, -(-round(seconds * RATE) // len(whole)))[: round(seconds * RATE)]


def _babble(hand: np.random.Generator, seconds: float) -> Samples:
    """Syllables: a buzz of changing pitch through two changing formants, with noise for the consonants."""
    parts: list[npt.NDArray[np.float64]] = []
    while sum(len(part) for part in parts) < seconds * RATE:
        time = np.arange(round(RATE * hand.uniform(0.08, 0.25))) / RATE
        pitch = hand.uniform(180, 320) * (1 + hand.uniform(-0.3, 0.3) * time)
        harmonics = np.arange(1, 20)[:, None]
        formants = sum(np.exp(-(((harmonics * 250 - f) / 150) ** 2)) for f in hand.uniform([300, 900], [900, 2600]))
        buzz = (formants * np.sin(2 * np.pi * harmonics * np.cumsum(pitch) / RATE)).sum(axis=0)
        parts += [0.05 * hand.standard_normal(round(0.04 * RATE)), buzz * np.hanning(len(time))]
    return np.concatenate(parts)[: round(seconds * RATE)].astype(np.float32)


def over(song: Samples, speech: Samples) -> Samples:
    """The voice at 0 dB over the song: both with the same mean power."""
    return song + speech * np.float32(np.sqrt((song**2).mean() / (speech**2).mean()))


def from_afar(sound: Samples, seed: int) -> Samples:
    """A room's echo (0.3 to 0.7 s, as loud as the direct sound), noise (5 to 15 dB below), then 300 to 3400 Hz."""
    hand = np.random.default_rng(seed)
    seconds = hand.uniform(0.3, 0.7)
    tail = hand.standard_normal(round(seconds * RATE)) * 10 ** (-3 * np.linspace(0, 1, round(seconds * RATE)))
    tail /= np.sqrt((tail**2).sum())
    tail[0] += 1
    size = len(sound) + len(tail)
    heard = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)[: len(sound)]
    spectrum = np.fft.rfft(hand.standard_normal(len(sound)))  # white, or pink
    noise = np.fft.irfft(
        spectrum / np.sqrt(np.arange(len(spectrum)) + 1) ** hand.integers(0, 2), len(sound)
    )  # white, pink
    heard += noise / noise.std() * heard.std() * 10 ** (-hand.uniform(5, 15) / 20)
    pitch = np.maximum(np.fft.rfftfreq(len(heard), 1 / RATE), 1)
    passed = np.sqrt(1 / (1 + (300 / pitch) ** 8) / (1 + (pitch / 3400) ** 16))
    return np.fft.irfft(np.fft.rfft(heard) * passed, len(heard)).astype(np.float32)


def sent(sound: Samples, path: Path, *more: str) -> Path:
    """The sound as AAC of 64 kbit/s; `more` are further inputs and options of ffmpeg."""
    wav = path.with_suffix(".wav")
    with wave.open(str(wav), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.round(sound / max(1, np.abs(sound).max()) * 32767).astype("<i2").tobytes())
    line = [ffmpeg.executable(), "-v", "error", "-nostdin", "-y", "-i", str(wav), *more]
    subprocess.run([*line, "-c:a", "aac", "-b:a", "64k", "-ar", "44100", str(path)], check=True)
    return path
