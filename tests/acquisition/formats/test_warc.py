"""WARC and WACZ give an article a page; what is broken is set aside by its offset and the rest goes on."""

from __future__ import annotations

import gzip
import hashlib
import io
import zipfile
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from waqai.acquisition.files import kind_of, read_stream
from waqai.acquisition.reading import Reading, SetAside
from waqai.records import Document

NOW = datetime(2024, 6, 1, tzinfo=UTC)
TEXT = "انفجرت عبوة مزروعة على طريق زراعي قرب بلدة صيدا في ريف درعا ولم تقع إصابات"


def _page(text: str = TEXT, meta: str = "") -> bytes:
    return f"<html><head><title>خبر</title>{meta}</head><body><p>{text}</p></body></html>".encode()


class Crawl:
    """A WARC that is being written."""

    def __init__(self, *, zipped: bool = True) -> None:
        self.out = io.BytesIO()
        self._writer = WARCWriter(self.out, gzip=zipped)

    def add(
        self,
        number: int,
        body: bytes,
        *,
        type: str = "text/html; charset=utf-8",
        status: str = "200 OK",
        kind: str = "response",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> int:
        """Where the record begins that is now written."""
        begun = self.out.tell()
        http = StatusAndHeaders(status, [("Content-Type", type), *headers], protocol="HTTP/1.1")
        dated = {"WARC-Date": "2024-05-30T00:00:00Z"}
        address = f"https://example.org/{number}"
        if kind == "resource":
            record = self._writer.create_warc_record(
                address, kind, payload=io.BytesIO(body), warc_content_type=type, warc_headers_dict=dated
            )
        else:
            record = self._writer.create_warc_record(
                address, kind, payload=io.BytesIO(body), http_headers=http, warc_headers_dict=dated
            )
        self._writer.write_record(record)
        return begun


def _read(data: bytes, name: str = "crawl.warc.gz", **more: Any) -> tuple[list[tuple[str, Document]], list[SetAside]]:
    reading = Reading(now=NOW, language_of=lambda text: "ar", **more)
    located = list(read_stream(io.BytesIO(data), name, reading))
    documents = [(where, item) for where, item in located if isinstance(item, Document)]
    return documents, [item for _, item in located if isinstance(item, SetAside)]


@pytest.mark.parametrize("zipped", [True, False])
def test_each_page_is_an_article_at_its_address_and_offset(zipped: bool) -> None:
    crawl = Crawl(zipped=zipped)
    first = crawl.add(1, _page())
    second = crawl.add(2, _page(meta='<meta name="date" content="2024-05-05">'), kind="resource", type="text/html")
    documents, aside = _read(crawl.out.getvalue())
    assert not aside
    assert [where for where, _ in documents] == [f"crawl.warc.gz@{first}", f"crawl.warc.gz@{second}"]
    one, two = (document for _, document in documents)
    assert (one.url, one.title, one.source) == ("https://example.org/1", "خبر", "example.org")
    assert TEXT in one.text
    assert one.sha256 == hashlib.sha256(_page()).hexdigest()
    assert one.published is None, "when a page was fetched is not when it was published"
    assert two.published == datetime(2024, 5, 5, tzinfo=UTC)


def test_what_is_no_page_is_passed_over_and_counted() -> None:
    crawl = Crawl()
    crawl.add(1, b"\x89PNG", type="image/png")
    crawl.add(2, _page(), status="404 Not Found")
    crawl.add(3, _page(), kind="revisit")
    crawl.add(4, _page(), kind="request")
    crawl.add(5, _page())
    said: list[str] = []
    documents, aside = _read(crawl.out.getvalue(), note=said.append)
    assert [document.url for _, document in documents] == ["https://example.org/5"]
    assert not aside
    assert said == ["crawl.warc.gz: 4 records that are no pages were passed over."]


def test_chunks_compression_and_charset_of_the_answer_are_undone() -> None:
    body = _page()
    chunked = b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in (body[:40], body[40:])) + b"0\r\n\r\n"
    crawl = Crawl()
    crawl.add(1, chunked, headers=(("Transfer-Encoding", "chunked"),))
    crawl.add(2, gzip.compress(body), headers=(("Content-Encoding", "gzip"),))
    crawl.add(3, body.decode().encode("cp1256"), type="text/html; charset=windows-1256")
    documents, aside = _read(crawl.out.getvalue())
    assert not aside
    assert [TEXT in document.text for _, document in documents] == [True, True, True]


