"""Examples of a command's use, as its help shows them."""

from __future__ import annotations


def examples(*lines: str) -> str | None:
    """The lines below a heading, each a paragraph; none where there are none."""
    return "\n\n".join(("Examples:", *lines)) if lines else None
