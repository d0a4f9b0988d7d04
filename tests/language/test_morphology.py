"""Forms of verbs and nouns against forms written out by hand, one verb or more of every class."""

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from waqai.language.folding import fold_key
from waqai.language.inflection import Inflection
from waqai.language.measures import MEASURES, root_class
from waqai.language.morphology import citation, noun_inflections, verb_inflections


def folded(words: str) -> set[str]:
    return {fold_key(word) for word in words.split()}


def finite(root: str, measure: str, vowel: str, tense: str) -> set[str]:
    forms = verb_inflections(root, measure, vowel=vowel)
    return {form.surface for form in forms if form.tense == tense and form.person == 3 and form.state != "pronoun"}


def conjugations() -> list[list[str]]:
    lines = Path(__file__).with_name("conjugations.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")][1:]


@pytest.mark.parametrize(("root", "measure", "vowel", "perfect", "imperfect"), conjugations())
def test_a_verb_has_exactly_the_forms_of_the_grammar(
    root: str, measure: str, vowel: str, perfect: str, imperfect: str
) -> None:
    assert finite(root, measure, vowel, "perfect") == folded(perfect)
    assert finite(root, measure, vowel, "imperfect") == folded(imperfect)


@pytest.mark.parametrize(
    ("root", "measure", "expected"),
    [
        ("فجر", "II", "تفجير"),
        ("سوي", "II", "تسوية"),
        ("عبأ", "II", "تعبئة"),
        ("حصر", "III", "محاصرة"),
        ("لقي", "III", "ملاقاة"),
        ("عدم", "IV", "إعدام"),
        ("صوب", "IV", "إصابة"),
        ("وقع", "IV", "إيقاع"),
        ("جلو", "IV", "إجلاء"),
        ("قدم", "V", "تقدم"),
        ("بني", "V", "تبني"),
        ("بدل", "VI", "تبادل"),
        ("فجر", "VII", "انفجار"),
        ("هور", "VII", "انهيار"),
        ("قضض", "VII", "انقضاض"),
        ("عقل", "VIII", "اعتقال"),
        ("غول", "VIII", "اغتيال"),
        ("عدي", "VIII", "اعتداء"),
        ("وفق", "VIII", "اتفاق"),
        ("زيد", "VIII", "ازدياد"),
        ("هدف", "X", "استهداف"),
        ("عود", "X", "استعادة"),
        ("ولي", "X", "استيلاء"),
        ("سيطر", "Q1", "سيطرة"),
        ("جمهر", "Q2", "تجمهر"),
    ],
)
def test_a_measure_makes_its_masdar(root: str, measure: str, expected: str) -> None:
    masdars = [form for form in verb_inflections(root, measure) if form.pos == "masdar" and form.number == "s"]
    assert fold_key(expected) in {form.surface for form in masdars if form.state in ("", "definite")}


@pytest.mark.parametrize(
    ("root", "measure", "vowel", "expected"),
    [
        ("قول", "I", "", "قال"),
        ("وهم", "VIII", "", "اتهم"),
        ("دعو", "VIII", "", "ادعى"),
        ("زيد", "VIII", "", "ازداد"),
        ("طلع", "VIII", "", "اطلع"),
        ("أخذ", "VIII", "", "اتخذ"),
        ("أمن", "IV", "", "آمن"),
        ("جوب", "X", "strong", "استجوب"),
        ("جوب", "X", "", "استجاب"),
        ("طوق", "II", "", "طوق"),
        ("قوم", "III", "", "قاوم"),
    ],
)
def test_a_verb_is_cited_in_ordinary_spelling(root: str, measure: str, vowel: str, expected: str) -> None:
    assert citation(root, measure, vowel) == expected


def readings(root: str, measure: str, surface: str) -> list[Inflection]:
    return [form for form in verb_inflections(root, measure) if form.surface == fold_key(surface)]


def test_a_passive_that_is_written_like_the_active_is_of_either_voice() -> None:
    assert {form.voice for form in readings("قتل", "I", "قتل") if form.tense} == {"either"}
    assert {form.voice for form in readings("هدف", "X", "تستهدف")} == {"either"}


def test_a_passive_with_letters_of_its_own_is_told_apart() -> None:
    assert {form.voice for form in readings("غول", "VIII", "اغتيل")} == {"passive"}
    assert {form.voice for form in readings("غول", "VIII", "اغتال") if form.tense == "perfect"} == {"active"}
    assert {form.voice for form in readings("حصر", "III", "حوصر")} == {"passive"}


def test_a_jussive_asks_for_a_particle() -> None:
    """لم يقل المتحدث شيئا."""
    assert {form.state for form in readings("قول", "I", "يقل")} == {"dependent"}
    assert {form.state for form in readings("قول", "I", "يقول")} == {""}


def test_a_form_before_a_pronoun_is_marked() -> None:
    """قتلوه، رماه، إصابتهم، إجلاؤهم."""
    assert {form.state for form in readings("قتل", "I", "قتلو")} == {"pronoun"}
    assert "pronoun" in {form.state for form in readings("رمي", "I", "رما")}
    assert "pronoun" in {form.state for form in readings("صوب", "IV", "اصابت") if form.pos == "masdar"}
    assert {form.state for form in readings("جلو", "IV", "اجلاو")} == {"pronoun"}


