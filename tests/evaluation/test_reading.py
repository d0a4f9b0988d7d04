"""Gold is taken line by line: a line that does not hold is named with its field, and the rest goes on."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from waqai.acquisition.reading import Reading
from waqai.errors import UsageError
from waqai.evaluation.reading import read_codings, read_gold

from . import invented

READING = Reading(now=datetime(2027, 1, 1, tzinfo=UTC))
GOOD = invented.ARTICLES[0]
FIRST = GOOD["events"][0]

BROKEN: dict[str, tuple[dict[str, Any], str]] = {
    "no id": ({**GOOD, "id": None}, '"id" is missing'),
    "no text": ({**GOOD, "text": ""}, "the text is empty"),
    "no evidence": (
        {**GOOD, "events": [{key: value for key, value in FIRST.items() if key != "evidence"}]},
        '"events[0].evidence" is missing',
    ),
    "unknown kind": ({**GOOD, "events": [{**FIRST, "type": "raid"}]}, "\"events[0].type\" is 'raid'"),
    "evidence elsewhere": (
        {**GOOD, "events": [FIRST, {**FIRST, "evidence": ["قذيفة"]}]},
        "the words 'قذيفة' of \"events[1].evidence\" do not stand in the text",
    ),
    "no date": ({**GOOD, "events": [{**FIRST, "date": ["2025-13-01", "2025-13-02"]}]}, '"events[0].date[0]"'),
    "days backwards": (
        {**GOOD, "events": [{**FIRST, "date": ["2025-03-05", "2025-03-04"]}]},
        "the first day is later than the last",
    ),
    "half a point": (
        {**GOOD, "events": [{**FIRST, "places": [{"names": ["x"], "lat": 3}]}]},
        "a point needs both lat and lon",
    ),
}


def _messages(path: Path) -> list[str]:
    return [str(item) for item in read_gold([path], READING).set_aside]


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_line_is_named_with_its_field_and_the_rest_is_taken(tmp_path: Path, fault: str) -> None:
    line, message = BROKEN[fault]
    path = invented.written(tmp_path / "gold.jsonl", [invented.ARTICLES[1], line, invented.ARTICLES[2]])
    (said,) = _messages(path)
    assert f"{path}:2: " in said and message in said
    assert [taken.id for taken in read_gold([path], READING).lines["articles"]] == ["a2", "a3"]


def test_a_class_that_waqai_does_not_code_is_named_with_those_it_does(tmp_path: Path) -> None:
    path = invented.written(tmp_path / "gold.jsonl", [invented.SENTENCES[0] | {"event_type": "assault"}])
    (said,) = _messages(path)
    assert "\"event_type\" is 'assault': none of the classes that Waqai codes: AGREE, ASSAULT" in said


def test_an_id_that_stands_twice_is_refused_the_second_time_also_in_another_file(tmp_path: Path) -> None:
    one = invented.written(tmp_path / "one.jsonl", invented.ARTICLES[:1])
    two = invented.written(tmp_path / "two.jsonl", [*invented.ARTICLES[:2], invented.SENTENCES[0] | {"id": "a1"}])
    gold = read_gold([one, two], READING)
    assert f"the id 'a1' already stands at {one}:1" in str(gold.set_aside[0])
    assert [line.id for line in gold.lines["articles"]] == ["a1", "a2"]


@pytest.mark.parametrize(
    ("lines", "modes"),
    [
        (invented.ARTICLES, {"articles"}),
        (invented.SENTENCES, {"detect"}),
        (invented.SPANS, {"spans"}),
        (invented.REPORTS, {"facts", "link"}),
    ],
)
def test_the_mode_is_told_by_the_fields(tmp_path: Path, lines: list[invented.Line], modes: set[str]) -> None:
    assert set(read_gold([invented.written(tmp_path / "gold.jsonl", lines)], READING).lines) == modes


def test_a_forced_mode_takes_one_of_several_and_refuses_what_does_not_fit(tmp_path: Path) -> None:
    path = invented.written(tmp_path / "gold.jsonl", invented.REPORTS)
    assert set(read_gold([path], READING, "link").lines) == {"link"}
    with pytest.raises(UsageError, match=r"This is gold for facts and link\."):
        read_gold([path], READING, "spans")


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty-input"), (b"%PDF-1.7\n", "not-text"), (b'{"id": 1, "text": "x"}', "broken-record")],
)
def test_a_file_without_gold_is_set_aside(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    gold = read_gold([path, tmp_path / "none.jsonl"], READING)
    assert [item.error.code for item in gold.set_aside] == [code, "input"]
    assert not gold.lines


def test_a_coding_is_of_documents_or_of_incidents_line_by_line(tmp_path: Path) -> None:
    lines = [*invented.ARTICLES_CODED, invented.ARTICLES_CODED[0], *invented.INCIDENTS, {"id": "x"}]
    coding = read_codings([invented.written(tmp_path / "coded.jsonl", lines)], READING)
    assert set(coding.documents or ()) == {"a1", "a2", "a3"}
    assert len(coding.incidents or ()) == 2
    assert "was already coded at" in str(coding.set_aside[0])
    assert 'neither "document" nor "document_ids"' in str(coding.set_aside[1])


def test_a_file_of_another_kind_is_set_aside_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "gold.txt"
    path.write_text("وقع قصف\nثم هدأ الوضع\n", encoding="utf-8")
    (said,) = _messages(path)
    assert said.startswith(f"[broken-record] {path}: it is no JSONL: a line is one JSON object.")
