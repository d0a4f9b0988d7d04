"""Gold: what people coded, in the five forms that a line may have. Fields that are not named here are passed over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from waqai.knowledge.vocabulary import load_ontology
from waqai.records import Certainty, EventType, Scope, Stance

Mode = Literal["articles", "detect", "spans", "facts", "link"]
TELLING: Mapping[Mode, str] = {
    "articles": "events",
    "detect": "label",
    "spans": "spans",
    "facts": "gold",
    "link": "incident",
}
"""The field by which a line of gold is told to be of that mode. A line may be of more than one: `facts` and `link`."""

Day = date
"""A day; fields of that name hide the type itself."""
Wordings = Annotated[tuple[str, ...], Field(min_length=1)]
"""Acceptable wordings of one place, actor or source."""
Harmed = Annotated[int, Field(ge=0)] | Literal["some"] | None


class Gold(BaseModel):
    """A part of a line of gold."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def _coded_class(name: str) -> str:
    known = sorted({plover for kind in load_ontology().values() for plover in kind.plover})
    if name not in known:
        raise ValueError(f"none of the classes that Waqai codes: {', '.join(known)}")
    return name


PloverClass = Annotated[str, AfterValidator(_coded_class)]


def _forward(days: tuple[date, date]) -> tuple[date, date]:
    if days[0] > days[1]:
        raise ValueError("the first day is later than the last")
    return days


class GoldPlace(Gold):
    """A place of an event: its names, and its point in degrees where it is known."""

    names: Wordings
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None

    @model_validator(mode="after")
    def _whole_point(self) -> GoldPlace:
        if (self.lat is None) != (self.lon is None):
            raise ValueError("a point needs both lat and lon")
        return self


class GoldAttribution(Gold):
    """Who says so, and how."""

    source: Wordings
    stance: Stance


class GoldEvent(Gold):
    """An event that a person found. `date` holds the first and the last day; a field left out says that the text names
    none."""

    type: EventType
    type_ok: tuple[EventType, ...] = ()
    scope: Scope = "specific"
    certainty: Certainty = "asserted"
    date: Annotated[tuple[Day, Day], AfterValidator(_forward)] | None = None
    places: tuple[GoldPlace, ...] = ()
    agents: tuple[Wordings, ...] = ()
    targets: tuple[Wordings, ...] = ()
    killed: Harmed = None
    injured: Harmed = None
    attributions: tuple[GoldAttribution, ...] = ()
    evidence: Wordings

    @property
    def types(self) -> frozenset[EventType]:
        """The kinds that are right."""
        return frozenset((self.type, *self.type_ok))


class GoldLine(Gold):
    """What every line of gold has."""

    id: str
    text: str


class GoldArticle(GoldLine):
    """A whole document with all its events."""

    events: tuple[GoldEvent, ...]

    @model_validator(mode="after")
    def _evidence_stands_in_the_text(self) -> GoldArticle:
        for number, event in enumerate(self.events):
            for words in event.evidence:
                if words not in self.text:
                    raise ValueError(f'the words {words!r} of "events[{number}].evidence" do not stand in the text')
        return self


class GoldSentence(GoldLine):
    """Whether a text tells of an event of a class. `accept` and `reject` count the annotators, where they are known."""

    event_type: PloverClass
    label: Literal["yes", "no", "easy no", "difficult no", "ambiguous"]
    accept: Annotated[int, Field(ge=0)] = 0
    reject: Annotated[int, Field(ge=0)] = 0


class GoldMark(Gold):
    """The words that one annotator marked as those of agent and target."""

    source_actor: tuple[str, ...] = ()
    target_actor: tuple[str, ...] = ()


class GoldSpans(GoldLine):
    """The marks of each annotator on one event of a class."""

    event_type: PloverClass
    spans: Annotated[tuple[GoldMark, ...], Field(min_length=1)]


class Settled(Gold):
    """What researchers settled on for the incident that a document reports."""

    date: Day
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    geo_precision: str | None = None
    civ_killed_min: int | None = None
    civ_killed_max: int | None = None


class GoldFacts(GoldLine):
    """A report with the facts of its incident, which is named where several reports tell of one."""

    gold: Settled
    incident: str | None = None


class GoldReport(GoldLine):
    """A report with the incident that it belongs to."""

    incident: str


FORMS: Mapping[Mode, type[GoldLine]] = {
    "articles": GoldArticle,
    "detect": GoldSentence,
    "spans": GoldSpans,
    "facts": GoldFacts,
    "link": GoldReport,
}
"""The form of a line in each mode."""
