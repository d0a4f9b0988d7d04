"""What all records share: they are immutable, closed to unknown fields, and point into the stored text."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict

Certainty = Literal["asserted", "hedged"]


def _ordered(span: tuple[int, int]) -> tuple[int, int]:
    if not 0 <= span[0] <= span[1]:
        raise ValueError(f"a span runs forward from 0, not {span}")
    return span


Offsets = Annotated[tuple[int, int], AfterValidator(_ordered)]
"""`[start, end)` in characters of the document's stored text."""


class Record(BaseModel):
    """A value that never changes after it is made."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")


class Span(Record):
    """Words of the stored text: `document.text[span[0]:span[1]] == text`."""

    text: str
    span: Offsets


class Inference(Record):
    """A field that no words of the text give, and the rule that filled it."""

    field: str
    rule: str
