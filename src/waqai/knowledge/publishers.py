"""Publishers: who brings a text out, in which zone, under which ownership (table `publishers.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from waqai.errors import TableError
from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key
from waqai.records.attribution import SourceKind

COLUMNS = (
    "id",
    "name_ar",
    "name_en",
    "aliases_ar",
    "handles",
    "kind",
    "country",
    "time_zone",
    "owner",
    "side",
    "source_kind",
    "domains",
    "former_side",
)
PublisherKind = Literal[
    "agency",
    "newspaper",
    "television",
    "radio",
    "website",
    "telegram_channel",
    "monitor",
    "rescue_service",
    "armed_group_media",
    "official_media",
    "ngo",
]
Side = Literal[
    "",
    "axis",
    "syrian_opposition",
    "syrian_regime",
    "syrian_transitional",
    "sdf",
    "israeli",
    "saudi_coalition",
    "houthi",
    "saf",
    "rsf",
    "lna",
    "gnu",
    "jihadi",
    "turkish",
    "iraqi_state",
    "palestinian",
]
KINDS: tuple[PublisherKind, ...] = get_args(PublisherKind)
SIDES: tuple[Side, ...] = get_args(Side)
SOURCE_KINDS: tuple[SourceKind, ...] = get_args(SourceKind)

MEDIUM_WORDS = frozenset(
    fold_key(word)
    for word in (
        "وكالة",
        "قناة",
        "صحيفة",
        "جريدة",
        "مجلة",
        "موقع",
        "شبكة",
        "إذاعة",
        "راديو",
        "تلفزيون",
        "فضائية",
        "منظمة",
    )
)
"""Words for the medium, which the press sets before a publisher's name or leaves out: قناة الجزيرة, الجزيرة."""

SOCIAL_HOSTS = frozenset(
    ("t.me", "telegram.me", "x.com", "twitter.com", "facebook.com", "instagram.com", "youtube.com", "threads.net")
)
"""Hosts where the first step of the path is the account, not the host."""

_NOT_ACCOUNTS = frozenset(("s", "c", "user", "channel", "pg", "pages"))
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE)
_MARKS = re.compile(r"[^0-9a-z\u0621-\u064a]+")
_LATIN = re.compile(r"[a-z]+[0-9a-z]*")
_ARABIC = re.compile(r"[\u0621-\u064a]")


@dataclass(frozen=True, slots=True)
class Publisher:
    """A row of the table. What each field means is told at the top of the table."""

    id: str
    name_ar: str
    name_en: str
    aliases_ar: tuple[str, ...]
    handles: tuple[str, ...]
    kind: PublisherKind
    country: str
    time_zone: str
    owner: str
    side: Side
    source_kind: SourceKind
    domains: tuple[str, ...]
    former_side: Side = ""
    side_changed: date | None = None

    @property
    def names_ar(self) -> tuple[str, ...]:
        """Its own name and the press spellings of it."""
        return (self.name_ar, *self.aliases_ar)

    @property
    def sample(self) -> bool:
        """Whether it is an invented outlet of the package's sample reports."""
        return self.id.startswith("sample_")

    def side_on(self, day: date | None) -> Side:
        """The bloc that it spoke for on `day`; today's where no day is given.

        A state agency goes over with the state: سانا spoke for another government until 8 December 2024.
        """
        if self.side_changed is not None and day is not None and day < self.side_changed:
            return self.former_side
        return self.side


@lru_cache(maxsize=8)
def load_publishers(directory: Path | None = None) -> tuple[Publisher, ...]:
    """The publishers of the table, in its order; `directory` is a project's own tables.

    Raises TableError where a cell holds a kind, side, kind of source, day or time zone that does not exist.
    """
    return tuple(_publisher(row) for row in rows("publishers", COLUMNS, directory))


def _publisher(row: dict[str, str]) -> Publisher:
    former_side, _, changed = row["former_side"].partition(":")
    _check(row, "kind", row["kind"], KINDS)
    _check(row, "side", row["side"], SIDES)
    _check(row, "former_side", former_side, SIDES)
    _check(row, "source_kind", row["source_kind"], SOURCE_KINDS)
    _check_zone(row["id"], row["time_zone"])
    return Publisher(
        id=row["id"],
        name_ar=row["name_ar"],
        name_en=row["name_en"],
        aliases_ar=several(row["aliases_ar"]),
        handles=several(row["handles"]),
        kind=cast("PublisherKind", row["kind"]),
        country=row["country"],
        time_zone=row["time_zone"],
        owner=row["owner"],
        side=cast("Side", row["side"]),
        source_kind=cast("SourceKind", row["source_kind"]),
        domains=several(row["domains"]),
        former_side=cast("Side", former_side),
        side_changed=_day(row["id"], changed) if former_side else None,
    )


