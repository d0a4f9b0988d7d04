"""The table of triggers, row by row, and the surfaces that it gives."""

import re
from collections import Counter, defaultdict
from typing import get_args

import pytest

from waqai.errors import TableError
from waqai.knowledge.triggers import COLUMNS, FRAMES, OBJECTS, SENSES, TYPES, load_triggers, trigger_forms
from waqai.language.folding import fold_key
from waqai.language.lexeme import GAP, NONE
from waqai.language.morphology import citation
from waqai.records.event import EventType, HarmKind

TRIGGERS = load_triggers()
FORMS = tuple(trigger_forms(TRIGGERS))
PREPOSITIONS = {"على", "في", "ب", "ل", "من", "إلى", "ضد", "نحو", "باتجاه", "عن"}
PREPOSITIONS |= {"مع", "بين", "أمام", "قرب", "حول", "فوق"}


def readings(text):
    return {form.trigger.id for form in FORMS if form.words == tuple(fold_key(text).split())}


def types(text):
    return {form.trigger.type for form in FORMS if form.words == tuple(fold_key(text).split())}


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda trigger: trigger.id)
def test_a_row_holds(trigger):
    assert re.fullmatch(r"[a-z0-9-]+", trigger.id)
    assert trigger.type in TYPES
    assert trigger.sense in SENSES
    assert trigger.object in OBJECTS
    assert trigger.frames
    for kind, preposition in trigger.frames:
        assert kind in FRAMES
        assert preposition == "" or preposition in PREPOSITIONS
    assert bool(trigger.root) == (trigger.measure not in ("noun", "phrase"))
    assert re.fullmatch(r"[ء-ي =+/…]+", trigger.lemma)
    assert all(re.fullmatch(r"[ء-ي ]+|-", word) for word in (*trigger.masdars, *trigger.plurals))
    assert not (trigger.measure in ("noun", "phrase") and trigger.masdars)


@pytest.mark.parametrize("trigger", [row for row in TRIGGERS if row.root], ids=lambda trigger: trigger.id)
def test_the_lemma_of_a_row_is_the_verb_of_its_root_and_measure(trigger):
    assert trigger.lemma.split()[0] == citation(trigger.root, trigger.measure, trigger.vowel)


def test_the_senses_of_harm_and_damage_go_with_their_types():
    for trigger in TRIGGERS:
        assert (trigger.sense == "damage") <= trigger.type.startswith("damage:"), trigger.id
        assert (trigger.sense == "harm") <= trigger.type.startswith(("harm:", "damage:")), trigger.id
        assert trigger.type.startswith(("harm:", "damage:")) <= (trigger.sense in ("harm", "damage", "light")), (
            trigger.id
        )


def test_every_kind_of_event_and_of_harm_has_words():
    covered = {trigger.type for trigger in TRIGGERS}
    assert covered >= set(get_args(EventType))
    assert covered >= {f"harm:{kind}" for kind in get_args(HarmKind)}
    assert covered >= {"damage:destroyed", "damage:damaged", "damage:fire", "generic"}
    assert len(TRIGGERS) >= 260


def test_every_row_gives_surfaces_that_are_folded():
    surfaces = Counter(form.trigger.id for form in FORMS)
    assert set(surfaces) == {trigger.id for trigger in TRIGGERS}
    for form in FORMS:
        assert all(word == GAP or word == fold_key(word) for word in form.words), form.words
        assert form.words[0] == form.inflection.surface


def test_no_two_rows_give_one_noun_the_same_reading():
    """A noun row that repeats the masdar of a verb row would make every mention of it two."""
    rows = defaultdict(set)
    for form in FORMS:
        if form.inflection.pos in ("masdar", "noun") and form.inflection.number == "s" and form.inflection.state == "":
            rows[form.words, form.trigger.type, form.trigger.object].add(form.trigger.id)
    assert not {words: ids for (words, *_), ids in rows.items() if len(ids) > 1}


def test_participles_that_are_other_words_are_left_out():
    """موقع, a site, is no participle of أوقع, and واقع, reality, none of وقع."""
    participles = {form.words[0] for form in FORMS if "participle" in form.inflection.pos}
    assert not participles & {"موقع", "واقع", "جار", "جاري", "قايم", "مسيره", "موقعه", "مخلف", "مخلفات", "مقاتل"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("يقصفون", "shelling"),
        ("غارتين", "air_strike"),
        ("غارات جوية", "air_strike"),
        ("أغارت", "air_strike"),
        ("رشقات", "shelling"),
        ("انفجارات", "explosion"),
        ("تفجيرين", "ied"),
        ("هجوم انتحاري", "suicide_bombing"),
        ("هجوم كيميائي", "chemical_attack"),
        ("اشتباكات", "armed_clash"),
        ("كمائن", "armed_clash"),
        ("اغتيل", "assassination"),
        ("اختطفوا", "abduction"),
        ("اغتصاب", "sexual_violence"),
        ("اعتقلت", "arrest"),
        ("داهمت", "arrest"),
        ("مظاهرات", "protest"),
        ("يعتصمون", "protest"),
        ("نهبوا", "property_destruction"),
        ("توغلت", "military_activity"),
        ("تعزيزات عسكرية", "military_activity"),
        ("هدنة", "agreement"),
        ("نزحت", "displacement"),
        ("استعادوا", "territory_gain"),
        ("استشهدت", "harm:killed"),
        ("قتيلا", "harm:killed"),
        ("جرحى", "harm:injured"),
        ("أسيرين", "harm:detained"),
        ("نازحون", "harm:displaced"),
        ("حرائق", "damage:fire"),
        ("استهداف", "generic"),
    ],
)
def test_a_form_of_a_report_has_its_kind(text, kind):
    assert kind in types(text)


