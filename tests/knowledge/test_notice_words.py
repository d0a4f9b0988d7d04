"""The words in and around notices of death."""

import pytest

from waqai.knowledge.notice_words import notice_words
from waqai.knowledge.table import rows, several
from waqai.language.folding import fold_key

ROWS = list(rows("notice_words", ("rule", "words")))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["rule"])
def test_the_words_of_a_rule_are_given_folded(row: dict[str, str]) -> None:
    assert notice_words(row["rule"]) == {fold_key(word) for word in several(row["words"])}


def test_a_rule_stands_once() -> None:
    assert len({row["rule"] for row in ROWS}) == len(ROWS)


def test_a_rule_that_the_table_lacks_is_an_error() -> None:
    with pytest.raises(LookupError):
        notice_words("nowhere")
