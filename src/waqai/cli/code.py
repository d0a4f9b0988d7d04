"""The command `code`: one file in, its events out, nothing kept."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from waqai.acquisition.reading import MAX_BYTES, SetAside
from waqai.cli.exit_status import NOTHING_DONE, SET_ASIDE
from waqai.cli.output import list_set_aside
from waqai.cli.reading_options import AsKind, Channels, Columns, with_options
from waqai.cli.stateless import coded_documents, open_workshop
from waqai.records import CodedDocument


class Format(StrEnum):
    """The forms in which coded documents are put out."""

    jsonl = "jsonl"
    table = "table"
    html = "html"


def code(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="A file that Waqai reads, a folder, or - for stdin.")],
    format: Annotated[
        Format, typer.Option(help="jsonl: a line a document; table: to read here; html: a page to open in a browser.")
    ] = Format.jsonl,
    project: Annotated[
        Path | None,
        typer.Option("--project", "-p", metavar="DIR", help="Use this project's gazetteer, publishers and tables."),
    ] = None,
    workers: Annotated[int, typer.Option(min=1, max=256, help="Processes that code at a time.")] = 1,
    as_kind: AsKind = None,
    columns: Columns = None,
    channels: Channels = None,
    max_bytes: Annotated[int, typer.Option(min=1, help="Largest text or page to take, in bytes.")] = MAX_BYTES,
) -> None:
    """Code a file: the events of each document with the words that say so. Keeps nothing; order is kept."""
    workshop = open_workshop(project, max_bytes)
    workshop = replace(workshop, reading=with_options(workshop.reading, as_kind, columns, channels))
    results = _Results(coded_documents(file, workshop, workers))
    for piece in _written(format, results):
        sys.stdout.write(piece)
        sys.stdout.flush()  # who reads a pipe gets each document when it is coded
    if results.set_aside:
        raise typer.Exit(SET_ASIDE if results.coded else NOTHING_DONE)


class _Results(Iterator[CodedDocument]):
    """The coded documents, counted; what was set aside is listed as it comes."""

    def __init__(self, results: Iterator[CodedDocument | SetAside]) -> None:
        self._results = results
        self.coded = 0
        self.set_aside = 0

    def __next__(self) -> CodedDocument:
        while isinstance(result := next(self._results), SetAside):
            self.set_aside += 1
            list_set_aside([result])
        self.coded += 1
        return result


def _written(format: Format, documents: Iterator[CodedDocument]) -> Iterator[str]:
    if format is Format.html:
        from waqai.publication.coded_page import coded_page

        return coded_page(documents)
    if format is Format.table:
        from waqai.cli.coded_table import coded_table

        return map(coded_table, documents)
    return map(coded_line, documents)


def coded_line(coded: CodedDocument) -> str:
    """The line of a coded document: `{"document": {…}, "events": […]}`, with its line break."""
    events = ", ".join(event.model_dump_json() for event in coded.events)
    return f'{{"document": {coded.document.model_dump_json()}, "events": [{events}]}}\n'
