"""A place of the gazetteer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from waqai.records.base import Record


class Place(Record):
    """A row of the gazetteer. Coordinates are WGS 84 degrees; null where the source gives none.

    `id` is `<source>:<key>` (`geonames:170063`, `waqai:conoco-gas-field`, `ocha:C1353`). `country` is ISO 3166-1
    alpha-2. `kind` is a slug of the table `place_kinds.tsv`. `source` says where the coordinate is from.
    """

    id: str
    name_ar: str | None = None
    name_en: str | None = None
    aliases: tuple[str, ...] = ()
    kind: str = "populated_place"
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    parent_id: str | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    population: int = 0
    source: str
