"""Knowledge: what all tables say, as one value."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from waqai.knowledge.actors import load_actors
from waqai.knowledge.gazetteer_build import in_memory
from waqai.knowledge.knowledge import Knowledge, lexicon, load
from waqai.knowledge.lexicon_rows import KINDS, Rows
from waqai.language.folding import fold, fold_key
from waqai.language.tokens import tokenise
from waqai.records import Place


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is compiled into the folders of the one who runs the tests."""
    monkeypatch.setenv("WAQAI_HOME", str(tmp_path_factory.getbasetemp() / "waqai-home"))


@pytest.fixture
def gazetteer_path(tmp_path: Path) -> Path:
    """A gazetteer of one place."""
    path = tmp_path / "gazetteer.db"
    source = in_memory([Place(id="x:1", name_ar="التفاحية", kind="village", country="SY", source="test")]).connection
    source.commit()  # a copy waits for what is not
    target = sqlite3.connect(path)
    source.backup(target)
    target.close()
    return path


@pytest.fixture
def knowledge(gazetteer_path: Path) -> Knowledge:
    return load(gazetteer_path)


def test_the_gazetteer_is_the_one_that_is_given(knowledge: Knowledge, gazetteer_path: Path) -> None:
    assert knowledge.gazetteer.path == gazetteer_path
    assert knowledge.gazetteer.place("x:1").name_ar == "التفاحية"


def test_actors_are_found_by_id_and_are_those_that_mentions_point_to(knowledge: Knowledge) -> None:
    assert list(knowledge.actors) == [actor.id for actor in load_actors()]
    actor = next(actor for actor in load_actors() if " " in actor.name_ar)
    mentions = knowledge.lexicon.mentions(tokenise(fold(actor.name_ar)))[0]
    assert any(mention.term.row is knowledge.actors[actor.id] for mention in mentions)


def test_nicknames_are_found_by_folded_wording(knowledge: Knowledge) -> None:
    assert all(wording == fold_key(wording) for wording in knowledge.nicknames)
    assert all(fold_key(row.wording) == wording for wording, rows in knowledge.nicknames.items() for row in rows)
    assert {row.actor for row in knowledge.nicknames[fold_key("العدو الصهيوني")]} <= set(knowledge.actors)


def test_metonyms_are_folded_capitals(knowledge: Knowledge) -> None:
    assert {fold_key("طهران"), fold_key("واشنطن"), fold_key("موسكو")} <= knowledge.metonyms


def test_every_kind_of_event_is_in_the_ontology(knowledge: Knowledge) -> None:
    assert knowledge.ontology["air_strike"].plover == ("ASSAULT",)


def test_the_lexicon_is_read_once_for_a_folder_of_tables() -> None:
    assert lexicon() is lexicon()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("قصفت", {"trigger"}),
        ("وأعلنت", {"reporting"}),
        ("بقذائف", {"weapon"}),
        ("المدنيين", {"person"}),
        ("المدرسة", {"object"}),
        ("مراسلنا", {"source"}),
        ("يعتقد", {"cue"}),
        ("قرب", {"relation"}),
        ("قرية", {"class"}),
        ("الذي", {"function"}),
        ("روسيا", {"actor"}),
        ("رويترز", {"outlet"}),
        ("الروسية", {"nationality"}),
        ("الجيش", {"force"}),
        ("المرتزقة", {"nickname"}),
    ],
)
def test_every_table_is_in_the_lexicon(text: str, kinds: set[str], knowledge: Knowledge) -> None:
    assert kinds <= {mention.kind for mention in knowledge.lexicon.mentions(tokenise(fold(text)))[0]}


def test_rows_are_those_of_all_tables_by_kind() -> None:
    rows = Rows(None)
    assert all(rows.of(kind) for kind in KINDS)
    assert rows.of("actor") is load_actors(None)
