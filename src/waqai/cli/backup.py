"""The commands `backup` and `restore`: a whole project in one file, encrypted, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from waqai.archive.disk import force_folder
from waqai.cli.exit_status import SET_ASIDE
from waqai.cli.outfile import whole_file
from waqai.cli.output import counted, isolated_within, note, progress_bar
from waqai.cli.project import HERE, ProjectFolder
from waqai.errors import UsageError
from waqai.storage.backups.encryption import (
    Key,
    Seal,
    in_the_open,
    new_identity,
    read_identities,
    read_passphrase,
    to_passphrase,
    to_recipients,
)
from waqai.storage.backups.restoring import restore as restore_project
from waqai.storage.project import Project

_PRIVATE = 0o600


def backup(
    file: Annotated[Path | None, typer.Argument(metavar="FILE", help="The file to make.", show_default=False)] = None,
    project: ProjectFolder = HERE,
    recipients: Annotated[
        list[str] | None,
        typer.Option("--recipient", metavar="KEY", help="Encrypt to this public key of age or SSH; may be repeated."),
    ] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Encrypt with the first line of this file.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Do not encrypt: whoever has the file can read it.")] = False,
    damaged: Annotated[bool, typer.Option("--damaged", help="Also where the project is not whole.")] = False,
    new_key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Make a secret key in this file, and print its public one.")
    ] = None,
) -> None:
    """Put a whole project into one encrypted file. Other commands may write to the project meanwhile."""
    if new_key is not None:
        _make_key(new_key, alone=file is None)
        return
    if file is None:
        raise UsageError("there is no FILE to make.", remedy="See `waqai backup --help`.")
    seal = _seal(recipients or [], passphrase_file, plain=plain)
    _check_new(file)
    opened = Project.open(project)
    try:
        with whole_file(file, _PRIVATE) as out, progress_bar("megabytes") as progress:
            made = opened.back_up(out, seal, damaged=damaged, progress=progress)
        force_folder(file.absolute().parent)
    finally:
        opened.close()
    print(f"{counted(made.files, 'file')} of {made.bytes:,} bytes backed up in {file}.")
    if plain:
        note("It is not encrypted.")
    _list(made.faults)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that `waqai backup` made.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make the project in; new, or empty.")],
    identity: Annotated[
        list[Path] | None,
        typer.Option("--identity", "-i", metavar="FILE", help="A file with the secret key; may be repeated."),
    ] = None,
    passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file whose first line is the passphrase.")
    ] = None,
    damaged: Annotated[
        bool, typer.Option("--damaged", help="Also where the project in it does not prove whole.")
    ] = False,
) -> None:
    """Make a project from a backup: checked, proven whole as by `waqai verify`, or not made at all."""
    if identity and passphrase_file:
        raise UsageError("--identity and --passphrase-file exclude each other.")
    identities = tuple(key for path in identity or [] for key in read_identities(path))
    key = Key(identities, read_passphrase(passphrase_file) if passphrase_file else None)
    with progress_bar("megabytes") as progress:
        restored = restore_project(file, folder, key, damaged=damaged, progress=progress)
    print(f"Restored the project {folder} as it was on {restored.head.made:%Y-%m-%d at %H:%M} UTC.")
    if not restored.faults:
        note("Every byte is as it came in, and ledger and store say the same.")
    _list(restored.faults)


def _seal(recipients: list[str], passphrase_file: Path | None, *, plain: bool) -> Seal:
    ways = [bool(recipients), passphrase_file is not None, plain]
    if sum(ways) > 1:
        raise UsageError("--recipient, --passphrase-file and --plain exclude each other.")
    if recipients:
        return to_recipients(recipients)
    if passphrase_file is not None:
        return to_passphrase(read_passphrase(passphrase_file))
    if plain:
        return in_the_open
    raise UsageError(
        "say how the backup is to be encrypted: it holds all that the project withholds from its outputs.",
        remedy="Give --recipient KEY (`waqai backup --new-key FILE` makes one), or --passphrase-file FILE, or --plain.",
    )


def _make_key(path: Path, *, alone: bool) -> None:
    if not alone:
        raise UsageError(
            "--new-key makes a key and nothing else.",
            remedy="Leave FILE out, then back up with --recipient and the key that is printed.",
        )
    _check_new(path)
    secret, public = new_identity()
    with whole_file(path, _PRIVATE) as out:
        out.write(f"# public key: {public}\n{secret}\n".encode())
    print(public)
    note(f"The secret key is in {path}. Keep it apart from the backups: without it nobody can open them, you neither.")


def _check_new(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise UsageError("it is there already.", where=str(path), remedy="Choose another name, or move it away first.")


def _list(faults: list[str] | tuple[str, ...]) -> None:
    """List what does not hold, and end with the status that says so."""
    for fault in faults:
        note(isolated_within(fault))
    if faults:
        raise typer.Exit(SET_ASIDE)
