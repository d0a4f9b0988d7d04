"""Measure and print: `python -m bench [--quick] [--json] [--only NAME]`."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict
from itertools import pairwise
from typing import Annotated

import typer

from bench.tasks import TASKS, Bench, Result


def main(
    quick: Annotated[bool, typer.Option(help="Fewer reports and runs, for a first look.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    million: Annotated[bool, typer.Option(help="A million made-up accounts too: some twenty minutes.")] = False,
    only: Annotated[list[str] | None, typer.Option(metavar="NAME", help=f"One of {', '.join(TASKS)}.")] = None,
) -> None:
    """Speed and memory of Waqai on this machine, over made-up reports of 1,500 characters."""
    if unknown := set(only or ()) - set(TASKS):
        raise typer.BadParameter(f"{', '.join(sorted(unknown))}: none of {', '.join(TASKS)}.", param_hint="--only")
    bench = Bench(quick, million)
    machine = f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores"
    results = [result for name, task in TASKS.items() if not only or name in only for result in task(bench)]
    if as_json:
        typer.echo(json.dumps({"machine": machine, "results": [asdict(result) for result in results]}))
        return
    corpus = bench.corpus
    typer.echo(f"{machine}. {len(corpus.documents)} reports, {corpus.characters:,} characters, ", nl=False)
    typer.echo(f"{corpus.words:,} words, {corpus.distinct:,} distinct. Medians, with the least and the most.\n")
    typer.echo(f"{'':15} {'seconds':>8} {'range':>15} {'runs':>4} {'reports/s':>10} {'characters/s':>13}")
    for result in results:
        typer.echo(_line(result))
    by_name = {result.name: result.timing.median for result in results}
    for fewer, more in pairwise(name for name in by_name if name.startswith("link ") and name[5].isdigit()):
        typer.echo(f"\nFrom {fewer} to {more} the time grows {by_name[more] / by_name[fewer]:.1f} times.")
    for added in (name for name in by_name if name.startswith("add to ")):
        typer.echo(f"\nAdding a document takes {by_name[added] / by_name['add floor']:,.0f} times a bare commit.")
    if {"coder", "floor"} <= by_name.keys():
        typer.echo(f"\nThe coder takes {by_name['coder'] / by_name['floor']:,.0f} times a bare automaton scan.")
    if {"start", "start floor"} <= by_name.keys():
        typer.echo(
            f"A start takes {by_name['start'] / by_name['start floor']:.1f} times the imports that it cannot avoid."
        )


def _line(result: Result) -> str:
    timing = result.timing
    spread = f"{timing.least:.3f}-{timing.most:.3f}"
    line = f"{result.name:15} {timing.median:8.3f} {spread:>15} {timing.runs:4}"
    if result.characters:
        line += f" {result.documents / timing.median:10,.1f} {result.characters / timing.median:13,.0f}"
    else:
        line += " " * 25
    return line + "".join(f"  {name} {value:,.0f}" for name, value in result.notes.items())


if __name__ == "__main__":
    typer.run(main)
