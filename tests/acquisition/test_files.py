"""Files, folders and pipes give documents; what cannot be taken is set aside with its reason and the rest goes on."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from waqai.acquisition.files import files_below, kind_of, read_documents, read_file, read_stream
from waqai.acquisition.reading import Reading, SetAside
from waqai.records import Document

NOW = datetime(2024, 6, 1, tzinfo=UTC)
TEXT = "سقطت قذيفة هاون على سوق في مدينة الحسكة وأصابت بائعين"
OTHER = "أغلق محتجون الطريق الرئيسي شمالي البصرة للمطالبة بالكهرباء"


@dataclass
class Publisher:
    id: str
    time_zone: str | None


class Publishers:
    def find(self, name: str) -> Publisher | None:
        return Publisher("example", "Asia/Baghdad") if name == "صحيفة المثال" else None


READING = Reading(now=NOW, publishers=Publishers(), language_of=lambda text: "ar")


def _all(path: Path, reading: Reading = READING) -> tuple[list[Document], list[SetAside]]:
    items = list(read_documents(path, reading))
    return [i for i in items if isinstance(i, Document)], [i for i in items if isinstance(i, SetAside)]


def _lines(path: Path, *records: object) -> Path:
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in records), encoding="utf-8")
    return path


def _file(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def test_a_text_file_is_one_document_named_by_its_bytes(tmp_path: Path) -> None:
    path = _file(tmp_path / "report.txt", TEXT.encode("cp1256"))
    [document], aside = _all(path)
    assert document.text == TEXT
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.id == f"doc-{document.sha256[:16]}"
    assert document.language == "ar"
    assert not aside


def test_a_page_is_one_document_with_its_metadata_in_the_publishers_zone(tmp_path: Path) -> None:
    head = (
        '<meta property="og:site_name" content="صحيفة المثال"><meta property="og:title" content="عنوان">'
        '<meta name="date" content="2024-05-05">'
    )
    path = _file(tmp_path / "page.html", f"<html><head>{head}</head><body><p>{TEXT}</p></body></html>")
    [document], _ = _all(path)
    assert (document.source, document.publisher_id, document.title) == ("صحيفة المثال", "example", "عنوان")
    assert document.published == datetime.fromisoformat("2024-05-05T00:00:00+03:00")
    assert TEXT in document.text


def test_lines_of_json_are_documents_in_their_order(tmp_path: Path) -> None:
    path = _lines(
        tmp_path / "in.jsonl",
        {"id": "a", "source": "صحيفة المثال", "published": "2024-05-05T10:00", "title": "عنوان", "text": TEXT, "x": 1},
        {"id": 7, "source": None, "published": None, "title": None, "text": OTHER},
        {"text": TEXT, "date": "2024-05-05"},
    )
    documents, aside = _all(path)
    assert [document.id for document in documents[:2]] == ["a", "7"]
    assert documents[0].published == datetime.fromisoformat("2024-05-05T10:00:00+03:00")
    assert documents[1].published is None
    assert documents[2].published == datetime(2024, 5, 5, tzinfo=UTC)
    assert not aside


def test_copies_of_one_text_by_two_outlets_without_ids_stay_two_documents(tmp_path: Path) -> None:
    path = _lines(tmp_path / "in.jsonl", {"source": "أ", "text": TEXT}, {"source": "ب", "text": TEXT}, {"text": TEXT})
    documents, aside = _all(path)
    assert len({document.id for document in documents}) == 3
    assert not aside


BROKEN = {
    '{"id": "x", "text": "مقطوع': "broken-record",
    '["not", "an object"]': "broken-record",
    "plain words": "broken-record",
    '{"id": "x"}': "empty-input",
    '{"id": "x", "text": "  "}': "empty-input",
    '{"id": "x", "text": null}': "empty-input",
    '{"id": "x", "text": 5}': "broken-record",
    '{"id": "x", "text": ["a"]}': "broken-record",
    '{"id": true, "text": "نص"}': "broken-record",
    '{"id": "x", "source": 3, "text": "نص"}': "broken-record",
    '{"id": "x", "published": 1706000000, "text": "نص"}': "broken-record",
    '{"id": "x", "published": "last week", "text": "نص"}': "broken-record",
    '{"id": "x", "published": "1800-01-01", "text": "نص"}': "implausible-date",
    '{"id": "x", "published": "2031-01-01", "text": "نص"}': "implausible-date",
    '{"id": "x", "text": "\\ud800"}': "broken-record",
    '{"id": "\\u0001", "text": "نص"}': "broken-record",
    '{"id": "first", "text": "معرّف مكرر"}': "broken-record",
    "[" * 100_000: "broken-record",
    "\x00\x01\x02": "not-text",
}


@pytest.mark.parametrize(("line", "code"), BROKEN.items(), ids=[str(n) for n in range(len(BROKEN))])
def test_a_broken_line_is_set_aside_with_its_number_and_the_rest_goes_on(tmp_path: Path, line: str, code: str) -> None:
    good = [json.dumps({"id": name, "text": TEXT}) for name in ("first", "last")]
    path = _file(tmp_path / "in.jsonl", f"{good[0]}\n\n{line}\n{good[1]}\n")
    documents, [aside] = _all(path)
    assert [document.id for document in documents] == ["first", "last"]
    assert aside.error.code == code
    assert aside.where == f"{path}:3"
    assert aside.sha256 == hashlib.sha256(line.encode()).hexdigest()


def test_a_line_in_another_encoding_is_read_by_its_own(tmp_path: Path) -> None:
    first = json.dumps({"id": "a", "text": TEXT}, ensure_ascii=False).encode()
    second = json.dumps({"id": "b", "text": OTHER}, ensure_ascii=False).encode("cp1256")
    documents, aside = _all(
        _file(tmp_path / "in.jsonl", first + b"\r\n" + second + b"\r\n" + first.replace(b"a", b"c"))
    )
    assert [document.text for document in documents[:2]] == [TEXT, OTHER]
    assert not aside


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_lines_of_json_with_a_byte_order_mark_are_read(tmp_path: Path, encoding: str) -> None:
    lines = "\n".join(json.dumps({"id": name, "text": TEXT}, ensure_ascii=False) for name in "ab")
    documents, aside = _all(_file(tmp_path / "in.jsonl", lines.encode(encoding)))
    assert [document.id for document in documents] == ["a", "b"]
    assert not aside


def test_a_line_above_the_limit_is_passed_over_without_the_next(tmp_path: Path) -> None:
    path = _lines(tmp_path / "in.jsonl", {"id": "a", "text": "ن" * 5000}, {"id": "b", "text": TEXT})
    [document], [aside] = _all(path, Reading(now=NOW, language_of=lambda t: "ar", max_line_bytes=1000))
    assert document.id == "b"
    assert (aside.error.code, aside.where) == ("too-large", f"{path}:1")
    assert aside.sha256 == hashlib.sha256(path.read_bytes().split(b"\n")[0]).hexdigest()


def test_fifty_megabytes_of_text_are_refused_by_size_and_taken_when_the_limit_is_raised(tmp_path: Path) -> None:
    path = _file(tmp_path / "huge.txt", b"a" * 50_000_001)
    documents, [aside] = _all(path)
    assert not documents
    assert aside.error.code == "too-large"
    assert "--max-bytes" in str(aside)
    [document], _ = _all(path, Reading(now=NOW, language_of=lambda t: None, max_bytes=60_000_000))
    assert len(document.text) == 50_000_001


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("empty.txt", b"", "empty-input"),
        ("empty.jsonl", b"", "empty-input"),
        ("blank.txt", b" \n\t\n", "empty-input"),
        ("blank.jsonl", b"\n\n", "empty-input"),
        ("empty.html", b"<html><body></body></html>", "empty-input"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "not-text"),
        ("paper.pdf", b"%PDF-1.4\n%\xe2\xe3", "not-text"),
        ("data.jsonl", b"\x1f\x8b\x08\x00", "not-text"),
        ("bad.json", b"[{", "broken-record"),
    ],
)
def test_a_file_that_holds_no_text_is_set_aside(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = _file(tmp_path / name, data)
    documents, [aside] = _all(path)
    assert not documents
    assert aside.error.code == code
    assert aside.where == str(path)


def test_a_json_array_and_a_single_object_are_read(tmp_path: Path) -> None:
    array = _file(tmp_path / "a.json", json.dumps([{"id": "a", "text": TEXT}, 5, {"id": "b", "text": OTHER}], indent=1))
    documents, [aside] = _all(array)
    assert [document.id for document in documents] == ["a", "b"]
    assert aside.where == f"{array}[2]"
    [one], _ = _all(_file(tmp_path / "b.json", json.dumps({"id": "c", "text": TEXT}, indent=1)))
    assert one.id == "c"


def test_a_folder_is_read_in_order_of_name_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "a.txt", "b/z.txt", ".hidden.txt", ".git/x.txt"):
        _file(tmp_path / name, TEXT)
    assert [str(path.relative_to(tmp_path)) for path in files_below(tmp_path)] == ["a.txt", "b/z.txt", "c.txt"]
    without = [(tmp_path / "b").resolve()]
    assert [path.name for path in files_below(tmp_path, without)] == ["a.txt", "c.txt"]


def test_a_folder_linked_into_itself_does_not_go_round(tmp_path: Path) -> None:
    _file(tmp_path / "a.txt", TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert len(list(files_below(tmp_path))) == 1


def test_a_missing_file_is_set_aside(tmp_path: Path) -> None:
    _, [aside] = _all(tmp_path / "none.txt")
    assert "no such file" in str(aside)


def test_a_pipe_is_told_by_its_first_line() -> None:
    for data, expected in (
        (json.dumps({"id": "a", "text": TEXT}).encode(), "a"),
        (f"\n<!DOCTYPE html>\n<html><body><p>{TEXT}</p></body></html>".encode(), "doc-"),
        (TEXT.encode(), "doc-"),
    ):
        [located] = read_stream(io.BytesIO(data), "<stdin>", READING)
        assert isinstance(located.item, Document)
        assert located.item.id.startswith(expected)


def test_lines_of_a_pipe_come_through_before_it_ends() -> None:
    class Endless(io.RawIOBase):
        reads = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            self.reads += 1
            assert self.reads < 50, "the reader waits for the end of a pipe that has none"
            line = json.dumps({"id": f"n{self.reads}", "text": TEXT}).encode() + b"\n"
            buffer[: len(line)] = line
            return len(line)

    items = read_stream(io.BufferedReader(Endless()), "<stdin>", READING)
    assert [next(items).item.id for _ in range(3)] == ["n1", "n2", "n3"]  # type: ignore[union-attr]


def test_a_file_can_be_read_under_another_name(tmp_path: Path) -> None:
    path = _file(tmp_path / "stored", b'{"text": 5}\n')
    [located] = read_file(path, READING, "channel.jsonl")
    assert located.where == "channel.jsonl:1"


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"anything", "a.HTML", "html"),
        (b"anything", "a.ndjson", "jsonl"),
        (b'{"id": 1}', "stored", "jsonl"),
        ("[عاجل] قصف".encode(), "post", "text"),
        (b"[\n", "post", "json"),
        ('{"id": 1}'.encode("utf-16"), "post", "jsonl"),
    ],
)
def test_a_kind_is_told_by_suffix_then_by_content(head: bytes, name: str, kind: str) -> None:
    assert kind_of(head, name) == kind
