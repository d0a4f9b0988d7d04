"""WACZ: a ZIP that holds WARCs in its folder `archive`, read as those. No name in it becomes a path."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from waqai.acquisition.formats import warc
from waqai.acquisition.located import Located, aside
from waqai.acquisition.reading import Reading
from waqai.errors import BrokenRecord, EmptyInput, InputError, TooLarge

_MEMBER = re.compile(r"archive/[^\x00-\x1f]+\.warc(?:\.gz)?", re.I)
_SMALL = 100_000_000
_MOST_PACKED = 100
"""How many times its packed size a large member may have: a WARC in a WACZ is packed already, and hardly shrinks."""
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


def read(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The pages of the WARCs in a WACZ that can be sought in. They stand at `file!member@offset`."""
    try:
        archive = zipfile.ZipFile(stream)
    except _BROKEN:
        yield aside(BrokenRecord("the ZIP is broken, or its end is missing.", where=name))
        return
    with archive:
        members = [member for member in archive.infolist() if _MEMBER.fullmatch(member.filename)]
        for member in members:
            where = f"{name}!{member.filename[:200]}"
            try:
                with _unpacked(archive, member, where) as file:
                    yield from warc.read(file, where, reading)
            except InputError as error:
                yield aside(error)
    if not members:
        yield aside(EmptyInput("there is no WARC in it.", where=name))


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, where: str) -> BinaryIO:
    """A member as a file of its own, which goes when it is closed."""
    if member.file_size > max(_SMALL, _MOST_PACKED * member.compress_size):
        raise TooLarge(f"unpacked it has {member.file_size:,} bytes, of {member.compress_size:,}.", where=where)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever reads it closes it
    try:
        with archive.open(member) as packed:
            shutil.copyfileobj(packed, file)
    except _BROKEN as error:
        file.close()
        raise BrokenRecord(f"it cannot be unpacked ({type(error).__name__}).", where=where) from error
    file.seek(0)
    return file
