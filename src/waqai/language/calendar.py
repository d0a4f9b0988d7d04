"""The times that a text names, as days of the calendar (codebook 6).

The readers of single parts stand in `dates`, `day_names`, `periods` and `day_parts`; here they are joined: "عند
الثالثة والنصف من بعد ظهر أمس الخميس" is an hour, a part of the day, and a day named twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Literal, NamedTuple

from waqai.language.dates import day_number_at, extent, named_date_at, numeric_date_at
from waqai.language.day_names import near_day_at, now_at, weekday_at
from waqai.language.day_parts import Clock, clock_at, part_at
from waqai.language.month_years import plausible_year
from waqai.language.number_words import number_words
from waqai.language.passage import EARLIEST, LATEST, Anchor, Days, Passage, Precision
from waqai.language.periods import ago_at, edge_at, period_at
from waqai.language.time_words import (
    Kind,
    PartOfDay,
    month_names,
    time_neighbours,
    time_words,
    unit_names,
    weekdays,
)
from waqai.language.token import Token

Direction = Literal["at", "since", "until", "future"]

_DAY_WORDS = frozenset({"يوم", "نهار", "ويوم", "بيوم", "ليوم", "فيوم", "الموافق", "بتاريخ", "يومي", "ويومي"})
_RANGE_OPENERS = frozenset({"من", "بين", "ومن", "وبين", "مابين", "ما", "وما"})
_CONNECTORS = frozenset({"و", "الي", "حتي", "وحتي", "ولغايه", "لغايه", "والي"})
_FINENESS: tuple[Precision, ...] = ("minute", "hour", "part_of_day", "day", "week", "month", "year")
_OPENERS: tuple[Kind, ...] = (
    "day",
    "now",
    "part",
    "adverb",
    "definite",
    "edge",
    "period",
    "since",
    "until",
    "until_now",
    "ago",
    "clock",
    "year",
    "month",
    "season",
)
_AFTER_FIGURES = frozenset({"-", "/", ".", ":", "من", "و", "الي", "حتي", "في", "شهر", "–"})


class Moment(NamedTuple):
    """A time that the tokens `[start, end)` name.

    `first` and `last` are days, both inclusive; None where the words hang on a publication time that is not known. A
    night belongs to the day on which it begins. `clock` is HH:MM. `direction` is `since` after منذ, `until` after حتى,
    `future` for what lies after publication.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    precision: Precision
    part_of_day: PartOfDay | None = None
    clock: str | None = None
    anchor: Anchor = "relative"
    direction: Direction = "at"

    @property
    def days(self) -> int | None:
        """How many days it covers; None where they are not known."""
        return None if self.first is None or self.last is None else (self.last - self.first).days + 1


def moments(tokens: Sequence[Token], anchor: datetime | None) -> list[Moment]:
    """The times that a text names, left to right, the longest reading of each, never overlapping.

    `anchor` is the time of publication in the publisher's own zone; without it, relative times have no days. Dates
    outside 1900-2100 are left out.
    """
    known = anchor if anchor and EARLIEST.year < anchor.year < LATEST.year else None
    passage = Passage.of(tokens, known)
    openers, after_figures = _opening_words(), _words_after_figures()
    found: list[Moment] = []
    at = 0
    for index, token in enumerate(tokens):
        if index < at:
            continue
        opens = passage.words[index + 1] in after_figures if token.kind == "number" else token.text in openers
        moment = _moment_at(passage, index) if opens or _is_dotted(token) else None
        if moment is not None and _plausible(moment):
            at = moment.end
            if not (moment.anchor == "explicit" and _in_name(passage, index)):
                found.append(moment)
    return found


def _is_dotted(token: Token) -> bool:
    return token.kind == "number" and "." in token.text


@cache
def _opening_words() -> frozenset[str]:
    """Every word with which a time can begin."""
    lists: list[Iterable[str]] = [weekdays(), month_names(), *(time_words()[kind] for kind in _OPENERS)]
    words = {word for phrases in lists for word in phrases}
    words.update(word for word, unit in unit_names().entries() if unit.article)
    words.update(
        word
        for word, number in number_words().entries()
        if number.part in ("ordinal", "ordinal_one") or (number.article and (number.part in ("tens", "one")))
    )
    return frozenset(words | _DAY_WORDS | _RANGE_OPENERS | {"وال", "لل"})


