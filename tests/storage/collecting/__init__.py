"""Collecting, against real local servers."""
