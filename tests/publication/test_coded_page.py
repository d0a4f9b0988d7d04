"""The page of coded documents stands alone, escapes what texts hold, and links each value to its words."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

from waqai.publication.coded_page import coded_page
from waqai.publication.event_lines import event_heading, harm_of, source_of, time_of
from waqai.records import (
    AcledType,
    Attribution,
    Casualties,
    CodedDocument,
    Document,
    Event,
    Participant,
    Source,
    Span,
    Time,
)

ACLED = AcledType(event_type="Explosions/Remote violence", sub_event_type="Air/drone strike")
NASTY = "<img src=x onerror=\"alert(1)\"> & 'قصف' </div></body>"


def _event(**fields: Any) -> Event:
    return Event(**({"id": "d#1", "document_id": "d", "type": "shelling", "acled": ACLED, "triggers": ()} | fields))


def _page(text: str, *events: Event, **fields: Any) -> str:
    document = Document.of_text(text, id="d", language="ar", **fields)
    return "".join(coded_page([CodedDocument(document=document, events=events)]))


class _Tags(HTMLParser):
    """Every tag of a page, and which were never closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_what_a_text_holds_is_shown_and_never_runs() -> None:
    start = NASTY.index("قصف")
    event = _event(
        triggers=(Span(text="قصف", span=(start, start + 3)),),
        agents=(Participant(text='"><script>', span=(0, 4), actor_id="<b>"),),
    )
    page = _Tags(_page(NASTY, event, title="<script>", source='"onload="x'))
    assert not {tag for tag, _ in page.tags} & {"script", "img", "iframe", "link", "object"}
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    assert page.open == []


def test_the_page_asks_nothing_of_the_network() -> None:
    page = _page("وقع قصف", _event(triggers=(Span(text="قصف", span=(4, 7)),)))
    assert "default-src 'none'" in page
    assert not re.search(r"https?://|url\(|@import|src=", page)


def test_arabic_runs_from_right_to_left() -> None:
    attributes = [attributes for tag, attributes in _Tags(_page("🇸🇾 وقع قصف")).tags if tag == "div"]
    assert {"class": "text", "dir": "rtl", "lang": "ar"} in attributes


def test_every_value_leads_to_its_words() -> None:
    event = _event(triggers=(Span(text="قصف", span=(4, 7)),), agents=(Participant(text="وقع", span=(0, 3)),))
    page = _page("وقع قصف", event)
    targets = re.findall(r'href="#([^"]+)"', page)
    assert len(targets) == 2
    assert all(f'id="{target}"' in page for target in targets)


def test_the_text_is_whole_beneath_its_marks() -> None:
    text = "وقع قصف\nفي درعا & حلب"
    page = _page(text, _event(triggers=(Span(text="قصف", span=(4, 7)),)))
    body = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.S)
    assert body and re.sub("<[^>]+>", "", body[1]).replace("&amp;", "&") == text


def test_a_document_without_events_says_so() -> None:
    assert "No event in this text." in _page("لا شيء")


def test_an_event_in_words_names_what_sets_it_apart() -> None:
    assert event_heading(_event()) == "shelling"
    event = _event(scope="recurring", certainty="hedged", type_certainty="hedged")
    assert event_heading(event) == "shelling (recurring, hedged, kind unsure)"


def test_times_tolls_and_sources_are_short_words() -> None:
    time = Time.model_validate(
        {
            "start": "2024-01-22",
            "end": "2024-01-22",
            "precision": "part_of_day",
            "part_of_day": "evening",
            "anchor": "weekday",
        }
    )
    assert time_of(time) == "2024-01-22, evening (weekday)"
    assert harm_of(Casualties(kind="killed", low=3, high=5, text="x", span=(0, 1))) == "3-5 killed"
    assert harm_of(Casualties(kind="injured", low=10, text="x", span=(0, 1), victims="child")) == "10+ injured (child)"
    assert harm_of(Casualties(kind="injured", text="x", span=(0, 1))) == "some injured"
    attribution = Attribution(
        source=Source(kind="official"), chain=(Source(text="وكالة", span=(0, 5), kind="outlet"),), stance="declines"
    )
    assert source_of(attribution) == "وكالة « official: declines to say"
