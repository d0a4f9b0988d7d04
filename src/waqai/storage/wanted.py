"""What is to be fetched: requests in order, kept in the store so that a collecting that was cut off goes on."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Engine, func, insert, or_, select
from sqlalchemy.orm import Session

from waqai.acquisition.kinds.step import Request
from waqai.storage.models import WantedRow

MOST_WAITING = 1_000_000
"""Requests of one source that wait at once; a source that names more is taken up again at its next round."""
_AHEAD = 50
_PIECE = 500


def want(session: Session, source: str, requests: Iterable[Request], *, root: bool = False) -> set[str]:
    """Put requests behind those that wait, each once; gives the hosts of those that were put there."""
    fresh = {(request.url, request.purpose): request for request in requests}
    if not fresh:
        return set()
    for piece in _pieces(list(fresh)):
        urls = [url for url, _ in piece]
        query = select(WantedRow.url, WantedRow.purpose).where(WantedRow.source == source, WantedRow.url.in_(urls))
        for url, purpose in session.execute(query):
            fresh.pop((url, purpose), None)
    room = MOST_WAITING - waiting(session, source)
    rows = [_row(source, request, root) for request in list(fresh.values())[: max(room, 0)]]
    if rows:
        session.execute(insert(WantedRow), rows)
    return {host_of(request.url) for request in list(fresh.values())[: len(rows)]}


def waiting(session: Session, source: str) -> int:
    """How many requests of a source wait, or wait to be read."""
    return session.scalar(select(func.count()).select_from(WantedRow).where(WantedRow.source == source)) or 0


def roots_left(session: Session, source: str) -> int:
    """How many of the requests that a source's round began with are not settled."""
    query = select(func.count()).select_from(WantedRow).where(WantedRow.source == source, WantedRow.root)
    return session.scalar(query) or 0


class Agenda:
    """The order in which requests are made: each host's own in turn, no more at once than it takes.

    It reads a few requests of a host ahead and never holds them all.
    """

    def __init__(self, engine: Engine, sources: Collection[str], per_host: int, now: datetime) -> None:
        self._engine = engine
        self._sources = list(sources)
        self._per_host = per_host
        self._now = now
        self._ahead: dict[str, deque[int]] = {}
        self._last: dict[str, int] = {}
        self._turn: deque[str] = deque()
        self._busy: Counter[str] = Counter()
        with Session(engine) as session:
            self.add(session.scalars(select(WantedRow.host).where(*self._open()).distinct()))

    def add(self, hosts: Iterable[str]) -> None:
        """Look again at these hosts: requests of them were put behind."""
        for host in hosts:
            if host not in self._ahead:
                self._ahead[host] = deque()
                self._turn.append(host)

    def next(self) -> WantedRow | None:
        """The next request to make, detached from the store; None where all hosts are busy or nothing waits."""
        for _ in range(len(self._turn)):
            host = self._turn[0]
            self._turn.rotate(-1)
            if self._busy[host] >= self._per_host:
                continue
            if row := self._of_host(host):
                self._busy[host] += 1
                return row
            if not self._busy[host]:
                self._turn.remove(host)
                del self._ahead[host]
        return None

    def done(self, row: WantedRow) -> None:
        """A request is settled: its host may be asked again."""
        self._busy[row.host] -= 1

    def _of_host(self, host: str) -> WantedRow | None:
        with Session(self._engine, expire_on_commit=False) as session:
            ahead = self._ahead[host]
            if not ahead:
                query = select(WantedRow.number).where(
                    *self._open(), WantedRow.host == host, WantedRow.number > self._last.get(host, 0)
                )
                ahead.extend(session.scalars(query.order_by(WantedRow.number).limit(_AHEAD)))
            while ahead:
                self._last[host] = number = ahead.popleft()
                if row := session.get(WantedRow, number):
                    session.expunge(row)
                    return row
        return None

    def _open(self) -> tuple[ColumnElement[bool], ...]:
        ready = or_(WantedRow.not_before.is_(None), WantedRow.not_before <= self._now)
        return WantedRow.capture.is_(None), WantedRow.source.in_(self._sources), ready


def host_of(url: str) -> str:
    """The host of an address with its port, as requests are kept apart by; empty where the address has none."""
    try:
        return urlsplit(url).netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


def _row(source: str, request: Request, root: bool) -> dict[str, object]:
    return {
        "source": source,
        "url": request.url,
        "purpose": request.purpose,
        "hint": request.hint,
        "host": host_of(request.url),
        "root": root,
        "tries": 0,
    }


def _pieces(items: Sequence[tuple[str, str]]) -> Iterable[Sequence[tuple[str, str]]]:
    return (items[start : start + _PIECE] for start in range(0, len(items), _PIECE))
