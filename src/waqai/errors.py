"""Every error that Waqai raises on purpose.

WaqaiError
├── InputError            a document, file or line that cannot be taken
│   ├── EmptyInput            nothing to read
│   ├── NotText               binary content
│   ├── WrongEncoding         no encoding reads the bytes as text
│   ├── TooLarge              larger than the limit
│   ├── BrokenRecord          a line or field that does not parse
│   ├── ImplausibleDate       a date outside the years that Waqai codes
│   └── NotArabic             a language that Waqai does not code
├── FetchError            an address that gave nothing to read; it says whether asking again soon can help
│   ├── RefusedAddress        an address that is not asked: odd scheme, port, spelling, or with a password
│   │   └── InnerAddress          an address inside a network, not of the web
│   ├── RobotsForbid          robots.txt forbids it
│   ├── RobotsUnknown         robots.txt could not be read, so nothing of the host is asked now
│   ├── HostResting           a host that asked for a pause, or failed too often, is left alone for a while
│   ├── NotReached            no answer came
│   │   ├── NoSuchHost            the name has no address
│   │   ├── NotConnected          no connection
│   │   ├── TlsFailed             the host did not prove who it is
│   │   ├── TimedOut              the host was silent, or slow, for too long
│   │   └── CutOff                the connection ended before the answer was whole
│   └── BadAnswer             an answer that cannot be used
│       ├── BadStatus             a status other than success
│       ├── RedirectLoop          redirects in a circle
│       ├── TooManyRedirects      more redirects than are followed
│       ├── RefusedRedirect       a redirect that is not followed: to plain HTTP, to another scheme, to nowhere
│       ├── OtherMedia            a picture, a film, a program: no text
│       ├── AnswerTooLarge        larger than the limit, as transferred or unpacked
│       └── BrokenAnswer          no HTTP, a head without end, or content that cannot be unpacked
├── TableError            a row of a knowledge table that does not hold
├── GazetteerError        a gazetteer file or row that cannot be imported
├── ProjectError          a project that is missing or broken
│   ├── ProjectBusy           a project that another process writes to
│   └── BackupError           a backup that cannot be made, opened or trusted
├── JudgementError        judgements that contradict each other
├── UnknownId             an id that the project does not hold
├── MissingPart           an optional part of Waqai that is not installed
└── UsageError            a request that makes no sense
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from waqai.records.capture import Capture


class WaqaiError(Exception):
    """What went wrong, where, and what to do; `code` is stable and may be scripted against."""

    code = "error"

    def __init__(self, message: str, *, where: str | None = None, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"[{self.code}] {place}{self.words}"

    @property
    def words(self) -> str:
        """What went wrong and what to do, where code and place are told otherwise."""
        return f"{self.message} {self.remedy}" if self.remedy else self.message


class InputError(WaqaiError):
    """A document, file or line that cannot be taken."""

    code = "input"


class EmptyInput(InputError):  # noqa: N818 - the tree reads as nouns
    """There is nothing to read."""

    code = "empty-input"


class NotText(InputError):  # noqa: N818
    """The content is binary."""

    code = "not-text"


class WrongEncoding(InputError):  # noqa: N818
    """No encoding reads the bytes as text."""

    code = "wrong-encoding"


class TooLarge(InputError):  # noqa: N818
    """The input is larger than the limit."""

    code = "too-large"


class BrokenRecord(InputError):  # noqa: N818
    """A line or field that does not parse."""

    code = "broken-record"


class ImplausibleDate(InputError):  # noqa: N818
    """A date outside the years that Waqai codes."""

    code = "implausible-date"


class NotArabic(InputError):  # noqa: N818
    """The document is in a language that Waqai does not code."""

    code = "not-arabic"


class FetchError(WaqaiError):
    """An address gave nothing to read.

    `lasting` tells that asking again soon will not help. `retry_after` is how many seconds the host, or our own
    patience, asks to wait. `captures` are the exchanges that were had, oldest first: a refusal is evidence too.
    """

    code = "fetch"
    lasting = False

    def __init__(
        self,
        message: str,
        *,
        where: str | None = None,
        remedy: str | None = None,
        retry_after: float | None = None,
        captures: tuple[Capture, ...] = (),
    ) -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.retry_after = retry_after
        self.captures = captures


class RefusedAddress(FetchError):  # noqa: N818
    """An address that is never asked: its scheme, port or spelling, or a password in it."""

    code = "refused-address"
    lasting = True


class InnerAddress(RefusedAddress):
    """An address inside a network (this machine, a local network, a reserved one), not of the web."""

    code = "inner-address"


class RobotsForbid(FetchError):  # noqa: N818
    """The host's robots.txt forbids it."""

    code = "robots"
    lasting = True