def _check(row: dict[str, str], column: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise TableError(
            f"{column} is {value!r}, which is none of {list(allowed)}.", where=f"publishers.tsv, row {row['id']!r}"
        )


def _check_zone(id: str, zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise TableError(f"{zone!r} is no IANA time zone.", where=f"publishers.tsv, row {id!r}") from error


def _day(id: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise TableError(f"{text!r} is no day (YYYY-MM-DD).", where=f"publishers.tsv, row {id!r}") from error


class PublisherIndex:
    """Publishers, found by any way of naming them."""

    def __init__(self, publishers: Iterable[Publisher] | None = None) -> None:
        self.publishers = load_publishers() if publishers is None else tuple(publishers)
        self._by_id: dict[str, Publisher] = {}
        self._by_handle: dict[str, Publisher] = {}
        self._by_name: dict[str, Publisher] = {}
        self._by_domain: dict[str, Publisher] = {}
        for publisher in self.publishers:
            _enter(self._by_id, publisher.id, publisher)
            for handle in (publisher.id, publisher.name_en, *publisher.handles):
                _enter(self._by_handle, _handle_key(handle), publisher)
            for name in publisher.names_ar:
                _enter(self._by_name, _name_key(name), publisher)
            for domain in publisher.domains:
                _enter(self._by_domain, domain.lower(), publisher)

    def get(self, id: str) -> Publisher | None:
        """The publisher whose id is `id`, or None."""
        return self._by_id.get(id)

    def find(self, name: str | None) -> Publisher | None:
        """The publisher that `name` names, or None.

        `name` is an id, an account (`@shaamnews`), a Latin or Arabic name in any spelling that folds to a known one,
        a host, or an address of a page or of an account on a social network.
        """
        if name is None or not (name := name.strip()):
            return None
        return self.get(name) or self._of_address(name) or self._of_words(name)

    def _of_address(self, address: str) -> Publisher | None:
        parts = _address_parts(address)
        if parts is None:
            return None
        host, steps = parts
        if host in SOCIAL_HOSTS:
            account = next((step for step in steps if step.lower() not in _NOT_ACCOUNTS), "")
            return self._by_domain.get(f"t.me/{account}".lower()) or self._by_handle.get(_handle_key(account))
        labels = host.split(".")
        domains = (".".join(labels[at:]) for at in range(len(labels) - 1))
        return next((self._by_domain[domain] for domain in domains if domain in self._by_domain), None)

    def _of_words(self, name: str) -> Publisher | None:
        key = _name_key(name)
        if not _ARABIC.search(key):
            return self._by_handle.get(_handle_key(name))
        return self._of_arabic(key) or self._of_either_script(key)

    def _of_arabic(self, key: str) -> Publisher | None:
        if found := self._by_name.get(key):
            return found
        medium, _, rest = key.partition(" ")
        return self._by_name.get(rest) if medium in MEDIUM_WORDS else None

    def _of_either_script(self, key: str) -> Publisher | None:
        """A name that is given in both scripts: نايا Naya."""
        latin = _LATIN.findall(key)
        if not latin:
            return None
        arabic = " ".join(_LATIN.sub(" ", key).split())
        return self._of_arabic(arabic) or self._by_handle.get("".join(latin))


def _address_parts(address: str) -> tuple[str, list[str]] | None:
    """Host (without www) and steps of the path of an address, with or without its scheme; None for anything else."""
    if any(character.isspace() for character in address):
        return None
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return None
    return (host, [step for step in parts.path.split("/") if step]) if _HOST.fullmatch(host) else None


def _enter(table: dict[str, Publisher], key: str, publisher: Publisher) -> None:
    other = table.setdefault(key, publisher)
    if not key or other is not publisher:
        raise TableError(f"{key!r} names both {other.id} and {publisher.id}.", where="publishers.tsv")


def _handle_key(handle: str) -> str:
    """The account in lower case without marks: `@Enab_Baladi` is `enabbaladi`."""
    return "".join(character for character in handle.lower() if character.isascii() and character.isalnum())


def _name_key(name: str) -> str:
    """The folded name without quotation marks, brackets and dots: وكالة «سانا» is وكاله سانا."""
    return " ".join(_MARKS.sub(" ", fold_key(name)).split())
