"""A project in a temporary folder, and a plain coder that gives the same for the same texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from waqai.acquisition.reading import Reading
from waqai.errors import NotArabic
from waqai.records import (
    AcledType,
    CodedDocument,
    Decision,
    Document,
    Event,
    EventPlace,
    Span,
    Time,
)
from waqai.storage.project import Project

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
READING = Reading(now=NOW, language_of=lambda text: "ar" if "ا" in text else "fr")
WORDS = {"قصف": "shelling", "غارة": "air_strike", "احتجاج": "protest"}
ACLED = AcledType(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack")


class WordCoder:
    """Codes one event for each of three words, on the day of publication, in the place that follows "في"."""

    def __init__(self, version: str = "1") -> None:
        self.version = version
        self.seen: list[str] = []

    def code(self, document: Document) -> CodedDocument:
        self.seen.append(document.id)
        if document.language != "ar":
            raise NotArabic(f"the text is in {document.language!r}.", where=document.id)
        if "عطل" in document.text:
            raise ZeroDivisionError("a fault of the coder")
        events = tuple(self._events(document))
        decisions = tuple(
            Decision(event_id=event.id, field="type", value=event.type, rule=f"word {self.version}") for event in events
        )
        return CodedDocument(document=document, events=events, decisions=decisions)

    def _events(self, document: Document) -> Iterator[Event]:
        number = 0
        for word, kind in WORDS.items():
            at = document.text.find(word)
            if at < 0:
                continue
            number += 1
            day = document.published.date() if document.published else None
            yield Event(
                id=f"{document.id}#{number}",
                document_id=document.id,
                type=kind,
                acled=ACLED,
                triggers=(Span(text=word, span=(at, at + len(word))),),
                time=Time(start=day, end=day, precision="day", anchor="explicit"),
                places=tuple(_places(document.text)),
            )


def _places(text: str) -> Iterator[EventPlace]:
    before, found, after = text.partition("في ")
    if found:
        name = after.split()[0].rstrip("،")
        start = len(before) + len(found)
        yield EventPlace(text=name, span=(start, start + len(name)), name_ar=name, name_en="Daraa", lat=32.6, lon=36.1)


def write_reports(path: Path, count: int, first: int = 0) -> Path:
    """A JSONL file of that many reports of the tests' own wording."""
    words = list(WORDS)
    lines = (
        json.dumps(
            {
                "id": f"r{number}",
                "published": f"2024-05-{1 + number % 20:02}",
                "text": f"وقع {words[number % 3]} في درعا، وهذا هو التقرير رقم {number} عن ذلك اليوم",
            },
            ensure_ascii=False,
        )
        for number in range(first, first + count)
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def contents(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """What the store holds that does not depend on when or in how many runs it came in."""
    queries = {
        "document": "SELECT id, stem, version, latest, fingerprint, located, coder_version FROM document"
        " ORDER BY number",
        "event": "SELECT id, ordinal, type, day_start, payload FROM event ORDER BY id",
        "decision": "SELECT event, payload FROM decision ORDER BY event, payload",
        "incident": "SELECT id, payload FROM incident ORDER BY id",
        "incident_event": "SELECT incident, event FROM incident_event ORDER BY incident, event",
        "incident_identity": "SELECT id, living FROM incident_identity ORDER BY id",
        "incident_member": "SELECT incident, event, footprint, stem FROM incident_member ORDER BY incident, event",
        "incident_succession": 'SELECT id, kind, "into" FROM incident_succession ORDER BY number',
        "judgement": 'SELECT "left", "right", verdict, "by", undone_by FROM judgement ORDER BY number',
        "ruling": 'SELECT "left", "right", verdict FROM ruling ORDER BY "left", "right"',
        "account": "SELECT event, first, last, profile, incident IS NULL FROM account ORDER BY event",
        "account_text": "SELECT id, words, sketch FROM account_text JOIN document ON number = document ORDER BY id",
        "account_block": "SELECT day, key, event FROM account_block JOIN account ON number = account ORDER BY 1, 2, 3",
        "account_pair": "SELECT min(one.event, other.event), max(one.event, other.event), score, met FROM account_pair"
        ' JOIN account AS one ON one.number = "left" JOIN account AS other ON other.number = "right" ORDER BY 1, 2',
        "changed_document": "SELECT document FROM changed_document",
        "set_aside": "SELECT located, code, sha256 FROM set_aside ORDER BY located, code",
        "capture": "SELECT sha256, name, read_at IS NULL FROM capture ORDER BY sha256",
    }
    with project._engine.connect() as connection:
        return {table: [tuple(row) for row in connection.exec_driver_sql(query)] for table, query in queries.items()}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "project", clock=lambda: NOW)
    yield made
    made.close()
