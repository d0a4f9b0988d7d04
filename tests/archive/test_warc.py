"""What came from the web is kept as WARC files that other tools read, byte for byte, and no byte is ever changed."""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from waqai.archive import Archive, Line, Location, warc_folder
from waqai.errors import ProjectError
from waqai.records.capture import Capture

AT = datetime(2024, 6, 1, 12, 30, 5, 250_000, tzinfo=UTC)
BODY = "<p>خبر عاجل</p>".encode()


def _capture(body: bytes = BODY, **fields: object) -> Capture:
    values: dict[str, object] = {
        "url": "https://news.example/خبر?n=1",
        "at": AT,
        "address": "203.0.113.7",
        "request": b"GET /?n=1 HTTP/1.1\r\nHost: news.example\r\n\r\n",
        "status": 200,
        "head": b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Odd:  two  spaces\r\n\r\n",
        "body": body,
    }
    return Capture.model_validate(values | fields)


def _records(path: Path) -> list[tuple[str, dict[str, str], bytes]]:
    """Type, fields and block of every record, as the reader of another project sees them."""
    with path.open("rb") as file:
        return [
            (record.rec_type, dict(record.rec_headers.headers), record.raw_stream.read())
            for record in ArchiveIterator(file, no_record_parse=True)
        ]


def _files(archive: Archive) -> list[Path]:
    return sorted((archive.root / "warc").iterdir())


def _holds(archive: Archive) -> None:
    assert Checker(SimpleNamespace(inputs=list(map(str, _files(archive))), verbose=False)).process_all() == 0


