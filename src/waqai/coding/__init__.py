"""Coding: one document to the events that it tells of, pure and explained."""
