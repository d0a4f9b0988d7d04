"""Rules for single sites: where on their pages the text, the title and the time stand (table `site_rules.tsv`)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from waqai.acquisition.article_body import text_of_blocks
from waqai.acquisition.html_metadata import host, text_of
from waqai.errors import TableError
from waqai.knowledge.table import rows
from waqai.language.calendar import moments
from waqai.language.folding import fold
from waqai.language.tokens import tokenise

COLUMNS = ("host", "text", "title", "time", "drop", "date_format", "time_zone")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z0-9-]{2,}")
_LONGEST_DATE = 300


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A row of the table. `date_format` is `words`, a pattern of strptime, or empty for ISO 8601; `zone` is that of
    times without one."""

    host: str
    text: str
    title: str
    time: str
    drop: str
    date_format: str
    zone: ZoneInfo | None


class Ruled(NamedTuple):
    """What a rule finds on a page; None for each part that it does not name or that is not there."""

    text: str | None
    title: str | None
    published: str | None


class SiteRules:
    """Rules, found by the address of a page."""

    def __init__(self, rules: Iterable[SiteRule]) -> None:
        self._by_host = {rule.host: rule for rule in rules}

    def for_address(self, address: str | None) -> SiteRule | None:
        """The rule of the page's host, or of the nearest domain above it; None where there is none."""
        labels = (host(address) or "").split(".")
        names = (".".join(labels[at:]) for at in range(len(labels)))
        return next((self._by_host[name] for name in names if name in self._by_host), None)


@lru_cache(maxsize=8)
def load_site_rules(directory: Path | None = None) -> SiteRules:
    """The rules of the table; `directory` is a project's own tables.

    Raises TableError where a cell is no host, no CSS selector, no date format or no time zone.
    """
    return SiteRules(_rule(row) for row in rows("site_rules", COLUMNS, directory))


def by_rule(tree: LexborHTMLParser, rule: SiteRule) -> Ruled:
    """What `rule` finds on a page. What it drops is gone from the tree after."""
    title = _first(tree, rule.title)
    time = _first(tree, rule.time)
    found_title = text_of(title) if title is not None else None
    published = _published(time, rule) if time is not None else None
    for node in tree.css(rule.drop) if rule.drop else []:
        node.decompose()
    texts = [text_of_blocks(node) for node in tree.css(rule.text)] if rule.text else []
    return Ruled("\n".join(text for text in texts if text) or None, found_title, published)


def _first(tree: LexborHTMLParser, selector: str) -> LexborNode | None:
    return tree.css_first(selector) if selector else None


def _published(node: LexborNode, rule: SiteRule) -> str | None:
    """The time that a node names, in ISO 8601, or None."""
    values = node.attributes
    marked = values.get("datetime") or values.get("content") or values.get("title")
    written = " ".join((node.text(separator=" ") if rule.date_format else marked or node.text()).split())[
        :_LONGEST_DATE
    ]
    if not rule.date_format:
        moment: datetime | None = None
        with suppress(ValueError):
            moment = datetime.fromisoformat(written)
    elif rule.date_format == "words":
        moment = _of_words(written)
    else:
        moment = _of_pattern(written, rule.date_format)
    if moment is None:
        return None
    return (moment.replace(tzinfo=rule.zone) if moment.tzinfo is None and rule.zone else moment).isoformat()


def _of_pattern(written: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(written, pattern)
    except ValueError:
        return None


def _of_words(written: str) -> datetime | None:
    """The day that words name, with the hour that stands beside it: "نُشر: 14 تشرين الأول 2016 - 10:35 مساء"."""
    found = moments(tokenise(fold(written)), None)
    day = next((moment.first for moment in found if moment.first and moment.first == moment.last), None)
    if day is None:
        return None
    clock = next((moment.clock for moment in found if moment.clock), None) or "00:00"
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}")


def _rule(row: dict[str, str]) -> SiteRule:
    where = f"site_rules.tsv, row {row['host']!r}"
    if not _HOST.fullmatch(row["host"]):
        raise TableError(f"{row['host']!r} is no host, as news.example.org is one.", where=where)
    for column in ("text", "title", "time", "drop"):
        check_selector(row[column], where)
    try:
        zone = ZoneInfo(row["time_zone"]) if row["time_zone"] else None
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise TableError(f"{row['time_zone']!r} is no IANA time zone.", where=where) from error
    if row["date_format"] not in ("", "words") and "%" not in row["date_format"]:
        raise TableError(f"{row['date_format']!r} is no date format: words, or one as %d/%m/%Y.", where=where)
    return SiteRule(row["host"], row["text"], row["title"], row["time"], row["drop"], row["date_format"], zone)


def check_selector(selector: str, where: str) -> None:
    """Raise TableError where `selector` is not empty and no CSS selector."""
    try:
        if selector:
            LexborHTMLParser("<p>").css(selector)
    except (SelectolaxError, ValueError) as error:
        raise TableError(f"{selector!r} is no CSS selector.", where=where) from error
