"""Train the text model: two logistic regressions for each label, stacked, folded into one table of weights."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from math import inf
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, diags, hstack, vstack  # type: ignore[import-untyped]

from panggung.signals import textmodel
from panggung.signals.disguises import DISGUISES, respelled
from panggung.signals.normalise import fold
from panggung.signals.textfeatures import BITS, VIEWS, Reader, known_words
from panggung.signals.textwords import tokens
from panggung.signals.trainingrows import LABELS, Row, groups, part, slang_table

SEED = 20190801
FOLDS = 5
COPY_WEIGHT = 0.1

_BUCKETS = 1 << BITS
_STEP = 0.04
_SEEN_FROM = 2

Floats = npt.NDArray[np.float32]
Marks = npt.NDArray[np.bool_]


class _Member(NamedTuple):
    """A logistic regression over some views. `ratio`: features times naive Bayes log-count ratios first."""

    views: tuple[str, ...]
    ratio: bool
    penalty: float


_MEMBERS = (
    _Member(("letters", "spelled", "words"), False, 5.0),
    _Member(("inside", "spelled", "words", "pairs"), True, 4.0),
)


def train(
    rows: Sequence[Row],
    slang: Mapping[str, list[str]],
    *,
    seed: int = SEED,
    labels: tuple[str, ...] = LABELS,
) -> dict[str, npt.NDArray[Any]]:
    """The arrays of a model; the same rows, list and seed give the same arrays.

    Each row is learned twice: as written, and in a disguise drawn by `seed`, which weighs less. How the members are
    mixed is learned on rows that they didn't see (stacking, Wolpert 1992; ratios: Wang and Manning 2012).
    """
    table = slang_table(dict(slang))
    known = known_words(_word_counts(rows))
    reader = Reader(table, known)
    plain = _count([row.text for row in rows], reader)
    rarity = _rarity(plain)
    copies = _count(_disguised(rows, slang, seed), reader)
    views = [_weighed(_above(one, other), rare) for one, other, rare in zip(plain, copies, rarity, strict=True)]
    marks = np.array([row.labels for row in rows])
    weight = np.array([row.weight for row in rows], np.float32)
    folds = np.array([part(group, FOLDS, "fold") for group in groups([row.text for row in rows])])
    unseen = _unseen_logits(views, marks, weight, folds)
    weights = np.zeros((len(labels), len(VIEWS), _BUCKETS), np.float32)
    bias = np.zeros(len(labels), np.float32)
    fitted = [_fit(views, marks[:, label], weight, member) for label in range(len(labels)) for member in _MEMBERS]
    for label in range(len(labels)):
        mixing = _logistic(1.0, "lbfgs").fit(unseen, marks[:, label], sample_weight=weight)
        bias[label] = mixing.intercept_[0]
        for share, (coefficients, intercept) in zip(mixing.coef_[0], fitted, strict=True):
            bias[label] += share * intercept
            weights[label] += share * coefficients
    coded, scales = _squeezed(weights)
    return {
        "rarity": _coded(rarity),
        "weights": coded,
        "scales": scales,
        "bias": bias,
        "known": known.keys,
        "costs": known.costs,
        **table._asdict(),
    }


def evaluate(model: textmodel.Model, rows: Sequence[Row]) -> dict[str, float]:
    """Macro-F1 of each label and of `either` at threshold 0.5, on rows that the model should not have seen."""
    said: Marks = np.array([list(textmodel.score(model, row.text).values()) for row in rows]) >= 0.5
    true: Marks = np.array([row.labels for row in rows]) > 0
    figures = {label: _macro_f1(true[:, index], said[:, index]) for index, label in enumerate(model.labels)}
    return {**figures, "either": _macro_f1(np.any(true, axis=1), np.any(said, axis=1))}


def _macro_f1(true: Marks, said: Marks) -> float:
    """The mean of F1 for yes and F1 for no."""
    parts = []
    for mark in (True, False):
        both = int(np.sum((true == mark) & (said == mark)))
        parts.append(2 * both / max(1, int(np.sum(true == mark) + np.sum(said == mark))))
    return sum(parts) / 2


def _disguised(rows: Sequence[Row], slang: Mapping[str, list[str]], seed: int) -> list[str]:
    chance = random.Random(seed)
    ways = [*DISGUISES.values(), respelled(slang)]
    return [chance.choice(ways)(row.text, chance) for row in rows]


def _word_counts(rows: Sequence[Row]) -> Counter[str]:
    return Counter(token.text for row in rows for token in tokens(fold(row.text).text, lambda _: inf))


def _count(texts: Sequence[str], reader: Reader) -> list[csr_matrix]:
    """For each view a matrix (text, bucket) of 1 + log(times found), of a text's first window."""
    found: list[list[npt.NDArray[np.int64]]] = [[] for _ in VIEWS]
    times: list[list[Floats]] = [[] for _ in VIEWS]
    for text in texts:
        folded = fold(text)
        for index, view in enumerate(reader.views(reader.windows(folded)[0], folded, text)):
            buckets, counts = np.unique(view.buckets, return_counts=True)
            found[index].append(buckets)
            times[index].append((1 + np.log(counts)).astype(np.float32))
    return [
        csr_matrix(
            (np.concatenate(values), np.concatenate(columns), np.cumsum([0, *map(len, columns)])),
            shape=(len(texts), _BUCKETS),
        )
        for values, columns in zip(times, found, strict=True)
    ]


