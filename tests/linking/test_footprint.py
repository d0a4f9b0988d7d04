"""An event is found again after its document was coded anew, in the same text or in a later version."""

from __future__ import annotations

import pytest

from waqai.linking.footprint import Footprint, Successors
from waqai.records import Span


def footprint(id: str, at: int, type: str = "shelling", words: str = "قصف", version: int = 1) -> Footprint:
    document = "d" if version == 1 else f"d@{version}"
    trigger = Span(text=words, span=(at, at + len(words)))
    return Footprint(event_id=f"{document}#{id}", document_id=document, stem="d", type=type, triggers=(trigger,))


EARLIER = footprint("1", 100)


@pytest.mark.parametrize(
    ("present", "expected"),
    [
        ([footprint("1", 10), footprint("2", 100)], "d#2"),
        ([footprint("1", 100, "air_strike")], "d#1"),
        ([footprint("1", 101, "air_strike"), footprint("2", 100)], "d#2"),
        ([footprint("1", 130, words="استهداف")], "d#1"),
        ([footprint("1", 400)], None),
        ([footprint("1", 130, "protest", "تظاهر")], None),
        ([footprint("1", 300, version=2), footprint("2", 120, version=2)], "d@2#2"),
        ([footprint("1", 300, words="استهداف", version=2)], "d@2#1"),
        ([footprint("1", 9, words="دك", version=2), footprint("2", 99, words="رجم", version=2)], None),
        ([], None),
    ],
    ids=[
        "by words though the ordinal is another",
        "of another kind",
        "the same kind first",
        "another word of the clause",
        "too far",
        "another act nearby",
        "the nearest in a later version",
        "the only one of its kind in a later version",
        "none where a later version has two in other words",
        "gone",
    ],
)
def test_an_event_is_found_again(present: list[Footprint], expected: str | None) -> None:
    assert Successors(present).of(EARLIER) == expected
