"""Waqai (وقائع, "events"): from Arabic reports of armed conflict to located, attributed incidents."""

__version__ = "0.1.0"