def _rarity(counted: list[csr_matrix]) -> Floats:
    """By view and bucket the inverse document frequency, in whole steps; 0 where too few texts have it."""
    rare = np.zeros((len(VIEWS), _BUCKETS), np.float32)
    for index, matrix in enumerate(counted):
        texts = np.bincount(matrix.indices, minlength=_BUCKETS)
        inverse = np.log((1 + matrix.shape[0]) / (1 + texts)) + 1
        rare[index] = np.where(texts >= _SEEN_FROM, inverse, 0)
    return (np.round(rare / _STEP) * _STEP).astype(np.float32)


def _coded(rarity: Floats) -> npt.NDArray[np.uint8]:
    return np.round(rarity / _STEP).clip(0, 255).astype(np.uint8)


def _above(plain: csr_matrix, copies: csr_matrix) -> csr_matrix:
    return vstack([plain, copies]).tocsr()


def _weighed(counted: csr_matrix, rarity: Floats) -> csr_matrix:
    """TF-IDF, each row of length 1."""
    matrix = counted.copy()
    matrix.data = (matrix.data * rarity[matrix.indices]).astype(np.float32)
    matrix.eliminate_zeros()
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return (diags(1 / np.where(lengths > 0, lengths, 1).astype(np.float32)) @ matrix).tocsr()


def _unseen_logits(views: list[csr_matrix], marks: Any, weight: Floats, folds: Any) -> Floats:
    """By row a logit for each label and member, each by regressions that saw neither the row nor a near copy of it."""
    rows = len(marks)
    logits = np.zeros((rows, marks.shape[1] * len(_MEMBERS)), np.float32)
    for fold_ in range(FOLDS):
        held = np.flatnonzero(folds == fold_)
        kept = np.flatnonzero(folds != fold_)
        inside = [view[np.concatenate([kept, kept + rows])] for view in views]
        outside = [view[held] for view in views]
        column = 0
        for label in range(marks.shape[1]):
            for member in _MEMBERS:
                coefficients, intercept = _fit(inside, marks[kept, label], weight[kept], member)
                parts = (view @ row for view, row in zip(outside, coefficients, strict=True))
                logits[held, column] = sum(parts) + intercept
                column += 1
    return logits


def _fit(views: list[csr_matrix], marks: Any, weight: Floats, member: _Member) -> tuple[Floats, float]:
    """Coefficients (view, bucket) and intercept; the lower half of each view's rows are the disguised copies."""
    used = [VIEWS.index(view) for view in member.views]
    matrix = hstack([views[index] for index in used]).tocsr()
    columns = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]))
    matrix = matrix[:, columns]
    both = np.concatenate([marks, marks])
    heavy = np.concatenate([weight, weight * COPY_WEIGHT])
    ratio = _ratios(matrix, both, heavy) if member.ratio else np.ones(len(columns), np.float32)
    fitted = _logistic(member.penalty, "liblinear").fit(matrix @ diags(ratio), both, sample_weight=heavy)
    flat = np.zeros(len(used) * _BUCKETS, np.float32)
    flat[columns] = fitted.coef_[0] * ratio
    coefficients = np.zeros((len(VIEWS), _BUCKETS), np.float32)
    coefficients[used] = flat.reshape(len(used), _BUCKETS)
    return coefficients, float(fitted.intercept_[0])


def _ratios(matrix: csr_matrix, marks: Any, weight: Floats) -> Floats:
    """Log of how much oftener a feature is in marked texts than in others."""
    there = matrix.copy()
    there.data = np.ones_like(there.data)
    with_mark = 1 + there.T @ (weight * (marks == 1))
    without = 1 + there.T @ (weight * (marks == 0))
    ratios: Floats = np.log((with_mark / with_mark.sum()) / (without / without.sum())).astype(np.float32)
    return ratios


def _logistic(penalty: float, solver: str) -> Any:
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    return LogisticRegression(C=penalty, solver=solver, random_state=0, max_iter=1000)


def _squeezed(weights: Floats) -> tuple[npt.NDArray[np.int8], Floats]:
    """One signed byte for each weight: scale × code × |code|, with one scale for each label and view."""
    top = np.abs(weights).max(axis=2)
    scales = (np.where(top > 0, top, 1) / 127**2).astype(np.float32)
    sizes = np.round(np.sqrt(np.abs(weights) / scales[:, :, None]))
    return (np.sign(weights) * sizes).astype(np.int8), scales
