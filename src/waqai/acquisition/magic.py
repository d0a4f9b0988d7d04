"""What the first bytes of a file are, where they are of a format that is no text."""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple

_WARC = re.compile(rb"WARC/\d\.\d")
_WACZ = re.compile(rb"PK\x03\x04.{26}(?:archive/|indexes/|pages/|datapackage)", re.S)
_EXCEL = re.compile(rb"PK\x03\x04.{26}(?:xl/|\[Content_Types\]\.xml.*?xl/)", re.S)
_GZIP = b"\x1f\x8b"
_WORDS = "Save it as plain text."
_UNPACK = "Unpack it."
_SHEET = 'Save the sheet as "CSV UTF-8" and add that.'
_PICTURE = "Waqai reads text, not pictures of it: add what is written on it as text."
_RECORDING = "Waqai reads text: add what is said in it as text."
_BEGINNINGS = (
    (b"%PDF-", "a PDF file", "Convert it with `pdftotext FILE`."),
    (b"\xd0\xcf\x11\xe0", "an old office document", 'Save it as plain text, a sheet as "CSV UTF-8".'),
    (b"{\\rtf", "an RTF document", _WORDS),
    (b"\x89PNG", "a PNG image", _PICTURE),
    (b"\xff\xd8\xff", "a JPEG image", _PICTURE),
    (b"GIF8", "a GIF image", _PICTURE),
    (b"II*\x00", "a TIFF image", _PICTURE),
    (b"MM\x00*", "a TIFF image", _PICTURE),
    (_GZIP, "a gzip file", "Unpack it with `gunzip FILE`."),
    (b"BZh", "a bzip2 file", "Unpack it with `bunzip2 FILE`."),
    (b"\xfd7zXZ\x00", "an xz file", "Unpack it with `unxz FILE`."),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "Unpack it with `unzstd FILE`."),
    (b"7z\xbc\xaf", "a 7z archive", _UNPACK),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"SQLite format 3\x00", "an SQLite database", "Export its texts as JSONL."),
    (b"\x7fELF", "a program", "Waqai reads text."),
    (b"MZ\x90\x00", "a program", "Waqai reads text."),
    (b"ID3", "a sound recording", _RECORDING),
    (b"\xff\xfb", "a sound recording", _RECORDING),
    (b"OggS", "a sound recording", _RECORDING),
    (b"fLaC", "a sound recording", _RECORDING),
    (b"\x1aE\xdf\xa3", "a film", _RECORDING),
)
_RIFF = {
    b"WEBP": ("a WebP image", _PICTURE),
    b"WAVE": ("a sound recording", _RECORDING),
    b"AVI ": ("a film", _RECORDING),
}


class Foreign(NamedTuple):
    """A format that is not read, in words, and what to do about it."""

    kind: str
    remedy: str


def is_warc(head: bytes) -> bool:
    """Whether the first bytes are those of a WARC, plain or gzipped."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(wbits=31).decompress(head, 64)
        except zlib.error:
            return False
    return bool(_WARC.match(head))


def is_wacz(head: bytes) -> bool:
    """Whether the first bytes are those of a WACZ: a ZIP with the folders of one."""
    return head.startswith(b"PK\x03\x04") and bool(_WACZ.search(head))


def foreign(head: bytes) -> Foreign | None:
    """The format that the first bytes show, where it holds no text that Waqai reads."""
    if head.startswith(b"PK\x03\x04"):
        return _zipped(head)
    if head[4:8] == b"ftyp":
        picture = head[8:12] in (b"heic", b"heix", b"mif1", b"avif")
        return (
            Foreign("a HEIC or AVIF image", _PICTURE) if picture else Foreign("a film or sound recording", _RECORDING)
        )
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return Foreign(*_RIFF[head[8:12]])
    return next((Foreign(kind, remedy) for magic, kind, remedy in _BEGINNINGS if head.startswith(magic)), None)


def _zipped(head: bytes) -> Foreign:
    if _EXCEL.match(head):
        return Foreign("an Excel workbook", _SHEET)
    if b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in head[:200]:
        return Foreign("an OpenDocument spreadsheet", _SHEET)
    if b"[Content_Types].xml" in head[:200] or b"mimetypeapplication/" in head[:200]:
        return Foreign("an office document", _WORDS)
    return Foreign("a ZIP archive or an office document", "Unpack it, or save it as plain text.")
