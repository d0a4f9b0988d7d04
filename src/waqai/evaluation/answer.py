"""A coding as an evaluation sees it: the fields that are compared, of Waqai's own events or of another coder's lines.

Fields that are not compared are passed over, and those that a coder does not give hold what the codebook takes for
granted, so that a bare baseline can be measured as well.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from waqai.records import CodedDocument


class Seen(BaseModel):
    """A part of a coding."""

    model_config = ConfigDict(frozen=True, extra="ignore", from_attributes=True)


def _none_as_empty(value: Any) -> Any:
    return () if value is None else value


def _one_as_several(value: Any) -> Any:
    return (value,) if isinstance(value, str) else _none_as_empty(value)


def _day(value: Any) -> Any:
    """The day of a moment, or None where it is no date."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


Day = Annotated[date | None, BeforeValidator(_day)]
Classes = Annotated[tuple[str, ...], BeforeValidator(_one_as_several)]


class SeenTrigger(Seen):
    """Where the words of an act stand."""

    span: tuple[int, int]
    text: str | None = None


class SeenTime(Seen):
    """First and last day; one without a last day is that day."""

    start: Day = None
    end: Day = None


class SeenPlace(Seen):
    """A place as the text, and as the gazetteer, names it."""

    role: str | None = None
    text: str | None = None
    name_ar: str | None = None
    name_en: str | None = None
    lat: float | None = None
    lon: float | None = None


class SeenActor(Seen):
    """An agent, a target, or a source."""

    text: str | None = None
    kind: str | None = None


class SeenCasualties(Seen):
    """A number of persons harmed."""

    kind: str
    low: int | None = None
    best: int | None = None


class SeenAttribution(Seen):
    """Who says so, and how."""

    source: SeenActor = SeenActor()
    stance: str | None = None


class SeenEvent(Seen):
    """An event, as far as it is compared."""

    id: str | None = None
    type: str
    type_certainty: str = "asserted"
    plover: Classes = ()
    triggers: tuple[SeenTrigger, ...] = ()
    polarity: str = "affirmed"
    scope: str = "specific"
    certainty: str = "asserted"
    time: SeenTime | None = None
    places: tuple[SeenPlace, ...] = ()
    agents: tuple[SeenActor, ...] = ()
    targets: tuple[SeenActor, ...] = ()
    casualties: tuple[SeenCasualties, ...] = ()
    attributions: tuple[SeenAttribution, ...] = ()

    @property
    def happened(self) -> bool:
        """Whether it is told as one act that took place."""
        return self.scope == "specific" and self.polarity == "affirmed"


class SeenDocument(Seen):
    """The document that was coded, by its id; `text` where the coding keeps it."""

    id: str
    text: str | None = None


class SeenCoding(Seen):
    """A line of `waqai code`."""

    document: SeenDocument
    events: tuple[SeenEvent, ...] = ()


class SeenIncident(Seen):
    """A line of `waqai incidents --format jsonl`."""

    id: str
    document_ids: tuple[str, ...]


def as_seen(coded: CodedDocument) -> SeenCoding:
    """A document that Waqai coded, as an evaluation sees it."""
    return SeenCoding.model_validate(coded)
