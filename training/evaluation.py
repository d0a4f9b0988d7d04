"""Evaluation: cross-validation by source document, with threshold and calibration chosen inside the folds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from training.fitting import Recipe, fit
from training.mentions import Row
from training.samples import Sample

FOLDS = 5
BINS = 10
_NOTHING = -30.0
"""The score of a sentence in which the rules find no mention."""
_SMOOTH = 9
GENEROUS = 0.98
"""Of thresholds that are nearly as good as the best the lowest is taken: a dropped report cannot be reviewed."""


class Calibration(NamedTuple):
    """Platt's: probability = logistic(slope · score + shift)."""

    slope: float
    shift: float

    def probability(self, scores: np.ndarray) -> np.ndarray:
        """The probabilities of scores."""
        return 1 / (1 + np.exp(-(self.slope * scores + self.shift)))


class Figures(NamedTuple):
    """F1 against all negatives and against the clear ones, precision, recall, and calibration error."""

    f1: float
    f1_clear: float
    precision: float
    recall: float
    error: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of every repetition, the threshold and calibration for use, and the reliability table."""

    runs: list[Figures]
    threshold: float
    calibration: Calibration
    reliability: list[tuple[float, float, int]]
    folds: list[Figures]

    def mean(self) -> Figures:
        """The mean over repetitions."""
        return Figures(*np.mean(self.runs, axis=0).tolist())

    def spread(self) -> Figures:
        """The standard deviation over the single folds."""
        return Figures(*np.std(self.folds, axis=0).tolist())


def folds_of(samples: Sequence[Sample], seed: int) -> np.ndarray:
    """The fold of each sample; those of one document share theirs."""
    groups = sorted({sample.group for sample in samples})
    np.random.RandomState(seed).shuffle(groups)
    of = {group: i % FOLDS for i, group in enumerate(groups)}
    return np.array([of[sample.group] for sample in samples])


def sentence_scores(samples: Sequence[Sample], rows: Sequence[Row], scores: np.ndarray) -> np.ndarray:
    """The score of each sentence: that of its strongest mention."""
    best: dict[str, float] = defaultdict(lambda: _NOTHING)
    for row, score in zip(rows, scores, strict=True):
        best[row.sample.id] = max(best[row.sample.id], float(score))
    return np.array([best[sample.id] for sample in samples])


def figures(said: np.ndarray, labels: np.ndarray, error: float = 0.0) -> Figures:
    """What the scorer counts: `ambiguous` sentences are passed over."""
    yes, used = labels == "yes", labels != "ambiguous"
    hits, wrong = int((said & yes).sum()), int((said & ~yes & used).sum())
    clear, missed = int((said & (labels == "easy no")).sum()), int((~said & yes).sum())
    f1 = [2 * hits / ((2 * hits + bad + missed) or 1) for bad in (wrong, clear)]
    return Figures(f1[0], f1[1], hits / ((hits + wrong) or 1), hits / ((hits + missed) or 1), error)


def best_threshold(scores: np.ndarray, labels: np.ndarray) -> float:
    """The lowest score above which the two F1 figures together are nearly best, smoothed over its neighbours."""
    candidates = np.unique(scores[(labels != "ambiguous") & (scores > _NOTHING)])
    if not len(candidates):
        return 0.0
    worth = np.array([sum(figures(scores >= c, labels)[:2]) for c in candidates])
    width = min(_SMOOTH, len(worth))
    padded = np.pad(worth, (width // 2, width - 1 - width // 2), mode="edge")
    smooth = np.convolve(padded, np.ones(width) / width, "valid")
    return float(candidates[int((smooth >= GENEROUS * smooth.max()).argmax())])


def calibrate(scores: np.ndarray, labels: np.ndarray) -> Calibration:
    """Platt's scaling on sentences in which the rules find a mention; `ambiguous` ones are passed over."""
    used = (labels != "ambiguous") & (scores > _NOTHING)
    model = LogisticRegression(C=1e3).fit(scores[used, None], labels[used] == "yes")
    return Calibration(float(model.coef_[0][0]), float(model.intercept_[0]))


