"""Articles: what every kind of source that leads to pages makes of such a page."""

from __future__ import annotations

from waqai.acquisition.formats.page import page_document
from waqai.acquisition.hint import Hint
from waqai.acquisition.kinds.step import Answer, Request, Step
from waqai.acquisition.reading import Reading


def article(publisher: str | None, request: Request, answer: Answer, reading: Reading) -> Step:
    """The one document of an article's page. Raises InputError."""
    document = page_document(
        answer.content,
        request.url,
        reading,
        address=answer.url,
        charset=answer.charset,
        publisher=publisher,
        hint=Hint.of(request.hint),
    )
    return Step(found=(document,))
