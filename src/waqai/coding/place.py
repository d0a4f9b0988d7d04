"""Place: where the act took effect, where it came from, and how narrow the text is about it (codebook 7)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from waqai.coding.act import Act, neighbours
from waqai.coding.participants import Cast
from waqai.coding.phrases import noun_phrase
from waqai.coding.place_mentions import PlaceMention, is_adjective_of_country
from waqai.coding.place_settling import Settling
from waqai.coding.reading import Range, Reading
from waqai.knowledge.actors import Nationality
from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.gazetteer_sources import countries
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.place_neighbours import place_neighbours
from waqai.knowledge.triggers import Trigger
from waqai.knowledge.vocabulary import ObjectRow, PlaceClass, Relation, WeaponRow
from waqai.records import Admin, EventPlace, Place, PlaceRole
from waqai.records.actor import Actor

_PRECISION_OF_KIND = {
    "country": 3,
    "admin1": 3,
    "admin2": 2,
    "admin3": 2,
    "region": 3,
    "desert": 3,
    "sea": 3,
    "river": 3,
}
_WIDTH = {
    "country": 5,
    "admin1": 4,
    "region": 4,
    "admin2": 3,
    "desert": 4,
    "sea": 4,
    "admin3": 2,
    "river": 3,
    "road": 2,
}
_SETTLED = frozenset({"town", "village", "city", "populated_place"})
_TOWNS = _SETTLED | {"settlement", "camp", "quarter", "front"}


@dataclass(frozen=True, slots=True)
class Located:
    """A settled mention: the place of an event that it gives, and the place of the gazetteer where there is one."""

    mention: PlaceMention
    place: EventPlace
    row: Place | None
    others: tuple[str, ...]

    @property
    def width(self) -> int:
        """How wide it is: 1 for a town or narrower, 5 for a country."""
        return _WIDTH.get(self.row.kind, 1) if self.row is not None else 1


def locate(reading: Reading, acts: list[Act], cast: Cast) -> None:
    """Fill in the places of each act, the narrowest first."""
    named = settle_all(reading, cast)
    located = sorted([*named, *_anaphora(reading, named)], key=_start)
    around: list[Located] = []
    sentence = -1
    for number, act in enumerate(acts):
        index = reading.sentence_index(act.start)
        here = _within(located, act.sentence)
        found, rule = _own(reading, act, neighbours(acts, number)[0], here), "named"
        if not found and around and index - sentence <= _AFTER and act.scope == "specific":
            found, rule = around, "place-of-context"
        if not found:
            found, rule = [item for item in here if _is_office(reading, item)][:1], "place-of-speaker"
        found = _ends(found)
        sites = [item for item in found if item.place.role != "origin"]
        if rule == "named" and sites and act.scope == "specific":
            around, sentence = sites, index
        _give(reading, act, found, rule)
        first = min((item.mention.start for item in found if item.mention.start >= act.end), default=act.sentence[1])
        unnamed = _unnamed(reading, act, first, alone=not sites)
        if unnamed is not None:
            act.places.insert(0, unnamed)
    _look_ahead(acts)
    _look_around(reading, acts, located)


_AFTER = 2
"""So many sentences on, a text is still at the place that it named."""


def _start(item: Located) -> int:
    return item.mention.start


def _within(located: list[Located], span: Range) -> list[Located]:
    """The places that are named within a range of tokens."""
    return located[bisect_left(located, span[0], key=_start) : bisect_left(located, span[1], key=_start)]


def _give(reading: Reading, act: Act, found: list[Located], rule: str) -> None:
    act.sites = [item.mention for item in found]
    act.places = [item.place for item in found]
    for item in found:
        act.because(
            "places",
            item.place.gazetteer_id or item.place.text,
            rule,
            row=item.place.gazetteer_id,
            evidence=[reading.span(item.mention.start, item.mention.end, item.mention.lead)],
            competitors=item.others,
        )


def _ends(found: list[Located]) -> list[Located]:
    """The places, where one end of a road alone is near it and not between: "على طريق عيترون"."""
    ends = [item for item in found if item.place.role == "between"]
    if len(ends) != 1:
        return found
    [end] = ends
    near = replace(end, place=end.place.model_copy(update={"role": "vicinity"}))
    return [near if item is end else item for item in found]


def settle_all(reading: Reading, cast: Cast) -> list[Located]:
    """Every place of the text, settled with the others."""
    stated = {
        index: country
        for index, mention in enumerate(reading.places)
        if (country := _stated_country(reading, mention.end)) is not None
    }
    settling = Settling(cast.knowledge.gazetteer, reading.places, cast.country, stated)
    return [_located(reading, mention, settling, i) for i, mention in enumerate(reading.places)]


def _stated_country(reading: Reading, end: int) -> str | None:
    """The country that an adjective right behind a name says, as ISO 3166-1 alpha-2: "أريحا | السورية"."""
    if not is_adjective_of_country(reading.text(end)):
        return None
    words = (reading.opening("nationality", end), reading.opening("actor", end))
    rows = (word.term.row for word in words if word is not None and word.end - word.start == 1)
    return next((_alpha2().get(row.country or "") for row in rows if isinstance(row, Nationality | Actor)), None)


@cache
def _alpha2() -> dict[str, str]:
    return {country.alpha3: country.code for country in countries().values()}


def _located(reading: Reading, mention: PlaceMention, settling: Settling, index: int) -> Located:
    row, others = settling.settle(index)
    words = reading.span(mention.start, reading.closed(mention.start, mention.end), mention.lead)
    precision = mention.precision or 1
    role: PlaceRole = "origin" if mention.preposition == "من" and _launched(reading, mention) else mention.role
    if row is not None:
        precision = max(precision, _PRECISION_OF_KIND.get(row.kind, 1))
    holder = row or settling.holder(index)
    level = _levels(holder) if holder is not None else Admin()
    place = EventPlace(
        role=role,
        text=words.text,
        span=words.span,
        name_ar=row.name_ar if row else None,
        name_en=row.name_en if row else None,
        gazetteer_id=row.id if row else None,
        lat=row.lat if row else None,
        lon=row.lon if row else None,
        admin=level,
        geo_precision=3 if precision >= 3 else 2 if precision == 2 else 1,
        kind=row.kind if row else next(iter(sorted(mention.kinds)), None),
    )
    return Located(mention, place, row, others)


def _launched(reading: Reading, mention: PlaceMention) -> bool:
    """Whether "من" leads to where something was launched: a projectile or a word of launching stands before it."""
    for i in range(max(0, mention.start - 4), mention.start):
        for other in reading.begins[i]:
            row = other.term.row
            if isinstance(row, WeaponRow) and row.group in ("munition", "platform"):
                return True
            if isinstance(row, Trigger) and (row.takes("launch") or row.takes("from")):
                return True
    return False


def _levels(row: Place) -> Admin:
    admin1 = row.name_en if row.kind == "admin1" else row.admin1
    return Admin(country=row.country, admin1=admin1, admin2=row.admin2)


# --- which places are the act's -----------------------------------------------------------------------------


def _own(reading: Reading, act: Act, acts: list[Act], located: list[Located]) -> list[Located]:
    """The places of the act's sentence that are nearer to it than to another act: after it, else before it."""
    here = [item for item in located if not _names_actor(reading, item) and not _is_office(reading, item)]
    if not here:
        return []
    after, before = _after(reading, act, acts, here), _before(reading, act, acts, here)
    if before and all(item.mention.preposition in ("ل", "الي") for item in after):
        after = []  # نقلوا | إلى بغداد: where to, and not where
    chosen = after or before
    if after and all(item.place.role == "origin" or item.width >= 4 for item in after):
        chosen = before[:1] + after if before and before[0].width < 4 else after
    if not chosen and act.part_of is None:
        chosen = here[:1]
    return _with_wider(chosen, here, act)


