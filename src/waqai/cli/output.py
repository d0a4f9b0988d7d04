"""Incidents and messages as people read them in a terminal."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from waqai.acquisition.reading import SetAside
from waqai.publication.projection import Evidence
from waqai.publication.tolls import toll_range, widest_toll
from waqai.records import Candidate, HarmKind, Incident, IncidentTime

if TYPE_CHECKING:
    from rich.console import Console

    from waqai.storage.intake import Progress

_RTL_ISOLATE, _END_ISOLATE = "\u2067", "\u2069"
_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC_RUN = re.compile(f"{_ARABIC.pattern}(?:[^A-Za-z\n()/«»:·,;]*{_ARABIC.pattern})?")
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_PIPE_WIDTH = 160
_WIDE = 130
_HARM: tuple[HarmKind, ...] = ("killed", "injured", "detained", "abducted", "missing", "displaced")
_STANCES = {
    "reports": "reports",
    "claims": "claims it",
    "denies": "denies",
    "accuses": "accuses",
    "confirms": "confirms",
    "declines": "declines to say",
}


def printable(text: str) -> str:
    """`text` without the control characters in it, by which a hostile input could write to the terminal."""
    return "\n".join(_UNSAFE.sub("", line) for line in text.split("\n"))


def isolated(text: str) -> str:
    """`text` for a terminal that orders bidirectional text.

    Arabic lines stand in isolates, so that numbers and brackets beside them stay where they are. Control characters of
    the text's own are taken out.
    """
    lines = printable(text).split("\n")
    return "\n".join(f"{_RTL_ISOLATE}{line}{_END_ISOLATE}" if _ARABIC.search(line) else line for line in lines)


def isolated_within(text: str) -> str:
    """A line in Latin script in which each Arabic name stands in an isolate of its own."""
    return _ARABIC_RUN.sub(lambda run: f"{_RTL_ISOLATE}{run.group()}{_END_ISOLATE}", _UNSAFE.sub("", text))


def isolated_line(text: str) -> str:
    """What somebody wrote, on one line, its Arabic isolated."""
    return isolated_within(" ".join(text.split()))


def print_incidents(shown: Sequence[tuple[Incident, Sequence[Evidence]]], out: TextIO | None = None) -> None:
    """Print a table of projected incidents, and below it who says so of each, in which words."""
    console = _console(out or sys.stdout)
    console.print(_table([incident for incident, _ in shown], wide=console.width >= _WIDE))
    for incident, evidence in shown:
        console.print()
        for line in evidence_lines(incident, evidence):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def evidence_lines(incident: Incident, evidence: Iterable[Evidence]) -> Iterator[str]:
    """The incident's id and status with its rule, then a line for each source: who, how, and the words."""
    rule = isolated_within(incident.status_rule)
    yield f"{incident.id}  {incident.type} · {incident.status}: {rule} · {origins_of(incident)}"
    yield from given_status_lines(incident)
    for item in evidence:
        speaker = " « ".join(isolated(name) for name in (item.publisher, item.source) if name) or item.kind
        hedge = " (unsure)" if item.certainty == "hedged" else ""
        yield f"  {speaker} {_STANCES[item.stance]}{hedge}: {isolated(item.words)}  [{item.document_id}]"


def given_status_lines(incident: Incident) -> Iterator[str]:
    """Who gave the status, where a person did, and what it is by the rules."""
    if (given := incident.override) is not None:
        yield f"  given by {isolated_within(given.by)} on {given.at:%Y-%m-%d}; by the rules {given.computed}:"
        yield f"  {isolated_within(given.computed_rule)}"


def differences_of(incident: Incident) -> Iterator[str]:
    """What reports give differently: each variant with its origins, then what contradicts what, and why."""
    for difference in incident.differences:
        what = " ".join(word for word in (difference.harm, difference.victims, difference.field) if word)
        yield f"  {what}: {'contradictory' if difference.contradicts else 'compatible'}"
        for number, variant in enumerate(difference.variants, 1):
            who = ", ".join(isolated_within(origin) for origin in variant.origin_ids)
            yield f"    ({number}) {isolated_within(variant.value)}  [{who}]"
        for pair in difference.pairs:
            verb = "contradicts" if pair.relation == "contradicts" else "goes with"
            yield f"        ({pair.left + 1}) {verb} ({pair.right + 1}): {pair.because}"


def day_of(time: IncidentTime | None) -> str:
    """The days of an incident: "2024-01-22", "2024-01-20…22", "2024-01-30…2024-02-02", or "?"."""
    if time is None or time.start is None:
        return "?"
    start, end = time.start.isoformat(), time.end.isoformat() if time.end else None
    if end is None or end == start:
        return start
    return f"{start}…{end[8:] if end[:8] == start[:8] else end}"


def origins_of(incident: Incident) -> str:
    """How many reports there are and how many independent origins they go back to."""
    return f"{counted(incident.reports, 'report')}, {counted(incident.independent_origins, 'independent origin')}"


def toll_of(incident: Incident) -> str:
    """The range of each kind of harm: "3-5 killed, 10+ injured"."""
    ranges = ((toll_range(widest_toll(incident, kind)), kind) for kind in _HARM)
    return ", ".join(f"{figure} {kind}" for figure, kind in ranges if figure)


def list_set_aside(items: Iterable[SetAside]) -> None:
    """Print what was set aside and why on standard error, all of it: nothing is lost unseen."""
    for item in items:
        print(f"set aside: {_UNSAFE.sub('', str(item))}", file=sys.stderr)


def counted(count: int, noun: str) -> str:
    """The number with its noun: "1 report", "1,200 reports"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def note(message: str) -> None:
    """Print a message for the person at the terminal, on standard error."""
    print(message, file=sys.stderr)


@contextmanager
def progress_bar(what: str) -> Iterator[Progress | None]:
    """A bar on standard error where that is a terminal, else None."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _console(out: TextIO) -> Console:
    from rich.console import Console

    return Console(file=out, width=None if out.isatty() else _PIPE_WIDTH, highlight=False, emoji=False)


def _table(incidents: Sequence[Incident], *, wide: bool) -> object:
    """The table; on a narrow terminal without ids and rules of status, which stand in the lines below it too."""
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=True)
    headings = ("id", "day", "type", "place", "agents", "status", "origins", "toll")
    whole = ("id", "day", "type", "toll") if wide else ("day", "type", "status", "toll")
    for heading in headings if wide else headings[1:]:
        table.add_column(heading, overflow="fold", no_wrap=heading in whole)
    for incident in incidents:
        reports = counted(incident.reports, "report")
        place = incident.places[0] if incident.places else None
        cells = (
            incident.id,
            day_of(incident.time),
            incident.type,
            _wrapped((place.name_ar or place.text) if place else "?"),
            "\n".join(_wrapped(_agent(agent)) for agent in incident.agents) or "?",
            f"{incident.status}\n{textwrap.fill(incident.status_rule, 28)}" if wide else incident.status,
            origins_of(incident).replace(", ", "\n") if wide else f"{incident.independent_origins}, in\n{reports}",
            toll_of(incident).replace(", ", "\n"),
        )
        table.add_row(*(Text(cell) for cell in (cells if wide else cells[1:])))
    return table


def _agent(agent: Candidate) -> str:
    """The agent's name, with the share of origins that name it where not all do."""
    return agent.name if agent.share >= 0.995 else f"{agent.name} ({agent.share:.0%})"


def _wrapped(name: str) -> str:
    """A name on lines of at most 24 characters, each isolated: a wrap inside an isolate would break it."""
    return isolated("\n".join(textwrap.wrap(" ".join(name.split()), 24, break_long_words=False)))
