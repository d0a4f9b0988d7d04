"""Rows of a lexicon and all that a text may write for them."""

from collections.abc import Iterable

import pytest

from waqai.language.lexeme import GAP, Lexeme, citation_words, lexeme_forms


def words_of(
    lemma: str,
    *,
    root: str = "",
    measure: str = "noun",
    vowel: str = "",
    masdars: Iterable[str] = (),
    plurals: Iterable[str] = (),
    passive: bool = True,
) -> set[str]:
    """The forms of a row, each with its words parted by spaces."""
    lexeme = Lexeme(root, measure, vowel, lemma, tuple(masdars), tuple(plurals))
    return {" ".join(form.words) for form in lexeme_forms(lexeme, passive=passive)}


def test_an_adjective_agrees_with_its_noun() -> None:
    """ضربة جوية، الضربة الجوية، ضربتان جويتان، الضربات الجوية."""
    words = words_of("ضربة =جوي", plurals=["ضربات"])
    assert {"ضربه جويه", "ضربه الجويه", "ضربتان جويتان", "ضربتين الجويتين", "ضربات جويه", "ضربات الجويه"} <= words
    assert "ضربه جوي" not in words


def test_an_adjective_of_a_masculine_noun_takes_tanwin_with_it() -> None:
    """نفذت قصفًا مدفعيًا."""
    words = words_of("قصف =مدفعي")
    assert {"قصف مدفعي", "قصف المدفعي", "قصفا مدفعيا"} <= words
    assert not {"قصفا مدفعي", "قصف مدفعيه"} & words


def test_a_noun_with_a_pronoun_is_definite() -> None:
    """غاراته الجوية، غارته الجوية."""
    words = words_of("غارة =جوي", plurals=["غارات"])
    assert "غارت الجويه" in words
    assert "غارت جويه" not in words


def test_a_pronoun_mark_stands_for_every_pronoun_and_a_gap_stays() -> None:
    """لقي ثلاثة عمال مصرعهم."""
    words = words_of("لقي … مصرع+ه", root="لقي", measure="I", vowel="i-a", masdars=["-"], plurals=["-"])
    assert {f"لقي {GAP} مصرعه", f"لقيت {GAP} مصرعها", f"لقوا {GAP} مصرعهم", f"يلقي {GAP} مصرعهما"} <= words


def test_words_that_replace_each_other_each_make_a_form() -> None:
    words = words_of("أطلق النار/نيران على", root="طلق", measure="IV")
    assert {"اطلق النار علي", "اطلقت نيران علي", "اطلاق النار علي"} <= words


def test_a_fixed_wording_does_not_inflect() -> None:
    assert words_of("نقلا عن", measure="phrase") == {"نقلا عن"}


def test_a_row_may_have_neither_masdar_nor_participles() -> None:
    words = words_of("أوقع", root="وقع", measure="IV", masdars=["-"], plurals=["-"])
    assert "اوقع" in words
    assert not {"ايقاع", "موقع", "موقعه"} & words


def test_reports_do_not_speak_to_the_doer() -> None:
    assert "قصفتم" not in words_of("قصف", root="قصف", measure="I", vowel="a-i")


def test_a_verb_without_object_makes_no_passive() -> None:
    """جرى has no passive جري, that would be a noun."""
    assert "جريت" in words_of("جرى", root="جري", measure="I", passive=True)
    voices = {
        form.inflection.voice for form in lexeme_forms(Lexeme("جري", "I", "", "جرى", ("-",), ("-",)), passive=False)
    }
    assert voices == {"active"}


@pytest.mark.parametrize(
    ("lemma", "reads"),
    [
        ("ضربة =جوي", "ضربة جوية"),
        ("قصف =جوي", "قصف جوي"),
        ("لقي … مصرع+ه", "لقي … مصرعه"),
        ("فتح النار/نار", "فتح النار"),
    ],
)
def test_a_lemma_is_read_without_its_marks(lemma: str, reads: str) -> None:
    assert citation_words(Lexeme("", "noun", "", lemma, (), ())) == reads


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(ValueError, match="measure"):
        words_of("قصف", measure="XII")
