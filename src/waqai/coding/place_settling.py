"""Settling: which of the places that bear a name is meant (codebook 7).

The other places of the text decide first, then the class word, the publisher's country, and last how many live there.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from waqai.coding.place_mentions import PlaceMention
from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.gazetteer_geometry import distance_km
from waqai.records import Place

_SETTLED = frozenset({"populated_place", "city", "town", "village", "settlement"})
_CLASS_MEANS: dict[str, frozenset[str]] = {
    "town": _SETTLED,
    "village": _SETTLED,
    "city": _SETTLED,
    "populated_place": _SETTLED,
    "district": frozenset({"admin2", "admin3", "district", "populated_place"}),
    "region": frozenset({"region", "admin1", "admin2"}) | _SETTLED,  # ريف الحسكة: of the town
}
_KNOWN_ABROAD = 100_000
"""From this many inhabitants on a town is spoken of outside its own country without more words."""
_CITY = 1_000_000
"""As many inhabitants as a city of the wider world counts for, where the gazetteer has no number."""
_WIDE = frozenset({"country", "admin1", "region"})
_POINTS = frozenset({"populated_place", "city", "town", "village", "settlement", "quarter", "camp", "suburb"})
_MOST = 40
"""So many bearers of one name are weighed."""
_SMALL = frozenset({"village", "town", "quarter", "camp", "settlement"})
_NEIGHBOURS = 4
"""So many mentions on either side speak for where a name is."""
_CLASS_WEIGHT = 7.0
"""A class word goes before all else: "محافظة دير الزور" is never the town."""
_SURE = 1.2
"""By so much must a reading of a name be likelier than the next to speak for others."""
_NEAR_KM = 50.0
_BESIDE_KM = 80.0
"""So far may a place lie from the middle of the town or district that is named as holding it."""
_COUNTRYSIDE_KM = 160.0
"""So far may it lie from the town whose countryside holds it: "بريف الحسكة" is the whole province."""
_WORDS_BETWEEN = 3
"""So many words may qualify a village before the place that it lies beside: "قرية النصر | السكنية | جنوبي جرابلس"."""
_HOLDING = frozenset({"ب", "في", "ل"})


class Settling:
    """The places of one text, settled together."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        mentions: Sequence[PlaceMention],
        country: str | None,
        stated: Mapping[int, str] | None = None,
    ) -> None:
        """`country` is the publisher's, `stated` what an adjective behind a mention says: "أريحا | السورية"."""
        self._gazetteer = gazetteer
        self._country = country
        self._stated = stated or {}
        self._options = [self._bearers(index, mention) for index, mention in enumerate(mentions)]
        self._mentions = mentions
        self._countries: Counter[str] = Counter()
        self._provinces: Counter[tuple[str, str]] = Counter()
        self._votes: list[int] = []
        self._weigh_context()
        self._total = sum(self._countries.values())
        self._alone = [self._sure(index) for index in range(len(mentions))]

    def _bearers(self, index: int, mention: PlaceMention) -> list[Place]:
        """The places that bear a name, those of the country that an adjective behind it names alone."""
        every = [self._gazetteer.place(place_id) for place_id in mention.candidates[:_MOST]]
        return [place for place in every if place.country == self._stated.get(index)] or every

    def _weigh_context(self) -> None:
        """Countries and provinces that mentions of only one reading speak for."""
        for mention, every in zip(self._mentions, self._options, strict=True):
            options = [place for place in every if not mention.kinds or self._fits_class(place, mention) > 0]
            countries = {place.country for place in options if place.country}
            weight = mention.strength
            if mention.strength == 1 and any(place.kind == "country" for place in options):
                weight = 0  # "ميليشيات إيران" says whose, not where
            vote = weight if len(countries) == 1 else 0
            self._votes.append(vote)
            if vote:
                self._countries[next(iter(countries))] += vote
            provinces = {(p.country, p.admin1) for p in options if p.country and p.admin1}
            wide = [p for p in options if p.kind in ("admin1", "admin2")]
            for place in wide:
                if (place.country and place.admin1) or place.kind == "admin1":
                    self._provinces[(place.country or "", place.admin1 or place.name_en or "")] += 2 * min(2, weight)
            if len(provinces) == len(countries) == 1 and len(options) <= 2:
                [(country, province)] = provinces
                self._provinces[(country or "", province or "")] += min(2, weight)

    def settle(self, index: int) -> tuple[Place | None, tuple[str, ...]]:
        """The place that the mention of that index means, None where none bears its name, and who else bears it."""
        options = self._options[index]
        if not options:
            return None, ()
        ranked = self._ranked(index) if len(options) > 1 else options
        if self._elsewhere(ranked[0], index) or self._misplaced(ranked[0], index):
            return None, tuple(place.id for place in ranked[:3])
        return ranked[0], tuple(place.id for place in ranked[1:4])

    def _ranked(self, index: int) -> list[Place]:
        """The places that bear the name of a mention, the likeliest first."""
        mention, near = self._mentions[index], self._near(index)
        return sorted(
            self._options[index],
            key=lambda place: (-self._score(place, mention) - _nearness(place, near), place.id),
        )

    def _sure(self, index: int) -> Place | None:
        """The place that a mention means whatever stands around it, None where that is open."""
        mention, options = self._mentions[index], self._options[index]
        if len(options) < 2:
            return options[0] if options else None
        scores = sorted(((self._score(place, mention), place.id) for place in options), reverse=True)
        if scores[0][0] - scores[1][0] < _SURE:
            return None
        return next(place for place in options if place.id == scores[0][1])

    def _near(self, index: int) -> list[tuple[Place, float]]:
        """The settled places around a mention with their weight: a place named as holding it counts double."""
        holder = self.holder(index)
        first, last = max(0, index - _NEIGHBOURS), min(len(self._mentions), index + _NEIGHBOURS + 1)
        return [
            (place, 2.0 if place is holder else 1.0)
            for other in range(first, last)
            if other != index and (place := self._alone[other]) is not None and place.kind not in ("country", "admin1")
        ]

    def holder(self, index: int) -> Place | None:
        """The place that the words behind a mention say holds it: "حي الزهراء | بمدينة الموصل"."""
        if index + 1 >= len(self._mentions):
            return None
        mention, following = self._mentions[index], self._mentions[index + 1]
        beside = 0 <= following.start - mention.end <= 1
        led = following.preposition in _HOLDING or "region" in following.kinds
        return self._alone[index + 1] if beside and led else None

    def _misplaced(self, place: Place, index: int) -> bool:
        """Whether a small place lies far from the one that holds it by the text: another of its name is meant."""
        if self._mentions[index].kinds & _SMALL and place.kind in ("country", "admin1"):
            return True  # مخيم | كويت الرحمة
        if self._is_abroad(place, index):
            return True
        holder = self.holder(index)
        if holder is None or place.kind not in _POINTS or holder.id == place.id:
            return False
        if holder.country and place.country and holder.country != place.country:
            return True
        if holder.kind not in _POINTS:
            return False
        distance = _distance(place, holder)
        limit = _COUNTRYSIDE_KM if "region" in self._mentions[index + 1].kinds else _BESIDE_KM
        return distance is not None and distance > limit

    def _is_abroad(self, place: Place, index: int) -> bool:
        """Whether a village is told to lie beside a place of another country: "قرية النصر | جنوبي مدينة جرابلس"."""
        if index + 1 >= len(self._mentions) or not self._mentions[index].kinds & _SMALL:
            return False
        following, beside = self._mentions[index + 1], self._alone[index + 1]
        if following.role != "vicinity" or following.start - self._mentions[index].end > _WORDS_BETWEEN:
            return False
        return beside is not None and beside.country is not None and beside.country != place.country

    def _elsewhere(self, place: Place, index: int) -> bool:
        """Whether a small place lies in another country than all that its publisher and the other names speak of."""
        others = self._spoken_of(index)
        if place.country == self._country or place.country in others:
            return False
        if others and self._fits_class(place, self._mentions[index]) < 0:
            return True  # مقاطعة الجزيرة is not the capital of another country
        if place.population >= _KNOWN_ABROAD or place.kind in _WIDE or place.kind == "city":
            return False
        return self._total - self._votes[index] > max(1, self._votes[index])

    def _spoken_of(self, index: int) -> set[str]:
        """The countries that other names than this one speak for."""
        own = {place.country for place in self._options[index] if place.country}
        vote = self._votes[index]
        return {name for name, count in self._countries.items() if count > (vote if {name} == own else 0)}

    def _score(self, place: Place, mention: PlaceMention) -> float:
        score = 0.35 * math.log10(max(place.population, _CITY if place.kind == "city" else 0) + 1)
        score += _CLASS_WEIGHT * self._fits_class(place, mention)
        if place.country:
            score += 3.0 * (self._countries[place.country] / self._total if self._total else 0.0)
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


def _nearness(place: Place, near: Sequence[tuple[Place, float]]) -> float:
    """How much the places named around it speak for a place: nothing beyond some hundred kilometres."""
    best = 0.0
    for other, weight in near:
        distance = _distance(place, other)
        if distance is not None:
            best = max(best, 2.0 * weight * math.exp(-distance / _NEAR_KM))
    return best


def _distance(one: Place, other: Place) -> float | None:
    """The kilometres between two places, None where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    return distance_km(one.lat, one.lon, other.lat, other.lon)
