"""Captured bytes, kept for good: files by their digest, the web's answers as WARC records, and the ledger of it all."""

from waqai.archive.archive import Archive
from waqai.archive.ledger import End, Entry, Ledger, Line
from waqai.archive.location import Extent, Kept, Location

__all__ = ["Archive", "End", "Entry", "Extent", "Kept", "Ledger", "Line", "Location"]
