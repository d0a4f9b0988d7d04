"""Who brought the reports of an incident out, and what each said, a document at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from waqai.knowledge.publishers import load_publishers
from waqai.publication.projection import Evidence


class Report(NamedTuple):
    """One document: its outlet's name, its lines of evidence, and those whom it cites (empty: it speaks for itself)."""

    outlet: str | None
    lines: tuple[Evidence, ...]
    cited: tuple[str, ...]

    @property
    def first(self) -> Evidence:
        """A line of it, for what is the same in all: publication, title, address."""
        return self.lines[0]

    @property
    def words(self) -> str:
        """What it says, each wording once, longest lines first where one holds another."""
        said = dict.fromkeys(line.words for line in self.lines if line.words)
        return " … ".join(words for words in said if not any(words != other and words in other for other in said))


def reports_of(evidence: Sequence[Evidence]) -> tuple[Report, ...]:
    """The documents behind lines of evidence, the first published first, those without a date last."""
    grouped: dict[str, list[Evidence]] = {}
    for line in evidence:
        grouped.setdefault(line.document_id, []).append(line)
    found = [_report(lines) for lines in grouped.values()]
    return tuple(sorted(found, key=_order))


def outlet_name(line: Evidence) -> str | None:
    """The publisher's name in English as the table gives it, else as the document does."""
    return _names().get(line.publisher_id or "") or line.publisher


def _report(lines: Sequence[Evidence]) -> Report:
    unique = {line.model_copy(update={"event_id": ""}): line for line in lines}
    cited = dict.fromkeys(line.source for line in lines if line.source)
    return Report(outlet_name(lines[0]), tuple(unique.values()), tuple(cited))


def _order(report: Report) -> tuple[bool, str, str]:
    published = report.first.published
    return published is None, published.isoformat() if published else "", report.first.document_id


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    return {publisher.id: publisher.name_en or publisher.name_ar for publisher in load_publishers()}
