"""Fitting: a logistic regression over mentions whose judgement is known only for their sentence.

A sentence is judged as a whole, so a mention in it counts as far as the model of the round before holds it for the one
that the readers meant (expectation and maximisation over mentions, a softmax within the sentence). A sentence that
readers disagree on counts for both sides, by the share of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse
from sklearn.linear_model import LogisticRegression

from training.mentions import PIECE, Row

_LEXICAL = frozenset(
    {"word before", "word after", "near before", "near after", "first word", "clause after word", "trigger", "root"}
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is chosen and not learned: the scale of each group of features (0 leaves it out) and the strength."""

    strength: float = 0.05
    features: float = 1.0
    lexical: float = 0.5
    pieces: float = 2.0
    rounds: int = 2
    sharpness: float = 2.0
    least: int = 3
    """Sentences in which a feature has to stand."""


class Space:
    """The named dimensions of a set of rows, each with the scale that it is fitted at."""

    def __init__(self, rows: Sequence[Row], recipe: Recipe) -> None:
        seen: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            for name in row.features:
                seen[name].add(row.sample.id)
            if recipe.pieces:
                for name in row.words:
                    seen[name].add(row.sample.id)
        bags = len({row.sample.id for row in rows})
        self.names = sorted(name for name, where in seen.items() if len(where) >= recipe.least)
        self.index = {name: i for i, name in enumerate(self.names)}
        self.scales = np.array([_scale(name, len(seen[name]), bags, recipe) for name in self.names])

    def matrix(self, rows: Sequence[Row]) -> sparse.csr_matrix:
        """The rows as a matrix, a row a mention, in the order given."""
        indptr, indices, data = [0], [], []
        for row in rows:
            for part in (row.features, row.words):
                for name, value in part.items():
                    at = self.index.get(name)
                    if at is not None:
                        indices.append(at)
                        data.append(value * self.scales[at])
            indptr.append(len(indices))
        return sparse.csr_matrix((data, indices, indptr), shape=(len(rows), len(self.names)))


def _scale(name: str, sentences: int, of: int, recipe: Recipe) -> float:
    if name.startswith(PIECE):
        return recipe.pieces * float(np.log((1 + of) / (1 + sentences)) + 1) / 5
    return recipe.lexical if name.partition(":")[0] in _LEXICAL else recipe.features


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by name, for unscaled values."""

    space: Space
    weights: np.ndarray
    bias: float

    def scores(self, rows: Sequence[Row]) -> np.ndarray:
        """The uncalibrated logit of each mention."""
        return np.asarray(self.space.matrix(rows) @ self.weights + self.bias)

    def named(self) -> dict[str, float]:
        """The weight of each name, for values that are not scaled."""
        return dict(zip(self.space.names, (self.weights * self.space.scales).tolist(), strict=True))


def fit(rows: Sequence[Row], recipe: Recipe) -> Fitted:
    """The model of the rows. The same rows in the same order give the same model."""
    space = Space(rows, recipe)
    matrix = space.matrix(rows)
    bags: dict[str, list[int]] = defaultdict(list)
    for i, row in enumerate(rows):
        bags[row.bag].append(i)
    members = [np.array(found) for found in bags.values()]
    target = np.array([row.target for row in rows])
    weight = np.array([row.weight for row in rows])
    share = np.zeros(len(rows))
    for found in members:
        share[found] = 1 / len(found)
    double = sparse.vstack([matrix, matrix]).tocsr()
    sides = np.r_[np.ones(len(rows)), np.zeros(len(rows))]
    for turn in range(recipe.rounds + 1):
        mass = np.r_[weight * target * share, weight * (1 - target)]
        kept = mass > 1e-6
        model = LogisticRegression(C=recipe.strength, solver="liblinear", max_iter=500, random_state=0)
        model.fit(double[kept], sides[kept], sample_weight=mass[kept])
        if turn < recipe.rounds:
            logits = model.decision_function(matrix)
            for found in members:
                raised = np.exp(recipe.sharpness * (logits[found] - logits[found].max()))
                share[found] = raised / raised.sum()
    return Fitted(space, model.coef_[0], float(model.intercept_[0]))
