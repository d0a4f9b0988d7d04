"""The command `verify`: the proof that a project holds what came in, and that nothing in it was changed since."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Literal

import typer

from waqai.cli.exit_status import SET_ASIDE
from waqai.cli.output import counted, isolated_within, note, progress_bar
from waqai.cli.project import HERE, ProjectFolder
from waqai.storage.project import Project
from waqai.storage.stamping import Stamped
from waqai.storage.verification import Verification


def verify(
    project: ProjectFolder = HERE,
    every: Annotated[bool, typer.Option("--all", help="Go on after the first fault, and list every one.")] = False,
    roots: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="PEM file of root certificates that time stamps must be signed under."),
    ] = None,
    form: Annotated[
        Literal["table", "json"], typer.Option("--format", help="Sentences, or one JSON object.")
    ] = "table",
) -> None:
    """Prove that every byte is as it came in, and that ledger and store say the same. Ends with 1 where not."""
    opened = Project.open(project)
    with progress_bar("entries") as progress:
        found = opened.verification(every=every, roots=roots, progress=progress)
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
    for stamp in found.stamps:
        print(isolated_within(proven(stamp)))
    if found.unchecked:
        note(f'{counted(found.unchecked, "time stamp")} not checked: run `pip install "waqai[timestamps]"`.')
    if found.waiting:
        note(f"{counted(found.waiting, 'line')} wait to be entered: the next command that writes to {project} does it.")


def proven(stamp: Stamped) -> str:
    """What a time stamp proves, and what it does not, in a sentence each."""
    said = f"Everything up to entry {stamp.entry} existed at {stamp.at.isoformat()}, says {stamp.authority}"
    if stamp.signed:
        return f"{said}: signed under a root certificate that was given."
    return f"{said}. No root certificates were given: it is about that entry, but who signed it was not checked."


def _json(found: Verification) -> str:
    faults = [{"entry": fault.entry, "fault": fault.words} for fault in found.faults]
    stamps = [{**asdict(stamp), "at": stamp.at.isoformat()} for stamp in found.stamps]
    said = {
        "holds": not faults,
        "entries": found.entries,
        "waiting": found.waiting,
        "faults": faults,
        "stamps": stamps,
        "unchecked_stamps": found.unchecked,
    }
    return json.dumps(said, ensure_ascii=False)
