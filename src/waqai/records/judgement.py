"""What a person decided about two events, kept apart from what the program thinks."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime

from waqai.records.base import Record


class Judgement(Record):
    """Whether two events are one incident, by whom, when and why."""

    left: str
    right: str
    verdict: Literal["same", "different", "unsure"]
    by: str
    at: AwareDatetime
    because: str | None = None
