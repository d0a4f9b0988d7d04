"""A file to be imported: whether it is text, in which encoding, and how large it may be, plain or in a zip."""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from waqai.errors import EmptyInput, GazetteerError, NotText, TooLarge, WrongEncoding

MAX_BYTES = 1 << 30
"""The largest file or zip member that is read; the largest country dump of GeoNames is a quarter of it."""
MAX_RATIO = 200
"""How many times larger than in the zip a member may be; a GeoNames dump is about 5 times."""
_CHUNK = 1 << 20
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAVE_AS = "Save the table as CSV in UTF-8."


@dataclass(frozen=True)
class GazetteerFile:
    """A file that was found to be text. `member` is the table inside a zip, where it is one."""

    path: Path
    member: str | None
    encoding: str
    sha256: str

    @contextmanager
    def lines(self) -> Iterator[IO[str]]:
        """The text, to be read line by line. Raises GazetteerError where the zip proves broken."""
        try:
            with _opened(self.path, self.member) as raw:
                yield io.TextIOWrapper(raw, encoding=self.encoding, newline="")
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise GazetteerError(f"the zip is broken ({error}).", where=str(self.path)) from error
        except UnicodeDecodeError as error:
            raise WrongEncoding(
                "the text is in more than one encoding.", where=str(self.path), remedy=_SAVE_AS
            ) from error


@contextmanager
def _opened(path: Path, member: str | None) -> Iterator[IO[bytes]]:
    if member is None:
        with path.open("rb") as plain:
            yield plain
        return
    with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
        yield stream


def open_file(path: Path, max_bytes: int = MAX_BYTES) -> GazetteerFile:
    """The file, read through once for its digest and encoding.

    Raises GazetteerError for a missing file or a zip without a table, EmptyInput, NotText, WrongEncoding, TooLarge.
    """
    if not path.is_file():
        raise GazetteerError("there is no such file.", where=str(path))
    if path.stat().st_size == 0:
        raise EmptyInput("the file is empty.", where=str(path))
    if path.stat().st_size > max_bytes:
        raise TooLarge(f"the file is larger than {max_bytes:,} bytes.", where=str(path), remedy="Import it in parts.")
    member = _member(path, max_bytes) if zipfile.is_zipfile(path) else None
    digest = hashlib.sha256()
    with path.open("rb") as raw:
        while chunk := raw.read(_CHUNK):
            digest.update(chunk)
    try:
        with _opened(path, member) as stream:
            encoding = _encoding(stream, path)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
        raise GazetteerError(f"the zip cannot be read ({error}).", where=str(path)) from error
    return GazetteerFile(path, member, encoding, digest.hexdigest())


def _member(path: Path, max_bytes: int) -> str:
    """The table in a zip: its largest text file, which GeoNames calls by its country (`SY.txt`)."""
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [
                info
                for info in archive.infolist()
                if info.filename.lower().endswith((".txt", ".csv", ".tsv")) and "readme" not in info.filename.lower()
            ]
    except zipfile.BadZipFile as error:
        raise GazetteerError(f"the zip is broken ({error}).", where=str(path)) from error
    if not tables:
        raise GazetteerError("the zip holds no table.", where=str(path), remedy=_SAVE_AS)
    largest = max(tables, key=lambda info: info.file_size)
    if largest.file_size > max_bytes or largest.file_size > MAX_RATIO * max(1, largest.compress_size):
        raise TooLarge(
            f"{largest.filename} in the zip unfolds to {largest.file_size:,} bytes.",
            where=str(path),
            remedy="Unpack it yourself if you trust it.",
        )
    return largest.filename


def _encoding(stream: IO[bytes], path: Path) -> str:
    """The encoding that reads the whole stream."""
    first = stream.read(_CHUNK)
    if not first.strip(b"\xef\xbb\xbf \t\r\n"):
        raise EmptyInput("the file is empty.", where=str(path))
    for mark, encoding in _BOMS:
        if first.startswith(mark):
            return encoding
    if b"\0" in first and (wide := _wide(first)):
        return wide
    if _CONTROLS.search(first):
        raise NotText("the file is binary.", where=str(path), remedy=_SAVE_AS)
    decoder = codecs.getincrementaldecoder("utf-8")()
    high, arabic, valid, chunk = 0, 0, True, first
    while chunk:
        if valid:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                valid = False
        letters = chunk.decode("cp1256", "replace")
        high += sum(map((0x7F).__lt__, chunk))
        arabic += sum("ء" <= letter <= "ي" for letter in letters)
        chunk = stream.read(_CHUNK)
    if valid:
        return "utf-8"
    if arabic * 10 >= high * 9:
        return "cp1256"
    raise WrongEncoding("neither UTF-8, UTF-16 nor windows-1256 reads the file.", where=str(path), remedy=_SAVE_AS)


def _wide(first: bytes) -> str | None:
    """UTF-16 without a mark, told by its zero bytes: every other byte of what is written in Latin letters."""
    even, odd = first[0::2].count(0), first[1::2].count(0)
    if max(even, odd) < len(first) // 8 or min(even, odd) * 20 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"
