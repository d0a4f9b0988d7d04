"""The words beside the names of places."""

import pytest

from waqai.knowledge.place_neighbours import place_neighbours
from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key

ROWS = list(rows("place_neighbours", ("rule", "words")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule"])
def test_the_words_of_a_rule_are_given_folded(row: dict[str, str]) -> None:
    assert place_neighbours(row["rule"]) == {fold_key(word) for word in several(row["words"])}


def test_a_rule_stands_once() -> None:
    assert len({row["rule"] for row in ROWS}) == len(ROWS)


def test_a_rule_that_the_table_lacks_is_an_error() -> None:
    with pytest.raises(LookupError):
        place_neighbours("nowhere")
