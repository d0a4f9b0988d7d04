"""Hand-built events: `report("a", act(...), source="sohr")` is a coded document, `link(reports)` its incidents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

import pytest

from waqai.knowledge.actors import load_actors
from waqai.knowledge.publishers import PublisherIndex
from waqai.knowledge.vocabulary import load_ontology
from waqai.linking.account import Account, accounts_of
from waqai.linking.kinship import Kinship
from waqai.linking.likeness import Comparison
from waqai.linking.linker import link as link_documents
from waqai.records import (
    AcledType,
    Admin,
    Attribution,
    Casualties,
    CodedDocument,
    Document,
    Event,
    EventPlace,
    Incident,
    Participant,
    Source,
    Span,
    Time,
    Weapon,
)

TOWNS = {
    "سراقب": ("t:saraqib", 35.864, 36.806, "Idlib", 1),
    "ترنبة": ("t:tarnaba", 35.853, 36.769, "Idlib", 1),
    "أريحا": ("t:ariha", 35.815, 36.610, "Idlib", 1),
    "بنش": ("t:binnish", 35.957, 36.716, "Idlib", 1),
    "ريف إدلب": ("t:idlib-countryside", 35.930, 36.640, "Idlib", 2),
    "إدلب": ("t:idlib-province", 35.930, 36.634, "Idlib", 3),
    "حلب": ("t:aleppo-province", 36.200, 37.160, "Aleppo", 3),
    "سوريا": ("t:syria", 35.0, 38.0, None, 3),
}
ACLED = AcledType(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack")
TEXT = "نص قصير"
NOWHERE = (0, 1)


def place(name: str, precision: int | None = None, role: str = "site") -> EventPlace:
    """A town of the table above; any other name is one that the gazetteer does not know."""
    if name not in TOWNS:
        return EventPlace(text=name, span=NOWHERE, name_ar=name, role=role, geo_precision=precision or 1)
    id, lat, lon, admin1, usual = TOWNS[name]
    return EventPlace(
        text=name,
        span=NOWHERE,
        role=role,
        name_ar=name,
        gazetteer_id=id,
        lat=lat,
        lon=lon,
        admin=Admin(country="SY", admin1=admin1),
        geo_precision=precision or usual,
    )


def person(text: str, **fields: Any) -> Participant:
    """An agent or target."""
    return Participant(text=text, span=NOWHERE, **fields)


def killed(best: int | None, **fields: Any) -> Casualties:
    """Persons killed, by the text's best number."""
    return Casualties(kind=fields.pop("kind", "killed"), best=best, text="قتلى", span=NOWHERE, **fields)


def says(
    kind: str, text: str | None = None, stance: str = "reports", chain: Sequence[Source] = (), **fields: Any
) -> Attribution:
    """An attribution to a source of that kind."""
    source = Source(kind=kind, text=text, source_id=fields.pop("source_id", None))
    return Attribution(source=source, stance=stance, chain=tuple(chain), **fields)


def act(type: str = "shelling", where: str | None = "سراقب", day: str | None = "2024-05-02", **fields: Any) -> Any:
    """An event that waits for the document that tells it.

    `where` names places joined by |, narrowest first; `day` is one day or `first/last`.
    """
    return partial(_event, type, where, day, fields)


def _event(
    type: str, where: str | None, day: str | None, fields: dict[str, Any], document_id: str, ordinal: int
) -> Event:
    fields = dict(fields)
    first, _, last = (day or "").partition("/")
    time = fields.pop("time", None) or Time(
        start=date.fromisoformat(first) if first else None,
        end=date.fromisoformat(last or first) if first else None,
        precision=fields.pop("precision", "day"),
        anchor=fields.pop("anchor", "explicit"),
        part_of_day=fields.pop("part", None),
    )
    weapon = fields.pop("weapon", None)
    places = fields.pop("places", None) or tuple(place(name) for name in (where or "").split("|") if name)
    return Event(
        id=fields.pop("id", f"{document_id}#{ordinal}"),
        document_id=document_id,
        type=type,
        acled=ACLED,
        triggers=(Span(text="قصف", span=(0, 3)),),
        time=time if day else None,
        places=places,
        weapons=(Weapon(text=weapon, span=NOWHERE, kind=weapon),) if weapon else (),
        **fields,
    )


def report(
    id: str, *acts: Any, source: str | None = None, at: str | None = "2024-05-02T18:00:00+03:00", text: str = TEXT
) -> CodedDocument:
    """A coded document of these acts; an unnamed outlet of its own where `source` is left out."""
    published = datetime.fromisoformat(at) if at else None
    document = Document.of_text(text, id=id, source=source or f"outlet {id}", published=published)
    return CodedDocument(document=document, events=tuple(waiting(id, number) for number, waiting in enumerate(acts, 1)))


def accounts(*reports: CodedDocument) -> tuple[Account, ...]:
    """The accounts of these reports, by event id."""
    return accounts_of(reports, load_ontology())


def kinship() -> Kinship:
    """The package's table of actors."""
    return Kinship({actor.id: actor for actor in load_actors()})


def comparison() -> Comparison:
    """A comparison by the weights of the package."""
    return Comparison(kinship())


@pytest.fixture(scope="session")
def link() -> Callable[..., tuple[Incident, ...]]:
    """Links reports with the package's tables."""
    publishers = PublisherIndex()

    def linked(*reports: CodedDocument, judgements: Sequence[Any] = ()) -> tuple[Incident, ...]:
        return link_documents(reports, publishers, judgements)

    return linked
