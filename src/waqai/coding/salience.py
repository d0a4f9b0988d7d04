"""Salience: whether a mention of an act is reported here as something that happened, or only talked of.

«انفجرت سيارة مفخخة قرب السوق» reports an act; «قضية اغتيال الوزير» and «هل كان يتوقع الهجوم» talk of acts. A logistic
regression over the features of `salience_features` and the spelling of the sentence's words gives each mention a
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
from waqai.coding.salience_features import Features, genre, mention_features, sentence_features, sentence_words

FORMAT = 1
SHORTEST, LONGEST = 2, 5
"""Letters of the pieces of words that are weighed."""
WORD = "word: "
BIAS = "what mentions are in general"
_MEMORY = 50_000
_PART = {"post": 0.05, "item": 0.35, "passage": 1.0}
"""The part of the threshold that a mention needs by the sort of text (see `genre`): the threshold is for passages, of
which one in ten reports; nearly every mention in a post is news."""
_BESIDE = 0.3
"""The part of the threshold that a mention needs beside one that is reported."""


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

    def weight(self, features: Features) -> float:
        """What features add to the logit, those that it does not know nothing."""
        known = self.features
        return sum(known[name] * value for name, value in features.items() if name in known)

    def word_weight(self, word: str) -> float:
        """The sum of the weights of a word's pieces."""
        weight = self._words.get(word)
        if weight is None:
            if len(self._words) >= _MEMORY:
                self._words.clear()
            known = self.pieces
            weight = self._words[word] = sum(known.get(piece, 0.0) for piece in pieces(word))
        return weight


class Salience:
    """The models by kind of event. Not changed after it is made, but for its memory of words.

    `explains` asks for the features that decided beside each event, which takes a tenth of the coder's time.
    """

    def __init__(self, models: tuple[SalienceModel, ...], *, explains: bool = False) -> None:
        self._models = models
        self.explains = explains
        self._by_type: dict[str, tuple[SalienceModel, ...]] = {}
        for model in models:
            for kind in model.types:
                self._by_type[kind] = (*self._by_type.get(kind, ()), model)

    @classmethod
    def load(cls, path: Path | None = None) -> Salience:
        """The package's models, or those of the file at `path`. Raises ValueError for a file of another format."""
        return _packaged() if path is None else cls(_models(path.read_text(encoding="utf-8")))

    def explaining(self) -> Salience:
        """The same models, with the features that decided named beside each event."""
        return Salience(self._models, explains=True)

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
        part = _PART[genre(reading)]
        found = [self._judged(model, reading, act, part) for model in self._by_type.get(act.type or "", ())]
        return max(found, key=lambda j: j.probability - j.threshold, default=None)

    def weigh(self, reading: Reading, acts: list[Act]) -> list[dict[str, float]]:
        """For each act its probability over the threshold, by model: 1 or more where it is reported.

        This is `judge` without the explanation, and weighs every sentence once.
        """
        shares: dict[Range, dict[str, float]] = {}
        part = _PART[genre(reading)]
        weighed: list[dict[str, float]] = []
        for act in acts:
            models = self._by_type.get(act.type or "", ())
            mine = mention_features(reading, act) if models else {}
            if models and act.sentence not in shares:
                shares[act.sentence] = self._shares(reading, act.sentence)
            found: dict[str, float] = {}
            for model in models:
                logit = model.bias + shares[act.sentence][model.name] + model.weight(mine)
                found[model.name] = _logistic(logit) / (model.threshold * part)
            weighed.append(found)
        return weighed

    def _shares(self, reading: Reading, sentence: Range) -> dict[str, float]:
        """What a sentence adds to the logit of every mention in it, by model."""
        features, words = sentence_features(reading, sentence), sentence_words(reading, sentence)
        return {model.name: _share(model, features, words) for model in self._models}

    def reported(self, reading: Reading, acts: list[Act], weighed: list[dict[str, float]] | None = None) -> list[bool]:
        """For each act whether it stands as an event; what is not judged stands. `weighed` is what `weigh` gave.

        In what is published for itself, plans, patterns and older acts stand as what they are: their scope says it.

        A sentence that reports one act seldom only talks of the next of its kind: beside a mention that stands another
        needs no more than a part of the threshold: «قتل جندي في هجوم أعقبه | تبادل لإطلاق النار».
        """
        weighed = self.weigh(reading, acts) if weighed is None else weighed
        pairs = list(zip(acts, weighed, strict=True))
        telling = {(name, act.sentence) for act, found in pairs for name, weight in found.items() if weight >= 1}
        patterns = genre(reading) != "passage"
        return [
            not found
            or (patterns and act.scope != "specific")
            or any(w >= (_BESIDE if (name, act.sentence) in telling else 1) for name, w in found.items())
            for act, found in pairs
        ]

    def _judged(self, model: SalienceModel, reading: Reading, act: Act, part: float) -> Judgement:
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
        return Judgement(model.name, _logistic(logit), model.threshold * part, logit, contributions)


def _share(model: SalienceModel, features: Features, words: list[str]) -> float:
    return model.weight(features) + sum(map(model.word_weight, words)) / sqrt(len(words) or 1)


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