def _names_actor(reading: Reading, item: Located) -> bool:
    """Whether a name of a country or capital is part of an actor's: "جيش سوريا", "مجلس ... في" stays a place."""
    actor = reading.at("actor", item.mention.name)
    return (
        actor is not None
        and actor.end - actor.start > 1
        and item.mention.strength < 3
        and item.mention.preposition == ""
    )


def _is_office(reading: Reading, item: Located) -> bool:
    """Whether a bare name only says whose office speaks or acts: "قالت شرطة | نينوى"."""
    mention = item.mention
    if mention.strength > 1 or mention.preposition or mention.start == 0:
        return False
    prior = reading.text(mention.start - 1)
    return (prior[1:] if prior[:1] in ("و", "ل", "ب") else prior) in place_neighbours(
        "office"
    ) or prior in place_neighbours("office")


def _after(reading: Reading, act: Act, acts: list[Act], here: list[Located]) -> list[Located]:
    limit = act.sentence[1]
    for other in acts:
        if (
            other.start >= act.end
            and other.sentence == act.sentence
            and not (other.harm or other.part_of is act or other.result)
        ):
            if not _shares_place(reading, act, other):
                limit = min(
                    limit, other.carrier.start if other.carrier and other.carrier.start >= act.end else other.start
                )
            break
    for i in range(act.end, limit):
        if reading.text(i) == "؛" or (reading.text(i) in _LATER and i + 1 not in reading.moment_at):
            limit = i
            break
    return [item for item in here if act.start <= item.mention.start < limit]


