"""An incident told by some of its documents alone has nothing that only the others tell."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

from waqai.knowledge.publishers import PublisherIndex
from waqai.linking.retelling import retelling

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report, person, killed = (MADE[name] for name in ("act", "report", "person", "killed"))
RETELL = retelling(PublisherIndex())
FIRST = report("a", act(casualties=(killed(3),)), source="sohr", at="2024-05-02T18:00:00+03:00")
LATER = report(
    "b",
    act(casualties=(killed(5),), agents=(person("فصيل مجهول", role="UAF"),)),
    source="aljazeera",
    at="2024-05-03T18:00:00+03:00",
)


def test_by_all_its_documents_it_is_what_it_was(link: Any) -> None:
    (incident,) = link(FIRST, LATER)
    assert RETELL(incident, [FIRST, LATER]) == incident


def test_by_one_of_them_it_has_the_same_id_and_what_that_one_tells(link: Any) -> None:
    (incident,) = link(FIRST, LATER)
    for kept, figure, agents in ((FIRST, 3, 0), (LATER, 5, 1)):
        told = RETELL(incident, [kept])
        assert told is not None
        assert (told.id, told.document_ids, told.reports) == (incident.id, (kept.document.id,), 1)
        assert [toll.high for toll in told.tolls] == [figure]
        assert len(told.agents) == agents
        assert told.status == "single_origin"


def test_by_documents_that_tell_nothing_of_it_it_is_none(link: Any) -> None:
    (incident,) = link(FIRST)
    assert RETELL(incident, [LATER]) is None
