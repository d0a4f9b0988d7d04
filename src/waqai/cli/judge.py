"""The commands `waqai judge …`: what people decide, made, undone, listed and imported."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from waqai.cli.examples import examples
from waqai.cli.output import counted, isolated_line, note
from waqai.cli.project import HERE, ProjectFolder, check_text, next_command
from waqai.errors import BrokenRecord, InputError, UsageError
from waqai.records import JudgementEntry, Status, StatusEntry, Verdict
from waqai.storage.judging import LONGEST_NAME, LONGEST_REASON, Made, Proposed, is_text
from waqai.storage.project import Project

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Decide what the program cannot: every decision is kept and logged.",
)

_WHO = '--by Salma --because "asked both outlets"'

Left = Annotated[str, typer.Argument(metavar="A", help="Id of an event or incident.")]
Right = Annotated[str, typer.Argument(metavar="B", help="Id of another.")]
By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")]
Because = Annotated[str, typer.Option("--because", metavar="REASON", help="Why, in words.")]
Later = Annotated[bool, typer.Option("--later", help="Leave joining the incidents anew to the next `waqai process`.")]


class LogFormat(StrEnum):
    """The forms in which the log is put out."""

    table = "table"
    jsonl = "jsonl"


class StatusName(StrEnum):
    """What a person may give as the status of an incident (codebook 5)."""

    claimed = "claimed"
    single_origin = "single_origin"
    corroborated = "corroborated"
    contested = "contested"
    denied = "denied"
    retracted = "retracted"


@app.command("same", epilog=examples(f"waqai judge same incident-3f0c incident-91ab {_WHO}"))
def same(a: Left, b: Right, by: By, because: Because, project: ProjectFolder = HERE, later: Later = False) -> None:
    """The two are one happening: joined whatever the program thinks."""
    _judge("same", a, b, by, because, project, later=later)


@app.command(
    "different",
    epilog=examples(
        f"waqai judge different incident-3f0c incident-91ab {_WHO}",
        f"waqai judge different post-7#2 incident-3f0c {_WHO}",
    ),
)
def different(a: Left, b: Right, by: By, because: Because, project: ProjectFolder = HERE, later: Later = False) -> None:
    """The two are different happenings: never joined. An event against its own incident is taken out of it."""
    _judge("different", a, b, by, because, project, later=later)


@app.command("unsure", epilog=examples(f"waqai judge unsure post-7#2 post-9#1 {_WHO}"))
def unsure(a: Left, b: Right, by: By, because: Because, project: ProjectFolder = HERE) -> None:
    """It cannot be told: the program goes by itself, and does not ask again."""
    _judge("unsure", a, b, by, because, project, later=False)


@app.command("status", epilog=examples(f"waqai judge status incident-3f0c retracted {_WHO}"))
def status(
    incident: Annotated[str, typer.Argument(metavar="INCIDENT", help="Id of an incident.")],
    status: Annotated[StatusName, typer.Argument(metavar="STATUS", help="Such as contested.")],
    by: By,
    because: Because,
    project: ProjectFolder = HERE,
) -> None:
    """Give an incident a status. The one that the rules give stays visible beside it."""
    _check_words(by, because, incident)
    given: Status = status.value
    opened = Project.open(project)
    with opened.judging() as judging:
        id = judging.give_status(incident, given, by, because)
    print(f"{id}: {incident} is {given}.")


@app.command("undo", epilog=examples("waqai judge undo j3 --by Salma", "waqai judge undo s1 --by Salma"))
def undo(
    id: Annotated[str, typer.Argument(metavar="ID", help="Id of a judgement (j3) or of a status (s1).")],
    by: By,
    because: Annotated[str | None, typer.Option("--because", metavar="REASON", help="Why, in words.")] = None,
    project: ProjectFolder = HERE,
    later: Later = False,
) -> None:
    """Take a decision back. It stays in the log."""
    _check_words(by, because or "-", id)
    opened = Project.open(project)
    with opened.judging() as judging:
        stale = judging.undo(id, by, because)
    print(f"{id}: undone.")
    if stale:
        _relink(opened, project, later=later)


@app.command("log", epilog=examples("waqai judge log", "waqai judge log --format jsonl > judgements.jsonl"))
def log(
    project: ProjectFolder = HERE,
    format: Annotated[
        LogFormat, typer.Option(help="table: to read here; jsonl: a decision a line, to import elsewhere.")
    ] = LogFormat.table,
) -> None:
    """List all that was decided, by whom, when and why, and what has become of it."""
    entries = Project.open(project).judged.log()
    for entry in entries:
        print(entry.model_dump_json() if format is LogFormat.jsonl else "\n".join(_entry(entry)))
    if not entries:
        note("Nothing was decided yet. `waqai incidents` shows the ids to judge.")


@app.command(
    "import", epilog=examples("waqai judge import judgements.csv", "waqai judge import judgements.jsonl --later")
)
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSONL or CSV: left, right, verdict, by, because, at.")],
    project: ProjectFolder = HERE,
    later: Later = False,
) -> None:
    """Take judgements from a file, all or none. Those that contradict each other are named."""
    proposed = list(_proposed(file))
    opened = Project.open(project)
    with opened.judging() as judging:
        taken = judging.take(proposed)
    print(f"{counted(taken, 'judgement')} taken.")
    if taken:
        _relink(opened, project, later=later)


def _judge(verdict: Verdict, a: str, b: str, by: str, because: str, project: Path, *, later: bool) -> None:
    _check_words(by, because, a, b)
    opened = Project.open(project)
    with opened.judging() as judging:
        made = judging.judge(Proposed(left=a, right=b, verdict=verdict, by=by, because=because))
    print(f"{made.id}: {a} {_WORDS[verdict]} {b}.")
    _warn(made)
    _relink(opened, project, later=later)


def judged_words(entry: JudgementEntry) -> str:
    """What a judgement says: "A is the same as B"."""
    return f"{entry.left} {_WORDS[entry.verdict]} {entry.right}"


_WORDS: dict[Verdict, str] = {"same": "is the same as", "different": "is not", "unsure": "may be"}


def _warn(made: Made) -> None:
    if made.overrules:
        note(f"It contradicts {', '.join(made.overrules)}, which no longer holds. Undo {made.id} to have it back.")


def _relink(opened: Project, project: Path, *, later: bool) -> None:
    if later:
        note(next_command("process", project))
        return
    print(f"{counted(opened.relink(), 'incident')} in the project.")


def _check_words(by: str, because: str, *ids: str) -> None:
    for id in ids:
        check_text(id)
    for value, option, longest in ((by, "--by", LONGEST_NAME), (because, "--because", LONGEST_REASON)):
        if not value.strip():
            raise UsageError("it is empty.", where=option, remedy="A decision without name or reason helps nobody.")
        if len(value) > longest:
            raise UsageError(f"{len(value):,} characters are too long.", where=option, remedy=f"Keep to {longest:,}.")
        if not is_text(value):
            raise UsageError("it is not UTF-8.", where=option)


def _entry(entry: JudgementEntry | StatusEntry) -> Iterator[str]:
    what = f"{entry.incident} is {entry.status}" if isinstance(entry, StatusEntry) else judged_words(entry)
    standing = entry.standing.replace("_", " ")
    if entry.overruled_by:
        standing = f"overruled by {', '.join(entry.overruled_by)}"
    at = entry.at.isoformat(timespec="minutes")
    yield f"{entry.id}  {what}  [{standing}]"
    yield f"    {isolated_line(entry.by)}, {at}: {isolated_line(entry.because or 'no reason given')}"
    if entry.undone:
        why = f": {isolated_line(entry.undone.because)}" if entry.undone.because else ""
        yield f"    undone by {isolated_line(entry.undone.by)}, {entry.undone.at.isoformat(timespec='minutes')}{why}"


_NEEDED = {"left", "right", "verdict", "by"}
_FIELDS = ("left", "right", "verdict", "by", "because", "at")


def _proposed(path: Path) -> Iterator[Proposed]:
    """The judgements of a file. A line of a log that is in force no more, or that gives a status, is passed over."""
    for where, record in _records(path):
        if record.get("standing") not in (None, "", "in_force") or "incident" in record:
            continue
        fields = {name: record.get(name) or None for name in _FIELDS}
        try:
            yield Proposed.model_validate({**fields, "where": where})
        except ValidationError as error:
            first = error.errors()[0]
            raise BrokenRecord(
                f"{'.'.join(map(str, first['loc']))}: {first['msg']}.",
                where=where,
                remedy="Each needs left, right, verdict (same, different, unsure) and by. Nothing was taken.",
            ) from error


def _records(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"it cannot be read ({error.strerror}).", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise InputError("it is not UTF-8.", where=str(path), remedy="Save it as UTF-8.") from error
    if path.suffix.lower() == ".csv":
        yield from _rows(text, path)
        return
    for number, line in enumerate(text.split("\n"), 1):  # U+2028 ends no line, and may stand in a reason
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BrokenRecord(f"not JSON: {error}.", where=where, remedy="Nothing was taken.") from error
        if not isinstance(record, dict):
            raise BrokenRecord("not a JSON object.", where=where, remedy="Nothing was taken.")
        yield where, record


def _rows(text: str, path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        if missing := _NEEDED - set(rows.fieldnames or _NEEDED):
            raise BrokenRecord(
                f"no column is headed {', '.join(sorted(missing))}.",
                where=f"{path}:1",
                remedy="The first line names the columns, with commas between: left,right,verdict,by,because,at.",
            )
        for row in rows:
            where = f"{path}:{rows.line_num}"
            if None in row:
                raise BrokenRecord(
                    "more cells than columns.", where=where, remedy='Put a cell with a comma in "…". Nothing was taken.'
                )
            yield where, {key: value.strip() for key, value in row.items() if value}
    except csv.Error as error:
        raise BrokenRecord(
            f"not CSV: {error}.", where=f"{path}:{max(1, rows.line_num)}", remedy="Nothing was taken."
        ) from error