@cache
def _words_after_figures() -> frozenset[str]:
    """Every word that can follow figures with which a time begins."""
    lists: list[Iterable[str]] = [month_names(), time_words()["course"], time_words()["period"], unit_names()]
    parts = [time_words()[kind] for kind in ("part", "adverb", "definite")]
    return frozenset(word for phrases in (*lists, *parts) for word in phrases) | _AFTER_FIGURES


def _plausible(moment: Moment) -> bool:
    if moment.first is None or moment.last is None:
        return True
    return EARLIEST <= moment.first <= moment.last <= LATEST


def _moment_at(passage: Passage, at: int) -> Moment | None:
    """The time that begins at the token, with the word that says since or until."""
    kinds, words = time_words(), passage.words
    if (now := now_at(passage, at)) is not None:
        return _moment(passage, at, _Draft(now.end, now))
    for kind in ("since", "until"):
        hit = kinds["since" if kind == "since" else "until"].at(words, at)
        if hit is None:
            continue
        draft = _range_at(passage, hit.end) or _draft_at(passage, hit.end) or _bare_year(passage, hit.end)
        if draft is not None:
            return _moment(passage, at, draft, "since" if kind == "since" else "until")
    until_now = kinds["until_now"].at(words, at)
    if until_now is not None and words[until_now.end] not in time_neighbours("other_day_after"):
        days = Days(until_now.end, passage.today, passage.today, "hour", "relative")
        return _moment(passage, at, _Draft(days.end, days), "until")
    if (ago := ago_at(passage, at)) is not None:
        since = words[at].endswith(("منذ", "مند")) and ago.precision not in ("hour", "minute")
        return _moment(passage, at, _Draft(ago.end, ago), "since" if since and not _hours(ago, passage) else None)
    draft = _range_at(passage, at) or _draft_at(passage, at)
    return _moment(passage, at, draft) if draft else None


def _bare_year(passage: Passage, at: int) -> _Draft | None:
    """منذ 2011."""
    if not plausible_year(passage, at) or unit_names().at(passage.words, at + 1):
        return None
    year = _end_of_range(passage, at)
    return _Draft(year.end, year) if year else None


def _hours(ago: Days, passage: Passage) -> bool:
    """Whether "hours ago" is meant: منذ ساعات is a point of time, not a stretch."""
    return ago.precision == "day" and ago.first is not None and ago.first == passage.today


@dataclass(slots=True)
class _Draft:
    """The parts of a time read so far, up to the token `end`."""

    end: int
    days: Days | None = None
    part: PartOfDay | None = None
    clock: Clock | None = None
    complete: bool = True
    """False while only a part of the day stands there that needs its day: صباح, but not صباحا."""


def _moment(passage: Passage, at: int, draft: _Draft, direction: Direction | None = None) -> Moment:
    days, today = draft.days, passage.today
    first, last = (days.first, days.last) if days else (today, today)
    precision: Precision = days.precision if days else "day"
    if draft.part and precision == "day":
        precision = "part_of_day"
    if draft.clock:
        precision = "hour" if draft.clock.minute is None else "minute"
    if direction is None:
        after = first is not None and today is not None and first > today + timedelta(days=1)
        direction = "future" if (days and days.future) or after else "at"
    clock = draft.clock.on(draft.part) if draft.clock else None
    anchor = days.anchor if days else "relative"
    return Moment(at, draft.end, first, last, precision, draft.part, clock, anchor, direction)


def _draft_at(passage: Passage, at: int) -> _Draft | None:
    """Hour, part of the day and day in any order, from the token on."""
    draft = _Draft(at)
    while _extend(passage, draft, at):
        pass
    if draft.end == at or not (draft.days or draft.clock or draft.complete):
        return None
    return draft


def _extend(passage: Passage, draft: _Draft, at: int) -> bool:
    """Take in the next part of the time, past a preposition between the parts; whether there was one."""
    opening = draft.end == at
    for start in _continuations(passage, draft, opening):
        if _take_clock(passage, draft, start) or _take_part(passage, draft, start) or _take_day(passage, draft, start):
            if start > draft.end:
                raise AssertionError("a part of a time ends before it begins")
            return True
    return False


