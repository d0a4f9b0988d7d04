"""Reporting: the verbs and wordings by which a source speaks, with the stance they give it (table `reporting.tsv`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, cast, get_args

from waqai.errors import TableError
from waqai.knowledge.table import rows, several
from waqai.language.inflection import Inflection
from waqai.language.lexeme import Lexeme, citation_words, lexeme_fault, lexeme_forms
from waqai.records.attribution import Stance
from waqai.records.base import Certainty

COLUMNS = ("id", "root", "measure", "vowel", "lemma", "masdars", "stance", "frame", "certainty", "note")
STANCES: tuple[Stance, ...] = get_args(Stance)
FRAMES = ("subject-clause", "subject-object", "according-to", "quoting", "refusal", "predicate")


class ReportingFrame(NamedTuple):
    """How the source attaches: `kind` is one of FRAMES, `preposition` the word before the complement or empty."""

    kind: str
    preposition: str


@dataclass(frozen=True, slots=True)
class Reporting:
    """A row of the table, its cells taken apart. What each means is told at the top of the table."""

    id: str
    root: str
    measure: str
    vowel: str
    lemma: str
    masdars: tuple[str, ...]
    stance: Stance
    frames: tuple[ReportingFrame, ...]
    certainty: Certainty
    note: str

    @property
    def lexeme(self) -> Lexeme:
        """What the row says of the word alone."""
        return Lexeme(self.root, self.measure, self.vowel, self.lemma, self.masdars, ())

    @property
    def wording(self) -> str:
        """The lemma as a reader knows it, without the table's marks."""
        return citation_words(self.lexeme)

    @property
    def ambiguous(self) -> bool:
        """Whether the word is common in other senses."""
        return "ambiguous:" in self.note

    def takes(self, kind: str) -> bool:
        """Whether one of the row's frames is of this kind."""
        return any(frame.kind == kind for frame in self.frames)


class ReportingForm(NamedTuple):
    """One surface of a reporting word. `words` are folded; a `lexeme.GAP` among them stands for none to a few words."""

    reporting: Reporting
    inflection: Inflection
    words: tuple[str, ...]


def _frame(cell: str) -> ReportingFrame:
    kind, _, preposition = cell.partition(":")
    return ReportingFrame(kind, preposition)


def _fault(row: Reporting) -> str | None:
    """What is wrong with a row, None where nothing is."""
    for value, values in ((row.stance, STANCES), (row.certainty, get_args(Certainty))):
        if value not in values:
            return f"{value!r} is none of {', '.join(map(repr, values))}."
    if not row.frames or any(frame.kind not in FRAMES for frame in row.frames):
        return f"a frame is one or more of {', '.join(FRAMES)}."
    return lexeme_fault(row.lexeme)


def _reporting(row: dict[str, str]) -> Reporting:
    return Reporting(
        id=row["id"],
        root=row["root"],
        measure=row["measure"],
        vowel=row["vowel"],
        lemma=row["lemma"],
        masdars=several(row["masdars"]),
        stance=cast("Stance", row["stance"]),
        frames=tuple(_frame(cell) for cell in several(row["frame"])),
        certainty=cast("Certainty", row["certainty"]),
        note=row["note"],
    )


@lru_cache(maxsize=8)
def load_reporting(directory: Path | None = None) -> tuple[Reporting, ...]:
    """The reporting words of the package's table, or of a project's own in `directory`, in the order of the table.

    Raises TableError naming the row that does not hold, or the id that two rows bear.
    """
    table = tuple(_reporting(row) for row in rows("reporting", COLUMNS, directory))
    seen: set[str] = set()
    for row in table:
        where = f"reporting.tsv, row {row.id!r}"
        if row.id in seen or not row.id:
            raise TableError("every row needs an id of its own.", where=where)
        seen.add(row.id)
        if fault := _fault(row):
            raise TableError(fault, where=where)
    return table


def _speaks(inflection: Inflection) -> bool:
    """Whether a form of a verb of saying reports: finite, masdar, or an adverbial participle (قائلا, مضيفة, مؤكدين).

    Other participles name persons and things: a speaker (متحدث), a writer (كاتب), what is announced (معلن).
    """
    if inflection.pos == "passive_participle":
        return False
    if inflection.pos != "active_participle":
        return True
    if inflection.gender == "f":
        return inflection.number == "s" and inflection.state == ""
    if inflection.number == "s":
        return inflection.state == "indefinite" and inflection.surface.endswith("ا")
    return inflection.state == "" and inflection.surface.endswith("ين")


def reporting_forms(reporting: Iterable[Reporting]) -> Iterator[ReportingForm]:
    """Every surface of the reporting words, in their order; one surface may belong to several."""
    for row in reporting:
        for form in lexeme_forms(row.lexeme, passive=True):
            if _speaks(form.inflection):
                yield ReportingForm(row, form.inflection, form.words)
