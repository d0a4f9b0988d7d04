"""The projection: an incident and its evidence as they may leave the project (codebook 9).

Embargo, coarsening, the withholding of protected sources and of private persons' names are applied here and nowhere
else. Only a `Projection` makes a `PublicIncident`, and exports take nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple, NewType, Protocol, TypeVar, cast

from pydantic import AwareDatetime

from waqai.publication.coarsening import coarsened, method_of, without_coordinates
from waqai.publication.private_names import public_name
from waqai.publication.withholding import WITHHELD, Withholding
from waqai.records import (
    Attribution,
    Certainty,
    CodedDocument,
    Decision,
    Document,
    Event,
    EventPlace,
    Incident,
    SourceKind,
    Stance,
)
from waqai.records.base import Record

MEMBER = "a member of the project"
"""What stands for those who judged: nobody outside needs to know who they are."""
_PEOPLE = frozenset({"by"})
_IDS = ("id", "ids", "url")
_LINE = 160
_BREAK = re.compile(r"[.!؟?\n؛]")


class PublicationRules(Protocol):
    """What a projection asks of a project's settings."""

    @property
    def embargo_hours(self) -> float:
        """Hours that must have passed since the first report."""

    @property
    def coarsen_km(self) -> float:
        """The side of the squares that coordinates are moved to the middle of, in kilometres; 0 for none."""

    @property
    def hide_protected(self) -> bool:
        """Whether the names of protected sources are withheld."""


PublicIncident = NewType("PublicIncident", Incident)
"""An incident as it may leave the project."""


class Terms(Record):
    """By which rules an export was made, and when: what it says of itself where its format has room."""

    at: AwareDatetime
    embargo_hours: float
    cell_km: float
    """The side of the squares of the grid that coordinates were moved to the middle of; 0 where they were not."""
    protected_names_withheld: bool

    @property
    def coordinates(self) -> str:
        """What was done to the coordinates: "grid snap, cell 10 km", or "none"."""
        return method_of(self.cell_km)


class Evidence(Record):
    """Who says so: the publisher and the source it gives (null where it speaks for itself), how, and in which words."""

    document_id: str
    event_id: str
    publisher: str | None
    publisher_id: str | None = None
    published: AwareDatetime | None = None
    title: str | None = None
    url: str | None = None
    source: str | None
    kind: SourceKind
    stance: Stance
    certainty: Certainty
    words: str


Passing = TypeVar("Passing", bound=Record)


class Telling(NamedTuple):
    """A stored document with all its events: what a projection takes evidence from."""

    document: Document
    events: Sequence[Event]


Retell = Callable[[Incident, Sequence[CodedDocument]], Incident | None]


class Released(NamedTuple):
    """A public incident with the lines that attest it; without any where the form of output has no room for them."""

    incident: PublicIncident
    evidence: tuple[Evidence, ...] = ()


class _Renaming(NamedTuple):
    """What stands for the names of protected sources, and for words that may name private persons."""

    withholding: Withholding
    names: Mapping[str, str]


