"""`Content-Type` gives a media type and a charset, and the types of texts are told from others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.acquisition.fetching.media_type import TEXT_TYPES, charset, is_accepted, media_type


@pytest.mark.parametrize(
    ("header", "kind", "name"),
    [
        ("text/html", "text/html", None),
        ("Text/HTML;charset=Windows-1256", "text/html", "windows-1256"),
        ('text/xml; version=1; charset = "UTF-8"', "text/xml", "utf-8"),
        ("text/html; charset=", "text/html", None),
        ("text/html, text/html; charset=utf-8", "text/html", "utf-8"),
        (";charset=utf-8", "", "utf-8"),
        ("", "", None),
        (None, "", None),
    ],
)
def test_the_header_is_read(header: str | None, kind: str, name: str | None) -> None:
    assert (media_type(header), charset(header)) == (kind, name)


@pytest.mark.parametrize("kind", ["image/svg+xml", "application/zip", "text", "*/*", "application/x-text"])
def test_what_is_no_text_is_not_accepted(kind: str) -> None:
    assert not is_accepted(kind, TEXT_TYPES)


@given(st.text(max_size=60))
def test_any_header_is_read(header: str) -> None:
    assert media_type(header) == media_type(header).lower().strip()
    assert charset(header) is None or charset(header)
