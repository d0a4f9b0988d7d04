"""Invented reports to try Waqai on: no incident, outlet or speaker in them is real.

The places are real, and states and known forces appear in acts of a kind that the press reports of them; none of it
happened. What each incident shows stands in the README beside the reports.
"""

from __future__ import annotations

from pathlib import Path


def path() -> Path:
    """The file of the sample reports: JSONL of `id`, `source`, `published`, `title` and `text`."""
    return Path(__file__).with_name("reports.jsonl")
