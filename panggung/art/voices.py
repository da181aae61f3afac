"""Instruments made of sums of sines and seeded noise: each gives one note as mono float64 at `RATE`."""

from functools import cache

import numpy as np
import numpy.typing as npt

RATE = 48_000
Sound = npt.NDArray[np.float64]


def hertz(midi: float) -> float:
    """Frequency of a MIDI pitch, A4 = 440 Hz."""
    return float(440 * 2 ** ((midi - 69) / 12))


def _time(seconds: float) -> Sound:
    return np.arange(int(seconds * RATE)) / RATE


def _shape(t: Sound, attack: float, hold: float, release: float) -> Sound:
    """Rises in `attack` seconds, stays until `hold`, then falls to nothing within `release`: no step, so no click."""
    rise = np.clip(t / attack, 0, 1)
    fall = np.clip((hold + release - t) / release, 0, 1)
    return np.asarray(np.sin(rise * np.pi / 2) ** 2 * np.sin(fall * np.pi / 2) ** 2)


@cache
def choir(midi: int, seconds: float, vowel: int = 0) -> Sound:
    """Three children's voices on "a", "e" or "o": harmonics weighed by formants.

    Source: Peterson and Barney 1952, formants of children.
    """
    formants = (
        ((1030, 1.0), (1370, 0.7), (3170, 0.2)),
        ((690, 1.0), (2610, 0.45), (3570, 0.2)),
        ((680, 1.0), (1060, 0.6), (3180, 0.15)),
    )[vowel % 3]
    t, out = _time(seconds + 0.16), np.zeros(int((seconds + 0.16) * RATE))
    for k, cents in enumerate((-7, 0, 8)):
        vibrato = 0.0035 * np.clip((t - 0.15) / 0.3, 0, 1) * np.sin(2 * np.pi * (5.1 + 0.4 * k) * t + k * 2)
        scoop = -0.012 * np.exp(-t / 0.035)
        f = hertz(midi + cents / 100)
        phase = 2 * np.pi * np.cumsum(f * (1 + vibrato + scoop)) / RATE + k * 1.7
        for h in range(1, min(14, int(6000 / f)) + 1):
            weight = sum(a * np.exp(-0.5 * ((h * f - c) / (0.16 * c)) ** 2) for c, a in formants) + 0.5 / h**1.6
            out += weight / h**0.55 * np.sin(h * phase + k * h)
    return np.asarray(out * _shape(t, 0.045, seconds, 0.16) * 0.16)


@cache
def flute(midi: int, seconds: float) -> Sound:
    """A suling, the bamboo flute: few harmonics, late vibrato, a little breath."""
    t = _time(seconds + 0.1)
    f = hertz(midi)
    vibrato = 0.006 * np.clip((t - 0.18) / 0.25, 0, 1) * np.sin(2 * np.pi * 5.4 * t)
    phase = 2 * np.pi * np.cumsum(f * (1 + vibrato - 0.01 * np.exp(-t / 0.02))) / RATE
    breath = np.random.default_rng(midi).standard_normal(t.size)
    breath = np.convolve(breath, np.hanning(24) / 12, "same") * (0.035 + 0.16 * np.exp(-t / 0.03))
    tone = np.sin(phase) + 0.28 * np.sin(2 * phase) + 0.11 * np.sin(3 * phase) + 0.03 * np.sin(4 * phase)
    return np.asarray((tone + breath) * _shape(t, 0.03, seconds, 0.1) * (0.85 + 0.15 * np.exp(-t / 0.2)))


@cache
def bell(midi: int, seconds: float) -> Sound:
    """A saron's bronze bar: FM with the ratio 2.76 of a free bar, its brightness gone sooner than its tone."""
    t = _time(1.6)
    f = hertz(midi)
    strike = 1.5 * np.exp(-t / 0.09) * np.sin(2 * np.pi * 2.756 * f * t)
    tone = np.sin(2 * np.pi * f * t + strike) + 0.25 * np.exp(-t / 0.25) * np.sin(2 * np.pi * 1.003 * 2 * f * t)
    return np.asarray(tone * np.exp(-t / 0.42) * _shape(t, 0.002, 1.2, 0.4))


@cache
def angklung(midi: int, seconds: float) -> Sound:
    """Bamboo tubes an octave apart, shaken about eleven times a second while the note lasts."""
    t = _time(seconds + 0.25)
    f, out = hertz(midi), np.zeros(t.size)
    rng = np.random.default_rng(midi * 7 + round(seconds * 100))
    for k in range(max(1, int(seconds * 11))):
        start = int((k / 11 + rng.uniform(0, 0.012)) * RATE)
        s = t[: t.size - start]
        hit = np.exp(-s / 0.075) * np.clip(s / 0.002, 0, 1) * rng.uniform(0.65, 1)
        out[start:] += hit * (
            np.sin(2 * np.pi * f * s) + 0.6 * np.sin(2 * np.pi * 2.01 * f * s) + 0.12 * np.sin(2 * np.pi * 4.1 * f * s)
        )
    return np.asarray(out * _shape(t, 0.002, seconds + 0.05, 0.2) * 0.6)


