"""Linking: events of many documents and people's judgements → incidents. Pure: the same input gives the same output."""
