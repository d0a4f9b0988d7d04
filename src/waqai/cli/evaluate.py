"""The command `evaluate`: how far the coding agrees with what people coded."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from waqai.acquisition.files import Located
from waqai.acquisition.reading import Reading, SetAside
from waqai.cli.exit_status import NOTHING_DONE, SET_ASIDE
from waqai.cli.output import counted, list_set_aside, note, progress_bar
from waqai.cli.stateless import Workshop, coded_in_order, open_workshop
from waqai.errors import BrokenRecord, InputError, UnknownId, UsageError
from waqai.evaluation.answer import SeenCoding, SeenEvent, SeenIncident, as_seen
from waqai.evaluation.bootstrap import Resampling
from waqai.evaluation.evaluating import compare
from waqai.evaluation.gold import Mode
from waqai.evaluation.reading import CodingSet, GoldSet, read_codings, read_gold
from waqai.evaluation.report import Comparison, Disagreement, Evaluation
from waqai.records import CodedDocument, Document

_LISTED = 5


class Format(StrEnum):
    """The forms in which an evaluation is put out."""

    table = "table"
    json = "json"


class ModeName(StrEnum):
    """The kinds of gold."""

    articles = "articles"
    detect = "detect"
    spans = "spans"
    facts = "facts"
    link = "link"


@dataclass
class _Coding:
    """What is held against the gold of each mode: events by document id, and incidents for `link`."""

    events: dict[Mode, Mapping[str, Sequence[SeenEvent]]]
    incidents: Sequence[SeenIncident] = ()


def evaluate(
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD…", help="JSONL files of documents that people coded.")],
    mode: Annotated[
        ModeName | None, typer.Option(help="What the gold is of; by default told by the fields of its lines.")
    ] = None,
    coded: Annotated[
        list[Path] | None,
        typer.Option(
            "--coded", metavar="FILE", help="Compare this coding instead of coding GOLD anew. May be repeated."
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="table: to read here; json: an object a line for each mode.")] = (
        Format.table
    ),
    errors: Annotated[
        Path | None, typer.Option("--errors", metavar="FILE", help="Write each disagreement here, a line of JSON each.")
    ] = None,
    project: Annotated[
        Path | None,
        typer.Option(
            "--project", "-p", metavar="DIR", help="Code with this project's gazetteer, publishers and tables."
        ),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes that code at a time.")] = 1,
    resamples: Annotated[
        int, typer.Option(min=0, max=100_000, help="Draws of documents for the intervals; 0 for none.")
    ] = 1000,
    seed: Annotated[int, typer.Option(help="Number that makes the draws repeatable.")] = 1,
) -> None:
    """Measure the coding against your own gold: every figure with its count and 95 % interval. Keeps nothing."""
    if coded and project:
        raise UsageError("with --coded nothing is coded, so --project has no use.", remedy="Give one of both.")
    forced: Mode | None = mode.value if mode else None
    workshop = None if coded else open_workshop(project)
    found = read_gold(gold, workshop.reading if workshop else Reading(now=datetime.now(UTC)), forced)
    list_set_aside(found.set_aside)
    if not found.lines:
        raise typer.Exit(NOTHING_DONE)
    if workshop:
        coding, aside = _coded_anew(found, workshop, workers)
    else:
        coding, aside = _coded_before(found, coded or [])
    list_set_aside(aside)
    comparisons = [
        compare(name, lines, coding.events.get(name, {}), coding.incidents)
        for name, lines in found.lines.items()
        if name in coding.events
    ]
    _put_out(comparisons, Resampling(resamples, seed), format)
    if errors:
        _write_errors(errors, [item for comparison in comparisons for item in comparison.disagreements])
    if found.set_aside or aside:
        raise typer.Exit(SET_ASIDE)


def _coded_anew(gold: GoldSet, workshop: Workshop, workers: int) -> tuple[_Coding, list[SetAside]]:
    """The documents of the gold, coded once each; one that cannot be coded has no events."""
    where = {document: place for located in gold.documents.values() for place, document in located}
    results = coded_in_order((Located(place, document) for document, place in where.items()), workshop.coder, workers)
    done: dict[Document, CodedDocument] = {}
    aside: list[SetAside] = []
    with progress_bar("documents") as progress:
        for number, (document, result) in enumerate(zip(where, results, strict=True), 1):
            if isinstance(result, SetAside):
                aside.append(result)
            else:
                done[document] = result
            if progress:
                progress(number, len(where))
    seen = {document: as_seen(coded).events for document, coded in done.items()}
    events: dict[Mode, Mapping[str, Sequence[SeenEvent]]] = {
        mode: {document.id: seen[document] for _, document in located if document in seen}
        for mode, located in gold.documents.items()
    }
    incidents = _linked([done[document] for _, document in gold.documents.get("link", ()) if document in done])
    return _Coding(events, incidents), aside


def _linked(coded: Sequence[CodedDocument]) -> list[SeenIncident]:
    if not coded:
        return []
    from waqai.knowledge.publishers import PublisherIndex
    from waqai.linking.linker import link

    return [SeenIncident.model_validate(incident) for incident in link(coded, PublisherIndex())]


def _coded_before(gold: GoldSet, paths: Sequence[Path]) -> tuple[_Coding, list[SetAside]]:
    """The coding that these files hold, for each mode that they can answer."""
    read = read_codings(paths, Reading(now=datetime.now(UTC)))
    aside = list(read.set_aside)
    name = ", ".join(map(str, paths))
    coding = _Coding({}, read.incidents or ())
    for mode, located in gold.documents.items():
        if mode == "link":
            _check_incidents(located, read, name)
            if read.incidents is not None:
                coding.events[mode] = {}
        elif read.documents is not None:
            events, lacking = _events_of(located, read.documents, name)
            coding.events[mode] = events
            aside += lacking
    if not coding.events:
        list_set_aside(aside)
        raise InputError(
            f"it holds no coding that answers gold for {' and '.join(gold.lines)}.",
            where=name,
            remedy="For link give the output of `waqai incidents --format jsonl`, else that of `waqai code`.",
        )
    for mode in gold.lines.keys() - coding.events.keys():
        kind = "incidents" if mode == "link" else "code"
        note(f"Not measured: {mode}, for which --coded needs the output of `waqai {kind} --format jsonl`.")
    return coding, aside


def _check_incidents(located: Sequence[tuple[str, Document]], read: CodingSet, name: str) -> None:
    known = {id for incident in read.incidents or () for id in incident.document_ids}
    if read.incidents and not known & {document.id for _, document in located}:
        raise InputError("no incident in it names a document of the gold.", where=name)


def _events_of(
    located: Sequence[tuple[str, Document]], coded: Mapping[str, SeenCoding], name: str
) -> tuple[dict[str, Sequence[SeenEvent]], list[SetAside]]:
    """The events of each document; one that was not coded, or in another wording, is listed and has none."""
    events: dict[str, Sequence[SeenEvent]] = {}
    aside: list[SetAside] = []
    lacking: list[str] = []
    for where, document in located:
        coding = coded.get(document.id)
        if coding is None:
            lacking.append(document.id)
        elif coding.document.text not in (None, document.text):
            message = f"{name} codes another text under the id {document.id!r}; it counts as without an event."
            aside.append(SetAside(where, BrokenRecord(message, where=where, remedy="Code this gold.")))
        else:
            events[document.id] = coding.events
    if len(lacking) == len(located):
        raise InputError("it holds none of the gold's documents.", where=name, remedy="Compare the ids of both.")
    if lacking:
        shown = ", ".join(lacking[:_LISTED]) + (" …" if len(lacking) > _LISTED else "")
        message = f"the coding lacks {counted(len(lacking), 'document')} of the gold: {shown}."
        remedy = "They count as without an event."
        aside.append(SetAside(name, UnknownId(message, where=name, remedy=remedy)))
    return events, aside


def _put_out(comparisons: Sequence[Comparison], resampling: Resampling, format: Format) -> None:
    for evaluation in _evaluations(comparisons, resampling):
        if format is Format.json:
            sys.stdout.write(f"{evaluation.model_dump_json()}\n")
        else:
            from waqai.cli.evaluation_table import print_evaluation

            print_evaluation(evaluation)
        sys.stdout.flush()


def _evaluations(comparisons: Sequence[Comparison], resampling: Resampling) -> Iterator[Evaluation]:
    for comparison in comparisons:
        with progress_bar("intervals") as progress:
            evaluation = comparison.evaluation(resampling, progress)
        yield evaluation


def _write_errors(path: Path, disagreements: Sequence[Disagreement]) -> None:
    try:
        with path.open("w", encoding="utf-8") as out:
            out.writelines(f"{item.model_dump_json()}\n" for item in disagreements)
    except OSError as error:
        raise InputError(f"it cannot be written ({error.strerror}).", where=str(path)) from error
    note(f"{counted(len(disagreements), 'disagreement')} in {path}.")
