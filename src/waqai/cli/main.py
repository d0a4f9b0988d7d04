"""The command `waqai`: which commands there are, and how every one of them ends.

A command's module is imported when the command is called, so that `waqai code` does not wait for the database.
"""

from __future__ import annotations

import difflib
import importlib
import io
import os
import sys
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup

from waqai.cli.examples import examples
from waqai.cli.exit_status import INTERRUPTED, NOTHING_DONE, WRONG_USE
from waqai.errors import UsageError, WaqaiError


class Lazy(NamedTuple):
    """Where a command is (`module:name`, a function or a Typer app), and examples of its use."""

    target: str
    examples: tuple[str, ...] = ()


COMMANDS = {
    "demo": Lazy("waqai.cli.demo:demo", ("waqai demo", "waqai demo --project try-it")),
    "code": Lazy(
        "waqai.cli.code:code",
        (
            "waqai code report.txt",
            "waqai code --format table reports.jsonl",
            "waqai code --format html post.txt > a.html",
        ),
    ),
    "explain": Lazy(
        "waqai.cli.explain:explain", ("waqai explain report.txt", "waqai explain --project demo-project bukamal-1")
    ),
    "init": Lazy("waqai.cli.project:init", ("waqai init aleppo", 'waqai init aleppo --name "حلب 2016"')),
    "add": Lazy(
        "waqai.cli.project:add",
        (
            "waqai add reports.jsonl pages/ crawl.warc.gz",
            "waqai add --channel @valley_news result.json",
            "waqai add --columns text=النص,published=التاريخ reports.csv",
            "cat posts.jsonl | waqai add -",
        ),
    ),
    "sources": Lazy("waqai.cli.sources:app"),
    "collect": Lazy(
        "waqai.cli.collect:collect",
        ("waqai collect", "waqai collect --source river --now", "waqai collect --watch --process --log json"),
    ),
    "process": Lazy("waqai.cli.project:process", ("waqai process", "waqai process --workers 4")),
    "incidents": Lazy(
        "waqai.cli.incidents:incidents",
        (
            "waqai incidents",
            "waqai incidents --type air_strike --since 2024-01-01 --place درعا",
            "waqai incidents --format csv --bom --out incidents.csv --dictionary columns.csv",
            "waqai incidents --format geojson > incidents.geojson",
        ),
    ),
    "show": Lazy("waqai.cli.incidents:show", ("waqai show ID",)),
    "judge": Lazy("waqai.cli.judge:app"),
    "evaluate": Lazy(
        "waqai.cli.evaluate:evaluate",
        (
            "waqai evaluate gold.jsonl",
            "waqai evaluate gold.jsonl --errors errors.jsonl --workers 4",
            "waqai evaluate gold.jsonl --coded coded.jsonl --format json",
        ),
    ),
    "schema": Lazy("waqai.cli.schema:schema", ("waqai schema incident", "waqai schema --write schemas")),
    "gazetteer": Lazy("waqai.cli.gazetteer:app"),
    "verify": Lazy(
        "waqai.cli.verify:verify",
        (
            "waqai verify",
            "waqai verify --project aleppo --all --format json",
            "waqai verify --roots authorities.pem",
        ),
    ),
    "stamp": Lazy(
        "waqai.cli.stamp:stamp",
        (
            "waqai stamp --authority https://freetsa.org/tsr",
            "waqai stamp --project aleppo --authority http://timestamp.example/",
        ),
    ),
    "backup": Lazy(
        "waqai.cli.backup:backup",
        (
            "waqai backup --new-key ~/waqai.key",
            "waqai backup aleppo.age --project aleppo --recipient age1…",
            "waqai backup aleppo.age --passphrase-file ~/passphrase",
        ),
    ),
    "restore": Lazy(
        "waqai.cli.backup:restore",
        (
            "waqai restore aleppo.age aleppo --identity ~/waqai.key",
            "waqai restore aleppo.age rehearsal --passphrase-file ~/passphrase",
        ),
    ),
    "doctor": Lazy("waqai.cli.doctor:doctor", ("waqai doctor", "waqai doctor --project aleppo")),
}


class Commands(TyperGroup):
    """The commands of the table above, each imported when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The names in the order in which one meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name; an unknown one is wrong use, with the nearest names."""
        if cmd_name in COMMANDS:
            return _load(cmd_name)
        near = difflib.get_close_matches(cmd_name, COMMANDS)
        hint = f" Did you mean {' or '.join(near)}?" if near else " `waqai --help` lists the commands."
        return ctx.fail(f"No such command {cmd_name!r}.{hint}")

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an interrupt and a closed pipe end it quietly."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except KeyboardInterrupt:
            raise typer.Exit(_interrupted()) from None
        except BrokenPipeError:
            # The reader has what it wanted. What is still buffered goes nowhere when the program ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        return result


def _load(name: str) -> Any:
    lazy = COMMANDS[name]
    module, attribute = lazy.target.split(":")
    found = getattr(importlib.import_module(module), attribute)
    if not isinstance(found, typer.Typer):
        command, found = found, typer.Typer(add_completion=False)
        found.command(name, epilog=examples(*lazy.examples))(command)
    loaded = typer.main.get_command(found)
    loaded.name = name
    return loaded


_FIRST_SESSION = (
    "A first session:",
    "waqai init war",
    "waqai add --project war reports.jsonl",
    "waqai process --project war",
    "waqai incidents --project war",
)
app = typer.Typer(
    cls=Commands,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="\n\n".join(_FIRST_SESSION),
)


def _print_version(asked: bool) -> None:
    if asked:
        from waqai import __version__

        typer.echo(f"waqai {__version__}")
        raise typer.Exit


@app.callback()
def waqai(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """From Arabic reports of armed conflict to located, attributed incidents, with the words that say so."""


def run() -> None:
    """Run the command line; every error of Waqai's own is printed with its code, and without a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a letter shows its number
    try:
        app()
    except WaqaiError as error:
        from waqai.cli.output import printable

        print(f"waqai: {printable(str(error))}", file=sys.stderr)
        sys.exit(WRONG_USE if isinstance(error, UsageError) else NOTHING_DONE)
    except KeyboardInterrupt:
        sys.exit(_interrupted())


def _interrupted() -> int:
    print("waqai: interrupted. What was done so far is kept; the same command goes on from there.", file=sys.stderr)
    return INTERRUPTED
