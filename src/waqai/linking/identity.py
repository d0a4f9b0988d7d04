"""Identity: which of the ids given out before each group of events keeps, and what became of those that none keeps.

An id is permanent: it stands for one happening, through merges and splits, or for nothing any more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from waqai.records import Tombstone


@dataclass(frozen=True, slots=True)
class Known:
    """An id given out before. `events` are those that stand for what it stood for last, by their present ids; empty
    where all are gone. `founder` is the one that it was first given for; `living`: it has no tombstone.
    """

    id: str
    events: frozenset[str]
    founder: str | None
    living: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Events that are one happening now. `fresh` is the id to give them where they have none."""

    fresh: str
    events: frozenset[str]


@dataclass(frozen=True, slots=True)
class Naming:
    """`ids` of the groups, in their order; `tombstones` of ids that died now, and `splits` of ids that live on."""

    ids: tuple[str, ...]
    tombstones: tuple[Tombstone, ...]
    splits: tuple[Tombstone, ...]


def named(
    known: Sequence[Known], groups: Sequence[Group], at: datetime, given: Callable[[str], bool] = lambda id: False
) -> Naming:
    """Ids for the groups. `known` are the ids that these events' groups could bear, the oldest first: all living ones
    whose groups are replaced by these, and all dead ones that stood for any of their events. `given` tells of any other
    id whether it was ever given; `at` is the moment for the records.

    No event may stand in two groups.
    """
    group_of = {event: number for number, group in enumerate(groups) for event in group.events}
    living = [entry for entry in known if entry.living]
    kept = _kept(living, groups, group_of)
    new = [number for number in range(len(groups)) if number not in kept]
    ids = kept | _revived([entry for entry in known if not entry.living], groups, group_of, new)
    taken = {entry.id for entry in known} | set(ids.values())
    for number in new:
        if number not in ids:
            ids[number] = _free(groups[number].fresh, lambda id: id in taken or given(id))
            taken.add(ids[number])
    return Naming(
        tuple(ids[number] for number in range(len(groups))),
        tuple(_tombstones(living, ids, group_of, at)),
        tuple(_splits(living, ids, kept, group_of, at)),
    )


def _kept(living: Sequence[Known], groups: Sequence[Group], group_of: Mapping[str, int]) -> dict[int, str]:
    """Which group keeps which id: the largest share first, then the group with the founder, then the oldest id."""
    claims = []
    for age, entry in enumerate(living):
        for number, share in _shares(entry, group_of).items():
            founding = entry.founder in groups[number].events
            claims.append((-share, not founding, age, min(groups[number].events), number))
    kept: dict[int, str] = {}
    given: set[int] = set()
    for _, _, age, _, number in sorted(claims):
        if number not in kept and age not in given:
            kept[number] = living[age].id
            given.add(age)
    return kept


def _revived(
    dead: Sequence[Known], groups: Sequence[Group], group_of: Mapping[str, int], new: Iterable[int]
) -> dict[int, str]:
    """Ids that come back: for a group without one that holds all that is left of what the id stood for last."""
    waiting = set(new)
    claims = []
    for age, entry in enumerate(dead):
        shares = _shares(entry, group_of)
        if len(shares) == 1 and sum(shares.values()) == len(entry.events):
            [(number, share)] = shares.items()
            claims.append((-share, age, number))
    revived: dict[int, str] = {}
    for _, age, number in sorted(claims):
        if number in waiting:
            waiting.remove(number)
            revived[number] = dead[age].id
    return revived


def _shares(entry: Known, group_of: Mapping[str, int]) -> dict[int, int]:
    """How many of the entry's events lie in each group."""
    shares: dict[int, int] = defaultdict(int)
    for event in entry.events:
        if event in group_of:
            shares[group_of[event]] += 1
    return shares


def _tombstones(
    living: Iterable[Known], ids: Mapping[int, str], group_of: Mapping[str, int], at: datetime
) -> Iterator[Tombstone]:
    held = set(ids.values())
    for entry in living:
        if entry.id in held:
            continue
        into = tuple(sorted({ids[number] for number in _shares(entry, group_of)}))
        if not into:
            yield Tombstone(id=entry.id, kind="withdrawn", at=at)
        else:
            yield Tombstone(id=entry.id, kind="merged" if len(into) == 1 else "split", into=into, at=at)


def _splits(
    living: Iterable[Known], ids: Mapping[int, str], kept: Mapping[int, str], group_of: Mapping[str, int], at: datetime
) -> Iterator[Tombstone]:
    """Records of ids that live on while parts of what they stood for got other ids."""
    held = set(kept.values())
    for entry in living:
        parts = {ids[number] for number in _shares(entry, group_of) if number not in kept}
        if entry.id in held and parts:
            yield Tombstone(id=entry.id, kind="split", into=tuple(sorted(parts)), at=at)


def _free(wanted: str, taken: Callable[[str], bool]) -> str:
    """The id, or the first one with a number after it, that was never given out."""
    number, id = 1, wanted
    while taken(id):
        number += 1
        id = f"{wanted}-{number}"
    return id
