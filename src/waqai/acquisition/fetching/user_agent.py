"""The name under which Waqai asks."""

from __future__ import annotations

from waqai import __version__

TOKEN = "waqai"  # noqa: S105 - the name that robots.txt knows it by
"""The product's name, as robots.txt addresses it."""


def user_agent(contact: str = "") -> str:
    """What stands in the header: `waqai/0.1.0 (+https://example.org/contact)`; without a contact the name alone.

    Brackets of a contact are taken out, since they would end the comment.
    """
    plain = contact.translate(str.maketrans("", "", "()\\")).strip()
    return f"{TOKEN}/{__version__} (+{plain})" if plain else f"{TOKEN}/{__version__}"
