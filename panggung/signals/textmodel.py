"""The trained text model: how likely a text is hateful (HS) or abusive, by arrays that are loaded once; numpy only."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zipfile import BadZipFile

import msgspec
import numpy as np
import numpy.typing as npt

from panggung.signals.normalise import fold
from panggung.signals.signal import SignalError
from panggung.signals.textfeatures import VIEWS, Reader, Slang, View, Words

SHIPPED = Path(__file__).resolve().parents[2] / "models" / "text-id-nc"
ENVIRONMENT = "PANGGUNG_TEXT_MODEL"
WEIGHTS = "weights.npz"
MANIFEST = "manifest.json"

Arrays = Mapping[str, npt.NDArray[np.generic]]

_SHOWN = 5
_SHOWN_FROM = 0.25
_chosen: list[Path | None] = []


class ModelError(SignalError):
    """The folder holds no weights that this version can read."""


class Span(NamedTuple):
    """Characters `start`..`end` of the text that speak for a label, with their share (0–1) of all that does."""

    start: int
    end: int
    weight: float


@dataclass(frozen=True, eq=False)
class Model:
    """Arrays ready for scoring. `rarity` (view, bucket) and `weights` (label, view, bucket) are bytes into `scales`."""

    version: str
    labels: tuple[str, ...]
    reader: Reader
    rarity: npt.NDArray[np.uint8]
    weights: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]


class _Manifest(msgspec.Struct):
    labels: tuple[str, ...]


def use(folder: Path | None) -> None:
    """Score by the weights in `folder` from now on, or by none; before it is called, PANGGUNG_TEXT_MODEL says which."""
    _chosen[:] = [folder]


def use_named() -> None:
    """Score by the weights that PANGGUNG_TEXT_MODEL names, as before `use` was called."""
    _chosen.clear()


def named() -> Path | None:
    """The folder that PANGGUNG_TEXT_MODEL names, else the shipped one; None where it says `none`."""
    name = os.environ.get(ENVIRONMENT, "")
    return None if name == "none" else Path(name) if name else SHIPPED


def available() -> bool:
    """Whether there are weights to score by; without them the word lists stand alone."""
    folder = _folder()
    return folder is not None and (folder / WEIGHTS).is_file()


def version() -> str:
    """The first characters of the weights' SHA-256, or "none".

    Raises:
        ModelError: `weights-unreadable`.
    """
    folder = _folder()
    return load(folder).version if folder is not None and available() else "none"


def scores(text: str) -> dict[str, float]:
    """The probability of each label, 0 to 1; empty where there are no weights.

    A text of over 100 words is read in windows of 20, and the strongest counts.

    Raises:
        ModelError: `weights-unreadable`.
    """
    folder = _folder()
    return score(load(folder), text) if folder is not None and available() else {}


def score(model: Model, text: str) -> dict[str, float]:
    """The probability of each label by a given model."""
    best = _by_window(model, text).max(axis=0)
    return dict(zip(model.labels, (1 / (1 + np.exp(-best))).tolist(), strict=True))


def explain(text: str, label: str) -> list[Span]:
    """The words that speak most for a label, strongest first, at most five; of a long text its strongest window's.

    Raises:
        ModelError: `weights-unreadable`.
    """
    folder = _folder()
    if folder is None or not available():
        return []
    model = load(folder)
    which = model.labels.index(label)
    folded = fold(text)
    window = model.reader.windows(folded)[int(_by_window(model, text)[:, which].argmax())]
    shares = np.zeros(len(window) + 1)
    for index, view in enumerate(model.reader.views(window, folded, text)):
        shares += _shares(model, which, index, view, len(window))
    words = shares[:-1].clip(0)
    total = float(words.sum()) or 1.0
    order = np.argsort(-words, kind="stable")[:_SHOWN].tolist()
    told = [place for place in order if words[place] > _SHOWN_FROM * words[order[0]]]
    return [Span(*folded.span(window[place].start, window[place].end), float(words[place]) / total) for place in told]


def load(folder: Path, file: str = WEIGHTS) -> Model:
    """The model in a folder, read once for each state of its file.

    Raises:
        ModelError: `weights-unreadable`.
    """
    path = folder / file
    return _load(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=1)
def _load(path: Path, _: int) -> Model:
    try:
        content = path.read_bytes()
        manifest = msgspec.json.decode((path.parent / MANIFEST).read_bytes(), type=_Manifest)
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            return build(dict(arrays), manifest.labels, hashlib.sha256(content).hexdigest()[:12])
    except (OSError, ValueError, KeyError, BadZipFile, msgspec.DecodeError) as error:
        raise ModelError("weights-unreadable") from error


def build(arrays: Arrays, labels: tuple[str, ...], version: str) -> Model:
    """A model from arrays as `training.train` returns them.

    Raises:
        ValueError: shapes don't fit each other.
    """
    rarity, weights = arrays["rarity"].astype(np.uint8, copy=False), arrays["weights"].astype(np.int8, copy=False)
    if weights.shape != (len(labels), *rarity.shape) or len(rarity) != len(VIEWS):
        raise ValueError("shapes of rarity and weights")
    slang = Slang(arrays["keys"], arrays["starts"], arrays["words"], arrays["stems"])  # type: ignore[arg-type]
    reader = Reader(slang, Words(arrays["known"], arrays["costs"]))  # type: ignore[arg-type]
    scales, bias = arrays["scales"].astype(np.float32), arrays["bias"].astype(np.float32)
    return Model(version, labels, reader, rarity, weights, scales, bias)


def _folder() -> Path | None:
    return _chosen[0] if _chosen else named()


# Both text signals and their evidence ask for the same text one after the other.
@lru_cache(maxsize=2)
def _by_window(model: Model, text: str) -> npt.NDArray[np.float32]:
    """Logits (window, label)."""
    folded = fold(text)
    windows = model.reader.windows(folded)
    return np.array([_logits(model, model.reader.views(window, folded, text)) for window in windows])


def _logits(model: Model, views: list[View]) -> npt.NDArray[np.float32]:
    logits = model.bias.copy()
    for index, view in enumerate(views):
        buckets, counts = np.unique(view.buckets, return_counts=True)
        there = (1 + np.log(counts)) * model.rarity[index, buckets]
        length = np.sqrt(there @ there)
        if length:
            coded = model.weights[:, index, buckets].astype(np.float32)
            logits += model.scales[:, index] * ((coded * np.abs(coded)) @ there) / length
    return logits


def _shares(model: Model, which: int, index: int, view: View, words: int) -> npt.NDArray[np.float64]:
    """How much each word adds to a label's logit by one view; the last place is for the text as a whole."""
    _, inverse, counts = np.unique(view.buckets, return_inverse=True, return_counts=True)
    there = (1 + np.log(counts))[inverse] * model.rarity[index, view.buckets] / counts[inverse]
    length = np.sqrt(np.sum(there**2 * counts[inverse])) or 1.0
    coded = model.weights[which, index, view.buckets].astype(np.float64)
    worth = model.scales[which, index] * coded * np.abs(coded) * there / length
    return np.bincount(np.where(view.owners < 0, words, view.owners), worth, words + 1).astype(np.float64)
