"""The user agent names the program, its version and the contact of the project."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from waqai import __version__
from waqai.acquisition.fetching.user_agent import user_agent


def test_without_a_contact_it_is_the_program_alone() -> None:
    assert user_agent() == f"waqai/{__version__}"


def test_the_contact_follows_as_a_comment() -> None:
    assert user_agent("https://example.org/us") == f"waqai/{__version__} (+https://example.org/us)"


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=200))
def test_no_contact_ends_the_comment_early(contact: str) -> None:
    agent = user_agent(contact)
    assert agent.count("(") == agent.count(")") <= 1
    assert agent == agent.strip()
