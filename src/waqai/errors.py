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
├── TableError            a row of a knowledge table that does not hold
├── GazetteerError        a gazetteer file or row that cannot be imported
├── ProjectError          a project that is missing, broken or in use
├── JudgementError        judgements that contradict each other
├── UnknownId             an id that the project does not hold
├── MissingPart           an optional part of Waqai that is not installed
└── UsageError            a request that makes no sense
"""

from __future__ import annotations


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
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"[{self.code}] {place}{self.message}{remedy}"


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


class TableError(WaqaiError):
    """A row of a knowledge table that does not hold."""

    code = "table"


class GazetteerError(WaqaiError):
    """A gazetteer file or row that cannot be imported."""

    code = "gazetteer"


class ProjectError(WaqaiError):
    """A project that is missing, broken or in use."""

    code = "project"


class JudgementError(WaqaiError):
    """Judgements that contradict each other."""

    code = "judgement"


class UnknownId(WaqaiError):  # noqa: N818
    """An id that the project does not hold."""

    code = "unknown-id"


class MissingPart(WaqaiError):  # noqa: N818
    """An optional part of Waqai is not installed."""

    code = "missing-part"


class UsageError(WaqaiError):
    """A request that makes no sense."""

    code = "usage"
