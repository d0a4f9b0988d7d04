"""Time: which of a text's dates is the act's (codebook 6 and 8)."""

from __future__ import annotations

from datetime import date, timedelta

from waqai.coding.act import Act
from waqai.coding.modality import settle_scope_by_time
from waqai.coding.reading import Reading
from waqai.coding.utterance import Utterance
from waqai.language.calendar import Moment
from waqai.records import Time

_NOT_DATES = frozenset({"until"})


def date_acts(reading: Reading, acts: list[Act], said: list[Utterance]) -> None:
    """Fill in the moment and time of each act. An undated act of the news has the day of the text around it."""
    around: Moment | None = None
    for act in acts:
        moment = _own_moment(reading, act, acts, said)
        retold = next(reading.cues(act.clause, "retold"), None) is not None
        if moment is None and act.scope == "specific" and not retold:
            moment = around
            if moment is not None:
                act.because("time", str(moment.first), "day-of-context", evidence=[reading.span(moment.start, moment.end)])
        elif moment is not None:
            act.because("time", str(moment.first), "moment", evidence=[reading.span(moment.start, moment.end)])
        act.moment = moment
        settle_scope_by_time(reading, act)
        if moment is not None and act.scope == "specific" and not retold and _narrow(moment):
            around = moment
    _look_ahead(reading, acts)
    for act in acts:
        act.time = _time(reading, act)


def _narrow(moment: Moment) -> bool:
    return moment.days is not None and moment.days <= 2 and moment.direction == "at"


def _own_moment(reading: Reading, act: Act, acts: list[Act], said: list[Utterance]) -> Moment | None:
    """The date that stands nearest to the act in its sentence and is neither the statement's nor another act's."""
    start, end = act.sentence
    best: tuple[float, Moment] | None = None
    for moment in reading.moments:
        if moment.start < start or moment.end > end or moment.direction in _NOT_DATES:
            continue
        if _of_statement(moment, act, said):
            continue
        cost = _distance(reading, moment, act, acts)
        if best is None or cost < best[0]:
            best = (cost, moment)
    return best[1] if best is not None else None


def _of_statement(moment: Moment, act: Act, said: list[Utterance]) -> bool:
    """Whether a date belongs to a verb of saying: "قال أمس إن", and not to what is said."""
    for utterance in said:
        if utterance.label or utterance.frame in ("according-to", "subject-object"):
            continue
        first = utterance.verb[0]
        if first <= moment.start and moment.end <= utterance.reach[0] and utterance.reach[0] <= act.start:
            return True
    return False


def _distance(reading: Reading, moment: Moment, act: Act, acts: list[Act]) -> float:
    """How far a date stands from an act in tokens; acts between count much, and a clause's border some."""
    if moment.start >= act.end:
        span = range(act.end, moment.start)
        cost = float(len(span))
    else:
        span = range(moment.end, act.start)
        cost = len(span) + 2.0
    for other in acts:
        if other is not act and other.part_of is None and span.start <= other.start < span.stop:
            cost += 5 if other.harm else 8 if not other.result else 2
    if not (act.clause[0] <= moment.start < act.clause[1]):
        cost += 4
    return cost


def _look_ahead(reading: Reading, acts: list[Act]) -> None:
    """A first sentence without a date has that of the one that tells the same in full, right after it."""
    first = next((a for a in acts if a.moment is not None and a.scope == "specific" and _narrow(a.moment)), None)
    if first is None:
        return
    for act in acts:
        if act is first:
            return
        near = reading.sentence_index(first.start) - reading.sentence_index(act.start) <= 2
        if act.moment is None and act.scope == "specific" and near:
            act.moment = first.moment


def _time(reading: Reading, act: Act) -> Time | None:
    moment = act.moment
    if moment is None:
        return _of_publication(reading, act)
    if moment.first is None and moment.last is None:
        return None
    last = moment.last
    if moment.part_of_day == "night" and last is not None and moment.first == last:
        last = last + timedelta(days=1)
    if reading.anchor is not None and last is not None and act.scope in ("specific", "recurring"):
        last = _not_after(last, moment.first, reading.anchor.date())
    if moment.direction == "since" and reading.anchor is not None:
        last = max(reading.anchor.date(), moment.first) if moment.first else reading.anchor.date()
    words = reading.span(moment.start, moment.end)
    return Time(
        start=moment.first,
        end=last,
        precision=moment.precision,
        part_of_day=moment.part_of_day,
        clock=moment.clock,
        text=words.text,
        span=words.span,
        anchor=moment.anchor,
    )


def _not_after(last: date, first: date | None, published: date) -> date:
    """What has happened did not happen after it was published."""
    return last if last <= published or (first is not None and first > published) else published


def _of_publication(reading: Reading, act: Act) -> Time | None:
    """Undated news took place on the day of publication; an undated retelling has no date."""
    retold = next(reading.cues(act.clause, "retold"), None) is not None
    if reading.anchor is None or act.scope not in ("specific",) or retold:
        return None
    day = reading.anchor.date()
    act.because("time", day, "publication-day")
    return Time(start=day, end=day, precision="day", anchor="publication")
