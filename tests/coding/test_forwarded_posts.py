"""A forwarded post is attributed to the channel that it was forwarded from, whatever that is called."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from waqai.acquisition.forwarding import forwarded
from waqai.coding.coder import Coder
from waqai.records import Document


def _sources(coder: Coder, text: str) -> list[tuple[str, list[str]]]:
    document = Document.of_text(text, source="قناة أخرى", published=datetime(2024, 1, 5, tzinfo=UTC))
    said = [attribution for event in coder.code(document).events for attribution in event.attributions]
    return [(one.source.text or "", [outer.text or "" for outer in one.chain]) for one in said]


@pytest.mark.parametrize("name", ["صوت الجبل", "Sawt Channel", "أبو محمد الحلبي"])
def test_the_channel_that_is_passed_on_speaks(coder: Coder, name: str) -> None:
    text = forwarded("قصفت طائرة مسيرة سيارة في بلدة الناقورة.", name)
    assert _sources(coder, text) == [(f"قناة {name}", [])]


def test_whom_the_channel_quotes_speaks_through_it(coder: Coder) -> None:
    text = forwarded("ذكرت مصادر محلية أن طائرة مسيرة قصفت سيارة في بلدة الناقورة.", "صوت الجبل")
    assert _sources(coder, text) == [("مصادر محلية", ["قناة صوت الجبل"])]


def test_a_person_stays_an_account(coder: Coder) -> None:
    text = forwarded("قصفت طائرة مسيرة سيارة في بلدة الناقورة.", "سالم العابد", person=True)
    assert _sources(coder, text) == [("حساب على تلغرام", [])]
