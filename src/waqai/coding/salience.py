"""Salience: whether a mention of an act is reported here as something that happened, or only talked of.

«انفجرت سيارة مفخخة قرب السوق» reports an act; «الحرب على الإرهاب», «قضية اغتيال الوزير» and «هل كان يتوقع الهجوم» talk of acts.
A logistic regression over the features of `salience_features` and the spelling of the sentence's words gives each mention a
calibrated probability. Its weights are data of the package, trained by `python -m training.salience`; here stands only
what applies them, in plain Python.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from waqai.coding.act import Act
from waqai.coding.reading import Range, Reading
from waqai.coding.salience_features import mention_features, sentence_features, sentence_words

FORMAT = 1
SHORTEST, LONGEST = 2, 5
"""Letters of the pieces of words that are weighed."""
WORD = "word: "
BIAS = "what mentions are in general"
_MEMORY = 50_000


class Contribution(NamedTuple):
    """What one named feature adds to the logit."""

    name: str
    weight: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """How likely a mention is to be reported as an event, by which model, and what decided.

    `contributions` sum to `logit`, strongest first; `probability` is the logistic function of it.
    """

    model: str
    probability: float
    threshold: float
    logit: float
    contributions: tuple[Contribution, ...]

    @property
    def reported(self) -> bool:
        """Whether the mention counts as reported here."""
        return self.probability >= self.threshold

    def top(self, count: int = 6) -> tuple[Contribution, ...]:
        """The features that decided, without the part that all mentions share."""
        return tuple(c for c in self.contributions if c.name != BIAS)[:count]


def pieces(word: str) -> list[str]:
    """The letter sequences of a word that are weighed, with `^` and `$` at its ends, and the word itself.

    >>> pieces("دم")
    ['^د', 'دم', 'م$', '^دم', 'دم$', '^دم$']
    """
    whole = f"^{word}$"
    size = len(whole)
    found = [whole[i : i + n] for n in range(SHORTEST, LONGEST + 1) for i in range(size - n + 1)]
    if size > LONGEST:
        found.append(whole)
    return found


@dataclass(slots=True)
class SalienceModel:
    """The weights for one family of acts. `types` are the kinds of events that it judges."""

    name: str
    types: frozenset[str]
    threshold: float
    bias: float
    features: dict[str, float]
    pieces: dict[str, float]
    _words: dict[str, float] = field(default_factory=dict)

    def word_weight(self, word: str) -> float:
        """The sum of the weights of a word's pieces."""
        weight = self._words.get(word)
        if weight is None:
            if len(self._words) >= _MEMORY:
                self._words.clear()
            known = self.pieces
            weight = self._words[word] = sum(known.get(piece, 0.0) for piece in pieces(word))
        return weight


class _SentenceShare(NamedTuple):
    """What a sentence adds to the logit of every mention in it."""

    features: float
    words: float


class Salience:
    """The models by kind of event. Not changed after it is made, but for its memory of words."""

    def __init__(self, models: tuple[SalienceModel, ...]) -> None:
        self._models = models
        self._by_type: dict[str, tuple[SalienceModel, ...]] = {}
        for model in models:
            for kind in model.types:
                self._by_type[kind] = (*self._by_type.get(kind, ()), model)

    @classmethod
    def load(cls, path: Path | None = None) -> Salience:
        """The package's models, or those of the file at `path`. Raises ValueError for a file of another format."""
        return _packaged() if path is None else cls(_models(path.read_text(encoding="utf-8")))

    @property
    def models(self) -> tuple[SalienceModel, ...]:
        """The models, in the order of the file."""
        return self._models

    def judges(self, act: Act) -> bool:
        """Whether there is a model for the kind of act; arrests, agreements and the like are not judged."""
        return act.type in self._by_type

    def judge(self, reading: Reading, act: Act) -> Judgement | None:
        """The judgement on one mention with all that contributed; None where no model is for its kind.

        Of several models for a kind (a crowd that is fired on) the one that is surest of an event counts.
        """
        found = [self._judged(model, reading, act) for model in self._by_type.get(act.type or "", ())]
        return max(found, key=lambda j: j.probability - j.threshold, default=None)

    def probabilities(self, reading: Reading, acts: list[Act]) -> list[float | None]:
        """The margin of each act: its probability less the threshold; None where it is not judged.

        This is `judge` without the explanation, and weighs every sentence once.
        """
        shares: dict[tuple[str, Range], _SentenceShare] = {}
        margins: list[float | None] = []
        for act in acts:
            models = self._by_type.get(act.type or "", ())
            if not models:
                margins.append(None)
                continue
            mine = mention_features(reading, act)
            best = -1.0
            for model in models:
                share = shares.get((model.name, act.sentence))
                if share is None:
                    share = shares[model.name, act.sentence] = _share(model, reading, act.sentence)
                known = model.features
                logit = model.bias + share.features + share.words
                logit += sum(known[name] * value for name, value in mine.items() if name in known)
                best = max(best, _logistic(logit) - model.threshold)
            margins.append(best)
        return margins

    def _judged(self, model: SalienceModel, reading: Reading, act: Act) -> Judgement:
        parts: dict[str, float] = {BIAS: model.bias}
        for found in (sentence_features(reading, act.sentence), mention_features(reading, act)):
            for name, value in found.items():
                weight = model.features.get(name)
                if weight:
                    parts[name] = parts.get(name, 0.0) + weight * value
        words = sentence_words(reading, act.sentence)
        scale = 1 / sqrt(len(words) or 1)
        for word in words:
            weight = model.word_weight(word)
            if weight:
                parts[WORD + word] = parts.get(WORD + word, 0.0) + weight * scale
        logit = sum(parts.values())
        ranked = sorted(parts.items(), key=lambda part: (-abs(part[1]), part[0]))
        contributions = tuple(Contribution(name, weight) for name, weight in ranked)
        return Judgement(model.name, _logistic(logit), model.threshold, logit, contributions)


def _share(model: SalienceModel, reading: Reading, sentence: Range) -> _SentenceShare:
    known = model.features
    features = sum(known[name] * v for name, v in sentence_features(reading, sentence).items() if name in known)
    words = sentence_words(reading, sentence)
    return _SentenceShare(features, sum(map(model.word_weight, words)) / sqrt(len(words) or 1))


def _logistic(logit: float) -> float:
    return 1 / (1 + exp(-logit)) if logit > -700 else 0.0


def _models(text: str) -> tuple[SalienceModel, ...]:
    data = json.loads(text)
    if data.get("format") != FORMAT:
        raise ValueError(f"a model of format {data.get('format')!r}, where {FORMAT} is read.")
    return tuple(
        SalienceModel(
            name=row["name"],
            types=frozenset(row["types"]),
            threshold=float(row["threshold"]),
            bias=float(row["bias"]),
            features=dict(row["features"]),
            pieces=dict(row["pieces"]),
        )
        for row in data["models"]
    )


@lru_cache(maxsize=1)
def _packaged() -> Salience:
    held = resources.files("waqai.coding").joinpath("models", "salience.json")
    return Salience(_models(held.read_text(encoding="utf-8")))
