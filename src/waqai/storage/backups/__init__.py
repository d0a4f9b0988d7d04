"""Backups: a whole project in one file, encrypted, and back."""