_LATER = frozenset({"عقب", "بعد", "قبل", "قبيل", "بعيد", "تزامنا", "بالتزامن"})
"""What follows these is another act, and so is its place: "قصفت البلدة | عقب إطلاق صواريخ من القرية"."""


def _shares_place(reading: Reading, act: Act, other: Act) -> bool:
    """Whether two acts are joined so that the place after the second is both's: "قصف واشتباكات في البلدة"."""
    between = other.start - act.end
    return between <= 2 and other.mention.split.conjunction == "و" and other.nominal == act.nominal


def _before(reading: Reading, act: Act, acts: list[Act], here: list[Located]) -> list[Located]:
    """Places before the act: the one right before it, or the one that opens the sentence ("وفي البلدة، قصف")."""
    floor = act.sentence[0]
    for other in acts:
        if (
            other.end <= act.start
            and other.sentence == act.sentence
            and not (other.harm or other.result or other.part_of)
        ):
            floor = max(floor, other.end)
    near = [item for item in here if floor <= item.mention.start < act.start]
    if near:
        return near
    opening = [item for item in here if item.mention.start - act.sentence[0] <= 3]
    return opening[:1]


def _with_wider(chosen: list[Located], here: list[Located], act: Act) -> list[Located]:
    """The places in the order of their width, each once; origins last."""
    seen: set[str] = set()
    found: list[Located] = []
    for item in sorted(chosen, key=lambda x: (x.place.role == "origin", x.width)):
        key = item.place.gazetteer_id or item.place.text
        if key not in seen:
            seen.add(key)
            found.append(item)
    return found


def coordinated_sites(reading: Reading, act: Act, gazetteer: Gazetteer) -> list[list[EventPlace]]:
    """The sites of an act that struck several places: "قصفت خشام ومراط" has two, each with its wider places."""
    named = [p for p in act.places if p.role != "origin"]
    narrow = [p for p in named if p.geo_precision < 3 and (p.kind not in ("admin2", "admin3"))]
    if len(narrow) < 2:
        return [act.places]
    groups: list[list[EventPlace]] = []
    for place in narrow:
        first = reading.token_index(place.span[0])
        joined = reading.text(first)[:1] == "و" or reading.text(first - 1) in ("و", "،", "-")
        if groups and not (joined and _peers(groups[-1][0], place)):
            groups[-1].append(place)
        else:
            groups.append([place])
    if len(groups) < 2:
        return [act.places]
    wider = [p for p in act.places if p not in narrow]
    return [[*group, *wider] for group in groups]


def _peers(one: EventPlace, other: EventPlace) -> bool:
    """Whether two places may be two sites: they are not two ends of one, and neither lies in the other by name."""
    if one.role == other.role == "between":
        return False
    if one.gazetteer_id is not None and one.gazetteer_id == other.gazetteer_id:
        return False
    return other.name_en not in (one.admin.admin1, one.admin.admin2) or other.name_en is None


# --- places without a name ----------------------------------------------------------------------------------


def _anaphora(reading: Reading, named: list[Located]) -> Iterator[Located]:
    """The towns that "البلدة" or "أطراف البلدتين" means: the last named one, or the last two."""
    towns = [item for item in named if item.place.role != "origin" and _is_town(item)]
    if not towns:
        return
    ends = [item.mention.end for item in towns]
    for i in reading.openings("class"):
        mention = next((m for m in reading.begins[i] if _points_back(m)), None)
        if mention is None or i in reading.place_at:
            continue
        form = mention.term.inflection
        last = bisect_right(ends, i)
        count = 2 if form is not None and form.number == "d" else 1
        for item in towns[max(0, last - count) : last]:
            yield _pointed_to(reading, item, i, mention.end)