def reliability(probability: np.ndarray, labels: np.ndarray, used: np.ndarray) -> list[tuple[float, float, int]]:
    """Mean probability, share of events and number of sentences in ten bins of equal width."""
    yes = labels == "yes"
    bins = np.minimum((probability * BINS).astype(int), BINS - 1)
    return [
        (float(probability[here].mean()), float(yes[here].mean()), int(here.sum()))
        for b in range(BINS)
        if (here := used & (bins == b)).any()
    ]


def calibration_error(table: list[tuple[float, float, int]]) -> float:
    """Expected calibration error of a reliability table."""
    total = sum(count for _, _, count in table)
    return sum(abs(said - true) * count for said, true, count in table) / (total or 1)


def held_out_scores(
    samples: Sequence[Sample], rows: Sequence[Row], always: Sequence[Row], folds: np.ndarray, recipe: Recipe
) -> np.ndarray:
    """The score of each mention by a model that saw no sentence of its document. `always` are rows every model sees."""
    fold_of = {sample.id: int(fold) for sample, fold in zip(samples, folds, strict=True)}
    mine = np.array([fold_of[row.sample.id] for row in rows])
    scores = np.full(len(rows), _NOTHING)
    for fold in range(FOLDS):
        seen = [row for row, f in zip(rows, mine, strict=True) if f != fold]
        held = [row for row, f in zip(rows, mine, strict=True) if f == fold]
        scores[mine == fold] = fit([*seen, *always], recipe).scores(held)
    return scores


def cross_validate(
    samples: Sequence[Sample], rows: Sequence[Row], always: Sequence[Row], recipe: Recipe, seeds: Sequence[int]
) -> Outcome:
    """The figures on the sentences, mean over `seeds`, the threshold of each fold chosen on the others."""
    labels = np.array([sample.label for sample in samples])
    runs, single, tables = [], [], []
    thresholds, calibrations = [], []
    for seed in seeds:
        folds = folds_of(samples, seed)
        scores = sentence_scores(samples, rows, held_out_scores(samples, rows, always, folds, recipe))
        said = np.zeros(len(samples), bool)
        probability = np.zeros(len(samples))
        for fold in range(FOLDS):
            inner, held = folds != fold, folds == fold
            said[held] = scores[held] >= best_threshold(scores[inner], labels[inner])
            probability[held] = calibrate(scores[inner], labels[inner]).probability(scores[held])
            single.append(figures(said[held], labels[held]))
        used = (labels != "ambiguous") & (scores > _NOTHING)
        table = reliability(probability, labels, used)
        tables.append((probability, used))
        runs.append(figures(said, labels, calibration_error(table)))
        calibrations.append(calibrate(scores, labels))
        thresholds.append(float(calibrations[-1].probability(np.array([best_threshold(scores, labels)]))[0]))
    pooled = reliability(
        np.concatenate([p for p, _ in tables]), np.tile(labels, len(seeds)), np.concatenate([u for _, u in tables])
    )
    middle = Calibration(*np.mean(calibrations, axis=0).tolist())
    return Outcome(runs, float(np.median(thresholds)), middle, pooled, single)


def rules_only(samples: Sequence[Sample], rows: Sequence[Row]) -> Figures:
    """The figures where every mention counts as an event."""
    labels = np.array([sample.label for sample in samples])
    return figures(sentence_scores(samples, rows, np.zeros(len(rows))) > _NOTHING, labels)


VARIANTS: dict[str, Recipe] = {
    "spelling alone": Recipe(features=0.0, lexical=0.0, strength=0.3),
    "features without words": Recipe(pieces=0.0, lexical=0.0),
    "features with words": Recipe(pieces=0.0),
    "features with words and spelling": Recipe(),
}
"""What is compared: the parts alone, and the whole."""
