"""The compiled lexicon: one text file, of which a start reads the words and a text the terms that it needs.

The first line is the fingerprint and a checksum of the rest, the second the grammars (an `Inflection` without its
surface) and the number of terms. Every other line is a first word, a tab, and its terms as JSON:
`[kind, row, later words, grammar, surface]`. Kind counts in KINDS, row in the rows of its kind, grammar in the second
line; later words are joined by a space. Grammar and surface are left out where the term has no inflection, the surface
alone where it is the first word. Rows come from the tables: the file holds no code.
"""

from __future__ import annotations

import json
import os
import tempfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from waqai.knowledge.lexicon_readings import Term
from waqai.knowledge.lexicon_rows import KINDS, Rows
from waqai.language.inflection import Inflection


class CompiledIndex:
    """The terms of a compiled lexicon by first word, made when a word is first asked for. It is a `TermIndex`."""

    def __init__(self, lines: dict[str, str], head: dict[str, Any], rows: Rows) -> None:
        self._lines = lines
        self._grammars: list[list[object]] = head["grammars"]
        self._size: int = head["terms"]
        self._rows = rows
        self._made: dict[str, tuple[Term, ...]] = {}

    def __contains__(self, word: object, /) -> bool:
        return word in self._lines

    def count(self) -> int:
        """How many terms there are."""
        return self._size

    def get(self, word: str, /) -> tuple[Term, ...] | None:
        """The terms that begin with this folded word, None where there is none."""
        line = self._lines.get(word)
        if line is None:
            return None
        made = self._made.get(word)
        if made is None:
            made = self._made[word] = tuple(self._term(word, *cells) for cells in json.loads(line))
        return made

    def _term(self, word: str, kind: int, row: int, later: str, grammar: int = -1, surface: str | None = None) -> Term:
        name = KINDS[kind]
        inflection = None
        if grammar >= 0:
            inflection = Inflection._make([word if surface is None else surface, *self._grammars[grammar]])
        return Term(name, self._rows.of(name)[row], (word, *later.split()), inflection)


def write(path: Path, index: Mapping[str, tuple[Term, ...]], rows: Rows, fingerprint: str) -> None:
    """Write the terms of an index to `path`, which is replaced when the file is complete. Raises OSError."""
    numbers = {kind: {id(row): number for number, row in enumerate(rows.of(kind))} for kind in KINDS}
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    grammars: dict[tuple[object, ...], int] = {}

    def cells(term: Term) -> list[object]:
        found = [kinds[term.kind], numbers[term.kind][id(term.row)], " ".join(term.words[1:])]
        if (form := term.inflection) is not None:
            found.append(grammars.setdefault(form[1:], len(grammars)))
            if form.surface != term.words[0]:
                found.append(form.surface)
        return found

    lines = [
        f"{word}\t{json.dumps([cells(term) for term in terms], ensure_ascii=False, separators=(',', ':'))}"
        for word, terms in index.items()
    ]
    head = json.dumps({"grammars": list(grammars), "terms": sum(map(len, index.values()))})
    rest = "\n".join([head, *lines]).encode()
    _replace(path, f"{_seal(fingerprint, rest)}\n".encode() + rest)


def _seal(fingerprint: str, rest: bytes) -> str:
    return f"waqai lexicon {fingerprint} {zlib.crc32(rest):08x}"


def _replace(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".new")
    fresh = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        fresh.chmod(0o644)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def read(path: Path, rows: Rows, fingerprint: str) -> CompiledIndex | None:
    """The compiled lexicon at `path`; None where there is none, or one of other tables or rules, or a damaged one."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    seal, _, rest = content.partition(b"\n")
    if seal != _seal(fingerprint, rest).encode():
        return None
    head, *lines = rest.decode().split("\n")
    return CompiledIndex(dict(line.split("\t", 1) for line in lines), json.loads(head), rows)
