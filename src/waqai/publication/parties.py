"""The parties of an incident, named in English as ACLED and UCDP name actors.

A party is an actor of the tables, or else a generic name by its role ("Police Forces of Iraq", "Civilians (Iraq)"). The
words of a text never become a name here: they may be those of a private person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Literal, NamedTuple, cast

from waqai.knowledge.actors import load_actors
from waqai.knowledge.table import rows
from waqai.publication.countries import Country, countries
from waqai.records import Actor, Candidate

Force = Literal["state", "nonstate", "civilians", "other"]
CIVILIANS = 7
_EXTERNAL = 8


class Role(NamedTuple):
    """What a CAMEO role makes of a participant (table `party_roles.tsv`)."""

    inter: int
    force: Force
    generic: str
    home: bool


class Party(NamedTuple):
    """One side's actor: its name, ACLED's `inter` code, what force it is, and its own country where that is known.

    `known` is true for an actor of the tables; `body` is the organisation that civilians belong to, else None.
    """

    name: str
    inter: int
    force: Force
    country: Country | None
    known: bool
    origins: frozenset[str]
    body: str | None = None


class Sides(NamedTuple):
    """Who did it and to whom: the first of each side, those with it, and those whom other origins name as agents."""

    agent: Party | None
    beside_agent: tuple[Party, ...]
    target: Party | None
    beside_target: tuple[Party, ...]
    suggested: tuple[Party, ...]


def sides(agents: Iterable[Candidate], targets: Iterable[Candidate], place: Country | None) -> Sides:
    """The sides of an incident in the country `place`; in a fight each side is among agents and targets.

    First is an actor that the tables know, else the one that most origins name; an armed agent goes before civilians.
    An agent stands beside the first where an origin names both or both are forces of one state; else others suggest it.
    """
    doers, sufferers = list(_parties(agents, place)), list(_parties(targets, place))
    agent = min(doers, key=lambda party: party.inter == CIVILIANS, default=None)
    names = {party.name for party in doers}
    target = next((party for party in sufferers if agent is None or party.name != agent.name), None)
    rest = [party for party in doers if party.known and agent and party.name != agent.name]
    rest = [party for party in rest if target is None or party.name != target.name]
    together = tuple(party for party in rest if agent and _together(agent, party))
    taken = {party.name for party in (agent, target, *together) if party}
    beside_target = tuple(party for party in sufferers if party.known and party.name not in taken | names)
    suggested = tuple(party for party in rest if party not in together)
    return Sides(agent, together, target, beside_target, suggested)


def civilians(place: Country | None) -> Party:
    """People of the country who are no party of their own."""
    return Party(_of("Civilians", place), CIVILIANS, "civilians", place, False, frozenset())


def unidentified(place: Country | None) -> Party:
    """Whoever it was, where no report says."""
    role = roles()["UAF"]
    return Party(_generic(role, place), role.inter, role.force, None, False, frozenset())


def crowd(what: str, inter: int, place: Country | None) -> Party:
    """Protesters or rioters of the country."""
    return Party(_of(what, place), inter, "civilians", place, False, frozenset())


def actor_name(actor: Actor) -> str:
    """The English name, with the years between which it exists where they are known: "… (2000-2024)"."""
    years = f" ({actor.start or ''}-{actor.end or ''})" if actor.start or actor.end else ""
    return f"{actor.name_en}{years}"


@lru_cache(maxsize=1)
def roles() -> Mapping[str, Role]:
    """The table of roles by CAMEO code."""
    with as_file(files("waqai.publication") / "tables") as directory:
        table = list(rows("party_roles", ("role", "inter", "force", "generic", "home"), directory))
    return {
        row["role"]: Role(int(row["inter"]), cast("Force", row["force"]), row["generic"], row["home"] == "yes")
        for row in table
    }


@lru_cache(maxsize=1)
def _actors() -> dict[str, Actor]:
    return {actor.id: actor for actor in load_actors()}


def _parties(candidates: Iterable[Candidate], place: Country | None) -> Iterator[Party]:
    """The parties that the candidates are, each once, those that the tables know first."""
    found: dict[str, Party] = {}
    for candidate in candidates:
        party = _party(candidate, place)
        if party is not None:
            before = found.get(party.name)
            origins = party.origins | (before.origins if before else frozenset())
            found[party.name] = party._replace(origins=origins)
    yield from sorted(found.values(), key=lambda party: not party.known)


def _party(candidate: Candidate, place: Country | None) -> Party | None:
    """The party that a candidate is; None for a thing, which has neither actor nor role."""
    actor = _actors().get(candidate.actor_id or "")
    code = candidate.role or (actor.role if actor else None)
    own = countries().get(candidate.country or (actor.country if actor else None) or "")
    if actor is None and code is None:
        return None
    origins = frozenset(candidate.origin_ids)
    role = roles().get(code or "")
    if role is None:
        body = actor_name(actor) if actor else None
        return civilians(place)._replace(known=actor is not None, origins=origins, body=body)
    abroad = role.home and (actor is not None or own is not None) and own != place
    name = actor_name(actor) if actor else _generic(role, own or place)
    return Party(name, _EXTERNAL if abroad else role.inter, role.force, own, actor is not None, origins)


def _generic(role: Role, country: Country | None) -> str:
    if country is None:
        return role.generic.replace(" of {country}", "").replace(" ({country})", "")
    return role.generic.format(country=country.name)


def _together(one: Party, other: Party) -> bool:
    same_state = one.force == other.force == "state" and one.country == other.country
    return bool(one.origins & other.origins) or same_state


def _of(what: str, place: Country | None) -> str:
    return f"{what} ({place.name})" if place else what
