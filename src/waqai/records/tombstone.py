"""The tombstone: what became of an incident id that was given out once and stands for nothing any more."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import AwareDatetime, model_validator

from waqai.records.base import Record

Burial = Literal["merged", "split", "withdrawn"]


class Tombstone(Record):
    """The end of an incident id. `into` are the ids that go on with it, in order; empty where it was withdrawn.

    `merged`: it is part of another incident now. `split`: what it stood for is now several incidents. `withdrawn`: no
    report tells of it any more. `at` is when.
    """

    id: str
    kind: Burial
    into: tuple[str, ...] = ()
    at: AwareDatetime

    @model_validator(mode="after")
    def _succession(self) -> Self:
        if (self.kind == "withdrawn") != (not self.into):
            raise ValueError(f"an id that was {self.kind} has {'no' if self.kind == 'withdrawn' else 'a'} successor")
        if self.id in self.into:
            raise ValueError("an id that goes on has no tombstone")
        return self
