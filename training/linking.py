"""Learn the weights of linking (`weights.tsv`): `python -m training.linking COMMAND`.

`joined` learns from reports that people joined, `unjoined` from any that nobody did. Both print what they found beside
the package's weights, and write a table with `--out`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from training.coordinate_ascent import half_of, learned, out_of_order
from training.expectation_maximisation import STRENGTH, Estimate, estimated
from training.grouping import Bits, Lesson, Measure, bits_of_package, measured, table_of
from training.pairs_in_reach import answered, pairs_in_reach, pairs_out_of_reach
from waqai.coding.coder import Coder
from waqai.coding.salience import Salience
from waqai.errors import WaqaiError
from waqai.knowledge.actors import load_actors
from waqai.knowledge.knowledge import load
from waqai.knowledge.vocabulary import load_ontology
from waqai.linking.account import Account, accounts_of
from waqai.linking.kinship import Kinship
from waqai.linking.likeness import Comparison
from waqai.records import CodedDocument, Document
from waqai.storage.project import Project

app = typer.Typer(add_completion=False, no_args_is_help=True, help="Learn the weights of linking (weights.tsv).")
Out = Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Write the table here.")]


@app.command("joined", epilog="Example: python -m training.linking joined gold.jsonl --out weights.tsv")
def joined(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="JSONL of documents, each with its `incident`.")],
    out: Out = None,
) -> None:
    """From documents that people joined: every weight is moved while the groups come nearer to theirs.

    Learned on either half of the incidents and measured on the other, then learned on all.
    """
    incident_of = _incidents(gold)
    lesson, start = Lesson(_accounts(_code(gold))), bits_of_package()
    halves = _halves(incident_of)
    for half, other in ((0, 1), (1, 0)):
        _tell(f"half {other}, weights of the package", measured(lesson.groups(start), halves[other]))
        bits = learned(lesson, halves[half])
        _tell(f"half {other}, weights learned on half {half}", measured(lesson.groups(bits), halves[other]))
    bits = learned(lesson, incident_of)
    _tell("all, weights of the package", measured(lesson.groups(start), incident_of))
    _tell("all, weights learned on all", measured(lesson.groups(bits), incident_of))
    for level in sorted(bits):
        if bits[level] != start[level]:
            print(f"{' '.join(level):24} {start[level]:6} -> {bits[level]}")
    _write(out, bits)


@app.command(
    "unjoined",
    epilog="Examples: python -m training.linking unjoined --project war --out weights.tsv · "
    "waqai code reports.jsonl > coded.jsonl; python -m training.linking unjoined coded.jsonl --gold gold.jsonl",
)
def unjoined(
    coded: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE…", help="JSONL as `waqai code` prints it.")
    ] = None,
    project: Annotated[Path | None, typer.Option("--project", "-p", metavar="DIR", help="Or a project.")] = None,
    gold: Annotated[Path | None, typer.Option(help="Measure against these documents, which people joined.")] = None,
    strength: Annotated[
        float,
        typer.Option(min=0.001, help="How much it is held to the package's table: so many pairs for each there are."),
    ] = STRENGTH,
    most: Annotated[int, typer.Option(min=1, help="Draw so many pairs where there are more.")] = 500_000,
    seed: Annotated[int, typer.Option(help="Makes the draw repeatable.")] = 1,
    out: Out = None,
) -> None:
    """From coded documents that nobody joined, by expectation maximisation (Fellegi and Sunter's model).

    It tells what agreement is worth where reports are of this kind. Measure before you use it: where people joined
    reports, the package's table does better.
    """
    accounts = _accounts(_coded(coded or [], project))
    comparison = Comparison(Kinship({actor.id: actor for actor in load_actors()}))
    near, far = pairs_in_reach(accounts, most, seed), pairs_out_of_reach(accounts, most, seed)
    found = estimated(answered(near, comparison), answered(far, comparison), strength)
    bits = found.bits()
    _tell_estimate(found, bits)
    if gold:
        incident_of, lesson = _incidents(gold), Lesson(accounts)
        for name, weights in (("weights of the package", bits_of_package()), ("weights estimated", bits)):
            groups = lesson.groups(weights)
            _tell(f"all, {name}", measured(groups, incident_of))
            for half, some in enumerate(_halves(incident_of)):
                _tell(f"half {half}, {name}", measured(groups, some))
    _write(out, bits)


def _tell_estimate(found: Estimate, bits: Bits) -> None:
    print(f"{found.pairs:,} pairs, {found.share:.1%} of them one happening; {found.rounds} rounds.")
    print(f"{'level':24} {'package':>8} {'estimated':>9} {'in one':>8} {'in two':>8}")
    for level, before in bits_of_package().items():
        chances = f"{found.same[level]:8.4f} {found.other[level]:8.4f}" if level in found.same else ""
        print(f"{' '.join(level):24} {before:8g} {bits[level]:9g} {chances}".rstrip())
    for name in out_of_order(bits):
        print(f"out of order: {name}")


def _incidents(gold: Path) -> Mapping[str, str]:
    return {row["id"]: row["incident"] for row in _rows(gold)}


def _halves(incident_of: Mapping[str, str]) -> list[dict[str, str]]:
    return [{id: incident for id, incident in incident_of.items() if half_of(incident) == half} for half in (0, 1)]


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _code(gold: Path) -> list[CodedDocument]:
    coder = Coder(load(), Salience.load())
    return [
        coder.code(
            Document.of_text(
                row["text"],
                id=row["id"],
                source=row.get("source"),
                title=row.get("title"),
                published=datetime.fromisoformat(row["published"]) if row.get("published") else None,
                language="ar",
            )
        )
        for row in _rows(gold)
    ]


def _coded(files: Sequence[Path], project: Path | None) -> list[CodedDocument]:
    found = list(Project.open(project).coded()) if project else []
    for file in files:
        with file.open(encoding="utf-8") as lines:
            found += [CodedDocument.model_validate_json(line) for line in lines if line.strip()]
    return found


def _accounts(coded: Sequence[CodedDocument]) -> tuple[Account, ...]:
    return accounts_of(coded, load_ontology())


def _write(out: Path | None, bits: Bits) -> None:
    if out:
        out.write_text(table_of(bits), encoding="utf-8")


def _tell(what: str, measure: Measure) -> None:
    print(f"{what:40} {measure}", flush=True)


def run() -> None:
    """The command, without a traceback for what is wrong with what it was given."""
    try:
        app()
    except (WaqaiError, OSError, ValueError) as error:
        raise SystemExit(str(error)) from error


if __name__ == "__main__":
    run()
