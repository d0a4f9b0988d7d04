"""The command `demo`: the packaged reports through the whole road, from files to a table of incidents."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from waqai import samples
from waqai.cli import project as commands
from waqai.cli.exit_status import SET_ASIDE
from waqai.cli.incidents import incidents
from waqai.cli.output import isolated, note
from waqai.errors import UsageError
from waqai.storage.settings import FILE_NAME

DEFAULT = Path("demo-project")


def demo(
    project: Annotated[
        Path, typer.Option("--project", "-p", metavar="DIR", help="The folder to make the project in.")
    ] = DEFAULT,
) -> None:
    """Show what Waqai does, on invented reports: they become a project, its incidents are printed. Safe to repeat."""
    if project.is_dir() and any(project.iterdir()) and not (project / FILE_NAME).is_file():
        raise UsageError(f"{project} holds something else.", remedy="Name another folder by --project.")
    note(
        "The reports are invented: no incident, outlet or speaker in them is real; the places are.\n"
        f"They lie in {samples.path()}, what they show in the README beside them.\n"
    )
    aside = 0
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        (f"waqai init {project}", lambda: _init(project)),
        (f"waqai add --project {project} {samples.path().name}", lambda: commands.add([str(samples.path())], project)),
        (f"waqai process --project {project}", lambda: commands.process(project)),
        (f"waqai incidents --project {project}", lambda: incidents(project)),
    )
    for line, step in steps:
        print(f"$ {line}", flush=True)
        try:
            step()
        except typer.Exit as ended:
            aside = ended.exit_code
            if aside != SET_ASIDE:
                raise
        print(flush=True)
    _say_what_next(project)
    if aside:
        raise typer.Exit(aside)


def _init(project: Path) -> None:
    """Make the project, or use the one that an earlier run made."""
    if (project / FILE_NAME).is_file():
        print(f"The project {project} is there already.")
    else:
        commands.init(project, name=project.resolve().name, time_zone="UTC")


def _say_what_next(project: Path) -> None:
    first = isolated("bukamal-1")
    sys.stdout.flush()
    note(
        f"""Try next:
  waqai explain --project {project} {first}     why each field of a report's events holds what it holds
  waqai incidents --project {project} --place البوكمال
  waqai incidents --project {project} --format csv > incidents.csv
  waqai code --format html YOUR-FILE > page.html     your own report, the evidence marked in its text
  waqai init my-project                              a project of your own"""
    )
