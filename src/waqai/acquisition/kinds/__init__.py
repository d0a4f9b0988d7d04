"""Kinds of sources: what is asked for, and what an answer says. Nothing here fetches or stores."""