def _continuations(passage: Passage, draft: _Draft, opening: bool) -> tuple[int, ...]:
    """Where the next part may begin: here, or past a word or bracket that ties parts of a time together."""
    end, word = draft.end, passage.words[draft.end]
    if opening or word == "\n":
        return (end,)
    return (end, end + 1) if word in ("من", "في", "عند", "علي", "(", "،", ",", "-", "حوالي", "نحو") else (end,)


def _closed(passage: Passage, draft: _Draft, start: int, end: int) -> int | None:
    """The end with the bracket that closes what was opened right before `start`; None where it stays open."""
    if start == draft.end or passage.before(start) != "(":
        return end
    return end + 1 if passage.words[end] == ")" else None


def _take_clock(passage: Passage, draft: _Draft, start: int) -> bool:
    if draft.clock is not None or (draft.days is not None and draft.days.precision != "day"):
        return False
    clock = clock_at(passage, start)
    end = _closed(passage, draft, start, clock.end) if clock else None
    if clock is None or end is None:
        return False
    draft.clock, draft.end, draft.complete = clock, end, True
    return True


def _take_part(passage: Passage, draft: _Draft, start: int) -> bool:
    if draft.part is not None or (draft.days is not None and draft.days.precision != "day"):
        return False
    part = part_at(passage, start, timed=draft.clock is not None)
    if part is None or (draft.days is not None and not part.alone):
        return False
    if start > draft.end and passage.before(start) not in ("من", "في"):
        return False
    draft.part, draft.end = part.part, part.end
    draft.complete = part.alone or draft.clock is not None
    return True


def _take_day(passage: Passage, draft: _Draft, start: int) -> bool:
    if draft.days is not None:
        return False
    if start > draft.end and passage.words[draft.end] not in ("من", "في", "("):
        return False
    chain = _day_chain(passage, start)
    if chain is None:
        return False
    days, part = chain
    timed = draft.part is not None or draft.clock is not None
    if timed and days.precision != "day":
        return False
    end = _closed(passage, draft, start, days.end)
    if end is None or (part and draft.part and draft.clock is None and part != draft.part):
        return False
    draft.days, draft.part, draft.complete = days, draft.part or part, True
    draft.end = _second_night(passage, days, end) if draft.part == "night" else end
    return True


def _second_night(passage: Passage, days: Days, end: int) -> int:
    """The end with the day into which a night runs: ليل الخميس - الجمعة, ليلة الأربعاء على الخميس."""
    words = passage.words
    start = end + 1 if words[end] in ("-", "/", "–", "الي", "علي", "و") else end
    first = weekdays().at(words, end - 1)
    second = weekdays().at(words, start)
    if days.anchor != "weekday" or first is None or second is None or (second.meaning - first.meaning) % 7 != 1:
        return end
    return second.end


def _single_day(passage: Passage, at: int) -> Days | None:
    return numeric_date_at(passage, at) or named_date_at(passage, at)


def _days_at(passage: Passage, at: int, *, edged: bool = False) -> tuple[Days, PartOfDay | None] | None:
    """One naming of days at the token, of whatever sort."""
    start = at + 1 if passage.words[at] in _DAY_WORDS else at
    found = _single_day(passage, start) or weekday_at(passage, start)
    if found is not None:
        return found, None
    if near := near_day_at(passage, start):
        return near
    if now := now_at(passage, at):
        return now, None
    if start > at:
        return None
    found = edge_at(passage, at) or period_at(passage, at, edged=edged)
    return (found, None) if found else None


def _in_name(passage: Passage, at: int) -> bool:
    """Whether the date is part of a name: شارع 17 تموز, قوى 14 آذار."""
    return passage.before(at).removeprefix("و") in time_neighbours("name_before")


def _day_chain(passage: Passage, at: int) -> tuple[Days, PartOfDay | None] | None:
    """A day with all its namings: اليوم السبت 30 تشرين الثاني, الاثنين (22 يناير), أمس، 19 كانون الأول 2024."""
    found = _days_at(passage, at)
    if found is None:
        return None
    days, part = found
    while days.precision == "day" and (longer := _named_again(passage, days)) is not None:
        days = longer
    return days, part