def test_a_capture_is_a_response_and_a_request_that_other_tools_read(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    [kept] = archive.put_captures([_capture()])
    [file] = _files(archive)
    [info, answer, request] = _records(file)
    assert [info[0], answer[0], request[0]] == ["warcinfo", "response", "request"]
    assert info[1]["WARC-Filename"] == file.name == kept.location.file == "waqai-20240601123005-00001.warc.gz"
    assert answer[1]["WARC-Date"] == "2024-06-01T12:30:05.250000Z"
    assert answer[1]["WARC-IP-Address"] == "203.0.113.7"
    assert answer[1]["WARC-Target-URI"] == "https://news.example/خبر?n=1"
    assert answer[1]["WARC-Payload-Digest"] == f"sha256:{hashlib.sha256(BODY).hexdigest()}"
    assert request[1]["WARC-Concurrent-To"] == answer[1]["WARC-Record-ID"]
    assert answer[2] == _capture().head + BODY
    assert request[2] == _capture().request
    assert archive.get(kept.sha256, kept.location) == archive.open(kept.sha256, kept.location).read() == BODY
    _holds(archive)


def test_each_record_is_a_gzip_member_where_its_location_says(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    kept = archive.put_captures([_capture(b"one"), _capture(b"two" * 1000)])
    [file] = _files(archive)
    data = file.read_bytes()
    for item, body in zip(kept, (b"one", b"two" * 1000), strict=True):
        assert archive.get(item.sha256, item.location) == body
        piece = data[item.records.offset : item.records.end]
        assert hashlib.sha256(piece).hexdigest() == item.records.sha256
        assert item.bytes == len(body)
    assert (kept[0].records.offset, kept[0].records.end, kept[1].records.end) == (0, kept[1].records.offset, len(data))


def test_chunked_truncated_and_odd_answers_are_read_by_other_tools(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    odd = [
        _capture(b"a\r\nbc", head=chunked),
        _capture(b"\x1f\x8bhalf", truncated="length", head=b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"),
        _capture(b"", status=301, head=b"HTTP/1.1 301 \r\nLocation: /\xff\r\n\r\n", address=None),
        _capture(b"x", url="https://news.example/a\r\nWARC-Type: warcinfo"),
    ]
    kept = archive.put_captures(odd)
    _holds(archive)
    answers = [record for record in _records(_files(archive)[0]) if record[0] == "response"]
    assert answers[0][2].startswith(b"HTTP/1.1 200 OK\r\nX-Crawler-Transfer-Encoding: chunked\r\n")
    assert answers[1][1]["WARC-Truncated"] == "length"
    assert "WARC-IP-Address" not in answers[2][1]
    assert answers[3][1]["WARC-Target-URI"] == "https://news.example/a%0D%0AWARC-Type:%20warcinfo"
    assert [archive.get(item.sha256, item.location) for item in kept] == [capture.body for capture in odd]


def test_a_body_that_is_known_is_referred_to_and_not_kept_again(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    [first] = archive.put_captures([_capture(b"long " * 5000)])
    known = {first.sha256: first.location}.get
    again, other, twice = archive.put_captures(
        [_capture(b"long " * 5000), _capture(b"new"), _capture(b"new")], known, first.records
    )
    assert (again.location, twice.location) == (first.location, other.location)
    assert archive.get(again.sha256, again.location) == b"long " * 5000
    types = [record[0] for record in _records(_files(archive)[0])]
    assert types == [
        "warcinfo",
        "response",
        "request",
        "revisit",
        "request",
        "response",
        "request",
        "revisit",
        "request",
    ]
    revisit = _records(_files(archive)[0])[3]
    assert revisit[1]["WARC-Profile"].endswith("identical-payload-digest")
    assert revisit[1]["WARC-Payload-Digest"] == f"sha256:{first.sha256}"
    assert revisit[2] == _capture().head
    _holds(archive)


def test_empty_bodies_are_no_revisits(tmp_path: Path) -> None:
    Archive(tmp_path).put_captures([_capture(b""), _capture(b"")])
    assert [record[0] for record in _records(_files(Archive(tmp_path))[0])].count("response") == 2


def test_a_file_is_gone_on_with_where_it_ends_as_acknowledged(tmp_path: Path) -> None:
    [first] = Archive(tmp_path).put_captures([_capture(b"1")])
    [second] = Archive(tmp_path).put_captures([_capture(b"2")], last=first.records)
    assert second.records.file == first.records.file
    assert second.records.offset == first.records.end
    assert Archive(tmp_path).put_captures([], last=second.records) == ()


@pytest.mark.parametrize("change", ["torn", "unacknowledged", "shorter", "gone", "never", "full"])
def test_a_file_that_ends_otherwise_is_left_as_it_is(
    tmp_path: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = Archive(tmp_path)
    [first] = archive.put_captures([_capture(b"1")])
    last: Location | None = first.records
    [file] = _files(archive)
    if change == "torn":
        with file.open("ab") as stream:
            stream.write(b"\x1f\x8b\x08\x00")
    elif change == "unacknowledged":
        archive.put_captures([_capture(b"2")], last=last)
    elif change == "shorter":
        file.write_bytes(file.read_bytes()[:-5])
    elif change == "gone":
        file.unlink()
    elif change == "never":
        last = None
    else:
        monkeypatch.setattr(warc_folder, "_FULL", 10)
    before = file.read_bytes() if file.exists() else None
    [second] = archive.put_captures([_capture(b"3")], last=last)
    assert archive.get(second.sha256, second.location) == b"3"
    assert (file.read_bytes() == before) if before is not None else second.records.offset == 0
    if change != "gone":
        assert second.records.file.endswith("-00002.warc.gz")


def test_a_head_that_does_not_end_where_its_empty_line_is_cannot_be_kept(tmp_path: Path) -> None:
    for head in (b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\nmore\r\n\r\n"):
        with pytest.raises(ValueError, match="empty line"):
            Archive(tmp_path).put_captures([_capture(head=head)])
    assert not (tmp_path / "warc").exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(bodies=st.lists(st.binary(max_size=300) | st.sampled_from([b"\r\n\r\n", b"\r\n\r\nx\r\n\r\n"]), max_size=6))
def test_bodies_come_out_as_they_went_in_in_any_order(tmp_path: Path, bodies: Sequence[bytes]) -> None:
    archive, last = Archive(tmp_path), None
    kept = []
    for body in bodies:
        kept += archive.put_captures([_capture(body)], last=last)
        last = kept[-1].records
    for item, body in sorted(zip(kept, bodies, strict=True), key=lambda pair: pair[0].sha256):
        assert archive.get(item.sha256, item.location) == body
    if last is not None:
        assert {item.records.file for item in kept} == {last.file}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(place=st.floats(0, 0.999), length=st.floats(0, 1), put=st.binary(max_size=9))
def test_no_change_of_a_record_passes_and_none_is_more_than_a_clear_error(
    tmp_path: Path, place: float, length: float, put: bytes
) -> None:
    archive = Archive(tmp_path)
    [first] = archive.put_captures([_capture(bytes(range(256)))])
    file = tmp_path / "warc" / first.records.file
    content = file.read_bytes()
    line = Line(
        at=AT,
        name="u",
        sha256=first.sha256,
        bytes=256,
        media_type="text/html",
        location=first.location,
        records=first.records,
    )
    assert archive.fault_of(line) is None
    start = int(place * len(content))  # ids and thus lengths are new each time
    stop = start + int(length * (len(content) - start))
    changed = content[:start] + put + content[stop:]
    file.write_bytes(changed)
    if changed[: len(content)] != content:
        assert archive.fault_of(line)
    try:
        assert archive.get(first.sha256, first.location) == bytes(range(256))
    except ProjectError:
        pass
    finally:
        file.unlink()


@pytest.mark.parametrize("file", ["../waqai.db", "/etc/passwd", "a/b.warc.gz", ".warc.gz", "..warc.gz", "x.gz"])
def test_no_location_points_outside_the_folder(file: str) -> None:
    with pytest.raises(ValueError, match="file"):
        Location(file=file, offset=0, length=1)


SMALL_DISK = """
import resource, sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from waqai.archive import Archive
from test_warc import _capture
from waqai.errors import ProjectError
archive = Archive(Path(sys.argv[1]))
[first] = archive.put_captures([_capture(b"first")])
resource.setrlimit(resource.RLIMIT_FSIZE, (first.records.end + 300, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
import random
try:
    archive.put_captures([_capture(random.Random(1).randbytes(100_000))], last=first.records)
except ProjectError as error:
    print(error)
print(first.model_dump_json())
"""


def test_a_full_disk_is_named_and_the_next_run_begins_a_new_file(tmp_path: Path) -> None:
    from waqai.archive import Kept

    script = SMALL_DISK.format(tests=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    told, kept = done.stdout.splitlines()
    assert "the disk is full" in told
    first = Kept.model_validate_json(kept)
    archive = Archive(tmp_path)
    [file] = _files(archive)
    torn = file.read_bytes()
    assert len(torn) > first.records.end
    [second] = archive.put_captures([_capture(b"second")], last=first.records)
    assert second.records.file != first.records.file
    assert file.read_bytes() == torn
    assert archive.get(first.sha256, first.location) == b"first"
    assert archive.get(second.sha256, second.location) == b"second"
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