@cache
def ukulele(midi: int, seconds: float) -> Sound:
    """A plucked nylon string: harmonics that die the sooner the higher they are."""
    t = _time(min(seconds, 0.7) + 0.1)
    f, out = hertz(midi + 12), np.zeros(t.size)
    for h in range(1, 9):
        out += (
            np.sin(2 * np.pi * h * f * t * (1 + 0.0002 * h * h))
            * np.abs(np.sin(h * np.pi * 0.22))
            / h
            * np.exp(-t * (3.2 + 1.5 * h))
        )
    return np.asarray(out * _shape(t, 0.003, min(seconds, 0.7), 0.1))


@cache
def pad(midi: int, seconds: float) -> Sound:
    """A warm, slow chord tone under everything."""
    t = _time(seconds + 0.5)
    tone = sum(np.sin(2 * np.pi * hertz(midi + c) * h * t + h) / h**2.1 for c in (-0.05, 0.05) for h in (1, 2, 3, 4))
    return np.asarray(tone * _shape(t, 0.22, seconds, 0.5))


@cache
def bass(midi: int, seconds: float) -> Sound:
    """A round bass with a soft pluck; a third harmonic lets a phone's speaker hint at it."""
    t = _time(seconds + 0.06)
    phase = 2 * np.pi * hertz(midi) * t
    tone = np.sin(phase) + 0.42 * np.sin(2 * phase) + 0.2 * np.exp(-t / 0.15) * np.sin(3 * phase)
    return np.asarray(tone * _shape(t, 0.008, seconds * 0.86, 0.06) * (0.55 + 0.45 * np.exp(-t / 0.3)))


def kick() -> Sound:
    """A soft bass drum: its pitch falls from 120 to 48 Hz."""
    t = _time(0.32)
    phase = 2 * np.pi * np.cumsum(48 + 72 * np.exp(-t / 0.035)) / RATE
    return np.asarray(np.sin(phase) * np.exp(-t / 0.11) * _shape(t, 0.002, 0.2, 0.12))


def kendang(high: bool) -> Sound:
    """The hand drum: "tak" (high, dry) or "dung" (low, with a rising skin)."""
    t = _time(0.3)
    f, decay = (410.0, 0.05) if high else (150.0, 0.13)
    phase = 2 * np.pi * np.cumsum(f * (1 + (0.25 if high else -0.18) * np.exp(-t / 0.04))) / RATE
    slap = np.random.default_rng(5).standard_normal(t.size) * np.exp(-t / 0.006) * (0.5 if high else 0.15)
    tone = np.sin(phase) + 0.4 * np.sin(1.59 * phase) + 0.25 * np.sin(2.14 * phase)
    return np.asarray((tone * np.exp(-t / decay) + slap) * _shape(t, 0.001, 0.2, 0.1))


def _hiss(seed: int, seconds: float, low: float, high: float) -> Sound:
    noise = np.fft.rfft(np.random.default_rng(seed).standard_normal(int(seconds * RATE)))
    f = np.fft.rfftfreq(int(seconds * RATE), 1 / RATE)
    band = np.exp(-0.5 * (np.log2(np.maximum(f, 1) / np.sqrt(low * high)) / (np.log2(high / low) / 2)) ** 2)
    out = np.fft.irfft(noise * band, int(seconds * RATE))
    return np.asarray(out / np.std(out) * 0.3)


def shaker(accent: bool) -> Sound:
    """Seeds in a shell."""
    t = _time(0.11)
    return _hiss(11 + accent, 0.11, 5000, 10000) * _shape(t, 0.018 if not accent else 0.008, 0.03, 0.07)


@cache
def clap(seed: int) -> Sound:
    """Five children clap, not quite together."""
    t, rng = _time(0.26), np.random.default_rng(seed)
    out = np.zeros(t.size)
    for k in range(5):
        start = int(rng.uniform(0, 0.022) * RATE)
        s = t[: t.size - start]
        out[start:] += _hiss(seed * 9 + k, 0.26, 900, 2600)[: s.size] * np.exp(-s / 0.03) * np.clip(s / 0.001, 0, 1)
    return np.asarray(out * _shape(t, 0.001, 0.15, 0.1) * 0.7)
