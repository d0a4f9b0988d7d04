"""The coder on the package's own tables: `only(text)` is the one event of a text, `events(text)` all of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

import pytest

from waqai.coding.coder import Coder
from waqai.knowledge.knowledge import load
from waqai.records import CodedDocument, Document, Event

PUBLISHED = "2025-03-05T18:00:00+03:00"
"""A Wednesday."""

Code = Callable[..., CodedDocument]


@pytest.fixture(scope="session")
def coder(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    """The coder, with a gazetteer of the package's own places alone, built once for all processes of a test run."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAQAI_HOME", str(shared / "home-of-the-coder"))
        return Coder(load())


@pytest.fixture(scope="session")
def code(coder: Coder) -> Code:
    """`code(text)` is the coded document; `source` names a publisher, `published` its time in ISO 8601."""

    def call(text: str, source: str | None = None, published: str | None = PUBLISHED) -> CodedDocument:
        when = datetime.fromisoformat(published) if published else None
        return coder.code(Document.of_text(text, id="t", source=source, published=when))

    return call


@pytest.fixture(scope="session")
def events(code: Code) -> Callable[..., tuple[Event, ...]]:
    """`events(text)` are the events of a text, patterns, plans and retellings included."""

    def call(text: str, source: str | None = None, published: str | None = PUBLISHED) -> tuple[Event, ...]:
        return code(text, source, published).events

    return call


@pytest.fixture(scope="session")
def only(code: Code) -> Callable[..., Event]:
    """`only(text)` is the event of a text that tells of one and no more."""

    def call(text: str, source: str | None = None, published: str | None = PUBLISHED) -> Event:
        found = code(text, source, published).events
        assert len(found) == 1, [(event.type, event.scope, [t.text for t in event.triggers]) for event in found]
        return found[0]

    return call
