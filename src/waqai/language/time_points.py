"""A point of time: its hour, its part of the day and its day, in whatever order they stand."""

from __future__ import annotations

from dataclasses import dataclass

from waqai.language.day_namings import day_chain
from waqai.language.day_parts import Clock, clock_at, part_at
from waqai.language.passage import Days, Passage
from waqai.language.time_openers import may_be_part
from waqai.language.time_words import PartOfDay, weekdays


@dataclass(slots=True)
class Point:
    """The parts of a time that were read, up to the token `end`."""

    end: int
    days: Days | None = None
    part: PartOfDay | None = None
    clock: Clock | None = None
    complete: bool = True
    """False while only a part of the day stands there that needs its day: صباح, but not صباحا."""


def point_at(passage: Passage, at: int) -> Point | None:
    """Hour, part of the day and day in any order, from the token on."""
    point = Point(at)
    while _extend(passage, point, at):
        pass
    if point.end == at or not (point.days or point.clock or point.complete):
        return None
    return point


def _extend(passage: Passage, point: Point, at: int) -> bool:
    """Take in the next part of the time, past a preposition between the parts; whether there was one."""
    for start in _continuations(passage, point, opening=point.end == at):
        if may_be_part(passage, start) and (
            _take_clock(passage, point, start) or _take_part(passage, point, start) or _take_day(passage, point, start)
        ):
            return True
    return False


def _continuations(passage: Passage, point: Point, *, opening: bool) -> tuple[int, ...]:
    """Where the next part may begin: here, or past a word or bracket that ties parts of a time together."""
    end, word = point.end, passage.words[point.end]
    if opening or word == "\n":
        return (end,)
    return (end, end + 1) if word in ("من", "في", "عند", "علي", "(", "،", ",", "-", "حوالي", "نحو") else (end,)


def _closed(passage: Passage, point: Point, start: int, end: int) -> int | None:
    """The end with the bracket that closes what was opened right before `start`; None where it stays open."""
    if start == point.end or passage.before(start) != "(":
        return end
    return end + 1 if passage.words[end] == ")" else None


def _take_clock(passage: Passage, point: Point, start: int) -> bool:
    if point.clock is not None or (point.days is not None and point.days.precision != "day"):
        return False
    clock = clock_at(passage, start)
    end = _closed(passage, point, start, clock.end) if clock else None
    if clock is None or end is None:
        return False
    point.clock, point.end, point.complete = clock, end, True
    return True


def _take_part(passage: Passage, point: Point, start: int) -> bool:
    if point.part is not None or (point.days is not None and point.days.precision != "day"):
        return False
    part = part_at(passage, start, timed=point.clock is not None)
    if part is None or (point.days is not None and not part.alone):
        return False
    if start > point.end and passage.before(start) not in ("من", "في"):
        return False
    point.part, point.end = part.part, part.end
    point.complete = part.alone or point.clock is not None
    return True


def _take_day(passage: Passage, point: Point, start: int) -> bool:
    if point.days is not None:
        return False
    if start > point.end and passage.words[point.end] not in ("من", "في", "("):
        return False
    chain = day_chain(passage, start)
    if chain is None:
        return False
    days, part = chain
    timed = point.part is not None or point.clock is not None
    if timed and days.precision != "day":
        return False
    end = _closed(passage, point, start, days.end)
    if end is None or (part and point.part and point.clock is None and part != point.part):
        return False
    point.days, point.part, point.complete = days, point.part or part, True
    point.end = _second_night(passage, days, end) if point.part == "night" else end
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
