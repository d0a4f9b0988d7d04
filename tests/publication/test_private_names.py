"""No private person's name leaves as that of an agent or target; actors and groups keep theirs."""

from __future__ import annotations

import pytest

from waqai.publication.private_names import UNNAMED, described, public_name

from .invented import incident, public, who


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("الطفل كريم الخالد", "الطفل"),
        ("الشاب محمد علي حسين", "الشاب"),
        ("الصحفي ياسر الديري", "الصحفي"),
        ("المسن أبو خالد", "المسن"),
        ("شاب من آل الخالد", "شاب"),
        ("سليم الحداد", UNNAMED),
        ("سيارة الدكتور سليم", "سيارة"),
        ("مدنيين", "مدنيين"),
        ("شاحنة مدنية", "شاحنة مدنية"),
        ("شاب من أبناء البلدة", "شاب من أبناء البلدة"),
    ],
)
def test_words_are_kept_up_to_the_first_that_no_table_knows(words: str, left: str) -> None:
    assert described(words) == left


def test_an_armed_group_keeps_its_name_and_a_person_in_its_ranks_does_not() -> None:
    assert public_name(who("لواء فرسان الوادي", role="REB")) == "لواء فرسان الوادي"
    assert public_name(who("الجندي سليم الحداد", role="MIL")) == "الجندي"
    assert public_name(who("القيادي سليم الحداد", role="REB")) == "القيادي"


def test_an_actor_of_the_tables_keeps_its_name() -> None:
    assert public_name(who("جماعة ما", "hezbollah", "REB")) == "جماعة ما"


def test_the_name_is_in_no_field_of_what_leaves() -> None:
    stored = incident(targets=(who("الطفل كريم الخالد", role="CVL"), who("سليم الحداد")))
    shown = public(stored)
    assert [target.name for target in shown.targets] == ["الطفل", UNNAMED]
    assert "الخالد" not in shown.model_dump_json()
