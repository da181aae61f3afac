"""Loudness of a signal and a limiter without pumping, for sounds that this project makes itself."""

from typing import Any

import numpy as np
import numpy.typing as npt

RATE = 48_000
Stereo = npt.NDArray[np.float64]


def _k_weight(f: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.complex128]:
    """Response of the two K filters at the frequencies `f` (Hz); coefficients for 48 kHz."""
    z = np.exp(-2j * np.pi * f / RATE)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return np.asarray(shelf * high)


def lufs(sound: Stereo) -> float:
    """Integrated loudness of (n, 2) samples at 48 kHz, in LUFS. Source: ITU-R BS.1770-4 (400 ms blocks, two gates)."""
    size = sound.shape[0]
    response = _k_weight(np.fft.rfftfreq(size, 1 / RATE))
    weighed = np.fft.irfft(np.multiply(np.fft.rfft(sound, axis=0), response[:, None]), size, axis=0)
    power = np.concatenate(([0.0], np.cumsum((weighed**2).sum(axis=1))))
    starts = np.arange(0, size - RATE * 2 // 5, RATE // 10)
    blocks = (power[starts + RATE * 2 // 5] - power[starts]) / (RATE * 2 // 5)
    blocks = blocks[blocks > 10 ** ((-70 + 0.691) / 10)]
    kept = blocks[blocks > blocks.mean() * 0.1]
    return float(-0.691 + 10 * np.log10(kept.mean()))


def limit(sound: Stereo, peak_dbfs: float) -> Stereo:
    """Bend what rises over 3 dB below the peak smoothly, so that nothing ever exceeds `peak_dbfs`."""
    peak = 10 ** (peak_dbfs / 20)
    knee = peak * 0.7
    loud = np.abs(sound)
    bent = knee + (peak - knee) * np.tanh((loud - knee) / (peak - knee))
    return np.asarray(np.where(loud > knee, np.sign(sound) * bent, sound))