class Projection:
    """What may leave a project by its rules at the moment `now`."""

    def __init__(self, rules: PublicationRules, now: datetime, retell: Retell | None = None) -> None:
        """`retell` puts an incident together anew from some of its documents (`linking.retelling`).

        Without it, an incident of which some documents are under embargo is withheld with them.
        """
        self._rules = rules
        self._now = now
        self._latest = now - timedelta(hours=rules.embargo_hours)
        self._retell = retell

    @property
    def terms(self) -> Terms:
        """The rules, as exports state them."""
        return Terms(
            at=self._now,
            embargo_hours=self._rules.embargo_hours,
            cell_km=self._rules.coarsen_km,
            protected_names_withheld=self._rules.hide_protected,
        )

    @property
    def asks_documents(self) -> bool:
        """Whether incidents can leave only with what their documents tell (`released`): where there is an embargo."""
        return self._rules.embargo_hours > 0

    def incident(self, incident: Incident) -> PublicIncident | None:
        """The incident as it may leave, or None while it is under embargo.

        Its age counts from the first report, else from the end of its last day; one without either is withheld while
        the project has an embargo. So is one of several documents, which may be younger than the first: see `released`.
        """
        if (self.asks_documents and len(incident.document_ids) > 1) or self._embargoed(_first_known(incident)):
            return None
        return self._public(self._settled(incident), ())

    def released(self, incident: Incident, tellings: Sequence[Telling]) -> Released | None:
        """The incident with the evidence of the documents that tell of it; None while it is under embargo.

        `tellings` are all its documents. What only those under embargo tell is not in it: it is put together anew from
        the others. A name that one of the documents protects is withheld from the incident and from the words of all.
        """
        if self._embargoed(_first_known(incident)):
            return None
        heard = [telling for telling in tellings if not self._embargoed(telling.document.published)]
        names = [name for telling in tellings for name in self._names(telling.events)]
        names += [origin.name for origin in incident.origins if self._hidden(origin.protected)]
        told = self._told_by(heard, incident) if 0 < len(heard) < len(tellings) else self._settled(incident)
        if told is None:
            return None
        wanted = set(told.event_ids)
        lines = (line for telling in heard for line in self._lines(telling, wanted, Withholding(names)))
        return Released(self._public(told, names), tuple(lines))

    def evidence(self, document: Document, events: Sequence[Event], wanted: Collection[str]) -> tuple[Evidence, ...]:
        """What a document says of the events whose ids are `wanted`, a line for each attribution; empty under embargo.

        `events` are all events of the document: a source that one of them protects is withheld from the words of all.
        """
        return self._lines(Telling(document, events), wanted, Withholding(self._names(events)))

    def title(self, document: Document, events: Sequence[Event]) -> str:
        """The title of a document, all of whose events are given, without protected names; empty where it has none."""
        return Withholding(self._names(events)).text(document.title or "")

    def words(self, text: str, tellings: Sequence[Telling]) -> str:
        """What somebody wrote about documents, all events of which are given, without protected names."""
        return Withholding([name for telling in tellings for name in self._names(telling.events)]).text(text)

    def decisions(
        self, document: Document, events: Sequence[Event], decisions: Sequence[Decision]
    ) -> tuple[Decision, ...]:
        """Why the fields of a document's events hold what they hold, without protected names; empty under embargo.

        `events` are all events of the document. The offsets of the evidence stay: they point into a text that whoever
        has it can read.
        """
        if self._embargoed(document.published):
            return ()
        withholding = Withholding(self._names(events))
        return tuple(withholding.decision(decision) for decision in decisions)

    def _passed(self, record: Passing, renaming: _Renaming) -> Passing:
        """The record with all that is in it, however deep: a field that is added tomorrow passes here too."""
        return cast("Passing", self._value(record, "", renaming))

    def _value(self, value: object, field: str, renaming: _Renaming) -> object:
        if isinstance(value, str):
            return self._text(value, field, renaming)
        if isinstance(value, tuple):
            return tuple(self._value(item, field, renaming) for item in value)
        if not isinstance(value, Record):
            return value
        if isinstance(value, EventPlace):
            value = coarsened(value, self._rules.coarsen_km)
        changed: dict[str, object] = {}
        for name in type(value).model_fields:
            before = getattr(value, name)
            after = self._value(before, name, renaming)
            if after != before:
                changed[name] = after
        return value.model_copy(update=changed) if changed else value

    def _text(self, text: str, field: str, renaming: _Renaming) -> str:
        if field in _PEOPLE:
            return MEMBER
        text = renaming.withholding.text(renaming.names.get(text, text))
        return text if field.endswith(_IDS) else without_coordinates(text, self._rules.coarsen_km)

    def _settled(self, incident: Incident) -> Incident:
        """The incident without a status that a person gave it within the embargo: that may rest on newer knowledge."""
        given = incident.override
        if given is None or not self._embargoed(given.at):
            return incident
        by_rules = {"status": given.computed, "status_rule": given.computed_rule, "override": None}
        return incident.model_copy(update=by_rules)

    def _told_by(self, heard: Sequence[Telling], incident: Incident) -> Incident | None:
        if self._retell is None:
            return None
        coded = [CodedDocument(document=document, events=tuple(events), decisions=()) for document, events in heard]
        return self._retell(incident, coded)

    def _public(self, incident: Incident, names: Iterable[str]) -> PublicIncident:
        hidden = [origin for origin in incident.origins if self._hidden(origin.protected)]
        aliases = {origin.id: f"withheld-{number}" for number, origin in enumerate(hidden, 1)}
        renaming = Withholding([*(origin.name for origin in hidden), *names], aliases)
        renamed = {who.name: public_name(who) for who in (*incident.agents, *incident.targets)}
        origins = tuple(map(renaming.origin, incident.origins))
        shown = _Renaming(renaming, renamed)
        return PublicIncident(self._passed(incident.model_copy(update={"origins": origins}), shown))

    def _names(self, events: Sequence[Event]) -> list[str]:
        return [
            attribution.source.text
            for event in events
            for attribution in event.attributions
            if self._hidden(attribution.protected) and attribution.source.text
        ]

    def _lines(self, telling: Telling, wanted: Collection[str], withholding: Withholding) -> tuple[Evidence, ...]:
        if self._embargoed(telling.document.published):
            return ()
        return tuple(
            self._line(telling.document, event, attribution, withholding)
            for event in telling.events
            if event.id in wanted
            for attribution in event.attributions or (None,)
        )

    def _line(
        self, document: Document, event: Event, attribution: Attribution | None, withholding: Withholding
    ) -> Evidence:
        words = attribution.quote.text if attribution and attribution.quote else _around(document.text, event)
        source = attribution.source.text if attribution else None
        if attribution and self._hidden(attribution.protected):
            source = WITHHELD
        cell = self._rules.coarsen_km
        title = withholding.optional(document.title)
        return Evidence(
            document_id=document.id,
            event_id=event.id,
            publisher=document.source,
            publisher_id=document.publisher_id,
            published=document.published,
            title=title and without_coordinates(title, cell),
            url=document.url,
            source=withholding.optional(source),
            kind=attribution.source.kind if attribution else "publisher",
            stance=attribution.stance if attribution else "reports",
            certainty=attribution.certainty if attribution else event.certainty,
            words=_shortened(without_coordinates(withholding.text(words), cell)),
        )

    def _hidden(self, protected: bool) -> bool:
        return protected and self._rules.hide_protected

    def _embargoed(self, known_since: datetime | None) -> bool:
        if self._rules.embargo_hours <= 0:
            return False
        return known_since is None or known_since > self._latest


def _first_known(incident: Incident) -> datetime | None:
    if incident.first_report is not None:
        return incident.first_report
    if incident.time is None or incident.time.end is None:
        return None
    return datetime.combine(incident.time.end, time.max, UTC)


def _around(text: str, event: Event) -> str:
    """The clause that the event's first trigger stands in."""
    at, end = event.triggers[0].span if event.triggers else (0, 0)
    before = [match.end() for match in _BREAK.finditer(text, max(0, at - _LINE), at)]
    after = _BREAK.search(text, end)
    return text[before[-1] if before else max(0, at - _LINE) : after.start() if after else len(text)]


def _shortened(words: str) -> str:
    """The words on one line, cut at the end of a word where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _LINE else line[:_LINE].rsplit(" ", 1)[0] + "…"
