"""What lies where in a project's folder."""

from __future__ import annotations

DATABASE, ARCHIVE, TABLES, GAZETTEER = "waqai.db", "archive", "tables", "gazetteer.sqlite"
LOCK = ".waqai.lock"
"""Held by the process that writes."""
COLLECT_LOCK = ".waqai.collect.lock"
"""Held by the process that collects, which writes only now and then."""
SESSION = "telegram.session"
"""The session with Telegram: as good as a password, and in no backup."""
