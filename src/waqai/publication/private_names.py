"""Private persons are no actors: what is left of the words for an agent or target that no table knows (codebook 9).

The words of a text for somebody may hold a name: «الطفل كريم الخالد». They are kept as far as the tables know them and
cut before the first word that they do not: «الطفل». An armed group keeps its name, a person in its ranks does not. A
name that is spelt like a word of the tables («رائد» is also a major) is taken for that word.
"""

from __future__ import annotations

from functools import lru_cache

from waqai.knowledge.knowledge import lexicon
from waqai.knowledge.vocabulary import FunctionWord
from waqai.language.folding import fold
from waqai.language.tokens import tokenise
from waqai.publication.parties import roles
from waqai.records import Candidate

UNNAMED = "غير مسمى"
"""What stands for somebody or something of whom the tables know no word ("not named")."""
_DESCRIBING = frozenset(
    {"person", "force", "object", "class", "weapon", "nationality", "actor", "nickname", "relation"}
)
_NOT_AT_THE_END = frozenset({"preposition", "conjunction", "clause", "relative", "particle", "demonstrative"})
_NOT_WITHIN = frozenset({"name", "verb"})


def public_name(candidate: Candidate) -> str:
    """The candidate's name as it may leave: an actor's of the tables whole, else the words that describe it."""
    if candidate.actor_id is not None:
        return candidate.name
    return described(candidate.name, group=candidate.role in roles())


@lru_cache(maxsize=8192)
def described(words: str, *, group: bool = False) -> str:
    """The words up to the first that no table knows; `group`: whole, unless they open with a word for a person."""
    tokens = tokenise(fold(words))
    mentions = lexicon().mentions(tokens)
    if group and not any(mention.kind == "person" for mention in (mentions[0] if mentions else ())):
        return words
    known = at = 0
    while at < len(tokens):
        here = [mention for mention in mentions[at] if mention.kind in _DESCRIBING]
        groups = {mention.term.row.group for mention in mentions[at] if isinstance(mention.term.row, FunctionWord)}
        if not here and (not groups or groups & _NOT_WITHIN):
            break
        at = max([at + 1, *(mention.end for mention in here)])
        known = at if here or not groups & _NOT_AT_THE_END else known
    end = tokens[known - 1].end if known else 0
    return words[:end].strip() or UNNAMED
