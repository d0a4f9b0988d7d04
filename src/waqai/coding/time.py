"""Time: which of a text's dates is the act's (codebook 6 and 8)."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from waqai.coding.act import Act, neighbours
from waqai.coding.modality import settle_scope_by_time
from waqai.coding.parts_of_speech import is_finite
from waqai.coding.reading import Range, Reading
from waqai.coding.utterance import Utterance
from waqai.language.calendar import Moment
from waqai.language.time_words import time_neighbours
from waqai.records import Time

_NOT_DATES = frozenset({"until"})
_WIDE = frozenset({"month", "year"})
_AS_PART = 2
"""How many sentences back a part of the day looks for its day."""
_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class _Dates:
    """The dates of a text and who says them, so that an act asks only for those of its own sentence."""

    reading: Reading
    said: list[Utterance]
    verbs: list[int]

    @classmethod
    def of(cls, reading: Reading, said: list[Utterance]) -> _Dates:
        """The dates of a text; a label and "according to" date no statement."""
        framed = sorted((u for u in said if not u.label and u.frame != "according-to"), key=lambda u: u.verb[0])
        return cls(reading, framed, [utterance.verb[0] for utterance in framed])

    def within(self, span: Range) -> list[Moment]:
        """The dates that lie in a range."""
        found = self.reading.moments
        first, last = bisect_left(found, span[0], key=_start), bisect_left(found, span[1], key=_start)
        return [moment for moment in found[first:last] if moment.end <= span[1]]

    def speakers(self, span: Range) -> list[Utterance]:
        """The verbs of saying of a range."""
        return self.said[bisect_left(self.verbs, span[0]) : bisect_left(self.verbs, span[1])]


def date_acts(reading: Reading, acts: list[Act], said: list[Utterance]) -> None:
    """Fill in the moment and time of each act. An undated act of the news has the day of the text around it."""
    dates = _Dates.of(reading, said)
    around: Moment | None = None
    for number, act in enumerate(acts):
        moment = _own_moment(dates, act, neighbours(acts, number)[0])
        if moment is not None and moment.bare:
            moment = _with_day(dates, moment, around, act)
        retold = next(reading.cues(act.clause, "retold"), None) is not None
        if moment is None and act.scope == "specific" and not retold:
            moment = around
            if moment is not None:
                act.because(
                    "time", str(moment.first), "day-of-context", evidence=[reading.span(moment.start, moment.end)]
                )
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


def _with_day(dates: _Dates, moment: Moment, around: Moment | None, act: Act) -> Moment:
    """A part of the day or an hour with the day named before it: "الثلاثاء قصفا. | وفي المساء"."""
    here = [
        m
        for m in dates.within(act.sentence)
        if not m.bare and m.days == 1 and m.direction == "at" and m.start < moment.start
    ]
    day = here[-1] if here else around
    if day is None or day.days != 1 or moment.direction != "at":
        return moment
    reading = dates.reading
    if reading.sentence_index(moment.start) - reading.sentence_index(day.start) > _AS_PART:
        return moment
    return moment._replace(first=day.first, last=day.last, anchor=day.anchor)


def _own_moment(dates: _Dates, act: Act, near: list[Act]) -> Moment | None:
    """The date that stands nearest to the act in its sentence and is neither the statement's nor another act's."""
    best: tuple[float, Moment] | None = None
    speakers = dates.speakers(act.sentence)
    for moment in dates.within(act.sentence):
        if moment.direction in _NOT_DATES or any(_of_statement(moment, act, utterance) for utterance in speakers):
            continue
        if _of_another_thing(dates.reading, moment, act):
            continue
        cost = _distance(moment, act, near)
        if any(_beside_speaker(moment, act, utterance) for utterance in speakers):
            cost += _BESIDE_SPEAKER
        if best is None or cost < best[0]:
            best = (cost, moment)
    return best[1] if best is not None else None


def _of_statement(moment: Moment, act: Act, utterance: Utterance) -> bool:
    """Whether a date belongs to a verb of saying: "قال | أمس | إن", and not to what is said."""
    if utterance.frame == "subject-object":
        return False
    return utterance.verb[0] <= moment.start and moment.end <= utterance.reach[0] <= act.start


_BESIDE_SPEAKER = 12.0


def _beside_speaker(moment: Moment, act: Act, utterance: Utterance) -> bool:
    """Whether a date stands behind the speaker, so that another goes before it: "أعلنت | اليوم | حصيلة القصف"."""
    if utterance.phrase is None or moment.end > act.start:
        return False
    return utterance.verb[0] < moment.start and 0 <= moment.start - utterance.phrase[1] <= 1


def _of_another_thing(reading: Reading, moment: Moment, act: Act) -> bool:
    """Whether a month, a year or a "since" tells of something else than the act that it stands behind.

    "مدرسة بنيت | عام 1975", "البلدة التي نزح أهلها | عام 2019", "للمرة الثالثة | منذ بداية الشهر".
    """
    if moment.direction == "since" and _compares(reading, moment, act):
        return True
    if moment.precision not in _WIDE:
        return False
    before = moment.start - 1
    while before > act.end and reading.text(before) in ("في", "منذ"):
        before -= 1
    if before >= act.end and reading.text(before).removeprefix("و") in time_neighbours("dated_before"):
        return True
    if act.end > moment.start:
        return False
    return _in_relative_clause(reading, moment, act) or _in_other_clause(reading, moment, act)


def _in_other_clause(reading: Reading, moment: Moment, act: Act) -> bool:
    """Whether a clause of its own stands between, of somebody's life: "قتل الرجل … | كان يعمل في المدينة عام 2015".

    A dash with a space before it alone opens such a clause: "غارة على البلدة -القتيل نازح منذ عام 2015".
    """
    for i in range(act.end, moment.start):
        told = any(m.kind in ("trigger", "reporting") for k in (i, i + 1) for m in reading.begins[k])
        if (is_finite(reading, i) and not told and not reading.is_mark(i)) or reading.text(i) in _COPULAS:
            return True
        if _opens_item(reading, i, act):
            return True
    return False


def _opens_item(reading: Reading, i: int, act: Act) -> bool:
    """Whether a dash opens what is told next, and is none of the two around an aside."""
    if reading.text(i) not in _DASHES or reading.tokens[i - 1].end == reading.tokens[i].start:
        return False
    return sum(reading.text(k) in _DASHES for k in range(act.start, act.sentence[1])) == 1


_COPULAS = frozenset({"هو", "هي", "وهو", "وهي", "وهم", "وهما"})
_DASHES = frozenset({"-", "–", "—"})


def _compares(reading: Reading, moment: Moment, act: Act) -> bool:
    """Whether "since" bounds a comparison: "الأعنف | منذ أشهر", "للمرة الثالثة | منذ بداية الشهر"."""
    words = time_neighbours("compared_before")
    first = max(moment.start - 5, act.end if act.start < moment.start else act.sentence[0])
    return any(reading.text(i).removeprefix("و") in words for i in range(first, moment.start))


def _in_relative_clause(reading: Reading, moment: Moment, act: Act) -> bool:
    """Whether a clause on another noun than the act stands between: "البلدة | التي نزح أهلها | عام 2019".

    A clause on the act itself dates it: "الهجوم الدامي | الذي وقع عام 2014".
    """
    relative = time_neighbours("relative")
    for i in range(act.end, moment.start):
        if reading.text(i) in relative:
            return not act.nominal or any(k in reading.place_at for k in range(act.end, i)) or i - act.end > _ADJECTIVES
    return False


_ADJECTIVES = 2
"""So many words may qualify the noun of an act before the clause on it: "الهجوم الانتحاري الدامي | الذي"."""


def _distance(moment: Moment, act: Act, near: list[Act]) -> float:
    """How far a date stands from an act in tokens; acts between count much, and a clause's border some."""
    if moment.start >= act.end:
        span = range(act.end, moment.start)
        cost = float(len(span))
    else:
        span = range(moment.end, act.start)
        cost = len(span) + 2.0
    for other in near:
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
