"""Documents from files, folders and pipes, in the formats of `formats.registry`.

A kind is told by the first bytes, by what the caller says it is, by the suffix, or by the first line. Nothing is lost:
what cannot be taken comes out as a SetAside with its reason, in its place among the documents, and the rest goes on.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import BinaryIO, Literal

from waqai.acquisition import streams
from waqai.acquisition.encoding import refuse_binary
from waqai.acquisition.formats.format import Kind
from waqai.acquisition.formats.registry import FORMATS, MEDIA_TYPES, kind_of
from waqai.acquisition.located import Located, aside, too_large, unreadable
from waqai.acquisition.reading import Reading, SetAside
from waqai.records import Document

__all__ = [
    "MEDIA_TYPES",
    "Kind",
    "Located",
    "examine",
    "files_below",
    "kind_of",
    "read_documents",
    "read_file",
    "read_stream",
]
_EXAMINED = 1 << 16


def read_documents(path: Path | Literal["-"], reading: Reading) -> Iterator[Document | SetAside]:
    """The documents of a file, of a folder with all below it in order of name, or of standard input (`-`), streamed.

    Hidden files of a folder are passed over. A JSONL file of any size streams line by line.
    """
    if path == "-":
        yield from (located.item for located in read_stream(sys.stdin.buffer, "<stdin>", reading))
        return
    for file in files_below(path):
        yield from (located.item for located in read_file(file, reading))


def files_below(path: Path, without: Collection[Path] = ()) -> Iterator[Path]:
    """`path` itself where it is a file, else the files of that folder and all below it, sorted, hidden ones left out.

    `without` are resolved paths of files and folders to pass over.
    """
    if not path.is_dir():
        yield path
        return
    for entry in sorted(path.iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.resolve() in without:
            continue
        if not entry.is_dir():
            yield entry
        elif not entry.is_symlink():  # a linked folder may lead back up
            yield from files_below(entry, without)


def examine(path: Path, name: str, reading: Reading) -> Kind:
    """The kind of the file at `path`, called `name`, by its beginning and its size alone.

    Raises InputError where nothing in it could be taken: there is no such file, it is empty, binary or too large.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head, stream_again = streams.with_head(stream)
            kind = kind_of(head, name, reading.as_kind)
            format = FORMATS[kind]
            if not format.binary:
                refuse_binary(stream_again.read(_EXAMINED), name, by_format=format.streamed)
    except OSError as error:
        raise unreadable(error, name) from error
    if not format.streamed and size > reading.max_bytes:
        raise too_large(size, reading, name)
    return kind


def read_file(path: Path, reading: Reading, name: str | None = None) -> Iterator[Located]:
    """The documents of one file, each with where it stands; `name` is what the file is called there."""
    name = name or str(path)
    try:
        with path.open("rb") as stream:
            yield from read_stream(stream, name, reading)
    except OSError as error:
        yield aside(unreadable(error, name))


def read_stream(stream: BinaryIO, name: str, reading: Reading) -> Iterator[Located]:
    """The documents of an open stream of bytes called `name`, each with where it stands."""
    head, rejoined = streams.with_head(stream)
    format = FORMATS[kind_of(head, name, reading.as_kind)]
    if format.binary:
        rejoined = streams.seekable(stream, rejoined)
    yield from format.read(rejoined, name, reading)
