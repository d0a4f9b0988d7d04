"""The command `stamp`: an authority says that the ledger existed at a moment."""

from __future__ import annotations

from typing import Annotated

import typer

from waqai.cli.output import isolated_within, note
from waqai.cli.project import HERE, ProjectFolder
from waqai.cli.verify import proven
from waqai.storage.project import Project


def stamp(
    authority: Annotated[
        str, typer.Option(metavar="URL", help="The address of a time stamp authority (RFC 3161), http or https.")
    ],
    project: ProjectFolder = HERE,
) -> None:
    """Have an authority sign that all that is in the ledger exists now. It learns a digest, and nothing else."""
    opened = Project.open(project)
    stamped = opened.stamp(authority)
    opened.close()
    if stamped is None:
        print("Nothing came in since this authority last stamped the ledger.")
        return
    print(isolated_within(proven(stamped)))
    note(f"Next: waqai verify --project {project}")
