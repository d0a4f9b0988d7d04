"""The published JSON Schemas: what each record looks like where it is put out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType

from pydantic.json_schema import GenerateJsonSchema

from waqai.records import Document, Event, Incident
from waqai.records.base import Record


class _AllRequired(GenerateJsonSchema):
    """Every field is there in what is put out, those that hold nothing as null or empty."""

    def field_is_required(self, *_: object, **__: object) -> bool:
        """True: see above."""
        return True


class CodedLine(Record):
    """A line of `waqai code --format jsonl`: the document as stored, and its events in the order of the text."""

    document: Document
    events: tuple[Event, ...]


SCHEMAS: Mapping[str, type[Record]] = MappingProxyType(
    {"document": Document, "event": Event, "incident": Incident, "coded": CodedLine}
)


def schema_text(name: str) -> str:
    """The JSON Schema (draft 2020-12) of the record of that name, indented, with a line break at its end."""
    schema = SCHEMAS[name].model_json_schema(mode="serialization", schema_generator=_AllRequired)
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
