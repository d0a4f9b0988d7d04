"""The small tables of words, row by row, and the surfaces that they give."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from waqai.errors import TableError
from waqai.knowledge.lexicon_vocabulary import vocabulary_terms
from waqai.knowledge.table import rows, several
from waqai.knowledge.vocabulary import (
    AFFIXES,
    CUES,
    EVENT_TYPES,
    GROUPS,
    KINDS,
    OBJECT_CLASSES,
    PERSON_MODES,
    WEAPON_CLASSES,
    Cue,
    Entry,
    FunctionWord,
    ObjectRow,
    PersonRow,
    PlaceClass,
    Relation,
    SourceRow,
    WeaponRow,
    load_ontology,
    load_vocabulary,
)
from waqai.language.folding import fold_key
from waqai.records.attribution import SourceKind
from waqai.records.event import EventType, HarmKind, PlaceRole, Victims

ROLES = {
    *("MIL", "REB", "GOV", "CVL", "UAF", "SPY", "COP", "PRM", "OPP", "MED", "HLH", "INT"),
    *("EDU", "REF", "AGR", "LAB", "BUS", "NGO", "JUD", "REL", "LEG", "IGO", "CRM", "ELI"),
}
WORDING = re.compile(r"[\u0621-\u0652ـ0-9a-z./-]+(?:(?: …)? [\u0621-\u0652ـ0-9a-z./-]+)*")
PLOVER = {"AGREE", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"}
ALL = [(kind, entry) for kind in KINDS for entry in load_vocabulary(kind, None)]
TERMS = tuple(vocabulary_terms())


def surfaces(kind: str, wording: str) -> set[str]:
    """The surfaces of the rows whose wording this is."""
    return {" ".join(term.words) for term in TERMS if term.kind == kind and term.row.wording == wording}


def meanings(kind: str, wording: str) -> set[object]:
    """The rows that a wording stands for."""
    return {term.row for term in TERMS if term.kind == kind and term.words == tuple(fold_key(wording).split())}


@pytest.mark.parametrize(("kind", "entry"), ALL, ids=[f"{kind}:{entry.wordings[0]}" for kind, entry in ALL])
def test_a_row_has_wordings_without_marks(kind: str, entry: Entry) -> None:
    assert any(entry.wordings)
    for wording in entry.wordings:
        assert not wording or WORDING.fullmatch(wording), wording
        assert wording == " ".join(wording.split())


@pytest.mark.parametrize("row", [e.row for e in load_vocabulary("weapon")], ids=lambda row: row.wording)
def test_a_weapon_holds(row: WeaponRow) -> None:
    assert re.fullmatch(r"[a-z0-9_]+", row.kind)
    assert row.type is None or row.type in EVENT_TYPES
    assert row.group in WEAPON_CLASSES


@pytest.mark.parametrize("row", [e.row for e in load_vocabulary("person")], ids=lambda row: row.wording)
def test_a_person_holds(row: PersonRow) -> None:
    assert row.victims in get_args(Victims)
    assert row.role in ROLES
    assert row.mode in PERSON_MODES
    assert row.harm is None or row.harm in get_args(HarmKind)
    assert row.harm is None or row.mode == "toll", "only a word for dead or wounded says which"


@pytest.mark.parametrize("row", [e.row for e in load_vocabulary("object")], ids=lambda row: row.wording)
def test_an_object_holds(row: ObjectRow) -> None:
    assert row.group in OBJECT_CLASSES
    assert row.role is None or row.role in ROLES


@pytest.mark.parametrize("row", [e.row for e in load_vocabulary("source")], ids=lambda row: row.wording)
def test_a_source_holds(row: SourceRow) -> None:
    assert row.kind in get_args(SourceKind)
    assert row.affix in AFFIXES


@pytest.mark.parametrize("row", [e.row for e in load_vocabulary("cue")], ids=lambda row: row.wording)
def test_a_cue_holds(row: Cue) -> None:
    assert row.cue in CUES
    assert row.side in ("after", "before", "both")


@pytest.mark.parametrize("row", [e.row for e in load_vocabulary("relation")], ids=lambda row: row.wording)
def test_a_word_of_place_holds(row: Relation) -> None:
    assert row.role in get_args(PlaceRole)
    assert row.precision in (None, 1, 2, 3)


@pytest.mark.parametrize("row", [e.row for e in load_vocabulary("class")], ids=lambda row: f"{row.kind}:{row.wording}")
def test_a_class_of_places_holds(row: PlaceClass) -> None:
    assert re.fullmatch(r"[a-z0-9_]+", row.kind)
    assert row.precision in (1, 2, 3)


@pytest.mark.parametrize("row", [e.row for e in load_vocabulary("function")], ids=lambda row: row.wording)
def test_a_function_word_holds(row: FunctionWord) -> None:
    assert row.group in GROUPS


@pytest.mark.parametrize("kind", load_ontology().values(), ids=lambda kind: kind.type)
def test_a_kind_of_event_holds(kind) -> None:
    assert all(kind.acled)
    assert kind.acled_other is None or all(kind.acled_other)
    assert set(kind.plover) <= PLOVER
    assert all(re.fullmatch(r"\d{2}", code) for code in kind.cameo)
    assert kind.family
    assert kind.rank > 0


def test_the_ontology_has_every_kind_of_event_once() -> None:
    slugs = [row["type"] for row in rows("ontology", ("type",))]
    assert Counter(slugs) == Counter(get_args(EventType))
    assert tuple(load_ontology()) == tuple(slugs)


def test_every_row_gives_surfaces_that_are_folded() -> None:
    assert {(term.kind, id(term.row)) for term in TERMS} == {(kind, id(entry.row)) for kind, entry in ALL}
    for term in TERMS:
        assert term.words
        assert all(word == fold_key(word) for word in term.words), term.words


@pytest.mark.parametrize(
    ("kind", "wording", "surface"),
    [
        ("weapon", "طائرة مسيرة", "طايره مسيره"),
        ("weapon", "طائرة مسيرة", "طايرتين مسيرتين"),
        ("weapon", "طائرة مسيرة", "طايرات مسيره"),
        ("person", "مدني", "مدنيين"),
        ("person", "طفل", "طفلين"),
        ("person", "طفل", "اطفال"),
        ("object", "قاعدة", "قواعد"),
        ("source", "شاهد عيان", "شهود عيان"),
        ("class", "قرية", "قريتين"),
    ],
)
def test_a_noun_stands_in_all_its_forms(kind: str, wording: str, surface: str) -> None:
    assert surface in surfaces(kind, wording)


@pytest.mark.parametrize(
    ("kind", "wording", "expected"),
    [
        ("cue", "لم", {"negation"}),
        ("cue", "يعتقد", {"hedge"}),
    ],
)
def test_a_cue_says_how_the_act_is_meant(kind: str, wording: str, expected: set[str]) -> None:
    assert {row.cue for row in meanings(kind, wording) if isinstance(row, Cue)} == expected


@pytest.mark.parametrize(
    ("table", "line", "word"),
    [
        ("weapons", "singular\tplurals\tkind\ttype\tclass\nسيف\t\tsword\tduel\tcargo", "duel"),
        ("persons", "singular\tplurals\tvictims\trole\tmode\tharm\nسائح\t\ttourist\tCVL\thead\t", "tourist"),
        ("objects", "singular\tplurals\tclass\trole\tplace\nجسر\t\tbridge\t\tno", "bridge"),
        ("sources", "singular\tplurals\tkind\taffix\nعراف\t\toracle\tself", "oracle"),
        ("cues", "wording\tcue\tside\nلعل\thedge\tabove", "above"),
        ("place_words", "wording\trole\tprecision\nتحت\tbelow\t", "below"),
        ("place_kinds", "kind\twords\tprecision\ntown\tبلدة\t9", "9"),
        ("function_words", "group\twordings\nnoun\tباب", "noun"),
    ],
)
def test_a_value_that_a_column_does_not_know_is_told_with_table_and_row(
    table: str, line: str, word: str, tmp_path: Path
) -> None:
    (tmp_path / f"{table}.tsv").write_text(line + "\n", encoding="utf-8")
    first = line.split("\n")[1].split("\t")[0]
    with pytest.raises(TableError, match=rf"{table}\.tsv.*{first}.*{word}|{word}.*{table}\.tsv.*{first}"):
        list(vocabulary_terms(tmp_path))


def test_several_wordings_of_a_class_are_terms_of_their_own() -> None:
    listed = [wording for row in rows("place_kinds", ("words",)) for wording in several(row["words"])]
    assert [entry.wordings[0] for entry in load_vocabulary("class")] == listed
