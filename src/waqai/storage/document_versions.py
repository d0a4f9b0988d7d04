"""Storing documents as versions: the same content is known again, a text that changed is a new version."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from waqai.records import Document
from waqai.storage.linking_state import changed
from waqai.storage.models import CaptureRow, DocumentRow
from waqai.storage.owed_lines import owe
from waqai.storage.rows import document_row, fingerprint
from waqai.storage.statements import version_line

Stored = Literal["new", "version", "known"]
"""What storing a document came to: nothing bore its id, it is another version, or that content is there."""


def store_document(
    session: Session, document: Document, capture: str, located: str, *, current: bool = False
) -> tuple[str, Stored]:
    """Store a document unless its content is there; gives its stem and what came of it.

    A file may hold an old version: any version of this content makes it known. Where `current`, it is what an address
    says now: only the latest version does, so that a text that was changed and changed back has three versions. The
    ledger is owed a line for every version but the first.
    """
    stem, versions = _versions(session, document)
    content = fingerprint(document)
    if any(version.fingerprint == content for version in (versions[-1:] if current else versions)):
        return stem, "known"
    number = versions[-1].version + 1 if versions else 1
    for version in versions:
        version.latest = False
    changed(session, [version.number for version in versions])
    named = document.model_copy(update={"id": stem if number == 1 else f"{stem}@{number}"})
    row = document_row(named, stem=stem, version=number, capture=capture, located=located)
    session.add(row)
    session.flush()
    if not versions:
        return stem, "new"
    owe(session, version_line(row, session.get_one(CaptureRow, capture).at))
    return stem, "version"


def _versions(session: Session, document: Document) -> tuple[str, list[DocumentRow]]:
    """The stem of a document and its versions so far, oldest first.

    Two publishers may number their posts alike: where the id is another publisher's, the stem names the publisher too.
    """
    for stem in (document.id, f"{document.source}:{document.id}"):
        query = select(DocumentRow).where(DocumentRow.stem == stem).order_by(DocumentRow.version)
        versions = list(session.scalars(query))
        if not versions or versions[0].source is None or document.source in (None, versions[0].source):
            break
    return stem, versions
