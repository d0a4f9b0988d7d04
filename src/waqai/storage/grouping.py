"""The groups of stored accounts that are one happening."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from waqai.linking.clustering import Edge, clustered, neighbourhoods
from waqai.linking.identity import Group
from waqai.linking.incident import incident_id
from waqai.linking.linker import Linker
from waqai.storage.accounts import Accounts


def grouped(accounts: Accounts, linker: Linker, numbers: Collection[int]) -> Iterator[tuple[int, ...]]:
    """The groups of accounts that make up whole neighbourhoods, each in order of event ids."""
    profiles = accounts.profiles(numbers)
    number_of = {profile.id: number for number, profile in profiles.items()}
    edges: list[Edge] = []
    for pair in accounts.edges(numbers):
        left, right = sorted((profiles[pair.left].id, profiles[pair.right].id))
        edges.append((pair.score, left, right))
    verdicts = accounts.rulings(number_of)
    told = sorted(profiles.values(), key=lambda profile: profile.id)
    for members, within in neighbourhoods(told, edges, verdicts):
        groups = clustered(members, within, linker.comparison, verdicts) if len(members) > 1 else [tuple(members)]
        for group in groups:
            yield tuple(number_of[profile.id] for profile in group)


def group_of(events: Collection[str]) -> Group:
    """A group to be named, with the id that it gets where it has none."""
    return Group(incident_id(min(events)), frozenset(events))
