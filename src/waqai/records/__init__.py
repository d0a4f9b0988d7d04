"""The nouns of Waqai: immutable, typed records, used by every room and importing none."""

from waqai.records.actor import Actor
from waqai.records.attribution import Attribution, Source, SourceKind, Stance, Via
from waqai.records.base import Certainty, Inference, Offsets, Record, Span
from waqai.records.document import Document
from waqai.records.event import (
    AcledType,
    Admin,
    Casualties,
    Damage,
    Event,
    EventPlace,
    EventType,
    HarmKind,
    Participant,
    PartOfDay,
    PlaceRole,
    Polarity,
    Scope,
    Strikes,
    Time,
    TimeAnchor,
    TimePrecision,
    Victims,
    Weapon,
)
from waqai.records.explanation import CodedDocument, Decision
from waqai.records.incident import Candidate, Incident, IncidentTime, Origin, Status, Toll, TollVariant
from waqai.records.judgement import Judgement
from waqai.records.place import Place
from waqai.records.tombstone import Burial, Tombstone

__all__ = [
    "AcledType",
    "Actor",
    "Admin",
    "Attribution",
    "Burial",
    "Candidate",
    "Casualties",
    "Certainty",
    "CodedDocument",
    "Damage",
    "Decision",
    "Document",
    "Event",
    "EventPlace",
    "EventType",
    "HarmKind",
    "Incident",
    "IncidentTime",
    "Inference",
    "Judgement",
    "Offsets",
    "Origin",
    "PartOfDay",
    "Participant",
    "Place",
    "PlaceRole",
    "Polarity",
    "Record",
    "Scope",
    "Source",
    "SourceKind",
    "Span",
    "Stance",
    "Status",
    "Strikes",
    "Time",
    "TimeAnchor",
    "TimePrecision",
    "Toll",
    "TollVariant",
    "Tombstone",
    "Via",
    "Victims",
    "Weapon",
]