@pytest.mark.parametrize("zipped", [True, False])
def test_a_broken_record_is_set_aside_by_its_offset(zipped: bool) -> None:
    crawl = Crawl(zipped=zipped)
    crawl.add(1, _page())
    broken = crawl.add(2, _page())
    crawl.add(3, _page())
    data = bytearray(crawl.out.getvalue())
    data[broken : broken + 6] = b"broken"
    documents, [aside] = _read(bytes(data), "crawl.warc")
    assert [document.url for _, document in documents] == ["https://example.org/1", "https://example.org/3"]
    assert aside.where == f"crawl.warc@{broken}"


@pytest.mark.parametrize("zipped", [True, False])
def test_half_a_page_is_not_taken(zipped: bool) -> None:
    crawl = Crawl(zipped=zipped)
    crawl.add(1, _page())
    last = crawl.add(2, _page(TEXT * 50))
    data = crawl.out.getvalue()[:-60]
    documents, [aside] = _read(data)
    assert [document.url for _, document in documents] == ["https://example.org/1"]
    assert aside.where == f"crawl.warc.gz@{last}"


def test_a_page_that_unpacks_beyond_the_limit_is_set_aside() -> None:
    crawl = Crawl()
    crawl.add(1, gzip.compress(b"<html>" + b"a" * 50_000_000), headers=(("Content-Encoding", "gzip"),))
    crawl.add(2, _page())
    documents, [aside] = _read(crawl.out.getvalue(), max_bytes=1_000_000)
    assert len(documents) == 1
    assert aside.error.code == "too-large"


def test_an_unknown_compression_and_an_empty_page_are_told() -> None:
    crawl = Crawl()
    crawl.add(1, b"\x1b\x00", headers=(("Content-Encoding", "br"),))
    crawl.add(2, b"<html><body></body></html>")
    documents, aside = _read(crawl.out.getvalue())
    assert not documents
    assert [item.error.code for item in aside] == ["not-text", "empty-input"]


def test_an_archive_without_pages_is_set_aside() -> None:
    crawl = Crawl()
    crawl.add(1, b"{}", type="application/json")
    documents, [aside] = _read(crawl.out.getvalue())
    assert not documents
    assert (aside.where, aside.error.code) == ("crawl.warc.gz", "empty-input")


def _wacz(*members: tuple[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def test_the_warcs_of_a_wacz_are_read_and_no_name_becomes_a_path() -> None:
    crawl = Crawl()
    crawl.add(1, _page())
    data = crawl.out.getvalue()
    documents, aside = _read(
        _wacz(("archive/a.warc.gz", data), ("pages/pages.jsonl", b"{}"), ("archive/../../b.warc.gz", data)), "c.wacz"
    )
    assert not aside
    assert [where for where, _ in documents] == ["c.wacz!archive/a.warc.gz@0", "c.wacz!archive/../../b.warc.gz@0"]


def test_a_member_that_unpacks_beyond_measure_is_refused() -> None:
    bomb = _wacz(("archive/a.warc.gz", b"\x00" * 101_000_000), compression=zipfile.ZIP_DEFLATED)
    documents, [aside] = _read(bomb, "c.wacz")
    assert not documents
    assert (aside.error.code, aside.where) == ("too-large", "c.wacz!archive/a.warc.gz")


@pytest.mark.parametrize(("cut", "code"), [(None, "empty-input"), (-30, "broken-record")])
def test_a_wacz_that_holds_nothing_or_is_cut_off_is_set_aside(cut: int | None, code: str) -> None:
    documents, [aside] = _read(_wacz(("datapackage.json", b"{}" * 100))[:cut], "c.wacz")
    assert not documents
    assert aside.error.code == code


def test_kinds_are_told_by_their_first_bytes() -> None:
    crawl = Crawl()
    crawl.add(1, _page())
    assert kind_of(crawl.out.getvalue()[:4096], "stored") == "warc"
    assert kind_of(b"WARC/1.0\r\n", "a.txt") == "warc"
    assert kind_of(_wacz(("archive/a.warc.gz", b""))[:200], "stored") == "wacz"
    assert kind_of(_wacz(("word/a.xml", b""))[:200], "stored") == "text"


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=40), st.floats(0, 1), st.integers(0, 60), st.booleans())
def test_mutated_archives_give_documents_and_set_asides_alone(noise: bytes, at: float, cut: int, zipped: bool) -> None:
    crawl = Crawl(zipped=zipped)
    crawl.add(1, _page())
    crawl.add(2, gzip.compress(_page()), headers=(("Content-Encoding", "gzip"),))
    for whole in (crawl.out.getvalue(), _wacz(("archive/a.warc.gz", crawl.out.getvalue()))):
        place = int(at * len(whole))
        _read(whole[:place] + noise + whole[place + cut :], "crawl.warc")
