"""Settling: which of the places that bear a name is meant (codebook 7).

The other places of the text decide first, then the class word, the publisher's country, and last how many live there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from waqai.coding.place_mentions import PlaceMention
from waqai.knowledge.gazetteer import Gazetteer
from waqai.records import Place

_SETTLED = frozenset({"populated_place", "city", "town", "village", "settlement"})
_CLASS_MEANS: dict[str, frozenset[str]] = {
    "town": _SETTLED,
    "village": _SETTLED,
    "city": _SETTLED,
    "populated_place": _SETTLED,
    "district": frozenset({"admin2", "admin3", "district", "populated_place"}),
    "region": frozenset({"region", "admin1", "admin2"}),
}
_KNOWN_ABROAD = 100_000
"""From this many inhabitants on a town is spoken of outside its own country without more words."""
_WIDE = frozenset({"country", "admin1", "region"})


class Settling:
    """The places of one text, settled together."""

    def __init__(self, gazetteer: Gazetteer, mentions: Sequence[PlaceMention], country: str | None) -> None:
        self._gazetteer = gazetteer
        self._country = country
        self._options = [[gazetteer.place(i) for i in mention.candidates[:40]] for mention in mentions]
        self._mentions = mentions
        self._countries: Counter[str] = Counter()
        self._provinces: Counter[tuple[str, str]] = Counter()
        self._weigh_context()

    def _weigh_context(self) -> None:
        """Countries and provinces that mentions of only one reading speak for."""
        for mention, options in zip(self._mentions, self._options, strict=True):
            countries = {place.country for place in options if place.country}
            weight = 2 if mention.strength > 1 else 1
            if len(countries) == 1:
                self._countries[next(iter(countries))] += weight
            provinces = {(p.country, p.admin1) for p in options if p.country and p.admin1}
            wide = [p for p in options if p.kind in ("admin1", "admin2")]
            for place in wide:
                if place.country and place.admin1 or place.kind == "admin1":
                    self._provinces[(place.country or "", place.admin1 or place.name_en or "")] += 2 * weight
            if len(provinces) == 1 and len(options) <= 2:
                [(country, province)] = provinces
                self._provinces[(country or "", province or "")] += weight

    def settle(self, index: int) -> tuple[Place | None, tuple[str, ...]]:
        """The place that the mention of that index means, None where none bears its name, and who else bears it."""
        options = self._options[index]
        if not options:
            return None, ()
        mention = self._mentions[index]
        ranked = sorted(options, key=lambda place: (-self._score(place, mention), place.id))
        if self._elsewhere(ranked[0], mention):
            return None, tuple(place.id for place in ranked[:3])
        return ranked[0], tuple(place.id for place in ranked[1:4])

    def _elsewhere(self, place: Place, mention: PlaceMention) -> bool:
        """Whether a small place lies in another country than all that the text and its publisher speak of."""
        known = set(self._countries) | ({self._country} if self._country else set())
        if place.country not in known and self._fits_class(place, mention) < 0:
            return True  # مقاطعة الجزيرة is not the capital of another country
        if not known or place.country in known or place.population >= _KNOWN_ABROAD:
            return False
        return place.kind not in _WIDE and sum(self._countries.values()) >= 2

    def _score(self, place: Place, mention: PlaceMention) -> float:
        score = 0.35 * math.log10(place.population + 1)
        score += 5.0 * self._fits_class(place, mention)
        total = sum(self._countries.values())
        if place.country:
            score += 3.0 * (self._countries[place.country] / total if total else 0.0)
            if place.country == self._country:
                score += 1.5
        if place.kind != "admin1" and place.admin1:
            near = self._provinces[(place.country or "", place.admin1)]
            score += min(4.0, 1.5 * near)
        if place.kind in ("country", "populated_place", "city", "town"):
            score += 0.6
        if place.kind == "admin1":
            score += 0.2
        return score

    def _fits_class(self, place: Place, mention: PlaceMention) -> float:
        if not mention.kinds:
            return 0.0
        if place.kind in mention.kinds:
            return 1.0
        if any(place.kind in _CLASS_MEANS.get(kind, ()) for kind in mention.kinds):
            return 0.8
        return -0.6 if place.kind in _WIDE else -0.3
