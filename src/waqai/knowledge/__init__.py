"""Knowledge: the tables of words, actors, publishers and places, compiled once."""
