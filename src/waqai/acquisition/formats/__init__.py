"""Formats of files: one module each, from bytes to located documents."""
