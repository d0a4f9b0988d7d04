"""Withholding: what stands for the names of protected sources, and for the ids of those that bear them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from waqai.language.folding import fold, fold_key
from waqai.records import Decision, Origin

WITHHELD = "مصدر محجوب"
"""What stands for the name of a protected source ("withheld source")."""


class Withholding:
    """Puts WITHHELD for names in a text, however they are spelt there, and aliases for the ids of those that bear them.

    A name is found where its folded letters are: "سلِيم  الحدّاد" and "بسليم الحداد" hold "سليم الحداد". A part of it
    alone is not looked for.
    """

    def __init__(self, names: Iterable[str], aliases: Mapping[str, str] | None = None) -> None:
        known = [name for name in names if name.strip() and name != WITHHELD]
        wordings = sorted({r"\s+".join(map(re.escape, name.split())) for name in known}, key=lambda word: -len(word))
        self._literal = re.compile("|".join(wordings)) if wordings else None
        keys = {_key(name) for name in known} - {""}
        self._keys = sorted(keys, key=lambda key: (-len(key), key))
        self._aliases = aliases or {}

    def text(self, text: str) -> str:
        """The text without the names; the alias where it is the id of one who bears such a name."""
        if text in self._aliases:
            return self._aliases[text]
        if self._literal is None:
            return text
        text = self._literal.sub(WITHHELD, text)
        found = sorted(self._found(text))
        kept, at = "", 0
        for start, end in found:
            if start >= at:
                kept += text[at:start] + WITHHELD
            at = max(at, end)
        return kept + text[at:]

    def optional(self, text: str | None) -> str | None:
        """The text without the names, None for None."""
        return None if text is None else self.text(text)

    def decision(self, decision: Decision) -> Decision:
        """The decision, without the names in its value, its words and what competed."""
        evidence = tuple(span.model_copy(update={"text": self.text(span.text)}) for span in decision.evidence)
        competitors = tuple(map(self.text, decision.competitors))
        update = {"value": self.text(decision.value), "evidence": evidence, "competitors": competitors}
        return decision.model_copy(update=update)

    def origin(self, origin: Origin) -> Origin:
        """The origin, without name and id of its own where it is withheld."""
        if origin.id not in self._aliases:
            return origin
        return origin.model_copy(update={"id": self._aliases[origin.id], "name": WITHHELD, "source_id": None})

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        folded = fold(text)
        letters, at = _squeezed(folded.text)
        for key in self._keys:
            start = letters.find(key)
            while start >= 0:
                yield folded.span(at[start], at[start + len(key) - 1] + 1)
                start = letters.find(key, start + len(key))


def _squeezed(folded: str) -> tuple[str, list[int]]:
    """The text in small letters without spaces, and where each letter stands."""
    small = folded.lower() if len(folded.lower()) == len(folded) else folded
    at = [index for index, letter in enumerate(small) if not letter.isspace()]
    return "".join(small[index] for index in at), at


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return _squeezed(fold_key(name))[0]
