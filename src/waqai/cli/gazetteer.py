"""The commands on the gazetteer: `build`, `import`, `find`, `check`, `info`."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from waqai.cli.examples import examples
from waqai.cli.exit_status import NOTHING_DONE, SET_ASIDE
from waqai.errors import UsageError, WaqaiError

if TYPE_CHECKING:
    from waqai.knowledge.gazetteer import Gazetteer
    from waqai.knowledge.gazetteer_check import Finding
    from waqai.knowledge.gazetteer_import import ImportReport
    from waqai.records import Place

ProjectFolder = Annotated[
    Path | None, typer.Option("--project", "-p", metavar="DIR", help="The project whose own gazetteer to use.")
]
_SHOWN = 20
_NOTES = 30
app = typer.Typer(help="Build, fill, search and check the gazetteer.", no_args_is_help=True, add_completion=False)


class Format(StrEnum):
    """The forms in which places and findings are put out."""

    table = "table"
    json = "json"


class FileFormat(StrEnum):
    """The forms of gazetteer files."""

    geonames = "geonames"
    geonames_names = "geonames-names"
    table = "table"


def _path(project: Path | None, *, own: bool) -> Path:
    """Where the gazetteer lies: the project's, or the installed one.

    `own` is true where the command writes: a project has its own gazetteer from then on.
    """
    from waqai.knowledge.gazetteer_build import default_path

    folder = project or (Path() if Path("waqai.toml").is_file() else None)
    if folder is None:
        return default_path()
    if not (folder / "waqai.toml").is_file():
        raise UsageError(f"there is no project in {folder}.", remedy=f"Make one with `waqai init {folder}`.")
    from waqai.storage.layout import GAZETTEER

    path = folder / GAZETTEER
    return path if own or path.is_file() else default_path()


def _open(project: Path | None) -> Gazetteer:
    from waqai.knowledge.gazetteer import Gazetteer
    from waqai.knowledge.gazetteer_build import ensure

    return Gazetteer(ensure(_path(project, own=False), _note))


def _note(message: str) -> None:
    print(message, file=sys.stderr)


@app.command(epilog=examples("waqai gazetteer build", "waqai gazetteer build --project aleppo"))
def build(project: ProjectFolder = None) -> None:
    """Build the gazetteer anew from GeoNames and Waqai's own places; what was imported stays in it."""
    from waqai.knowledge.gazetteer_build import build as build_gazetteer

    report = build_gazetteer(_path(project, own=True), _note)
    print(
        f"{report.places:,} places in {len(report.countries)} countries, {report.arabic:,} of them with an Arabic name;"
        f" {report.imported:,} imported rows kept. {report.path}"
    )


@app.command(
    "import",
    epilog=examples(
        "waqai gazetteer import SY.zip",
        "waqai gazetteer import --project aleppo syr_admin_units.csv communities.csv",
        "GeoNames: a country's zip of download.geonames.org/export/dump. OCHA: P-code tables of data.humdata.org.",
    ),
)
def import_(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="GeoNames dumps, P-code tables, any CSV.")],
    project: ProjectFolder = None,
    format: Annotated[FileFormat | None, typer.Option(help="By default told by the content.")] = None,
) -> None:
    """Import files into the gazetteer. Each is taken whole or not at all; rows that cannot be taken are listed."""
    from waqai.knowledge.gazetteer_import import import_file

    target = _path(project, own=True)
    reports: list[ImportReport] = []
    for file in files:
        try:
            reports.append(import_file(file, target, format.value if format else None))
        except WaqaiError as error:
            if len(files) == 1:
                raise
            _note(f"waqai: {error}")
            continue
        _print_report(reports[-1])
    if not reports:
        raise typer.Exit(NOTHING_DONE)
    if len(reports) < len(files) or any(report.set_aside for report in reports):
        raise typer.Exit(SET_ASIDE)


def _print_report(report: ImportReport) -> None:
    if report.unchanged:
        print(f"{report.file}: imported before, nothing to do.")
        return
    aside = report.set_aside
    print(
        f"{report.file} ({report.format}, {report.encoding}): {report.taken:,} rows taken ({report.new:,} new places,"
        f" {report.joined:,} joined to known ones), {len(aside):,} set aside."
    )
    for line, reason, row in aside[:_SHOWN]:
        _note(f"set aside: {report.file}:{line}: {reason}: {row}")
    if len(aside) > _SHOWN:
        _note(f"set aside: {len(aside) - _SHOWN:,} more.")


