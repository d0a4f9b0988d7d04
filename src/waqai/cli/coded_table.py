"""Coded documents as tables to read in a terminal."""

from __future__ import annotations

import io
import shutil
import sys
import textwrap

from rich.console import Console
from rich.table import Table
from rich.text import Text

from waqai.cli.output import isolated, isolated_within
from waqai.publication.event_lines import event_heading, event_lines
from waqai.records import CodedDocument, Document

_PIPE_WIDTH = 160


def coded_table(coded: CodedDocument) -> str:
    """A heading for the document, and for each event a line a field: what it is, its value, the words that say so."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _PIPE_WIDTH
    console = Console(file=io.StringIO(), width=max(width, 60), highlight=False, emoji=False)
    console.print(Text(_heading(coded.document), style="bold"))
    if not coded.events:
        console.print(Text("  no event in it."))
    for event in coded.events:
        console.print(Text(f"{isolated(event.id)}  {event_heading(event)}"))
        table = Table(box=None, show_header=False)
        for share in (1, 5, 5):
            table.add_column(overflow="fold", ratio=share)
        for line in event_lines(event):
            words = _wrapped(line.words, width // 3) if line.words else line.without_words
            table.add_row(Text(line.label), Text(isolated_within(line.value)), Text(words))
        console.print(table)
    console.print()
    output = console.file
    return output.getvalue() if isinstance(output, io.StringIO) else ""


def _wrapped(words: str, width: int) -> str:
    """Words on lines of at most `width` characters, each isolated: a wrap inside an isolate would break it."""
    return isolated("\n".join(textwrap.wrap(" ".join(words.split()), width)))


def _heading(document: Document) -> str:
    published = document.published.isoformat(timespec="minutes") if document.published else "no date"
    parts = [document.id, document.source or "no source", published, document.title or ""]
    return " · ".join(isolated(part) for part in parts if part)
