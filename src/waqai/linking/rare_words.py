"""Rare words: the words of a text that few texts have, most of them names of victims, families, streets and farms.

Two reports of one day that share such a word tell of one happening more often than not, however they place it. What
is rare is settled by a table of common words and the names that the project's own tables know, never by the other
documents: so a document's words are the same whatever else is linked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import as_file, files

from waqai.knowledge.actors import load_actors
from waqai.knowledge.publishers import load_publishers
from waqai.knowledge.table import rows
from waqai.language.folding import fold_key

LEAST_LETTERS = 3
MOST_WORDS = 48
"""Words kept of one document, in alphabetical order: a list of names of a whole war tells of no one day."""
_ARTICLE = re.compile("(?:[وف]?[بك]?ال|[وف]?لل)(?=..)")  # «والشحيل», «بالشحيل», «للشحيل»
_LETTERS = re.compile("[\u0621-\u064a]+")
_PROCLITICS = "وفبلك"


class RareWords:
    """Tells rare words from common ones."""

    def __init__(self, common: frozenset[str]) -> None:
        self._common = common

    @staticmethod
    @lru_cache(maxsize=1)
    def load() -> RareWords:
        """With the package's table of common words and the names of its actors and publishers."""
        with as_file(files("waqai.linking") / "tables") as directory:
            common = {row["word"] for row in rows("common_words", ("word",), directory)}
        names = [name for actor in load_actors() for name in (actor.name_ar, *actor.aliases_ar)]
        names += [name for publisher in load_publishers() for name in publisher.names_ar]
        return RareWords(frozenset(common | {bare(word) for name in names for word in fold_key(name).split()}))

    def of(self, text: str) -> frozenset[str]:
        """The rare words of a text, folded and without article; at most `MOST_WORDS`."""
        words = {bare(word) for word in fold_key(text).split()}
        return frozenset(sorted(word for word in words if self._rare(word))[:MOST_WORDS])

    def without(self, words: frozenset[str], named: Iterable[str]) -> frozenset[str]:
        """The words but for those of some wordings: the names of sites are compared as places."""
        taken = {bare(word) for wording in named for word in fold_key(wording).split()} if words else set()
        return words - taken

    def _rare(self, word: str) -> bool:
        if len(word) < LEAST_LETTERS or not _LETTERS.fullmatch(word) or word in self._common:
            return False
        return not (word[0] in _PROCLITICS and word[1:] in self._common)


def bare(word: str) -> str:
    """A folded word without its article and what is written together with that."""
    article = _ARTICLE.match(word)
    return word[article.end() :] if article else word
