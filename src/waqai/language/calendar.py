"""The times that a text names, as days of the calendar (codebook 6).

The readers of single parts stand in `dates`, `day_names`, `periods` and `day_parts`; `day_namings`, `time_points`,
and `time_ranges` join them: "عند الثالثة والنصف من بعد ظهر أمس الخميس" is an hour, a
part of the day, and a day named twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

from waqai.language.day_names import now_at
from waqai.language.passage import EARLIEST, LATEST, Anchor, Days, Passage, Precision
from waqai.language.periods import ago_at
from waqai.language.time_openers import leading_words, opening_words, words_after_figures
from waqai.language.time_points import Point, point_at
from waqai.language.time_ranges import bare_year, range_at
from waqai.language.time_words import PartOfDay, time_neighbours, time_words
from waqai.language.token import Token

Direction = Literal["at", "since", "until", "future"]

_OPEN_ENDED: tuple[Literal["since", "until"], ...] = ("since", "until")
_DIGITS = frozenset("0123456789")


class Moment(NamedTuple):
    """A time that the tokens `[start, end)` name.

    `first` and `last` are days, both inclusive; None where the words hang on a publication time that is not known. A
    night belongs to the day on which it begins. `clock` is HH:MM. `direction` is `since` after منذ, `until` after حتى,
    `future` for what lies after publication. `bare` times name a part of the day or an hour and no day: "وفي المساء".
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
    bare: bool = False

    @property
    def days(self) -> int | None:
        """How many days it covers; None where they are not known."""
        return None if self.first is None or self.last is None else (self.last - self.first).days + 1

    def ahead(self, today: date) -> Moment:
        """The time as a future verb means it: a weekday before `today` is the next one, سيجتمعون يوم الخميس."""
        if self.anchor != "weekday" or self.direction != "at" or self.first is None or self.last is None:
            return self
        if self.first >= today:
            return self._replace(direction="future")
        later = -((self.first - today).days // 7) * timedelta(days=7)
        return self._replace(first=self.first + later, last=self.last + later, direction="future")


def moments(tokens: Sequence[Token], anchor: datetime | None) -> list[Moment]:
    """The times that a text names, left to right, the longest reading of each, never overlapping.

    `anchor` is the time of publication in the publisher's own zone; without it, relative times have no days. Dates
    outside 1900-2100 are left out.
    """
    known = anchor if anchor and EARLIEST.year < anchor.year < LATEST.year else None
    passage = Passage.of(tokens, known)
    found: list[Moment] = []
    end = 0
    for at in _openings(passage):
        if at < end:
            continue
        moment = _moment_at(passage, at)
        if moment is not None and _plausible(moment):
            end = moment.end
            if not (moment.anchor == "explicit" and _in_name(passage, at)):
                found.append(moment)
    return found


def _openings(passage: Passage) -> list[int]:
    """The tokens with which a time can begin: words of time, and figures that a word of time or a mark follows."""
    words, openers, after_figures = passage.words, opening_words(), words_after_figures()
    return [
        at
        for at, word in enumerate(words[: len(passage.tokens)])
        if word in openers or (word[0] in _DIGITS and (words[at + 1] in after_figures or "." in word))
    ]


def _plausible(moment: Moment) -> bool:
    if moment.first is None or moment.last is None:
        return True
    return EARLIEST <= moment.first <= moment.last <= LATEST


def _in_name(passage: Passage, at: int) -> bool:
    """Whether the date is part of a name: شارع 17 تموز, قوى 14 آذار."""
    return passage.before(at).removeprefix("و") in time_neighbours("name_before")


def _moment_at(passage: Passage, at: int) -> Moment | None:
    """The time that begins at the token, with the word that says since or until."""
    if passage.words[at] in leading_words() and (led := _led_moment_at(passage, at)) is not None:
        return led
    point = _point_or_range_at(passage, at)
    return _moment(passage, at, point) if point else None


def _point_or_range_at(passage: Passage, at: int) -> Point | None:
    stretch = range_at(passage, at)
    return Point(stretch.end, stretch) if stretch else point_at(passage, at)


def _led_moment_at(passage: Passage, at: int) -> Moment | None:
    """The time that a word of direction opens: الآن, منذ الاثنين, حتى مساء أمس, حتى الآن, قبل ثلاثة أيام."""
    kinds, words = time_words(), passage.words
    if (now := now_at(passage, at)) is not None:
        return _moment(passage, at, Point(now.end, now))
    for kind in _OPEN_ENDED:
        if (hit := kinds[kind].at(words, at)) is not None and (point := _opened_at(passage, hit.end)) is not None:
            return _moment(passage, at, point, kind)
    until_now = kinds["until_now"].at(words, at)
    if until_now is not None and words[until_now.end] not in time_neighbours("other_day_after"):
        days = Days(until_now.end, passage.today, passage.today, "hour", "relative")
        return _moment(passage, at, Point(days.end, days), "until")
    if (ago := ago_at(passage, at)) is not None:
        since = words[at].endswith(("منذ", "مند")) and ago.precision not in ("hour", "minute")
        return _moment(passage, at, Point(ago.end, ago), "since" if since and not _hours(ago, passage) else None)
    return None


def _opened_at(passage: Passage, at: int) -> Point | None:
    """The time at the token behind منذ or حتى, which may be a year alone: منذ 2011."""
    if point := _point_or_range_at(passage, at):
        return point
    year = bare_year(passage, at)
    return Point(year.end, year) if year else None


def _hours(ago: Days, passage: Passage) -> bool:
    """Whether "hours ago" is meant: منذ ساعات is a point of time, not a stretch."""
    return ago.precision == "day" and ago.first is not None and ago.first == passage.today


def _moment(passage: Passage, at: int, point: Point, direction: Direction | None = None) -> Moment:
    days, today = point.days, passage.today
    first, last = (days.first, days.last) if days else (today, today)
    precision: Precision = days.precision if days else "day"
    if point.part and precision == "day":
        precision = "part_of_day"
    if point.clock:
        precision = "hour" if point.clock.minute is None else "minute"
    if direction is None:
        after = first is not None and today is not None and first > today + timedelta(days=1)
        direction = "future" if (days and days.future) or after else "at"
    clock = point.clock.on(point.part) if point.clock else None
    anchor = days.anchor if days else "relative"
    return Moment(at, point.end, first, last, precision, point.part, clock, anchor, direction, days is None)
