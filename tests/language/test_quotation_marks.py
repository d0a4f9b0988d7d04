"""Which mark closes which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.language.folding import fold
from waqai.language.quotation_marks import mark_pairs
from waqai.language.tokens import tokenise


def inside(text: str) -> list[str]:
    """What stands between the marks of each pair, as written."""
    tokens = tokenise(fold(text))
    found = []
    for opens, closes, _ in mark_pairs(tokens, 0, len(tokens)):
        words = tokens[opens + 1 : closes]
        found.append(text[words[0].start : words[-1].end] if words else "")
    return found


@pytest.mark.parametrize(
    "text",
    [
        "بثت «صوت الوادي» الخبر",
        "بثت “صوت الوادي” الخبر",
        "بثت ”صوت الوادي“ الخبر",
        "بثت „صوت الوادي“ الخبر",
        "بثت “صوت الوادي“ الخبر",
        "بثت ”صوت الوادي” الخبر",
        'بثت "صوت الوادي" الخبر',
        'بثت " صوت الوادي " الخبر',
        "بثت ‘صوت الوادي’ الخبر",
        "بثت 'صوت الوادي' الخبر",
        "بثت ‹صوت الوادي› الخبر",
        "بثت »صوت الوادي« الخبر",
        'بثت «صوت الوادي" الخبر',
        'بثت "صوت الوادي» الخبر',
        "بثت “صوت الوادي» الخبر",
        "بثت «صوت الوادي»، والخبر",
        "قالت و«صوت الوادي».",
        'بثته الـ"صوت الوادي".',
    ],
)
def test_marks_of_any_shape_and_mixture_are_paired(text: str) -> None:
    assert inside(text) == ["صوت الوادي"]


def test_quotations_may_stand_side_by_side() -> None:
    assert inside('نشرت "الأولى" و"الثانية" و«الثالثة» ذلك') == ["الأولى", "الثانية", "الثالثة"]


def test_a_quotation_may_stand_inside_another() -> None:
    assert inside("قال «إن “صوت الوادي” كذبت» ومضى") == ["إن “صوت الوادي” كذبت", "صوت الوادي"]
    assert inside("قال «إن «الصوت» كذبت» ومضى") == ["إن «الصوت» كذبت", "الصوت"]


def test_an_unclosed_quotation_runs_to_the_end() -> None:
    tokens = tokenise(fold("قال «لن نغادر بيوتنا"))
    assert mark_pairs(tokens, 0, len(tokens)) == [(1, 5, False)]


def test_an_unclosed_straight_mark_does_not_turn_the_others_round() -> None:
    assert inside('قال "لن نغادر. ونشرت "الصوت" ذلك')[1] == "الصوت"


def test_a_stray_closing_mark_pairs_with_nothing() -> None:
    assert inside("انتهى الخبر» أمس") == []


def test_apostrophes_and_minutes_are_no_quotation_marks() -> None:
    assert inside("مجلة L'Orient وصلت خلال 5' فقط") == []


@given(st.text(alphabet="ابت «»“”\"'‘’.:5", max_size=50))
def test_pairs_are_in_order_and_nest(text: str) -> None:
    tokens = tokenise(fold(text))
    pairs = mark_pairs(tokens, 0, len(tokens))
    assert pairs == sorted(pairs)
    closed = [pair for pair in pairs if pair.closed]
    ends = [end for pair in closed for end in pair[:2]]
    assert len(ends) == len(set(ends))
    for first in closed:
        for second in closed:
            assert not first.opens < second.opens < first.closes < second.closes
