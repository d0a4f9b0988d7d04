"""Linking what changed in a project: only what changed accounts can meet, and its neighbourhoods, are read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from waqai.linking.account import Profile
from waqai.linking.blocks import keys
from waqai.linking.candidates import span
from waqai.linking.linkage import neighbourhood, pair_changes
from waqai.linking.linker import Linker
from waqai.storage import ruled
from waqai.storage.accounts import Accounts
from waqai.storage.assembly import add_incidents, remove_incidents
from waqai.storage.coded import coded_by_stem
from waqai.storage.grouping import group_of, grouped
from waqai.storage.identities import name_groups
from waqai.storage.linking_state import changed_documents, judgements_changed
from waqai.storage.models import DocumentRow
from waqai.storage.pieces import pieces


def link_changes(session: Session, linker: Linker, at: datetime) -> None:
    """Bring the incidents up to date with what changed since the last linking, in the caller's transaction.

    They are exactly those that a linking of everything anew would give. `at` is the moment for the records.
    """
    _Changes(session, linker, at).run()


class _Changes:
    def __init__(self, session: Session, linker: Linker, at: datetime) -> None:
        self._session = session
        self._linker = linker
        self._at = at
        self._accounts = Accounts(session, linker)
        self._touched: set[int] = set()
        self._replaced: set[int] = set()

    def run(self) -> None:
        documents, stems, some_gone = self._changed()
        gone = self._accounts.of_documents(documents)
        self._replaced.update(self._accounts.incidents(gone).values())
        self._touch_partners(gone)
        left = self._accounts.linkable(gone)
        self._accounts.remove(left, gone, documents)
        come = self._enter(stems)
        self._pair(left, come)
        if some_gone or judgements_changed(self._session) or ruled.speaks_of(self._session, stems):
            self._touched.update(self._accounts.numbers(ruled.refresh(self._session)).values())
            self._accounts.rulings_changed()
        self._touched.difference_update(gone)
        self._touched.update(come)
        self._regroup()

    def _changed(self) -> tuple[set[int], set[str], bool]:
        """The numbers of all versions of the documents that changed, their stems, and whether a document is gone."""
        documents = set(changed_documents(self._session))
        stem_of: dict[int, str] = {}
        for piece in pieces(sorted(documents)):
            query = select(DocumentRow.number, DocumentRow.stem).where(DocumentRow.number.in_(piece))
            stem_of |= dict(self._session.execute(query).all())
        stems = set(stem_of.values())
        some_gone = len(stem_of) < len(documents)
        for names in pieces(sorted(stems)):
            documents.update(self._session.scalars(select(DocumentRow.number).where(DocumentRow.stem.in_(names))))
        return documents, stems, some_gone

    def _touch_partners(self, gone: Collection[int]) -> None:
        """Whoever accounts that go held together with others is to be grouped anew."""
        for pair in self._accounts.pairs(gone):
            self._touched.update((pair.left, pair.right))
        for one, other in self._accounts.bound(gone):
            self._touched.update((one, other))

    def _enter(self, stems: Collection[str]) -> dict[int, Profile]:
        coded = coded_by_stem(self._session, stems)
        come = self._accounts.enter((number, self._linker.accounts([item])) for number, item in coded)
        self._accounts.enter_blocks(
            (day, key, number)
            for number, profile in _linkable(come).items()
            for day in range(span(profile)[0], span(profile)[1] + 1)
            for key in keys(profile)
        )
        return come

    def _pair(self, gone: dict[int, Profile], come: dict[int, Profile]) -> None:
        """Bring the pairs up to date; whoever lost or won one is to be grouped anew."""
        for change in pair_changes(self._accounts, gone, _linkable(come), self._linker.comparison):
            self._accounts.remove_pairs(change.gone)
            self._accounts.enter_pairs(change.come)
            for pair in (*change.gone, *change.come):
                self._touched.update((pair.left, pair.right))

    def _regroup(self) -> None:
        reached = neighbourhood(self._accounts, self._touched, self._linker.comparison.join)
        before = self._accounts.incidents(reached)
        events = self._accounts.events(reached)
        kept = set(self._kept(before))
        groups = [group for group in grouped(self._accounts, self._linker, reached) if frozenset(group) not in kept]
        groups.sort(key=lambda numbers: events[numbers[0]])
        self._replaced.update(before[number] for group in groups for number in group if number in before)
        remove_incidents(self._session, self._replaced)
        named = [group_of([events[number] for number in numbers]) for numbers in groups]
        ids = name_groups(self._session, named, self._replaced, self._at)
        add_incidents(self._session, self._linker, zip(ids, groups, strict=True))

    def _kept(self, before: dict[int, int]) -> Iterator[frozenset[int]]:
        """The groups that were incidents and lost nobody: where they are groups again, their incidents stay."""
        members: dict[int, set[int]] = defaultdict(set)
        for number, incident in before.items():
            members[incident].add(number)
        for incident, numbers in members.items():
            if incident not in self._replaced:
                yield frozenset(numbers)


def _linkable(profiles: dict[int, Profile]) -> dict[int, Profile]:
    return {number: profile for number, profile in profiles.items() if profile.linkable}
