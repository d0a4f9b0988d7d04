"""Words that people marked as those of agent and target, against the participants of coded events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from waqai.evaluation.answer import SeenEvent
from waqai.evaluation.bootstrap import Documents
from waqai.evaluation.gold import GoldSpans
from waqai.evaluation.measures import Measure, share
from waqai.evaluation.report import Comparison, Disagreement
from waqai.evaluation.wording import ALIKE, dice, words_of_all

FIRST = 3
"""How many events of the class are looked at: a sentence may hold several, and the annotators marked one."""
PARTS = ("agents", "targets")


def compare_spans(gold: Sequence[GoldSpans], coded: Mapping[str, Sequence[SeenEvent]]) -> Comparison:
    """The comparison of marked sentences with the events that were coded in each, by id.

    Each annotator's words are held against that one of the first events of the class that fits them best.
    """
    counts: list[dict[str, float]] = []
    disagreements: list[Disagreement] = []
    for sentence in gold:
        events = tuple(e for e in coded.get(sentence.id, ()) if sentence.event_type in e.plover)[:FIRST]
        n: dict[str, float] = {}
        for part in PARTS:
            said = [_words(event, part) for event in events] or [frozenset[str]()]
            marks = [
                words_of_all(mark.source_actor if part == "agents" else mark.target_actor) for mark in sentence.spans
            ]
            fits = [max(dice(words, mark) for words in said) for mark in marks]
            people = [dice(one, other) for one, other in combinations(marks, 2)]
            for row in (part, f"{sentence.event_type} {part}"):
                n[f"{row} sum"], n[f"{row} marks"] = sum(fits), len(fits)
            n[f"{part} people"], n[f"{part} pairs"] = sum(people), len(people)
            wrong = tuple(mark for mark, fit in zip(sentence.spans, fits, strict=True) if fit < ALIKE)
            if wrong:
                disagreements.append(
                    Disagreement(
                        mode="spans",
                        id=sentence.id,
                        what="wrong",
                        fields=(part,),
                        gold=wrong,
                        coded=events,
                        text=sentence.text,
                    )
                )
        counts.append(n)
    measures = tuple(_measures(sorted({sentence.event_type for sentence in gold})))
    return Comparison("spans", len(gold), Documents(counts), measures, disagreements=disagreements)


def _words(event: SeenEvent, part: str) -> frozenset[str]:
    actors = event.agents if part == "agents" else event.targets
    return words_of_all(actor.text or "" for actor in actors)


def _measures(classes: Iterable[str]) -> Iterator[Measure]:
    for part in PARTS:
        yield share("figures", part, "overlap", f"{part} sum", f"{part} marks")
        yield share("figures", part, "human_pair", f"{part} people", f"{part} pairs")
    for plover in classes:
        for part in PARTS:
            yield share("by_type", plover, part, f"{plover} {part} sum", f"{plover} {part} marks")