class RobotsUnknown(FetchError):  # noqa: N818
    """The host's robots.txt could not be read, so that nothing of the host is asked now."""

    code = "robots-unknown"


class HostResting(FetchError):  # noqa: N818
    """The host asked for a pause or failed too often; it is left alone for `retry_after` seconds."""

    code = "host-resting"


class NotReached(FetchError):  # noqa: N818
    """No whole answer came."""

    code = "not-reached"


class NoSuchHost(NotReached):
    """The name has no address."""

    code = "no-such-host"


class NotConnected(NotReached):
    """No connection could be made."""

    code = "not-connected"


class TlsFailed(NotReached):
    """The host did not prove who it is."""

    code = "tls"
    lasting = True


class TimedOut(NotReached):
    """The host was silent for too long, or its answer took too long in all."""

    code = "timed-out"


class CutOff(NotReached):
    """The connection ended before the answer was whole."""

    code = "cut-off"


class BadAnswer(FetchError):  # noqa: N818
    """An answer came that cannot be used."""

    code = "bad-answer"
    lasting = True


class BadStatus(BadAnswer):
    """A status other than success; `status` is the number."""

    code = "bad-status"

    def __init__(
        self,
        status: int,
        *,
        where: str | None = None,
        retry_after: float | None = None,
        captures: tuple[Capture, ...] = (),
    ) -> None:
        super().__init__(f"the answer was {status}.", where=where, retry_after=retry_after, captures=captures)
        self.status = status
        self.lasting = status not in _PASSING_STATUSES


_PASSING_STATUSES = frozenset({202, 408, 425, 429, 500, 502, 503, 504, *range(520, 531)})
"""Statuses that another try may change. 202 is how some guards ask for patience; 520 to 530 are those of a relay whose
host is down."""


class RedirectLoop(BadAnswer):
    """Redirects that lead in a circle."""

    code = "redirect-loop"


class TooManyRedirects(BadAnswer):
    """More redirects than are followed."""

    code = "too-many-redirects"


class RefusedRedirect(BadAnswer):
    """A redirect that is not followed: from HTTPS to HTTP, to another scheme, to no address."""

    code = "refused-redirect"


class OtherMedia(BadAnswer):
    """The answer is of a media type that is no text."""

    code = "other-media"


class AnswerTooLarge(BadAnswer):
    """The answer is larger than the limit, as transferred or unpacked."""

    code = "answer-too-large"


class BrokenAnswer(BadAnswer):
    """What came is no HTTP, its head has no end, or its content cannot be unpacked."""

    code = "broken-answer"


class TableError(WaqaiError):
    """A row of a knowledge table that does not hold."""

    code = "table"


class GazetteerError(WaqaiError):
    """A gazetteer file or row that cannot be imported."""

    code = "gazetteer"


class ProjectError(WaqaiError):
    """A project that is missing or broken."""

    code = "project"


class ProjectBusy(ProjectError):  # noqa: N818
    """Another process writes to the project."""

    code = "project-busy"


class BackupError(ProjectError):
    """A backup that cannot be made, or that cannot be opened, is not whole or is none."""

    code = "backup"


class JudgementError(WaqaiError):
    """Judgements that contradict each other."""

    code = "judgement"


class StampError(WaqaiError):
    """A time stamp that an authority does not give, or that cannot be read."""

    code = "stamp"


class UnknownId(WaqaiError):  # noqa: N818
    """An id that the project does not hold."""

    code = "unknown-id"


class MissingPart(WaqaiError):  # noqa: N818
    """An optional part of Waqai is not installed."""

    code = "missing-part"


class UsageError(WaqaiError):
    """A request that makes no sense."""

    code = "usage"
