"""Linking all of a project anew: its accounts are entered, compared in a sweep over the days, and joined.

Everything is read and written in pieces. What stays in memory of an account is its event id and its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from waqai.linking.blocks import Key
from waqai.linking.candidates import Swept, sweep
from waqai.linking.clustering import Neighbourhoods
from waqai.linking.linkage import scored
from waqai.linking.linker import Linker
from waqai.storage import ruled
from waqai.storage.accounts import Accounts
from waqai.storage.assembly import add_incidents, remove_incidents
from waqai.storage.coded import coded_documents
from waqai.storage.grouping import group_of, grouped
from waqai.storage.identities import name_groups
from waqai.storage.pieces import pieces

_DOCUMENTS, _ACCOUNTS = 200, 2000


def link_anew(session: Session, linker: Linker, at: datetime) -> None:
    """Replace all incidents, in the caller's transaction; `at` is the moment for the records."""
    accounts = Accounts(session, linker)
    accounts.clear()
    count = 0
    for piece in pieces(coded_documents(session), _DOCUMENTS):
        count += len(accounts.enter((number, linker.accounts([coded])) for number, coded in piece))
    ruled.refresh(session)
    accounts.rulings_changed()
    connected = _connected(session, accounts, linker, count)
    events = accounts.events(range(1, count + 1))
    groups = sorted(_groups(accounts, linker, connected), key=lambda numbers: events[numbers[0]])
    remove_incidents(session, None)
    named = [group_of([events[number] for number in numbers]) for numbers in groups]
    ids = name_groups(session, named, None, at)
    add_incidents(session, linker, zip(ids, groups, strict=True))


def _connected(session: Session, accounts: Accounts, linker: Linker, count: int) -> Neighbourhoods:
    """Compare the accounts numbered from 1, enter their blocks and pairs, and tell which are connected."""
    found = Neighbourhoods(count + 1)
    for swept in sweep(accounts.by_first_day()):
        accounts.enter_blocks(_blocks(swept))
        pairs = list(scored(((pair, swept.day) for pair in sorted(swept.pairs)), swept.profiles, linker.comparison))
        accounts.enter_pairs(pairs)
        for pair in pairs:
            if pair.score >= linker.comparison.join:
                found.connect(pair.left, pair.right)
    for left, right in accounts.bound_all():
        found.connect(left, right)
    return found


def _blocks(swept: Swept) -> Iterator[tuple[int, Key, int]]:
    for key, numbers in swept.blocks.items():
        yield from ((swept.day, key, number) for number in numbers)


def _groups(accounts: Accounts, linker: Linker, connected: Neighbourhoods) -> Iterator[tuple[int, ...]]:
    """The groups of all accounts; whole neighbourhoods are loaded at a time."""
    waiting: list[int] = []
    for members in connected.members().values():
        if len(members) > 1:
            waiting += members
        elif members != [0]:
            yield tuple(members)
        if len(waiting) >= _ACCOUNTS:
            yield from _grouped(accounts, linker, waiting)
            waiting = []
    yield from _grouped(accounts, linker, waiting)


def _grouped(accounts: Accounts, linker: Linker, numbers: Iterable[int]) -> Iterator[tuple[int, ...]]:
    yield from grouped(accounts, linker, list(numbers))
    accounts.forget()
