"""Captures as WARC 1.1 records, each a gzip member, and back.

Records are put together here and not by a library, since those write heads anew from parsed fields, and an archive
must keep them as they came over the line. One name is changed: `Transfer-Encoding` becomes
`X-Crawler-Transfer-Encoding`, as other crawlers write it, because chunks are taken off the body and a reader would look
for them.
Source: ISO 28500:2017, "The WARC format 1.1".
"""

from __future__ import annotations

import gzip
import hashlib
import re
import uuid
import zlib
from datetime import UTC, datetime

from waqai.errors import ProjectError
from waqai.records.capture import Capture

_END = b"\r\n\r\n"
_CHUNKED = re.compile(rb"^transfer-encoding(?=[ \t]*:)", re.IGNORECASE | re.MULTILINE)
_CONTROL = re.compile("[\x00-\x20\x7f]")
_REVISIT = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_INFO = "software: Waqai\r\nformat: WARC file version 1.1\r\nconformsTo: ISO 28500:2017\r\n"
_LARGEST = 1 << 30
"""No record is larger unpacked: a body is bounded by what a fetch takes."""


def warcinfo(file: str, at: datetime) -> bytes:
    """The record that begins the file of that name."""
    fields = {"WARC-Type": "warcinfo", "WARC-Filename": file, "Content-Type": "application/warc-fields"}
    return _member(fields, _INFO.encode(), at)


def exchange(capture: Capture, known: bool) -> tuple[bytes, bytes]:
    """The records of the answer and of the request. Where the body is `known`, the answer's has only its head.

    Raises ValueError where the head does not end with the first empty line in it: the body could not be told from it.
    """
    if capture.head.find(_END) != len(capture.head) - len(_END):
        raise ValueError("the head of a capture ends with its empty line")
    answer = {
        "WARC-Type": "revisit" if known else "response",
        "WARC-Record-ID": _new_id(),
        "WARC-Target-URI": _address(capture.url),
        "WARC-Payload-Digest": f"sha256:{capture.sha256}",
        "Content-Type": "application/http; msgtype=response",
    }
    if capture.address:
        answer["WARC-IP-Address"] = capture.address
    if capture.truncated:
        answer["WARC-Truncated"] = capture.truncated
    if known:
        answer["WARC-Profile"] = _REVISIT
    request = {
        "WARC-Type": "request",
        "WARC-Target-URI": answer["WARC-Target-URI"],
        "WARC-Concurrent-To": answer["WARC-Record-ID"],
        "Content-Type": "application/http; msgtype=request",
    }
    block = _CHUNKED.sub(b"X-Crawler-Transfer-Encoding", capture.head) + (b"" if known else capture.body)
    return _member(answer, block, capture.at), _member(request, capture.request, capture.at)


def body_in(member: bytes) -> bytes:
    """The body that a record of an answer holds. Raises ProjectError where the bytes are no such record, and whole."""
    data = _unpacked(member)
    head, _, rest = data.partition(_END)
    block = rest[: -len(_END)]
    if not head.startswith(b"WARC/1.1\r\n") or b"\r\nWARC-Type: response\r\n" not in head or not rest.endswith(_END):
        raise ProjectError("there is no record of an answer here.")
    _, divider, body = block.partition(_END)
    if not divider:
        raise ProjectError("the record of the answer has no head.")
    return body


def _unpacked(member: bytes) -> bytes:
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        data = reader.decompress(member, _LARGEST)
    except zlib.error as error:
        raise ProjectError("the record cannot be unpacked.") from error
    if not reader.eof or reader.unused_data:
        raise ProjectError("there is not one whole record here.")
    return data


def _member(fields: dict[str, str], block: bytes, at: datetime) -> bytes:
    fields = {
        **fields,
        "WARC-Record-ID": fields.get("WARC-Record-ID", _new_id()),
        "WARC-Date": at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "WARC-Block-Digest": f"sha256:{hashlib.sha256(block).hexdigest()}",
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return gzip.compress(f"WARC/1.1\r\n{head}\r\n".encode() + block + _END, compresslevel=6, mtime=0)


def _new_id() -> str:
    return f"<{uuid.uuid4().urn}>"


def _address(url: str) -> str:
    """The address as a field holds it: a line break in it would begin a field of its own."""
    return _CONTROL.sub(lambda found: f"%{ord(found.group()):02X}", url)