def _points_back(mention: Mention) -> bool:
    """Whether a word means a settlement that was named: "البلدة", "القريتين"."""
    row = mention.term.row
    return isinstance(row, PlaceClass) and mention.split.article and row.kind in _SETTLED


def _is_town(item: Located) -> bool:
    """Whether a named place can be "the town": a settlement, or one of a class that only settlements have."""
    return item.row.kind in _TOWNS if item.row is not None else bool(item.mention.kinds & _SETTLED)


def _pointed_to(reading: Reading, item: Located, start: int, end: int) -> Located:
    """A named place as a later word points to it, with the relation that stands before that word."""
    relation = next(
        (m for at in (start - 1, start - 2) if at >= 0 for m in reading.begins[at] if m.kind == "relation"), None
    )
    place = item.place
    if relation is not None and isinstance(relation.term.row, Relation) and relation.end == start:
        precision = max(place.geo_precision, relation.term.row.precision or 1)
        place = place.model_copy(update={"role": relation.term.row.role, "geo_precision": precision})
    mention = item.mention._replace(start=start, end=end, name=start, lead=0, cut=0, strength=3)
    return replace(item, mention=mention, place=place)


def _unnamed(reading: Reading, act: Act, first: int, *, alone: bool) -> EventPlace | None:
    """A site that the text describes without a name of the gazetteer: "مقر قيادة الأسطول", "خطوط التماس".

    It stands anywhere in the sentence where the act has no named place (`alone`), else between the act and the `first`.
    """
    end = act.sentence[1]
    where = (
        (*range(act.start, end), *range(act.sentence[0], act.start))
        if alone
        else range(act.end, min(first, act.end + 8))
    )
    if not alone and act.type != "military_activity":
        return None
    for i in where:
        mention = _site_word(reading, i)
        if mention is None or i in reading.place_at:
            continue
        phrase: Range | None = noun_phrase(reading, i, end)
        if phrase is None:
            continue
        cut = len(mention.split.conjunction + mention.split.preposition)
        words = reading.span(phrase[0], phrase[1], cut)
        act.because("places", words.text, "unnamed-site", evidence=[words])
        return EventPlace(role="site", text=words.text, span=words.span, geo_precision=2)
    return None


def _site_word(reading: Reading, i: int) -> Mention | None:
    """The word for a site at token `i`: "مقر", "البلدة", "منطقة"."""
    for mention in reading.begins[i]:
        row = mention.term.row
        if isinstance(row, PlaceClass) and not mention.pronoun and row.kind != "country":  # الدولي is no place
            return mention
        if isinstance(row, ObjectRow) and (row.is_place or row.wording in _SITES):
            return mention
    return None


_SITES = frozenset({"مقر", "خط تماس", "موقع", "منشأة", "مركز", "نقطة تفتيش", "حاجز", "معسكر"})


def _look_around(reading: Reading, acts: list[Act], located: list[Located]) -> None:
    """An act of the news without a place has the nearest that the sentences beside it name: a headline's."""
    for act in acts:
        if any(p.role != "origin" and p.gazetteer_id for p in act.places) or act.scope != "specific" or act.part_of:
            continue
        index = reading.sentence_index(act.start)
        first, last = max(0, index - _AROUND), min(len(reading.sentences) - 1, index + _AROUND)
        near = _within(located, (reading.sentences[first][0], reading.sentences[last][1]))
        narrow = [item for item in near if item.width <= 3 and item.row is not None and item.place.role != "origin"]
        if not narrow:
            continue
        nearest = min(narrow, key=lambda item: abs(item.mention.start - act.start))
        act.places.append(nearest.place)
        words = reading.span(nearest.mention.start, nearest.mention.end, nearest.mention.lead)
        act.because("places", nearest.place.gazetteer_id, "place-of-context", evidence=[words])


_AROUND = 3
"""Sentences on either side in which an act without a place may find one."""


def _look_ahead(acts: list[Act]) -> None:
    """A first mention without a place has that of the next act of its kind, in the next sentence."""
    for act, other in pairwise(acts):
        same = act.type == other.type and act.scope == other.scope == "specific"
        if same and not act.places and other.places:
            act.places = list(other.places)
            act.because("places", other.places[0].text, "place-of-context")
