"""The act: one mention of something done, as the rooms of the coder fill it in, before mentions become events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from waqai.coding.place_mentions import PlaceMention
from waqai.coding.reading import Range, Reading
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.triggers import Trigger
from waqai.language.calendar import Moment
from waqai.records import (
    Attribution,
    Casualties,
    Certainty,
    Damage,
    EventPlace,
    EventType,
    Participant,
    Polarity,
    Scope,
    Span,
    Strikes,
    Time,
    Weapon,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a field got its value: the rule, the row of a table, the words, and what competed."""

    field: str
    value: str
    rule: str
    row: str | None = None
    evidence: tuple[Span, ...] = ()
    competitors: tuple[str, ...] = ()


@dataclass(slots=True)
class Act:
    """A mention of an act at tokens `[start, end)`. Filled in step by step; `reasons` keeps why."""

    mention: Mention
    trigger: Trigger
    sentence: Range
    clause: Range
    nominal: bool
    carrier: Mention | None = None
    later: Mention | None = None
    """The light verb of a relative clause after a noun: "الهجمات التي | تشنها"."""
    type: EventType | None = None
    type_certainty: Certainty = "asserted"
    agents: list[Participant] = field(default_factory=list)
    targets: list[Participant] = field(default_factory=list)
    harmed: list[Participant] = field(default_factory=list)
    """Those whom it hurt beside what it was aimed at: "مقتل | جنديين في قصف على المقر"."""
    weapons: list[Weapon] = field(default_factory=list)
    strikes: Strikes | None = None
    sites: list[PlaceMention] = field(default_factory=list)
    places: list[EventPlace] = field(default_factory=list)
    moment: Moment | None = None
    time: Time | None = None
    casualties: list[Casualties] = field(default_factory=list)
    damage: list[Damage] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    polarity: Polarity = "affirmed"
    scope: Scope = "specific"
    certainty: Certainty = "asserted"
    triggers: list[Span] = field(default_factory=list)
    responds_to: Act | None = None
    part_of: Act | None = None
    """The act that this mention only tells more of: «هجوم … استهدف القاعدة»."""
    result: bool = False
    told: bool = False
    """For a noun of harm: told as news by a number or a word of happening ("سقوط قتلى"), and no mere title."""
    alone: bool = False
    """For a word of harm: the act that the text tells, since it opens a notice of death or counts without a figure."""
    natural: bool = False
    """A death of which nothing says that somebody caused it."""
    foiled: bool = False
    """Stopped before it happened, or only tried."""
    refused: bool = False
    """Told only in a denial, or in a refusal to speak of it."""
    reasons: list[Reason] = field(default_factory=list)

    @property
    def start(self) -> int:
        """The token where the mention begins."""
        return self.mention.start

    @property
    def end(self) -> int:
        """The token after the mention."""
        return self.mention.end

    @property
    def harm(self) -> bool:
        """Whether the word tells of harm and not of what caused it."""
        return self.trigger.sense in ("harm", "damage")

    def because(
        self,
        name: str,
        value: object,
        rule: str,
        *,
        row: str | None = None,
        evidence: Iterable[Span] = (),
        competitors: Iterable[str] = (),
    ) -> None:
        """Keep why a field got its value."""
        self.reasons.append(Reason(name, str(value), rule, row, tuple(evidence), tuple(competitors)))


def neighbours(acts: list[Act], index: int) -> tuple[list[Act], int]:
    """The acts of the same sentence as the act at `index`, in order, and where that act is among them."""
    sentence = acts[index].sentence
    first = index
    while first > 0 and acts[first - 1].sentence == sentence:
        first -= 1
    last = index + 1
    while last < len(acts) and acts[last].sentence == sentence:
        last += 1
    return acts[first:last], index - first


def earlier(acts: list[Act], index: int) -> Iterator[Act]:
    """The acts of the same sentence before the one at `index`, nearest first."""
    for other in reversed(range(index)):
        if acts[other].sentence != acts[index].sentence:
            return
        yield acts[other]


def trigger_spans(reading: Reading, mention: Mention) -> list[Span]:
    """The words of a trigger as evidence, both parts of one that others part: "شن | الطيران | غارتين"."""
    parts = [trigger_span(reading, mention)]
    if mention.gap[1] > mention.gap[0]:
        parts.append(reading.span(mention.gap[1], mention.end))
    return parts


def trigger_span(reading: Reading, mention: Mention) -> Span:
    """The first words of a trigger as evidence, without the conjunction and preposition written before it."""
    if mention.gap[1] > mention.gap[0]:
        return reading.span(mention.start, mention.gap[0], len(mention.split.conjunction))
    return reading.span(mention.start, mention.end, len(mention.split.conjunction + mention.split.preposition))
