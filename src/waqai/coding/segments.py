"""Segments: which words of a text are no part of what it tells: datelines, and closing lines of hashtags.

"عمّان (وكالة كذا) - ارتفعت الحصيلة" opens with where and by whom it was written; "#قصف #إدلب #عاجل" only labels a
post.
"""

from __future__ import annotations

from collections.abc import Sequence

from waqai.knowledge.lexicon import Mention
from waqai.language.token import Token

Range = tuple[int, int]
_DASHES = frozenset({"-", "–", "—", "ـ"})
_LONGEST_DATELINE = 12
_MOST_OF_LINE = 0.8


def datelines(tokens: Sequence[Token], begins: Sequence[Sequence[Mention]], paragraphs: Sequence[Range]) -> set[int]:
    """The tokens of the datelines: "بغداد - رويترز:", "عمّان (وكالة) -"; none where nothing names an outlet."""
    found: set[int] = set()
    for start, end in paragraphs:
        stop = min(end, start + _LONGEST_DATELINE)
        closing = next((i for i in range(stop - 1, start, -1) if _closes(tokens, i)), None)
        if closing is None:
            continue
        outlet = any(m.term.kind == "outlet" for i in range(start, closing) for m in begins[i])
        verbs = any(
            m.term.inflection is not None and m.term.inflection.pos == "verb"
            for i in range(start, closing)
            for m in begins[i]
        )
        if outlet and not verbs:
            found.update(range(start, closing + 1))
    return found


def _closes(tokens: Sequence[Token], i: int) -> bool:
    """Whether a dateline ends at token `i`: a dash after the bracket, or a colon after the outlet's name."""
    text, before = tokens[i].text, tokens[i - 1].text
    return (text in _DASHES and before == ")") or (text == ":" and any(tokens[k].text in _DASHES for k in range(i)))


def hashtag_lines(tokens: Sequence[Token], paragraphs: Sequence[Range], text: str) -> set[int]:
    """The tokens of lines that are hashtags alone, where another line of the text is not."""
    tagged = [line for line in paragraphs if _is_tagged(tokens, line, text)]
    if len(tagged) == len(paragraphs):
        return set()
    return {i for start, end in tagged for i in range(start, end)}


def _is_tagged(tokens: Sequence[Token], line: Range, text: str) -> bool:
    words = [tokens[i] for i in range(*line) if tokens[i].kind == "word"]
    hashed = sum(1 for word in words if word.start > 0 and text[word.start - 1] in "#_")
    return len(words) > 1 and hashed >= _MOST_OF_LINE * len(words)