def _named_again(passage: Passage, days: Days) -> Days | None:
    """The same day with its next naming, if one follows."""
    words = passage.words
    mark = words[days.end] if words[days.end] in ("،", ",", "(", "-", "/") else ""
    start = days.end + 1 if mark else days.end
    while words[start] in ("في", "الموافق", "يوم", "بتاريخ", "نهار", "من") and (words[start] != "من" or not mark):
        start += 1
    again = _other_naming(passage, days, start)
    if again is None or (mark == "(" and words[again.end] != ")"):
        return None
    both = _reconciled(days, again, beside=not mark)
    return both._replace(end=again.end + (mark == "(")) if both else None


def _other_naming(passage: Passage, days: Days, start: int) -> Days | None:
    """A day named at the token in another way than `days`: a date, a weekday, or "yesterday" after a weekday."""
    if days.anchor != "explicit" and (named := _single_day(passage, start)) is not None:
        return named if named.precision == "day" else None
    if days.anchor != "weekday":
        return weekday_at(passage, start)
    near = near_day_at(passage, start)
    return near[0] if near else None


def _reconciled(days: Days, again: Days, *, beside: bool) -> Days | None:
    """One day from two namings, or None where they are of two days.

    A date counts more than a weekday, a weekday more than "today" where the two are a day apart: such a text was written
    past midnight. A weekday right beside a date is of that date even where the writer miscounted it.
    """
    if days.first is None or again.first is None:
        return again if again.anchor == "explicit" else days
    apart = (again.first - days.first).days
    if again.anchor == "explicit":
        return again if abs(apart) <= 1 or (beside and days.anchor == "weekday") else None
    if days.anchor == "explicit" or again.anchor != "weekday":
        return days if apart == 0 or (again.anchor == "weekday" and apart % 7 == 0) else None
    step = {0: 0, 1: 1, 6: -1}.get(apart % 7)
    if step is None:
        return None
    day = days.first + timedelta(days=step)
    return days._replace(first=day, last=day, anchor="weekday" if step else days.anchor)


def _range_at(passage: Passage, at: int) -> _Draft | None:
    """A stretch between two namings: بين 3 شباط و5 آذار, بين عامي 2011 و2014, من 3 إلى 5 آذار."""
    words = passage.words
    if words[at] in ("ما", "وما"):
        if words[at + 1] != "بين":
            return None
        start = at + 2
    elif words[at] in _RANGE_OPENERS:
        start = at + 1
    elif (hit := time_words()["year"].at(words, at)) and hit.meaning.number == 2:
        start = at
    else:
        return None
    if _may_open(passage, start):
        found = _between(passage, start)
        return _Draft(found.end, found) if found else None
    return None


def _may_open(passage: Passage, at: int) -> bool:
    return passage.words[at] in _opening_words() or passage.is_figure(at)


def _end_of_range(passage: Passage, at: int) -> Days | None:
    hit = time_words()["year"].at(passage.words, at)
    if hit and hit.meaning.number == 2:
        at = hit.end
    if plausible_year(passage, at) and passage.words[at + 1] not in month_names():
        number = int(passage.words[at])
        return Days(at + 1, date(number, 1, 1), date(number, 12, 31), "year", "explicit") if number > 1899 else None
    found = _days_at(passage, at, edged=True)
    return found[0] if found else None


def _between(passage: Passage, start: int) -> Days | None:
    left = _end_of_range(passage, start)
    if left is None:
        return None
    connector = passage.words[left.end]
    if connector in _CONNECTORS:
        right = _end_of_range(passage, left.end + 1)
    else:
        right = _end_of_range(passage, left.end) if connector.startswith("و") else None
    if right is None:
        several = left.first != left.last and left.anchor == "explicit" and day_number_at(passage, start) is not None
        return left if several else None
    precision = max(left.precision, right.precision, key=_FINENESS.index)
    if right.first is None or right.last is None or passage.today is None:
        known = left.first is not None and right.last is not None and left.first <= right.last
        return Days(right.end, left.first if known else None, right.last if known else None, precision, right.anchor)
    left = _end_of_range(passage.seen_from(right.last), start) or left
    if left.first is None or left.first > right.last:
        return None
    if precision == "day":
        precision = extent(left.first, right.last)
    return Days(right.end, left.first, right.last, precision, right.anchor, right.future)
