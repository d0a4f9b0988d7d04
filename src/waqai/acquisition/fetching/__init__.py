"""Fetching from the web: with manners, within limits, and never from an inner address."""
