"""How a word of a text may open a place name."""

from __future__ import annotations

import pytest

from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.gazetteer_build import in_memory
from waqai.records import Place


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    names = ("بغداد", "الباب", "تل رفعت", "تل تمر", "يلدا")
    return in_memory(Place(id=f"x:{name}", name_ar=name, kind="town", country="SY", source="test") for name in names)


@pytest.mark.parametrize(
    ("word", "openings"),
    [
        ("بغداد", [("بغداد", 0)]),
        ("لبغداد", [("بغداد", 1)]),
        ("الباب", [("باب", 2)]),
        ("وبتل", [("تل", 2)]),
        ("سيلدا", []),  # the future س stands before no name
        ("قصف", []),
    ],
)
def test_a_word_is_taken_apart_where_its_stem_opens_a_name(
    word: str, openings: list[tuple[str, int]], gazetteer: Gazetteer
) -> None:
    assert [(split.stem, split.cut) for split, _, _ in gazetteer.openings(word)] == openings
    assert gazetteer.openings(word) is gazetteer.openings(word)


def test_an_opening_has_all_names_that_begin_with_the_stem(gazetteer: Gazetteer) -> None:
    [opening] = gazetteer.openings("تل")
    assert {word: [entry.words for entry in found] for word, found in opening.longer.items()} == {
        "رفعت": [("تل", "رفعت")],
        "تمر": [("تل", "تمر")],
    }
    assert opening.single == ()
