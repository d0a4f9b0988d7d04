"""Formats that hold no text are told by their first bytes, with what to do instead."""

from __future__ import annotations

import io
import zipfile

import pytest

from waqai.acquisition.encoding import refuse_binary
from waqai.acquisition.magic import foreign
from waqai.errors import NotText


def _zip(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("head", "kind", "remedy"),
    [
        (b"%PDF-1.7", "PDF", "pdftotext"),
        (_zip("[Content_Types].xml", "xl/workbook.xml"), "Excel", "CSV UTF-8"),
        (_zip("xl/workbook.xml"), "Excel", "CSV UTF-8"),
        (_zip("mimetype"), "OpenDocument spreadsheet", "CSV UTF-8"),
        (_zip("[Content_Types].xml", "word/document.xml"), "office document", "plain text"),
        (_zip("photos/1.jpg"), "ZIP", "Unpack"),
        (b"\x00\x00\x00\x18ftypmp42", "film", "what is said"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC", "pictures"),
        (b"RIFF\x00\x00\x00\x00WEBP", "WebP", "pictures"),
        (b"RIFF\x00\x00\x00\x00WAVE", "sound", "what is said"),
        (b"\x1aE\xdf\xa3", "film", "what is said"),
    ],
)
def test_a_format_is_named_with_what_to_do(head: bytes, kind: str, remedy: str) -> None:
    with pytest.raises(NotText, match=kind) as raised:
        refuse_binary(head, "file")
    assert remedy in str(raised.value)


def test_text_is_no_foreign_format() -> None:
    assert foreign("خبر عاجل".encode()) is None
    assert foreign("خبر عاجل".encode("cp1256")) is None
