"""Captured bytes, kept for good under the name of their digest, and the ledger of when each came in."""

from waqai.archive.archive import Archive, Verification
from waqai.archive.ledger import Entry, Ledger

__all__ = ["Archive", "Entry", "Ledger", "Verification"]
