"""The footprint: what an event is known by after its document was coded anew, when its ordinal may be another.

A judgement on «قصف» in the second sentence holds for whatever event a later coder reads from that word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from waqai.language.folding import fold_key
from waqai.records import Event, EventType, Span
from waqai.records.base import Record

REACH = 60
"""Characters: a later coder may take another word of the same clause for the act."""


class Footprint(Record):
    """Where an event was read: its document, the `stem` that all versions of that share, its kind and trigger words."""

    event_id: str
    document_id: str
    stem: str
    type: EventType
    triggers: tuple[Span, ...]


def footprint_of(event: Event, stem: str) -> Footprint:
    """The footprint of an event of a document whose versions share `stem`."""
    return Footprint(
        event_id=event.id, document_id=event.document_id, stem=stem, type=event.type, triggers=event.triggers
    )


class Successors:
    """Finds for the footprint of an earlier event the event that stands for it among the present ones."""

    def __init__(self, present: Iterable[Footprint]) -> None:
        self._by_id: dict[str, Footprint] = {}
        self._by_stem: dict[str, list[Footprint]] = defaultdict(list)
        for footprint in present:
            self._by_id[footprint.event_id] = footprint
            self._by_stem[footprint.stem].append(footprint)

    def of(self, earlier: Footprint) -> str | None:
        """The id of the event that stands for the earlier one, or None where it is gone."""
        if self._by_id.get(earlier.event_id) == earlier:
            return earlier.event_id
        known = self._by_stem.get(earlier.stem, [])
        here = [footprint for footprint in known if footprint.document_id == earlier.document_id]
        found = _overlapping(earlier, here) or _near(earlier, here)
        if found is None and not here:
            found = _reworded(earlier, known)
        return found.event_id if found else None


def _overlapping(earlier: Footprint, present: Iterable[Footprint]) -> Footprint | None:
    shared = [(_overlap(earlier, footprint), footprint) for footprint in present]
    touching = [(size, footprint) for size, footprint in shared if size]
    best = min(touching, key=lambda item: (item[1].type != earlier.type, -item[0], item[1].event_id), default=None)
    return best[1] if best else None


def _near(earlier: Footprint, present: Iterable[Footprint]) -> Footprint | None:
    alike = [footprint for footprint in present if footprint.type == earlier.type]
    found = min(alike, key=lambda footprint: (_gap(earlier, footprint), footprint.event_id), default=None)
    return found if found and _gap(earlier, found) <= REACH else None


def _reworded(earlier: Footprint, present: Iterable[Footprint]) -> Footprint | None:
    """The event in another version of the text: offsets are others there, the words may be the same."""
    alike = [footprint for footprint in present if footprint.type == earlier.type]
    same_words = [footprint for footprint in alike if _words(footprint) & _words(earlier)]
    nearest = min(same_words, key=lambda footprint: (_gap(earlier, footprint), footprint.event_id), default=None)
    return nearest or (alike[0] if len(alike) == 1 else None)


def _words(footprint: Footprint) -> set[str]:
    return {fold_key(trigger.text) for trigger in footprint.triggers}


def _overlap(left: Footprint, right: Footprint) -> int:
    """Characters that the trigger words of the two share."""
    pairs = ((one.span, other.span) for one in left.triggers for other in right.triggers)
    return sum(max(0, min(one[1], other[1]) - max(one[0], other[0])) for one, other in pairs)


def _gap(left: Footprint, right: Footprint) -> int:
    """Characters between the nearest trigger words of the two."""
    pairs = ((one.span, other.span) for one in left.triggers for other in right.triggers)
    return min((max(0, max(one[0], other[0]) - min(one[1], other[1])) for one, other in pairs), default=10**9)
