"""Exports of Telegram Desktop give a document a post, streamed, and private chats are never read."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.acquisition.files import examine, kind_of, read_stream
from waqai.acquisition.reading import Reading, SetAside
from waqai.records import Document

NOW = datetime(2024, 6, 1, tzinfo=UTC)
TEXT = "دوّى انفجار في سوق الخضار وسط مدينة الباب"
OTHER = "وصلت قافلة مساعدات إلى معبر باب الهوى"


@dataclass
class Publisher:
    id: str
    time_zone: str | None


class Publishers:
    def find(self, name: str) -> Publisher | None:
        return Publisher("valley", "Asia/Damascus") if name in ("@valley_news", "أخبار الوادي") else None


READING = Reading(now=NOW, publishers=Publishers(), language_of=lambda text: "ar")
NAMED = Reading(now=NOW, publishers=Publishers(), language_of=lambda text: "ar", channels={"": "Valley_News"})


def _message(number: int, text: Any = TEXT, **more: Any) -> dict[str, Any]:
    date = {"date": "2024-05-05T13:00:00", "date_unixtime": "1714903200"}
    return {"id": number, "type": "message", **date, "from": "أخبار الوادي", "text": text, **more}


def _chat(
    *messages: Any, type: str = "public_channel", id: int = 42, name: str | None = "أخبار الوادي"
) -> dict[str, Any]:
    return {"name": name, "type": type, "id": id, "messages": list(messages)}


def _read(export: Any, reading: Reading = READING, indent: int | None = 1) -> tuple[list[Document], list[SetAside]]:
    data = export if isinstance(export, bytes) else json.dumps(export, ensure_ascii=False, indent=indent).encode()
    items = [located.item for located in read_stream(io.BytesIO(data), "result.json", reading)]
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, SetAside)]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_post_is_a_document_of_its_channel(indent: int | None) -> None:
    [document], aside = _read(_chat(_message(7)), indent=indent)
    assert not aside
    assert (document.id, document.text, document.source, document.url) == ("telegram:42/7", TEXT, "أخبار الوادي", None)
    assert document.publisher_id == "valley"
    assert document.published == datetime.fromtimestamp(1714903200, UTC)
    assert document.published.utcoffset() == timedelta(hours=3), "days are told in the publisher's zone"


def test_a_public_name_makes_ids_and_addresses_those_of_the_web() -> None:
    [document], _ = _read(_chat(_message(7)), NAMED)
    assert (document.id, document.source) == ("telegram:valley_news/7", "@Valley_News")
    assert document.url == "https://t.me/Valley_News/7"


def test_pieces_of_text_are_joined() -> None:
    pieces = ["عاجل ", {"type": "bold", "text": "انفجار"}, {"type": "text_link", "text": " في الباب", "href": "x"}]
    [document], _ = _read(_chat(_message(1, pieces)))
    assert document.text == "عاجل انفجار في الباب"


def test_a_date_without_seconds_is_in_the_publishers_zone() -> None:
    message = _message(1)
    del message["date_unixtime"]
    [document], _ = _read(_chat(message))
    assert document.published == datetime.fromisoformat("2024-05-05T13:00:00+03:00")


def test_service_messages_and_media_alone_are_passed_over() -> None:
    service = {"id": 1, "type": "service", "action": "pin_message", "text": "", "date": "2024-05-05T13:00:00"}
    photo = _message(2, "", photo="photos/2.jpg")
    captioned = _message(3, TEXT, photo="photos/3.jpg", edited_unixtime="1714903999")
    documents, aside = _read(_chat(service, photo, captioned))
    assert [document.id for document in documents] == ["telegram:42/3"]
    assert not aside


def test_a_forwarded_post_is_said_by_whom_it_came_from() -> None:
    messages = [
        _message(1, forwarded_from="صوت الجبل", forwarded_from_id="channel9"),
        _message(2, forwarded_from="سالم العابد", forwarded_from_id="user9"),
        _message(3, forwarded_from=None),
    ]
    documents, _ = _read(_chat(*messages))
    assert [document.text.partition(":")[0] for document in documents] == [
        "قناة صوت الجبل",
        "حساب على تلغرام",
        "حساب على تلغرام",
    ]


def test_an_account_gives_its_channels_and_leaves_private_chats_alone() -> None:
    chats = [
        _chat(_message(1, OTHER), type="personal_chat", id=5, name="صديق"),
        _chat(_message(1), _message(2)),
        _chat(_message(3, OTHER), type="private_group", id=6),
        _chat(_message(4, OTHER), id=43, name="أخبار السهل"),
    ]
    account = {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 1},
        "contacts": {"about": "…", "list": [{"first_name": "صديق"}]},
        "chats": {"about": "…", "list": chats},
        "left_chats": {"about": "…", "list": [_chat(_message(9), id=44)]},
    }
    said: list[str] = []
    reading = Reading(now=NOW, language_of=lambda t: "ar", channels={"43": "plain", "": "wrong"}, note=said.append)
    data = json.dumps(account, indent=1).encode()
    located = list(read_stream(io.BytesIO(data), "result.json", reading))
    assert [(at, item.id) for at, item in located if isinstance(item, Document)] == [
        ("result.json[2][1]", "telegram:42/1"),
        ("result.json[2][2]", "telegram:42/2"),
        ("result.json[4][1]", "telegram:plain/4"),
        ("result.json[5][1]", "telegram:44/9"),
    ]
    assert said == ["result.json: 2 private chats were passed over."]


def test_broken_messages_are_set_aside_by_their_place_and_the_rest_goes_on() -> None:
    bad = [
        _message(1, 5),
        {**_message(1), "id": "x"},
        {**_message(1), "date_unixtime": "soon"},
        {**_message(1), "date_unixtime": "99999999999999999999"},
        {**_message(1), "date_unixtime": "4102444800"},
        "no object",
        _message(1, "\ud800"),
    ]
    data = json.dumps(_chat(*bad, _message(8)), indent=1)
    documents, aside = _read(data.encode())
    assert [document.id for document in documents] == ["telegram:42/8"]
    assert [item.where for item in aside] == [f"result.json[{n}]" for n in range(1, 8)]
    codes = [item.error.code for item in aside]
    assert codes == ["broken-record"] * 4 + ["implausible-date"] + ["broken-record"] * 2


def test_an_export_that_was_cut_off_gives_what_it_holds() -> None:
    data = json.dumps(_chat(*map(_message, range(1, 6))), indent=1).encode()
    documents, [aside] = _read(data[: data.index(b'"id": 4,')])
    assert [document.id for document in documents] == ["telegram:42/1", "telegram:42/2", "telegram:42/3"]
    assert (aside.where, aside.error.code) == ("result.json", "broken-record")
    assert "breaks off" in str(aside)


def test_an_export_without_messages_is_set_aside() -> None:
    documents, [aside] = _read(_chat())
    assert not documents
    assert aside.error.code == "empty-input"


def test_an_export_is_known_by_its_content(tmp_path: Path) -> None:
    export = json.dumps(_chat(_message(1)), indent=1).encode()
    for name in ("result.json", "stored"):
        assert kind_of(export[:4096], name) == "telegram"
    assert kind_of(json.dumps(_chat(_message(1))).encode(), "result.json") == "telegram"
    assert kind_of(b'{"name": "x", "messages": []}', "a.json") == "jsonl"
    assert kind_of(b'{\n "text": "x"\n}', "a.json") == "json"
    path = tmp_path / "result.json"
    path.write_bytes(export)
    small = Reading(now=NOW, max_bytes=10)
    assert examine(path, "result.json", small) == "telegram", "a streamed file may be of any size"


@given(st.binary(max_size=60), st.integers(0, 900), st.integers(0, 60))
def test_mutated_exports_give_documents_and_set_asides_alone(noise: bytes, at: int, cut: int) -> None:
    whole = json.dumps(_chat(*map(_message, range(3))), ensure_ascii=False, indent=1).encode()
    reading = Reading(now=NOW, language_of=lambda t: "ar", as_kind="telegram")
    _read(whole[:at] + noise + whole[at + cut :], reading)


_MEASURE = """
import re, sys
from datetime import UTC, datetime
from pathlib import Path
from waqai.acquisition.files import read_file
from waqai.acquisition.reading import Reading
reading = Reading(now=datetime(2024, 6, 1, tzinfo=UTC), language_of=lambda text: "ar")
count = sum(1 for _ in read_file(Path(sys.argv[1]), reading))
print(count, re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def test_memory_stays_flat_over_a_big_export(tmp_path: Path) -> None:
    message = json.dumps(_message(1, TEXT * 20), ensure_ascii=False, indent=1).replace("\n", "\n  ")
    path = tmp_path / "result.json"
    with path.open("w", encoding="utf-8") as file:
        file.write('{\n "name": "أخبار الوادي",\n "type": "public_channel",\n "id": 42,\n "messages": [\n  ')
        file.write(",\n  ".join([message] * 31_000))
        file.write("\n ]\n}")
    assert path.stat().st_size > 50_000_000
    measured = subprocess.run([sys.executable, "-c", _MEASURE, str(path)], capture_output=True, text=True, check=True)
    count, kilobytes = map(int, measured.stdout.split())
    assert count == 31_000
    assert kilobytes < 180_000