def test_participles_have_gender_and_number() -> None:
    forms = {
        (form.surface, form.gender, form.number) for form in verb_inflections("هجم", "III") if "participle" in form.pos
    }
    assert {("مهاجم", "m", "s"), ("مهاجمه", "f", "s"), ("مهاجمون", "m", "p"), ("مهاجمات", "f", "p")} <= forms


def test_a_participle_of_a_weak_verb_loses_its_last_letter_when_indefinite() -> None:
    """معتدٍ، المعتدي، معتدون، معتدين."""
    surfaces = {form.surface: form.state for form in verb_inflections("عدي", "VIII") if form.pos == "active_participle"}
    assert surfaces["معتد"] == "indefinite"
    assert {"معتدي", "معتدون", "معتدين", "معتديه", "معتديات"} <= set(surfaces)


def test_a_noun_has_dual_and_broken_plural() -> None:
    surfaces = {(form.surface, form.number, form.state) for form in noun_inflections("غارة", ("غارات",))}
    assert {
        ("غاره", "s", ""),
        ("غارت", "s", "pronoun"),
        ("غارتان", "d", ""),
        ("غارتين", "d", ""),
        ("غارتا", "d", "construct"),
        ("غارتي", "d", "construct"),
        ("غارات", "p", ""),
    } == surfaces


def test_a_noun_takes_tanwin_where_arabic_writes_it() -> None:
    def indefinite(noun: str, *plurals: str) -> set[str]:
        return {form.surface for form in noun_inflections(noun, plurals) if form.state == "indefinite"}

    assert indefinite("هجوم", "هجمات") == {"هجوما"}
    assert indefinite("اعتداء", "اعتداءات") == set()
    assert indefinite("صاروخ", "صواريخ") == {"صاروخا"}
    assert indefinite("معركة", "معارك") == set()
    assert indefinite("شخص", "أشخاص") == {"شخصا", "اشخاصا"}


def test_a_noun_may_have_a_feminine_of_its_own() -> None:
    surfaces = {form.surface for form in noun_inflections("قتيل", ("قتلى",), feminine=True)}
    assert {"قتيل", "قتيلان", "قتلي", "قتيله", "قتيلتان", "قتيلات"} <= surfaces


def test_a_sound_plural_loses_its_noon_in_the_construct() -> None:
    forms = {(form.surface, form.state) for form in noun_inflections("مسعف", ("مسعفون",))}
    assert {("مسعفون", ""), ("مسعفين", ""), ("مسعفو", "construct")} <= forms


@pytest.mark.parametrize(
    ("root", "measure", "vowel"), [("قصف", "XI", ""), ("زلزل", "I", ""), ("قصف", "Q1", ""), ("قول", "I", "a-a")]
)
def test_what_is_no_verb_is_refused(root: str, measure: str, vowel: str) -> None:
    with pytest.raises(ValueError, match=r"verb|vowels"):
        verb_inflections(root, measure, vowel=vowel)


LETTERS = "بتثجحخدذرزسشصضطظعغفقكلمنه"
three = st.lists(st.sampled_from(LETTERS), min_size=3, max_size=3, unique=True).map("".join)
roots = st.tuples(st.sampled_from(LETTERS + "و"), st.sampled_from(LETTERS + "وي"), st.sampled_from(LETTERS + "ويء"))
# No Arabic root begins with a letter twice, nor ends with the letter it begins with.
likely = roots.filter(lambda root: root[0] not in root[1:])
possible = likely.map("".join)


@given(possible, st.sampled_from([name for name in MEASURES if name[0] != "Q"]))
def test_every_form_is_folded_and_long_enough_to_be_a_word(root: str, measure: str) -> None:
    """Doubled (رد), hollow (مت) and doubly weak verbs (لم يف) are the only ones ever written with two letters.

    So are, when folded, those whose letters come three in a row (بوؤوا), which folding takes for one drawn out.
    """
    assume(measure != "IX" or root[1] != root[2])  # no doubled root makes a verb of colour
    kind = root_class(root, measure)
    for form in verb_inflections(root, measure):
        assert form.surface == fold_key(form.surface)
        assert form.surface.isalpha()
        assert len(form.surface) >= (3 if kind == "sound" and len(set(root)) == 3 and root[1:] != "وء" else 2)


@given(three, st.sampled_from(["II", "III", "IV", "V", "VI", "VII", "VIII", "X"]))
def test_sound_roots_keep_their_letters_in_order(root: str, measure: str) -> None:
    for form in verb_inflections(root, measure):
        letters = iter(form.surface)
        kept = root if measure != "VIII" else root[1:]  # the first may merge with the ت: ادّعى, اطّلع
        assert all(letter in letters for letter in kept)


@given(three)
def test_each_reading_stands_once(root: str) -> None:
    forms = verb_inflections(root, "IV")
    assert len(forms) == len(set(forms))
