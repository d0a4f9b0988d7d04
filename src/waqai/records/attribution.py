"""Who says so (codebook 4)."""

from __future__ import annotations

from typing import Literal

from waqai.records.base import Certainty, Offsets, Record, Span

SourceKind = Literal[
    "publisher",
    "correspondent",
    "outlet",
    "monitor",
    "armed_group",
    "official",
    "witness",
    "local_source",
    "social_media",
    "unnamed",
]
Stance = Literal["reports", "claims", "denies", "accuses", "confirms", "declines"]
Via = Literal["telegram", "statement", "broadcast", "x", "facebook", "interview"]


class Source(Record):
    """A speaker as the text names it. The publisher speaking for itself has no words: `text` and `span` are null."""

    text: str | None = None
    span: Offsets | None = None
    source_id: str | None = None
    kind: SourceKind


class Attribution(Record):
    """Who says so, how, and how surely. `chain` runs from the publisher inward, outermost first."""

    source: Source
    via: Via | None = None
    chain: tuple[Source, ...] = ()
    stance: Stance = "reports"
    certainty: Certainty = "asserted"
    protected: bool = False
    quote: Span | None = None
