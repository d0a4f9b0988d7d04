"""The table of reporting words, row by row, and the surfaces that it gives."""

import re
from typing import get_args

import pytest

from waqai.errors import TableError
from waqai.knowledge.reporting import COLUMNS, FRAMES, STANCES, load_reporting, reporting_forms
from waqai.language.folding import fold_key
from waqai.language.lexeme import GAP
from waqai.language.morphology import citation
from waqai.records.base import Certainty

ROWS = load_reporting()
FORMS = tuple(reporting_forms(ROWS))


def stances(text):
    return {form.reporting.stance for form in FORMS if form.words == tuple(fold_key(text).split())}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_a_row_holds(row):
    assert re.fullmatch(r"[a-z0-9-]+", row.id)
    assert row.stance in STANCES
    assert row.certainty in get_args(Certainty)
    assert row.frames
    assert all(frame.kind in FRAMES for frame in row.frames)
    assert bool(row.root) == (row.measure not in ("noun", "phrase"))
    assert re.fullmatch(r"[ء-ي =+/…:]+", row.lemma)
    if row.root:
        assert row.lemma.split()[0] == citation(row.root, row.measure, row.vowel)


def test_every_row_gives_surfaces_that_are_folded():
    assert {form.reporting.id for form in FORMS} == {row.id for row in ROWS}
    for form in FORMS:
        assert all(word == GAP or word == fold_key(word) for word in form.words), form.words


def test_every_stance_and_frame_has_words():
    assert {row.stance for row in ROWS} == set(STANCES)
    assert {frame.kind for row in ROWS for frame in row.frames} == set(FRAMES)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("قالت", "reports"),
        ("يقولون", "reports"),
        ("أفاد", "reports"),
        ("مضيفا", "reports"),
        ("موضحة", "reports"),
        ("حسبما", "reports"),
        ("وفقا", "reports"),
        ("نقلا عن", "reports"),
        ("زعمت", "reports"),
        ("تبنى", "claims"),
        (f"أعلنت {GAP} مسؤوليتها", "claims"),
        ("نفت", "denies"),
        ("تنفي", "denies"),
        ("اتهمت", "accuses"),
        (f"حمل {GAP} مسؤولية", "accuses"),
        ("اعترف", "confirms"),
        ("أقرت", "confirms"),
        ("لم تعلن", "declines"),
        ("لم يعلق", "declines"),
        (f"رفضت {GAP} التعليق", "declines"),
        (f"امتنع {GAP} التعليق", "declines"),
    ],
)
def test_a_form_of_a_report_has_its_stance(text, stance):
    assert stance in stances(text)


def test_an_allegation_is_hedged_and_a_statement_is_not():
    certainty = {form.words: form.reporting.certainty for form in FORMS}
    assert certainty["زعم",] == "hedged"
    assert certainty["قال",] == "asserted"


def test_confirming_takes_an_act_and_reporting_a_clause():
    """أكد الهجوم confirms it; أكد أن قتيلا سقط reports."""
    frames = {form.reporting.stance: form.reporting.frames for form in FORMS if form.words == ("اكد",)}
    assert [frame.kind for frame in frames["confirms"]] == ["subject-object"]
    assert [frame.kind for frame in frames["reports"]] == ["subject-clause"]


def test_persons_who_speak_are_no_words_of_saying():
    """متحدث is a spokesman, كاتب a writer; متحدثا is "saying"."""
    words = {form.words[0] for form in FORMS if form.inflection.pos == "active_participle"}
    assert not words & {"متحدث", "كاتب", "متحدثون", "معلق", "ناشر"}
    assert {"قايلا", "قايله", "موكدين"} <= words


def test_what_was_announced_is_no_announcement():
    assert not [form for form in FORMS if form.inflection.pos == "passive_participle"]


HEADER = "\t".join(COLUMNS)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("x\tقول\tI\t\tقال\t\tshouts\tsubject-clause\tasserted\t", "shouts"),
        ("x\tقول\tI\t\tقال\t\treports\tsubject-clause\tperhaps\t", "perhaps"),
        ("x\tقول\tI\t\tقال\t\treports\taloud\tasserted\t", "frame"),
        ("x\tقولل\tI\t\tقال\t\treports\tsubject-clause\tasserted\t", "verb"),
        ("\tقول\tI\t\tقال\t\treports\tsubject-clause\tasserted\t", "id"),
    ],
)
def test_a_row_that_does_not_hold_is_named(tmp_path, row, complaint):
    (tmp_path / "reporting.tsv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match=complaint) as raised:
        load_reporting(tmp_path)
    assert "reporting.tsv" in str(raised.value)
