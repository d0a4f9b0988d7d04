"""JSON of any size comes value by value, and a broken value costs itself alone."""

from __future__ import annotations

import hashlib
import io
import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.acquisition.json_stream import Path, Value, walk
from waqai.errors import BrokenRecord

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def _items(path: Path) -> bool:
    return path in ((), ("items",))


def _walk(data: bytes | str, limit: int = 10_000) -> list[Value]:
    return list(walk(io.BytesIO(data if isinstance(data, bytes) else data.encode()), _items, limit))


@given(st.lists(JSON, max_size=6), st.sampled_from([None, 1, 2]), st.booleans())
def test_the_values_are_those_of_the_whole(items: list[Any], indent: int | None, ascii_only: bool) -> None:
    data = json.dumps({"name": "ق", "items": items, "after": [1]}, indent=indent, ensure_ascii=ascii_only)
    values = {value.path: json.loads(value.data or b"") for value in _walk(data)}
    expected = {("name",): "ق", ("after",): [1]} | {("items", at): item for at, item in enumerate(items)}
    assert values == expected


@given(st.binary(max_size=200), st.integers(0, 60), st.integers(0, 60))
def test_mutated_bytes_give_values_or_a_broken_record(noise: bytes, at: int, cut: int) -> None:
    whole = json.dumps({"items": [{"text": 'أ"ب'}, {"text": "[}"}]}, indent=1).encode()
    with suppress(BrokenRecord):
        _walk(whole[:at] + noise + whole[at + cut :])


def test_a_broken_item_on_lines_of_its_own_costs_itself_alone() -> None:
    items = [{"id": number, "text": "نص", "more": {"a": []}} for number in range(4)]
    lines = json.dumps({"items": items}, indent=1).split("\n")
    at = lines.index('   "id": 1,')
    lines[at] = '   "id": "1,'  # a quote that is never closed
    values = _walk("\n".join(lines))
    assert len(values) == 4
    with pytest.raises(ValueError, match="control"):
        json.loads(values[1].data or b"")
    assert [json.loads(values[n].data or b"")["id"] for n in (0, 2, 3)] == [0, 2, 3]


def test_a_value_above_the_limit_keeps_only_its_digest() -> None:
    long = json.dumps({"text": "x" * 700_000})
    values = _walk(f'{{"items": [1, {long}, 2]}}')
    assert [value.data for value in values] == [b"1", None, b"2"]
    assert values[1].sha256 == hashlib.sha256(long.encode()).hexdigest()
    assert values[1].size == len(long)


@pytest.mark.parametrize("data", ["", "{", '{"items": [1, {"a": 2', '{"items": [1', "{5: 1}", '{"items" 1}'])
def test_what_breaks_off_or_is_no_json_is_told(data: str) -> None:
    with pytest.raises(BrokenRecord):
        _walk(data)


def test_nesting_without_end_is_no_recursion() -> None:
    values = _walk('{"items": [' + "[" * 5_000 + "]" * 5_000 + ", 1]}", limit=100_000)
    assert [value.size for value in values] == [10_000, 1]
