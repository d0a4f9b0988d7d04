"""What the readers of time look at: the tokens of a text, their words, and the time from which it speaks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from waqai.language.token import Token

Precision = Literal["minute", "hour", "part_of_day", "day", "week", "month", "year"]
Anchor = Literal["explicit", "weekday", "relative", "publication"]

_PADDING = ("",) * 12
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
ZONES = timedelta(days=2)
"""How far after publication a date may lie and still be past: zones differ, and texts are dated by their day."""


class Days(NamedTuple):
    """The days that words up to the token `end` name, both inclusive; None where they hang on an unknown anchor."""

    end: int
    first: date | None
    last: date | None
    precision: Precision
    anchor: Anchor
    future: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """Tokens with their texts (and some empty ones after the last), and the time of publication if it is known."""

    tokens: Sequence[Token]
    words: list[str]
    published: datetime | None
    today: date | None

    @classmethod
    def of(cls, tokens: Sequence[Token], published: datetime | None) -> Passage:
        """The passage of the tokens."""
        words = [token.text for token in tokens]
        words.extend(_PADDING)
        return cls(tokens, words, published, published.date() if published else None)

    def seen_from(self, day: date) -> Passage:
        """The same passage as a text of another day speaks."""
        return replace(self, today=day)

    def is_figure(self, at: int) -> bool:
        """Whether the token is a whole number in figures."""
        return at < len(self.tokens) and self.tokens[at].kind == "number" and self.words[at].isdigit()

    def touches(self, at: int) -> bool:
        """Whether no space stands between the token and the next one."""
        tokens = self.tokens
        return 0 <= at < len(tokens) - 1 and tokens[at].at + len(tokens[at].text) == tokens[at + 1].at

    def before(self, at: int) -> str:
        """The word before the token; empty at the start of the text."""
        return self.words[at - 1] if at else ""
