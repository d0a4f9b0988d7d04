"""Place, day and deaths that researchers settled on, against what was coded in each report of the incident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from waqai.evaluation.answer import SeenEvent
from waqai.evaluation.bootstrap import Documents
from waqai.evaluation.comparison import days_of, harm_of, within
from waqai.evaluation.gold import GoldFacts, Settled
from waqai.evaluation.measures import Measure, share
from waqai.evaluation.report import Comparison, Disagreement

FIRST = 3
"""How many single, affirmed events of a document are looked at: a report may retell older ones further down."""
_WIDE = {None, "province", "region", "country"}
"""Precisions of a gold point that is too wide to be found."""
_CASES = {
    "some_event": "documents",
    "day": "documents",
    "place_5km": "placed",
    "place_20km": "placed",
    "place_20km_and_day": "placed",
    "toll_in_range": "tolls",
}


def compare_facts(gold: Sequence[GoldFacts], coded: Mapping[str, Sequence[SeenEvent]]) -> Comparison:
    """The comparison of settled facts with the events that were coded in each document, by id.

    Reports of one incident are right or wrong together: where incidents are named, whole ones are drawn for intervals.
    """
    counts: dict[tuple[bool, str], Counter[str]] = {}
    disagreements: list[Disagreement] = []
    for report in gold:
        events = tuple(event for event in coded.get(report.id, ()) if event.happened)[:FIRST]
        answers = _answers(report.gold, events)
        n = Counter({name: int(right) for name, right in answers.items()})
        n["documents"] = 1
        n["placed"] = int("place_5km" in answers)
        n["tolls"] = int("toll_in_range" in answers)
        unit = (True, report.incident) if report.incident is not None else (False, report.id)
        counts.setdefault(unit, Counter()).update(n)
        wrong = tuple(name for name, right in answers.items() if not right)
        if wrong:
            disagreements.append(
                Disagreement(
                    mode="facts",
                    id=report.id,
                    what="wrong" if events else "missed",
                    fields=wrong,
                    gold=(report.gold,),
                    coded=events,
                    text=report.text,
                )
            )
    return Comparison("facts", len(gold), Documents(counts.values()), tuple(_measures()), disagreements=disagreements)


def _answers(settled: Settled, events: Sequence[SeenEvent]) -> dict[str, bool]:
    """Of each fact that can be asked for, whether one of the events tells it."""
    answers = {"some_event": bool(events), "day": any(_dated(event, settled.date) for event in events)}
    lat, lon = settled.lat, settled.lon
    if lat is not None and lon is not None and settled.geo_precision not in _WIDE:
        near = [event for event in events if within(event, lat, lon, 20)]
        answers["place_5km"] = any(within(event, lat, lon, 5) for event in events)
        answers["place_20km"] = bool(near)
        answers["place_20km_and_day"] = any(_dated(event, settled.date) for event in near)
    low, high = settled.civ_killed_min, settled.civ_killed_max
    tolls = [toll for event in events if isinstance(toll := harm_of(event, "killed"), int)]
    if low is not None and tolls:
        answers["toll_in_range"] = any(low <= toll <= (low if high is None else high) for toll in tolls)
    return answers


def _dated(event: SeenEvent, day: date) -> bool:
    """Whether the event's days come within a day of `day`: a night may be dated by either of its days."""
    span = days_of(event)
    return span is not None and (span[0] - day).days <= 1 and (day - span[1]).days <= 1


def _measures() -> Iterator[Measure]:
    for name, cases in _CASES.items():
        yield share("figures", name, "share", name, cases)