@app.command(
    epilog=examples(
        "waqai gazetteer find الشدادي",
        'waqai gazetteer find "محافظة حلب" --country SY',
        "waqai gazetteer find Manbij --format json",
    )
)
def find(
    name: Annotated[str, typer.Argument(help="A name in Arabic or Latin letters, or a P-code.")],
    country: Annotated[str | None, typer.Option(help="Two letters: SY, IQ, YE …")] = None,
    format: Annotated[Format, typer.Option(help="table, or json: one place a line.")] = Format.table,
    limit: Annotated[int, typer.Option(min=1)] = 20,
    project: ProjectFolder = None,
) -> None:
    """Find the places that a name may mean, the likeliest first."""
    gazetteer = _open(project)
    places = gazetteer.find(name, country.upper() if country else None, limit)
    if format is Format.json:
        for place in places:
            print(json.dumps(place.model_dump(mode="json"), ensure_ascii=False))
    elif places:
        _print_places(gazetteer, places)
    if not places:
        _note("No place has such a name.")
        raise typer.Exit(NOTHING_DONE)


def _print_places(gazetteer: Gazetteer, places: list[Place]) -> None:
    from waqai.cli.output import isolated

    rows = []
    for place in places:
        names = [above.name_en or above.name_ar or above.id for above in gazetteer.ancestry(place)]
        where = f"{place.lat:.4f}, {place.lon:.4f}" if place.lat is not None and place.lon is not None else "?"
        rows.append(
            (isolated(place.name_ar or ""), place.name_en or "", place.kind, " › ".join(names), where, place.id)
        )
    _print_table(("name", "", "kind", "lies in", "lat, lon", "id"), rows)


def _print_table(headings: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else 160, highlight=False, emoji=False).print(table)


@app.command(epilog=examples("waqai gazetteer check", "waqai gazetteer check --format json > findings.jsonl"))
def check(
    format: Annotated[Format, typer.Option(help="table, or json: one finding a line.")] = Format.table,
    project: ProjectFolder = None,
) -> None:
    """Look for orphans, broken ancestry, impossible coordinates, ambiguous and missing names. Ends with 1 on errors."""
    from waqai.knowledge.gazetteer_check import check as check_gazetteer

    findings = check_gazetteer(_open(project))
    if format is Format.json:
        for finding in findings:
            print(json.dumps(vars(finding), ensure_ascii=False))
    else:
        _print_findings(findings)
    if any(finding.severity == "error" for finding in findings):
        raise typer.Exit(SET_ASIDE)


def _print_findings(findings: list[Finding]) -> None:
    from collections import Counter

    from waqai.cli.output import isolated

    counts = Counter((finding.severity, finding.kind) for finding in findings)
    shown: Counter[str] = Counter()
    rows = []
    for finding in findings:
        shown[finding.kind] += 1
        if finding.severity == "error" or shown[finding.kind] <= _NOTES:
            rows.append((finding.severity, finding.kind, finding.place_id, isolated(finding.message)))
    if rows:
        _print_table(("", "finding", "place", ""), rows)
    for (severity, kind), count in sorted(counts.items()):
        print(f"{severity}: {kind}: {count:,}")
    if not findings:
        print("Nothing is wrong.")


@app.command(epilog=examples("waqai gazetteer info", "waqai gazetteer info --project aleppo"))
def info(project: ProjectFolder = None) -> None:
    """Show where the gazetteer lies, what it holds, and what was imported into it."""
    gazetteer = _open(project)
    ask = gazetteer.connection.execute
    print(f"{gazetteer.path}: {gazetteer.count():,} places")
    print("kinds: " + ", ".join(f"{kind} {count:,}" for kind, count in ask(_KINDS)))
    print("countries: " + ", ".join(f"{country} {count:,}" for country, count in ask(_COUNTRIES)))
    for file, form, taken, aside, at in ask("SELECT file, format, taken, set_aside, at FROM import ORDER BY at"):
        print(f"imported {at}: {file} ({form}), {taken:,} rows, {aside:,} set aside")


_KINDS = "SELECT kind, count(*) FROM place GROUP BY kind ORDER BY count(*) DESC, kind"
_COUNTRIES = "SELECT coalesce(country, '?'), count(*) FROM place GROUP BY 1 ORDER BY 2 DESC, 1"
