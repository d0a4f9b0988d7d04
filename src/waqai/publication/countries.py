"""Countries as ACLED and UCDP write them (table `countries.tsv`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import as_file, files

from waqai.knowledge.table import rows

_COLUMNS = ("alpha2", "alpha3", "numeric", "name", "region", "gw", "ucdp_name", "ucdp_region")


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 codes (`numeric` is None for Kosovo), ACLED's words, UCDP's words and state number."""

    alpha2: str
    alpha3: str
    numeric: int | None
    name: str
    region: str
    gw: int
    ucdp_name: str
    ucdp_region: str


@lru_cache(maxsize=1)
def countries() -> dict[str, Country]:
    """The countries by alpha-2 and by alpha-3 code."""
    found: dict[str, Country] = {}
    for row in _table():
        numeric = int(row.pop("numeric") or 0) or None
        gw, ucdp_name = int(row.pop("gw")), row.pop("ucdp_name") or row["name"]
        country = Country(numeric=numeric, gw=gw, ucdp_name=ucdp_name, **row)
        found[country.alpha2] = found[country.alpha3] = country
    return found


def _table() -> list[dict[str, str]]:
    with as_file(files("waqai.publication") / "tables") as directory:
        return list(rows("countries", _COLUMNS, directory))
