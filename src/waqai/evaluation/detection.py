"""Sentences that people judged: does each tell of an event of a class?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from waqai.evaluation.answer import SeenEvent
from waqai.evaluation.bootstrap import Documents
from waqai.evaluation.gold import GoldSentence
from waqai.evaluation.measures import Counts, Measure, precision_recall, ratio
from waqai.evaluation.report import Comparison, Disagreement

_LABELS = ("yes", "no", "difficult no", "easy no", "ambiguous")
CODED, NOT_CODED = "coded", "not coded"


def compare_sentences(gold: Sequence[GoldSentence], coded: Mapping[str, Sequence[SeenEvent]]) -> Comparison:
    """The comparison of judged sentences with the events that were coded in each, by id.

    Sentences that the annotators left ambiguous count only for how far people agree.
    """
    counts: list[dict[str, float]] = []
    confusion: dict[str, Counter[str]] = {}
    disagreements: list[Disagreement] = []
    for sentence in gold:
        events = [event for event in coded.get(sentence.id, ()) if tells_of(event, sentence.event_type)]
        confusion.setdefault(sentence.label, Counter())[CODED if events else NOT_CODED] += 1
        counts.append(_counted(sentence, said=bool(events)))
        if sentence.label != "ambiguous" and bool(events) != (sentence.label == "yes"):
            what = "spurious" if events else "missed"
            disagreements.append(
                Disagreement(
                    mode="detect", id=sentence.id, what=what, gold=(sentence,), coded=tuple(events), text=sentence.text
                )
            )
    measures = tuple(_measures(sorted({sentence.event_type for sentence in gold})))
    ordered = {label: confusion[label] for label in _LABELS if label in confusion}
    return Comparison("detect", len(gold), Documents(counts), measures, ordered, disagreements)


def tells_of(event: SeenEvent, plover: str) -> bool:
    """Whether the event is an affirmed one of the class."""
    return event.polarity == "affirmed" and plover in event.plover


def _counted(sentence: GoldSentence, *, said: bool) -> dict[str, float]:
    n: defaultdict[str, float] = defaultdict(float)
    judges = sentence.accept + sentence.reject
    if judges >= 2:
        pairs = judges * (judges - 1) / 2
        n["judged"] += 1
        n["both accept"] += sentence.accept * (sentence.accept - 1) / 2 / pairs
        n["one accepts"] += sentence.accept * sentence.reject / pairs
    if sentence.label == "ambiguous":
        return n
    truth = sentence.label == "yes"
    outcome = ("right" if truth else "false") if said else "missed" if truth else "rightly not"
    n[outcome] += 1
    n["false on clear"] += said and sentence.label == "easy no"
    n[f"{sentence.event_type} {outcome}"] += 1
    return n


def _measures(classes: Iterable[str]) -> Iterator[Measure]:
    yield from precision_recall("figures", "events", "right", "false", "missed")
    yield from precision_recall("figures", "against_clear_negatives", "right", "false on clear", "missed")
    yield Measure("figures", "human_pair", "f1", _agreement_of_people, lambda n: n.get("judged", 0))
    for plover in classes:
        yield from precision_recall("by_type", plover, f"{plover} right", f"{plover} false", f"{plover} missed")


def _agreement_of_people(n: Counts) -> float | None:
    """F1 of one annotator against another, over all pairs of those who judged a sentence."""
    both, one = 2 * n.get("both accept", 0), n.get("one accepts", 0)
    return ratio(both, both + one) if both + one else None
