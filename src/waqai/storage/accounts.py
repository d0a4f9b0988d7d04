"""The accounts of a project in the store: entered, removed, and found again by what they share with changed ones."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from waqai.linking.account import Account, Profile
from waqai.linking.blocks import Key, keys
from waqai.linking.candidates import Block, Pair, Span, span
from waqai.linking.clustering import Verdicts
from waqai.linking.linkage import Scored
from waqai.linking.linker import Linker
from waqai.storage.models import AccountBlockRow, AccountPairRow, AccountRow, AccountTextRow, RulingRow
from waqai.storage.pieces import pieces
from waqai.storage.profile_text import account_text, key_text, profile_of

_LINKABLE = AccountRow.first.is_not(None)
_COMPARED = select(
    AccountRow.number, AccountRow.event, AccountRow.profile, AccountTextRow.words, AccountTextRow.sketch
).join(AccountTextRow, AccountTextRow.document == AccountRow.document)


class Accounts:
    """The accounts of one session's project; what is asked of them is remembered while nothing is removed."""

    def __init__(self, session: Session, linker: Linker) -> None:
        self._session = session
        self._linker = linker
        self._profiles: dict[int, Profile] = {}
        self._last = session.scalar(select(func.max(AccountRow.number))) or 0

    def clear(self) -> None:
        """Remove all accounts, with their blocks and pairs."""
        for table in (AccountBlockRow, AccountPairRow, AccountTextRow, AccountRow):
            self._session.execute(delete(table))
        self._profiles.clear()
        self._last = 0

    def enter(self, told: Iterable[tuple[int, Sequence[Account]]]) -> dict[int, Profile]:
        """Enter the accounts of documents; gives them by their new numbers. Their blocks are entered apart."""
        entered: dict[int, Profile] = {}
        texts, rows = [], []
        for document, accounts in told:
            if accounts:
                words = json.dumps(sorted(accounts[0].words), ensure_ascii=False)
                texts.append({"document": document, "words": words, "sketch": accounts[0].sketch})
            for account in accounts:
                self._last += 1
                entered[self._last] = account
                text = account_text(account, document)
                row = {"number": self._last, "event": text.event, "document": document, "profile": text.profile}
                rows.append({**row, "first": text.first, "last": text.last})
        if rows:
            self._session.execute(insert(AccountTextRow), texts)
            self._session.execute(insert(AccountRow), rows)
        return entered

    def enter_blocks(self, blocks: Iterable[tuple[int, Key, int]]) -> None:
        """Enter on which days accounts stand in which blocks."""
        for piece in pieces(blocks, 5000):
            rows = [{"day": day, "key": key_text(key), "account": number} for day, key, number in piece]
            self._session.execute(insert(AccountBlockRow), rows)

    def enter_pairs(self, pairs: Iterable[Scored]) -> None:
        """Enter pairs."""
        for piece in pieces(pairs, 5000):
            rows = [{"left": pair.left, "right": pair.right, "score": pair.score, "met": pair.met} for pair in piece]
            self._session.execute(insert(AccountPairRow), rows)

    def remove_pairs(self, pairs: Iterable[Scored]) -> None:
        """Remove pairs."""
        for pair in pairs:
            here = (AccountPairRow.left == pair.left, AccountPairRow.right == pair.right)
            self._session.execute(delete(AccountPairRow).where(*here))

    def of_documents(self, documents: Iterable[int]) -> set[int]:
        """The accounts of documents."""
        query = select(AccountRow.number)
        found = (self._session.scalars(query.where(AccountRow.document.in_(piece))) for piece in pieces(documents))
        return {number for piece in found for number in piece}

    def linkable(self, numbers: Collection[int]) -> dict[int, Profile]:
        """Those of these accounts that can meet others."""
        return {number: profile for number, profile in self.profiles(numbers).items() if profile.linkable}

    def remove(self, linkable: Mapping[int, Profile], numbers: Collection[int], documents: Collection[int]) -> None:
        """Remove accounts, of which those are linkable, with their blocks, pairs and the texts of their documents."""
        for number, profile in linkable.items():
            first, last = span(profile)
            for names in pieces(map(key_text, keys(profile))):
                here = (AccountBlockRow.day.between(first, last), AccountBlockRow.key.in_(names))
                self._session.execute(delete(AccountBlockRow).where(*here, AccountBlockRow.account == number))
        for piece in pieces(numbers):
            for column in (AccountPairRow.left, AccountPairRow.right):
                self._session.execute(delete(AccountPairRow).where(column.in_(piece)))
            self._session.execute(delete(AccountRow).where(AccountRow.number.in_(piece)))
        for some in pieces(documents):
            self._session.execute(delete(AccountTextRow).where(AccountTextRow.document.in_(some)))
        self._profiles.clear()

    def by_first_day(self) -> Iterator[tuple[int, Profile]]:
        """All linkable accounts, in order of their first days."""
        query = _COMPARED.where(_LINKABLE).order_by(AccountRow.first).execution_options(yield_per=1000)
        for row in self._session.execute(query):
            yield row.number, self._profile(row)

    def blocks(self, day: int, wanted: Collection[Key]) -> tuple[Block, Mapping[int, Span]]:
        """The accounts in these blocks of a day, and the days of these accounts."""
        found: Block = defaultdict(list)
        spans: dict[int, Span] = {}
        query = select(AccountBlockRow.key, AccountRow.number, AccountRow.first, AccountRow.last)
        query = query.join(AccountRow, AccountRow.number == AccountBlockRow.account).where(AccountBlockRow.day == day)
        names = {key_text(key): key for key in wanted}
        for piece in pieces(names):
            for name, number, first, last in self._session.execute(query.where(AccountBlockRow.key.in_(piece))):
                found[names[name]].append(number)
                spans[number] = _span(first, last)
        return found, spans

    def profiles(self, numbers: Collection[int]) -> Mapping[int, Profile]:
        """What is compared of these accounts."""
        for piece in pieces(number for number in numbers if number not in self._profiles):
            for row in self._session.execute(_COMPARED.where(AccountRow.number.in_(piece))):
                self._profiles[row.number] = self._profile(row)
        return {number: self._profiles[number] for number in numbers}

    def forget(self) -> None:
        """Let go of what is remembered."""
        self._profiles.clear()

    def pairs(self, numbers: Collection[int]) -> Iterable[Scored]:
        """The pairs kept of these accounts."""
        found: dict[Pair, Scored] = {}
        columns = (AccountPairRow.left, AccountPairRow.right, AccountPairRow.score, AccountPairRow.met)
        for piece in pieces(numbers):
            of_left, of_right = (select(*columns).where(column.in_(piece)) for column in columns[:2])
            for row in self._session.execute(of_left.union_all(of_right)):
                found[row.left, row.right] = Scored(*row)
        return found.values()

    def edges(self, numbers: Iterable[int]) -> Iterator[Scored]:
        """The pairs of which these accounts are the first and that are alike enough to join."""
        columns = (AccountPairRow.left, AccountPairRow.right, AccountPairRow.score, AccountPairRow.met)
        query = select(*columns).where(AccountPairRow.score >= self._linker.comparison.join)
        for piece in pieces(numbers):
            for row in self._session.execute(query.where(AccountPairRow.left.in_(piece))):
                yield Scored(*row)

    def incidents(self, numbers: Iterable[int]) -> dict[int, int]:
        """The numbers of the identities that accounts were joined into; new accounts are left out."""
        found: dict[int, int] = {}
        for piece in pieces(numbers):
            query = select(AccountRow.number, AccountRow.incident).where(AccountRow.number.in_(piece))
            found |= {number: incident for number, incident in self._session.execute(query) if incident is not None}
        return found

    def bound(self, numbers: Collection[int]) -> Iterable[Pair]:
        """The pairs of these accounts and others that people judged to be the same."""
        if not self._ruled:
            return
        known = self.events(numbers)
        pairs = self.rulings(known.values()).same
        number_of = {event: number for number, event in known.items()}
        others = {event for pair in pairs for event in pair} - number_of.keys()
        number_of |= self.numbers(others)
        for left, right in pairs:
            if left in number_of and right in number_of:
                yield number_of[left], number_of[right]

    def bound_all(self) -> Iterator[Pair]:
        """The pairs of accounts that people judged to be the same."""
        query = select(RulingRow.left, RulingRow.right).where(RulingRow.verdict == "same")
        pairs = [(left, right) for left, right in self._session.execute(query)]
        number_of = self.numbers(event for pair in pairs for event in pair)
        for left, right in pairs:
            if left in number_of and right in number_of:
                yield number_of[left], number_of[right]

    def rulings(self, events: Iterable[str]) -> Verdicts:
        """What people decided of pairs with one of these events."""
        found: dict[tuple[str, str], str] = {}
        if self._ruled:
            for piece in pieces(events):
                for column in (RulingRow.left, RulingRow.right):
                    query = select(RulingRow.left, RulingRow.right, RulingRow.verdict).where(column.in_(piece))
                    found |= {(left, right): verdict for left, right, verdict in self._session.execute(query)}
        same, different = (
            [pair for pair, verdict in found.items() if verdict == kind] for kind in ("same", "different")
        )
        return Verdicts(same, different)

    @cached_property
    def _ruled(self) -> bool:
        """Whether anything is decided at all: most projects need not ask of every account."""
        return self._session.scalar(select(RulingRow.left).limit(1)) is not None

    def rulings_changed(self) -> None:
        """Forget what was known of rulings."""
        self.__dict__.pop("_ruled", None)

    def events(self, numbers: Iterable[int]) -> dict[int, str]:
        """The event ids of accounts."""
        found: dict[int, str] = {}
        for piece in pieces(numbers):
            query = select(AccountRow.number, AccountRow.event).where(AccountRow.number.in_(piece))
            found |= dict(self._session.execute(query).all())
        return found

    def numbers(self, events: Iterable[str]) -> dict[str, int]:
        """The numbers of accounts by event id; events that are no account are left out."""
        found: dict[str, int] = {}
        for piece in pieces(events):
            query = select(AccountRow.event, AccountRow.number).where(AccountRow.event.in_(piece))
            found |= dict(self._session.execute(query).all())
        return found

    def _profile(self, row: Any) -> Profile:
        words = frozenset(json.loads(row.words))
        return profile_of(row.event, row.profile, words, row.sketch, self._linker.ontology)


def _span(first: int | None, last: int | None) -> Span:
    """The days of a linkable account."""
    return first or 0, last or 0
