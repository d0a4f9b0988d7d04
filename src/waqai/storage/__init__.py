"""A project's records in a database, its settings, and the work that brings one from the other."""