def test_one_verb_reads_by_its_object():
    """فجر نفسه is a suicide bombing, اعترض صاروخا a weapon disrupted, أسقط طائرة and أسقط قنابل two things."""
    assert "suicide_bombing" in types(f"فجر {GAP} نفسه")
    isqat = {(form.trigger.type, form.trigger.object) for form in FORMS if form.words == ("اسقطت",)}
    assert {("weapons_disrupted", "drone"), ("air_strike", "projectile")} <= isqat
    seized = {(form.trigger.type, form.trigger.object) for form in FORMS if form.words == ("ضبطت",)}
    assert {("weapons_disrupted", "weapon"), ("arrest", "person")} <= seized


def test_a_march_and_a_drone_are_written_alike_and_say_so():
    march = next(trigger for trigger in TRIGGERS if trigger.id == "protest-masira")
    assert march.ambiguous
    assert march.object == "crowd"


@pytest.mark.parametrize("text", ["ضرب", "عملية", "وقع", "جرى", "قضى", "سقط", "هجوم", "فجر"])
def test_a_word_that_is_common_outside_conflict_is_marked(text):
    assert any(form.trigger.ambiguous for form in FORMS if form.words == (fold_key(text),))


def test_light_verbs_name_how_they_carry_an_act():
    frames = {form.words: form.trigger.frames for form in FORMS if form.trigger.sense == "light"}
    assert ("undergo", "ل") in frames["تعرضت",]
    assert ("carry", "") in frames["شنت",]
    assert ("cause", "عن") in frames["اسفر", "عن"]
    assert ("happen", "") in frames["اندلعت",]


def test_a_trigger_says_what_it_is():
    by_id = {trigger.id: trigger for trigger in TRIGGERS}
    assert by_id["shell-qasafa"].event_type == "shelling"
    assert by_id["shell-qasafa"].takes("transitive")
    assert by_id["kill-qatala"].harm == "killed"
    assert by_id["kill-qatala"].event_type is None
    assert by_id["damage-dammara"].damage == "destroyed"
    assert by_id["airstrike-strike"].wording == "ضربة جوية"


HEADER = "\t".join(COLUMNS)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("x\tقصف\tI\t\tقصف\t\t\tbombing\tact\ttransitive\t\t", "bombing"),
        ("x\tقصف\tI\t\tقصف\t\t\tshelling\tdeed\ttransitive\t\t", "deed"),
        ("x\tقصف\tI\t\tقصف\t\t\tshelling\tact\tsideways\t\t", "frame"),
        ("x\tقصف\tI\t\tقصف\t\t\tshelling\tact\ttransitive\tcheese\t", "cheese"),
        ("x\tقصف\tXV\t\tقصف\t\t\tshelling\tact\ttransitive\t\t", "XV"),
        ("x\tقصف\tnoun\t\tقصف\t\t\tshelling\tact\ttransitive\t\t", "root"),
        ("\tقصف\tI\t\tقصف\t\t\tshelling\tact\ttransitive\t\t", "id"),
    ],
)
def test_a_row_that_does_not_hold_is_named(tmp_path, row, complaint):
    (tmp_path / "triggers.tsv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match=complaint) as raised:
        load_triggers(tmp_path)
    assert "triggers.tsv" in str(raised.value)


def test_an_id_stands_once(tmp_path):
    row = "x\tقصف\tI\t\tقصف\t\t\tshelling\tact\ttransitive\t\t"
    (tmp_path / "triggers.tsv").write_text(f"{HEADER}\n{row}\n{row}\n", encoding="utf-8")
    with pytest.raises(TableError, match="id of its own"):
        load_triggers(tmp_path)


def test_a_project_brings_its_own_table(tmp_path):
    row = "own\t\tnoun\t\tرجمة\t\tرجمات\tshelling\tact\ton:على\t\t"
    (tmp_path / "triggers.tsv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    (own,) = load_triggers(tmp_path)
    assert {"رجمه", "رجمتين", "رجمات"} <= {form.words[0] for form in trigger_forms([own])}
    assert NONE not in own.plurals
