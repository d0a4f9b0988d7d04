"""Files coded without a project: read, code, forget. Order is kept and what cannot be coded comes out in its place."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from waqai.acquisition.files import Located, files_below, read_file, read_stream
from waqai.acquisition.reading import MAX_BYTES, PublisherLookup, Reading, SetAside
from waqai.cli.memory import collect_seldom
from waqai.errors import UsageError, WaqaiError
from waqai.records import CodedDocument, Document

if TYPE_CHECKING:
    from waqai.knowledge.knowledge import Knowledge

_CHUNK = 8


class Codes(Protocol):
    """A coder."""

    def code(self, document: Document) -> CodedDocument:
        """The document with its events; raises WaqaiError where it cannot be coded."""


@dataclass(frozen=True)
class Workshop:
    """A coder, and how the files it is given are read."""

    coder: Codes
    reading: Reading


def open_workshop(project: Path | None = None, max_bytes: int = MAX_BYTES, *, explains: bool = False) -> Workshop:
    """The package's own tables, or those of the project in the folder `project`, which is only read.

    `explains` has the coder name the features by which it judges whether an act is reported.

    Raises UsageError where there is no project in that folder.
    """
    if project is None:
        coder, publishers = _coder(None, None, explains=explains)
        return Workshop(coder, Reading(now=datetime.now(UTC), publishers=publishers, max_bytes=max_bytes))
    from waqai.storage.layout import GAZETTEER, TABLES
    from waqai.storage.settings import FILE_NAME, read_settings

    if not (project / FILE_NAME).is_file():
        raise UsageError(f"there is no project in {project}.", remedy=f"Make one with `waqai init {project}`.")
    zone = read_settings(project / FILE_NAME).zone
    gazetteer, tables = project / GAZETTEER, project / TABLES
    own_gazetteer, own_tables = gazetteer if gazetteer.is_file() else None, tables if tables.is_dir() else None
    coder, publishers = _coder(own_gazetteer, own_tables, explains=explains)
    return Workshop(coder, Reading(now=datetime.now(UTC), publishers=publishers, zone=zone, max_bytes=max_bytes))


def _coder(gazetteer: Path | None, tables: Path | None, *, explains: bool) -> tuple[Codes, PublisherLookup | None]:
    from waqai.coding.coder import Coder
    from waqai.coding.salience import Salience
    from waqai.knowledge.knowledge import load

    knowledge: Knowledge = load(gazetteer_path=gazetteer, tables=tables)
    salience = Salience.load()
    coder = Coder(knowledge, salience.explaining() if explains else salience)
    collect_seldom()
    return coder, knowledge.publishers


def coded_documents(path: str, workshop: Workshop, workers: int = 1) -> Iterator[CodedDocument | SetAside]:
    """The documents of a file, of a folder, or of standard input (`-`), coded one by one as they are read.

    More than one worker: documents are handed to as many processes, a few dozen at a time, and come out in order.
    """
    return coded_in_order(_located(path, workshop.reading), workshop.coder, workers)


def coded_in_order(located: Iterator[Located], coder: Codes, workers: int = 1) -> Iterator[CodedDocument | SetAside]:
    """Documents that were read already, coded one by one, or by several processes; one result for each, in order."""
    if workers <= 1:
        return (_coded(coder, item) for item in located)
    return _by_processes(located, coder, workers)


def _located(path: str, reading: Reading) -> Iterator[Located]:
    if path == "-":
        yield from read_stream(sys.stdin.buffer, "<stdin>", reading)
        return
    for file in files_below(Path(path)):
        yield from read_file(file, reading)


def _coded(coder: Codes, located: Located) -> CodedDocument | SetAside:
    where, item = located
    if isinstance(item, SetAside):
        return item
    try:
        return coder.code(item)
    except WaqaiError as error:
        error.where = where
        return SetAside(where, error, item.sha256)
    except Exception as error:
        # One text that the coder trips over must not stop the others: it is set aside and listed like any other.
        message = f"the coder failed on it ({type(error).__name__}: {error})."
        return SetAside(where, WaqaiError(message, where=where, remedy="Report this document."), item.sha256)


def _by_processes(located: Iterator[Located], coder: Codes, workers: int) -> Iterator[CodedDocument | SetAside]:
    """Coded in bounded pieces: a pool left alone would read a whole file into memory."""
    # Forked processes share the coder's tables with this one instead of loading their own.
    with multiprocessing.get_context("fork").Pool(workers, _share, (coder,)) as pool:
        while piece := list(islice(located, _CHUNK * workers * 4)):
            yield from pool.imap(_shared_coded, piece, _CHUNK)


_shared_coder: Codes | None = None


def _share(coder: Codes) -> None:
    global _shared_coder  # set once in each worker process, before its first document
    _shared_coder = coder


def _shared_coded(located: Located) -> CodedDocument | SetAside:
    if _shared_coder is None:
        raise RuntimeError("a worker was started without its coder")
    return _coded(_shared_coder, located)
