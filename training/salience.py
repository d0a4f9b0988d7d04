"""Train the judge of salience: `python -m training.salience --gold DIR --out FILE --seed N`.

Reads the judged sentences of DIR and the sentences of our own; prints cross-validated figures; writes the weights. The
same inputs and seed give the same file, byte for byte. `--compare` also prints the figures of the parts alone;
`--articles` adds whole documents with events to what is learned from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from training.evaluation import VARIANTS, Outcome, cross_validate, rules_only
from training.fitting import Fitted, Recipe, fit
from training.mentions import FAMILIES, PIECE, Reader, Row, rows_of, types_of
from training.samples import Sample, article_samples, own_samples, sentence_samples
from waqai.coding.salience import FORMAT
from waqai.knowledge.knowledge import load

REPEATS = 3
RECIPES = {"assault": Recipe(), "protest": Recipe(pieces=1.0, lexical=0.0, strength=0.1)}
"""Of protest there are too few reports to learn much from single words."""
SMALLEST = 0.002
"""Weights of a smaller size are left out of the file."""
SOURCE = "arabic_event_gsr, Open Event Data Alliance, 2018, MIT licence; and sentences of our own"


def main(arguments: Sequence[str] | None = None) -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, required=True, metavar="DIR", help="holds assault.jsonl and protest.jsonl")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="where the weights go")
    parser.add_argument("--seed", type=int, default=7, help="of the folds")
    parser.add_argument("--articles", type=Path, metavar="DIR", help="whole documents with events")
    parser.add_argument("--compare", action="store_true", help="also print the figures of the parts alone")
    options = parser.parse_args(arguments)
    knowledge = load()
    reader = Reader(knowledge)
    seeds = [options.seed + i for i in range(REPEATS)]
    sentences = {family: sentence_samples(options.gold, family) for family in FAMILIES}
    known = frozenset(sample.text.strip() for samples in sentences.values() for sample in samples)
    more = [*(article_samples(options.articles, known) if options.articles else []), *own_samples()]
    models = []
    for family, samples in sentences.items():
        types = types_of(family, knowledge)
        rows = rows_of(samples, family, reader, types)
        always = rows_of([s for s in more if s.family in (family, "article")], family, reader, types)
        if options.compare:
            _compare(family, samples, rows, always, seeds)
        outcome = cross_validate(samples, rows, always, RECIPES[family], seeds)
        _tell(f"{family}, as used", outcome)
        models.append(_model(family, types, fit([*rows, *always], RECIPES[family]), outcome))
    text = json.dumps(
        {"format": FORMAT, "source": SOURCE, "models": models}, ensure_ascii=False, indent=0, sort_keys=True
    )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(text + "\n", encoding="utf-8")
    print(f"{options.out}: {len(text.encode()) / 1e6:.2f} MB", file=sys.stderr)


def _compare(
    family: str, samples: Sequence[Sample], rows: Sequence[Row], always: Sequence[Row], seeds: Sequence[int]
) -> None:
    print(
        f"{family}, rules only: F1 {rules_only(samples, rows).f1:.3f}, clear {rules_only(samples, rows).f1_clear:.3f}"
    )
    for name, recipe in VARIANTS.items():
        _tell(f"{family}, {name}", cross_validate(samples, rows, [], recipe, seeds))


def _tell(name: str, outcome: Outcome) -> None:
    mean, spread = outcome.mean(), outcome.spread()
    print(
        f"{name}: F1 {mean.f1:.3f} (folds ±{spread.f1:.3f}), against clear negatives {mean.f1_clear:.3f}"
        f" (±{spread.f1_clear:.3f}), precision {mean.precision:.3f}, recall {mean.recall:.3f},"
        f" calibration error {mean.error:.3f}, threshold {outcome.threshold:.3f}",
        flush=True,
    )


def _model(family: str, types: Sequence[str], fitted: Fitted, outcome: Outcome) -> dict[str, Any]:
    slope, shift = outcome.calibration
    mean, spread = outcome.mean(), outcome.spread()
    weights = {name: round(slope * weight, 4) for name, weight in fitted.named().items()}
    weights = {name: weight for name, weight in weights.items() if abs(weight) >= SMALLEST}
    return {
        "name": family,
        "types": list(types),
        "threshold": round(outcome.threshold, 4),
        "bias": round(slope * fitted.bias + shift, 4),
        "features": {name: weight for name, weight in weights.items() if not name.startswith(PIECE)},
        "pieces": {name.removeprefix(PIECE): weight for name, weight in weights.items() if name.startswith(PIECE)},
        "cross_validated": {
            "mean": {name: round(value, 4) for name, value in mean._asdict().items()},
            "spread_over_folds": {name: round(value, 4) for name, value in spread._asdict().items() if name != "error"},
            "reliability": [[round(said, 3), round(true, 3), count] for said, true, count in outcome.reliability],
        },
    }


if __name__ == "__main__":
    main()
