"""Coded documents as one web page: each text with its evidence marked, and beside it the events that rest on it.

The page stands alone: no script, nothing fetched, and a policy that forbids both. All that comes from
a text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from importlib.resources import files

from waqai.publication.event_lines import Line, event_heading, event_lines
from waqai.publication.highlighting import Stretch, stretches
from waqai.records import CodedDocument, Document, Event

_COLOURS = 8
_LIT = 60
"""Events of one document that light up their words when pointed at: there is a rule of style for each."""
_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Waqai: events and the words that say so</title>
<style>
{style}</style>
</head>
<body>
<p class="note">What the reports say happened. An event is an account, not a fact. Marked words are the evidence; the
number after an act is that of the event it tells of.</p>
"""


def coded_page(documents: Iterable[CodedDocument]) -> Iterator[str]:
    """The page in pieces: the head, a section a document in their order, the foot."""
    yield _HEAD.format(style=_style())
    for number, coded in enumerate(documents, 1):
        yield from _section(coded, f"d{number}")
    yield "</body>\n</html>\n"


def _style() -> str:
    style = files("waqai.publication").joinpath("coded_page.css").read_text(encoding="utf-8")
    lit = ",\n".join(f".document:has(.k{number}:hover) .m{number}" for number in range(1, _LIT + 1))
    return f"{style}{lit} {{ outline: 2px solid #222; }}\n"


def _section(coded: CodedDocument, key: str) -> Iterator[str]:
    document = coded.document
    yield f'<section class="document" id="{key}">\n{_heading(document)}<div class="columns">\n'
    # Flags and Latin hashtags at the head of a post would make a browser take the Arabic after them for Latin.
    direction = "rtl" if document.language == "ar" else "auto"
    yield f'<div class="text" dir="{direction}" lang="{escape(document.language or "ar")}">'
    for stretch in stretches(document.text, coded.events):
        yield _marked(stretch, key)
    yield '</div>\n<div class="events">\n'
    if not coded.events:
        yield "<p>No event in this text.</p>\n"
    for number, event in enumerate(coded.events, 1):
        yield _card(event, number, key)
    yield "</div>\n</div>\n</section>\n"


def _heading(document: Document) -> str:
    published = document.published.isoformat(sep=" ", timespec="minutes") if document.published else "no date"
    facts = [document.id, document.source or "no source", published]
    title = f'<h1 dir="auto">{escape(document.title)}</h1>\n' if document.title else ""
    return f'{title}<p class="facts">{" · ".join(f"<bdi>{escape(fact)}</bdi>" for fact in facts)}</p>\n'


def _marked(stretch: Stretch, key: str) -> str:
    words = escape(stretch.text)
    if not stretch.evidence:
        return words
    # A source's words are whole sentences: they are underlined, and what stands in them keeps its own mark.
    inner = [item for item in stretch.evidence if item.field != "words"] or list(stretch.evidence)
    first = inner[0]
    numbers = sorted({item.event for item in stretch.evidence})
    classes = [f"c{(first.event - 1) % _COLOURS}", *(f"m{number}" for number in numbers)]
    classes += ["said"] if first.field == "words" else ["act"] if first.field == "trigger" else []
    title = "; ".join(dict.fromkeys(f"{item.event}: {item.field}" for item in stretch.evidence))
    ends = sorted({item.event for item in inner if item.field == "trigger" and item.span[1] == _end(stretch)})
    tag = f' data-n="{",".join(map(str, ends))}"' if ends else ""
    attributes = f'id="{key}-{stretch.start}" class="{" ".join(classes)}" title="{escape(title)}"{tag}'
    return f"<mark {attributes}>{words}</mark>"


def _end(stretch: Stretch) -> int:
    return stretch.start + len(stretch.text)


def _card(event: Event, number: int, key: str) -> str:
    rows = "".join(f"<tr>{_row(line, key)}</tr>\n" for line in event_lines(event))
    colour = f"c{(number - 1) % _COLOURS}"
    heading = f'<h2><span class="number {colour}">{number}</span> {escape(event_heading(event))}</h2>'
    facts = escape(f"{event.id} · {event.acled.event_type} / {event.acled.sub_event_type}")
    return (
        f'<article class="event k{number}" id="{key}-e{number}">\n{heading}\n<p class="facts">{facts}</p>\n'
        f"<table>\n{rows}</table>\n</article>\n"
    )


def _row(line: Line, key: str) -> str:
    value = f'<th>{escape(line.label)}</th><td dir="ltr">{escape(line.value)}</td>'
    if line.words is None:
        return f'{value}<td class="none">{line.without_words}</td>'
    words = escape(" ".join(line.words.split()))
    link = f'<a href="#{key}-{line.span[0]}">{words}</a>' if line.span else words
    return f'{value}<td dir="auto">{link}</td>'
