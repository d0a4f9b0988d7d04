"""Voices: who speaks in one account, resolved to the origin that speaks (codebook 4).

The innermost source of a chain is the one that speaks; the outlets around it pass it on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from waqai.knowledge.publishers import Publisher, PublisherIndex
from waqai.language.folding import fold_key
from waqai.linking.account import Account
from waqai.records import Attribution, Document, Source, SourceKind, Stance

AFFIRMING: frozenset[Stance] = frozenset(("reports", "claims", "accuses", "confirms"))
NAMELESS: frozenset[SourceKind] = frozenset(("witness", "local_source", "social_media", "unnamed"))
PARTY_MEDIA = ("armed_group_media", "official_media")
UNNAMED = "مصدر لم يُذكر اسمه"
"""What stands for the name of a source that has no words in the text ("a source that is not named")."""


@dataclass(frozen=True, slots=True)
class House:
    """An outlet, known by what all outlets of one owner share. `party_media`: it is a side's own voice."""

    key: str
    name: str
    publisher_id: str | None = None
    source_kind: SourceKind = "publisher"
    party_media: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """One source saying something of one account.

    `key` names the origin. `outlet` is the house it stands for or was quoted by. `speaker` is the source as the text
    names it, null for the publisher itself. `quoted`: another publisher
    passed it on; `copied`: the document repeats another's text.
    """

    key: str
    name: str
    kind: SourceKind
    stance: Stance
    account: Account
    outlet: House
    source_id: str | None = None
    speaker: Source | None = None
    party_media: bool = False
    protected: bool = False
    quoted: bool = False
    copied: bool = False

    @property
    def of_outlet(self) -> bool:
        """Whether an outlet speaks, its own or a quoted one."""
        return self.key == self.outlet.key

    @property
    def affirms(self) -> bool:
        """Whether it says that the act happened."""
        return self.stance in AFFIRMING


class Voices:
    """Finds the voices of accounts. `roots` and `documents` tell of which earlier text a document is a copy."""

    def __init__(self, publishers: PublisherIndex, roots: Mapping[str, str], documents: Mapping[str, Document]) -> None:
        self._publishers = publishers
        self._roots = roots
        self._documents = documents

    def of(self, account: Account) -> tuple[Voice, ...]:
        """The voices of an account, in the order of its attributions.

        The publisher itself is one where the text gives no other that affirms the act and none that denies it.
        """
        others = [item for item in account.event.attributions if not _own_words(item)]
        own = [item for item in account.event.attributions if _own_words(item)]
        affirmed = any(item.stance in AFFIRMING for item in others)
        denied = any(item.stance == "denies" for item in others)
        found = [self._voice(account, item) for item in others]
        if not affirmed and (own or not denied):
            spoken = own or [Attribution(source=Source(kind="publisher"))]
            found = [self._voice(account, item) for item in spoken] + found
        return tuple(found)

    def _voice(self, account: Account, said: Attribution) -> Voice:
        carrier = self._publisher_of(account.document)
        root = self._roots.get(account.document.id, account.document.id)
        copied = root != account.document.id
        house = self._publisher_of(self._documents[root])
        if _own_words(said):
            outlet = self._named_in(said.chain) or house
            return self._of_house(account, said, outlet, quoted=outlet.key != house.key, copied=copied)
        quoted = self._outlet(said.source)
        if quoted is not None:
            return self._of_house(account, said, quoted, quoted=quoted.key != carrier.key, copied=copied)
        around = self._named_in(said.chain) or house
        return _of_source(account, said, around, copied=copied and around is house)

    def _of_house(self, account: Account, said: Attribution, outlet: House, *, quoted: bool, copied: bool) -> Voice:
        kind = outlet.source_kind if outlet.party_media or said.source.kind != "correspondent" else "correspondent"
        return Voice(
            key=outlet.key,
            name=outlet.name,
            kind="publisher" if _own_words(said) and not outlet.party_media else kind,
            stance=said.stance,
            account=account,
            outlet=outlet,
            source_id=outlet.publisher_id,
            speaker=None if _own_words(said) else said.source,
            party_media=outlet.party_media,
            protected=said.protected,
            quoted=quoted,
            copied=copied,
        )

    def _named_in(self, chain: tuple[Source, ...]) -> House | None:
        """The innermost outlet of a chain that is known by name."""
        return next((house for source in reversed(chain) if (house := self._outlet(source))), None)

    def _outlet(self, source: Source) -> House | None:
        """The house that a source is, or None where it is no outlet."""
        if source.kind in NAMELESS or source.kind in ("publisher", "correspondent"):
            return None
        publisher = self._publishers.get(source.source_id or "") or self._publishers.find(source.text)
        if publisher is not None:
            return _house(publisher)
        if source.kind == "outlet" and source.text:
            return House(f"outlet:{_slug(source.text)}", source.text, source_kind="outlet")
        return None

    def _publisher_of(self, document: Document) -> House:
        publisher = self._publishers.get(document.publisher_id or "") or self._publishers.find(document.source)
        if publisher is not None:
            return _house(publisher)
        if document.source and (slug := _slug(document.source)):
            return House(f"outlet:{slug}", document.source)
        return House(f"document:{document.id}", document.source or UNNAMED)


def voices_by_key(voices: Iterable[Voice]) -> dict[str, tuple[Voice, ...]]:
    """The voices of each origin, origins in order of their keys, voices in order of event ids."""
    found: dict[str, list[Voice]] = {}
    for voice in sorted(voices, key=lambda voice: (voice.key, voice.account.id)):
        found.setdefault(voice.key, []).append(voice)
    return {key: tuple(group) for key, group in found.items()}


def _own_words(said: Attribution) -> bool:
    """Whether the publisher speaks for itself, in person or by its correspondent."""
    return said.source.kind == "publisher" or (said.source.kind == "correspondent" and not said.source.source_id)


def _of_source(account: Account, said: Attribution, around: House, *, copied: bool) -> Voice:
    """The voice of a source that is no outlet: one for all who quote it by name, one an outlet where it has none."""
    source = said.source
    nameless = source.kind in NAMELESS or not (source.text or source.source_id)
    if nameless and source.source_id is None:
        key = f"{around.key}/{source.kind}"
    else:
        key = f"source:{source.source_id or _slug(source.text or '')}"
    if said.protected:
        key = f"protected:{hashlib.sha256(key.encode()).hexdigest()[:12]}"
    return Voice(
        key=key,
        name=source.text or UNNAMED,
        kind=source.kind,
        stance=said.stance,
        account=account,
        outlet=around,
        source_id=source.source_id,
        speaker=source,
        protected=said.protected,
        copied=copied,
    )


def _house(publisher: Publisher) -> House:
    party = publisher.kind in PARTY_MEDIA and bool(publisher.side)
    key = f"owner:{publisher.owner}" if publisher.owner else f"publisher:{publisher.id}"
    return House(key, publisher.name_ar, publisher.id, publisher.source_kind, party)


def _slug(text: str) -> str:
    return fold_key(text.strip("'@ ")).replace(" ", "-")
