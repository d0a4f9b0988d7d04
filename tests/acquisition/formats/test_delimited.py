"""Tables give a document a row; a row that does not fit is set aside alone, by its line."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.acquisition.files import kind_of, read_stream
from waqai.acquisition.reading import Reading, SetAside
from waqai.records import Document

NOW = datetime(2024, 6, 1, tzinfo=UTC)
TEXT = "أصابت قذيفة مدفعية خزان المياه في بلدة كفرنوران"
OTHER = "عُثر على عبوة ناسفة تحت جسر قرب الطبقة"


def _reading(**more: Any) -> tuple[Reading, list[str]]:
    said: list[str] = []
    return Reading(now=NOW, language_of=lambda text: "ar", note=said.append, **more), said


def _read(data: bytes | str, reading: Reading | None = None, name: str = "t.csv") -> tuple[list[Any], list[SetAside]]:
    stream = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    items = [located.item for located in read_stream(stream, name, reading or _reading()[0])]
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, SetAside)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_delimiter_and_encoding_are_found(delimiter: str, encoding: str) -> None:
    rows = [("id", "النص", "تاريخ النشر"), ("1", TEXT, "2024-05-05"), ("2", OTHER, "")]
    data = "\r\n".join(delimiter.join(row) for row in rows) + "\r\n"
    documents, aside = _read(data.encode(encoding, "replace"))
    assert not aside
    assert [document.text for document in documents] == [TEXT, OTHER.replace("ُ", "ُ")]
    assert documents[0].published == datetime(2024, 5, 5, tzinfo=UTC)


def test_usual_names_are_recognised_and_what_is_not_read_is_said() -> None:
    reading, said = _reading()
    [document], _ = _read(f"Source,Headline,Body,Views,URL\nقناة,عنوان,{TEXT},7,https://example.org/1\n", reading)
    assert (document.source, document.title, document.url) == ("قناة", "عنوان", "https://example.org/1")
    assert said == ["t.csv: text from Body, title from Headline, source from Source, url from URL; not read: Views."]


def test_named_columns_count_alone() -> None:
    reading, _ = _reading(columns={"text": "شرح", "published": "يوم"})
    [document], _ = _read(f"text,شرح,يوم\nلا,{TEXT},1714903200\n", reading)
    assert (document.text, document.published) == (TEXT, datetime.fromtimestamp(1714903200, UTC))


@pytest.mark.parametrize(
    ("columns", "said"), [({"text": "none"}, "'none'"), ({"title": "a"}, "no column holds"), ({}, "a, b")]
)
def test_a_table_without_a_column_of_texts_is_set_aside_with_its_columns(columns: dict[str, str], said: str) -> None:
    reading, _ = _reading(columns=columns)
    documents, [aside] = _read("a,b\n1,2\n", reading)
    assert not documents
    assert said in str(aside)


def test_a_quoted_cell_runs_over_lines() -> None:
    data = f'id,text\n1,"{TEXT}\n\nقال: ""لا"", ثم مضى"\n2,{OTHER}\n'
    documents, aside = _read(data)
    assert not aside
    assert documents[0].text == f'{TEXT}\n\nقال: "لا", ثم مضى'
    assert documents[1].text == OTHER


@pytest.mark.parametrize(
    "line",
    ["1", "1,a,b", '1,"بلا نهاية', '1,"فيه "نص" آخر"', "1,", '1,"a" b'],
    ids=["short", "long", "open", "undoubled", "empty", "after"],
)
def test_a_row_that_does_not_fit_is_set_aside_by_its_line(line: str) -> None:
    documents, [aside] = _read(f'id,text\n0,{TEXT}\n{line}\n2,"{OTHER}"\n')
    assert [document.id for document in documents] == ["0", "2"]
    assert aside.where == "t.csv:3"
    assert aside.sha256 == hashlib.sha256(line.encode()).hexdigest()


def test_empty_rows_and_empty_cells_behind_are_nothing() -> None:
    documents, aside = _read(f"id,text,,\n\n,,,\n1,{TEXT},,\n")
    assert [document.id for document in documents] == ["1"]
    assert not aside


def test_a_header_that_names_a_column_twice_is_refused() -> None:
    _, [aside] = _read("text,text\na,b\n")
    assert "same name" in str(aside)


def test_excels_line_of_the_delimiter_is_heeded() -> None:
    [document], _ = _read(f"sep=;\nid;text\n1;{TEXT}, وبعده\n")
    assert document.text.endswith("وبعده")


def test_a_row_above_the_limit_is_set_aside() -> None:
    reading, _ = _reading(max_line_bytes=500)
    documents, aside = _read(f'id,text\n1,{"س" * 600}\n2,"{("س" * 100 + chr(10)) * 6}"\n3,{TEXT}\n', reading)
    assert "3" in [document.id for document in documents]
    assert aside[0].error.code == "too-large"
    assert aside[1].where == "t.csv:3"


def test_a_table_is_known_by_its_header() -> None:
    assert kind_of(b"id,published,text\n", "stored") == "csv"
    assert kind_of("المعرف;النص\n".encode(), "stored") == "csv"
    assert kind_of("قال النص, ثم انتهى\n".encode(), "stored") == "text"


WRITABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


@given(st.lists(WRITABLE, max_size=5), st.sampled_from(",;\t|"), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_what_a_writer_of_csv_writes_comes_back(texts: list[str], delimiter: str, quoting: Any) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator="\n")
    writer.writerows([("id", "text"), *((f"n{at}", text) for at, text in enumerate(texts))])
    documents, aside = _read(out.getvalue())
    assert [document.text for document in documents] == [text for text in texts if text.strip()]
    assert {item.error.code for item in aside} <= {"empty-input"}


@given(st.binary(max_size=80), st.integers(0, 400), st.integers(0, 80))
def test_mutated_tables_give_documents_and_set_asides_alone(noise: bytes, at: int, cut: int) -> None:
    whole = f'id,text,date\n1,"{TEXT}\nثم",2024-05-05\n2,{OTHER},\n'.encode()
    reading, _ = _reading(as_kind="csv")
    _read(whole[:at] + noise + whole[at + cut :], reading)


FOUR_CAT = "id,thread_id,timestamp,body,author,views,author_forwarded_from_name,attachment_type,unix_timestamp"


def test_a_telegram_data_set_of_4cat_gives_posts_of_its_channels() -> None:
    reading, said = _reading()
    data = (
        f"{FOUR_CAT}\n7,Valley_News,2024-05-05 10:00:00,{TEXT},x,1,,,1714903200\n"
        f"plain-8,plain,2024-05-05 10:00:00,{OTHER},x,1,صوت الجبل,photo,\n"
    )
    documents, aside = _read(data, reading)
    assert not aside
    assert [document.id for document in documents] == ["telegram:valley_news/7", "telegram:plain/8"]
    assert documents[0].published == datetime.fromtimestamp(1714903200, UTC)
    assert documents[1].published == datetime(2024, 5, 5, 10, tzinfo=UTC)
    assert documents[1].text == f"قناة صوت الجبل: {OTHER}"
    assert said == ["t.csv: an export of 4CAT."]


def test_another_data_set_of_4cat_gives_rows_in_utc() -> None:
    [document], _ = _read(f"id,thread_id,timestamp,body,author\n1,1,2024-05-05 10:00:00,{TEXT},someone\n")
    assert (document.id, document.source, document.published) == ("1", "someone", datetime(2024, 5, 5, 10, tzinfo=UTC))


def test_the_telegram_collector_of_4cat_is_read_line_by_line() -> None:
    item = {
        "_type": "Message",
        "_chat": {"id": 42, "username": "Valley_News", "title": "أخبار الوادي"},
        "id": 7,
        "message": TEXT,
        "date": 1714903200,
        "fwd_from": {"from_data": {"title": "صوت الجبل"}},
    }
    lines = [item, {**item, "id": None}, {**item, "_chat": {}}]
    documents, aside = _read("\n".join(json.dumps(line) for line in lines), name="t.ndjson")
    assert [(document.id, document.text) for document in documents] == [
        ("telegram:valley_news/7", f"قناة صوت الجبل: {TEXT}")
    ]
    assert [item.where for item in aside] == ["t.ndjson:2", "t.ndjson:3"]


SHEET = "Link,Archive status,Archive location,Upload timestamp,Upload title,Text content"


def test_a_sheet_of_the_auto_archiver_gives_what_was_archived() -> None:
    reading, said = _reading()
    data = (
        f"{SHEET}\nhttps://t.me/s/Valley_News/7,done,s3://x,2024-05-05T10:00:00,{OTHER},{TEXT}\n"
        f"https://x.com/someone/status/9,done,s3://y,2024-05-05T10:00:00+00:00,{OTHER},\n"
        "https://example.org/film,nothing archived,,,,\n"
    )
    documents, [aside] = _read(data, reading)
    assert [(document.id, document.source) for document in documents] == [
        ("telegram:valley_news/7", "@Valley_News"),
        (f"web-{hashlib.sha256(b'https://x.com/someone/status/9').hexdigest()[:16]}", "x.com/someone"),
    ]
    assert [document.text for document in documents] == [TEXT, OTHER]
    assert documents[0].published == datetime(2024, 5, 5, 10, tzinfo=UTC)
    assert (aside.where, aside.error.code) == ("t.csv:4", "empty-input")
    assert said == ["t.csv: a table of the auto-archiver."]


def test_a_record_of_the_auto_archiver_is_read() -> None:
    found = {"url": "https://www.example.org/a", "title": "عنوان", "content": TEXT, "timestamp": "2024-05-05T10:00:00"}
    record = {"status": "telethon: success", "metadata": found, "media": []}
    [document], _ = _read(json.dumps(record), name="t.jsonl")
    assert (document.title, document.text, document.source) == ("عنوان", TEXT, "example.org")


def test_objects_without_a_text_of_their_own_go_by_usual_names() -> None:
    [document], _ = _read(json.dumps({"المعرف": "9", "النص": TEXT}), name="t.jsonl")
    assert (document.id, document.text) == ("9", TEXT)
