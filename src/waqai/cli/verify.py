"""The command `verify`: the proof that a project holds what came in, and that nothing in it was changed since."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

import typer

from waqai.cli.exit_status import SET_ASIDE
from waqai.cli.output import counted, isolated_within, note, progress_bar
from waqai.cli.project import HERE, ProjectFolder
from waqai.storage.project import Project
from waqai.storage.verification import Verification


def verify(
    project: ProjectFolder = HERE,
    every: Annotated[bool, typer.Option("--all", help="Go on after the first fault, and list every one.")] = False,
    form: Annotated[
        Literal["table", "json"], typer.Option("--format", help="Sentences, or one JSON object.")
    ] = "table",
) -> None:
    """Prove that every byte is as it came in, and that ledger and store say the same. Ends with 1 where not."""
    opened = Project.open(project)
    with progress_bar("entries") as progress:
        found = opened.verification(every=every, progress=progress)
    opened.close()
    if form == "json":
        print(_json(found))
    else:
        _print(found, project)
    if found.faults:
        raise typer.Exit(SET_ASIDE)


def _print(found: Verification, project: Path) -> None:
    for fault in found.faults:
        print(isolated_within(fault.words))
    if not found.faults:
        print(f"{counted(found.entries, 'line')} of the ledger: every byte is as it came in, each decision as made.")
    if found.waiting:
        note(f"{counted(found.waiting, 'line')} wait to be entered: the next command that writes to {project} does it.")


def _json(found: Verification) -> str:
    faults = [{"entry": fault.entry, "fault": fault.words} for fault in found.faults]
    return json.dumps(
        {"holds": not faults, "entries": found.entries, "waiting": found.waiting, "faults": faults}, ensure_ascii=False
    )
