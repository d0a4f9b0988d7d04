"""Parts of the day and the hour of the clock."""

from __future__ import annotations

import re
from typing import NamedTuple

from waqai.language.cardinals import cardinal, ordinal
from waqai.language.number_words import number_words
from waqai.language.passage import Passage
from waqai.language.time_words import PartOfDay, time_neighbours, time_words, unit_names

_HOUR_MINUTE = re.compile(r"(\d{1,2})[.,](\d{2})")
_ADDED = {"والنصف": 30, "ونصف": 30, "والربع": 15, "وربع": 15, "والثلث": 20, "وثلث": 20}
_LACKING = {"ربع": 15, "ربعا": 15, "الربع": 15, "ثلث": 20, "ثلثا": 20, "الثلث": 20}
_LETTERS: dict[str, PartOfDay] = {"ص": "morning", "م": "evening"}
_DAY_AND_NIGHT = frozenset({"ونهارا", "نهارا", "ومساء", "وصباحا"})


class DayPart(NamedTuple):
    """A part of the day; `alone` where no day need stand beside it: صباحا, but not صباح."""

    end: int
    part: PartOfDay
    alone: bool


class Clock(NamedTuple):
    """An hour as written; `minute` is None where only the hour is given."""

    end: int
    hour: int
    minute: int | None

    def on(self, part: PartOfDay | None) -> str:
        """The time as HH:MM of the 24-hour clock: the fifth hour of the evening is 17:00."""
        hour = self.hour
        if hour <= 12 and part is not None:
            hour = _of_day(hour, part)
        return f"{hour:02d}:{self.minute or 0:02d}"


def _of_day(hour: int, part: PartOfDay) -> int:
    hour %= 12
    if part in ("afternoon", "evening"):
        return hour + 12
    if part == "noon":
        return hour if hour in (10, 11) else hour + 12
    if part == "night":
        return hour + 12 if hour >= 6 else hour
    return hour


def part_at(passage: Passage, at: int, *, timed: bool = False) -> DayPart | None:
    """The part of the day that begins at the token; `timed` where an hour stands before it.

    ساعات الفجر الأولى, فجر (before a day), مساء, بعد ظهر (before a day), بعد الظهر, منتصف الليل.
    """
    words, kinds = passage.words, time_words()
    before = passage.before(at)
    if timed and words[at] in _LETTERS:
        return DayPart(at + 1, _LETTERS[words[at]], True)
    found: DayPart | None = None
    for kind in ("adverb", "part", "definite"):
        hit = kinds[kind].at(words, at)
        if hit is None or hit.meaning.part is None or (found and found.end >= hit.end):
            continue
        if kind == "adverb" and words[hit.end] in _DAY_AND_NIGHT:  # ليلا ونهارا: always
            return None
        if kind == "part" and before in time_neighbours("verb_before"):
            continue
        if kind == "definite" and not (timed or hit.preposition == "ب" or _definite_is_time(before, hit.meaning.part)):
            continue
        found = DayPart(hit.end, hit.meaning.part, kind != "part")
    if found and words[found.end] in time_neighbours("early"):
        return found._replace(end=found.end + 1)
    return found


def _definite_is_time(before: str, part: PartOfDay) -> bool:
    """Whether "the dawn" is a time: في الفجر; "the noon" is spelt like "the back", "the afternoon" like "the age"."""
    rule = "noon_before" if part in ("noon", "afternoon") else "definite_before"
    return before.removeprefix("و") in time_neighbours(rule) or before in time_neighbours(rule)


def clock_at(passage: Passage, at: int) -> Clock | None:
    """The hour that begins at the token.

    الساعة الخامسة, الساعة الـ 18.00, 02:15, الثالثة والنصف (after عند or with its minutes), الساعة 7 إلا ربعا.
    """
    words = passage.words
    cue = time_words()["clock"].at(words, at)
    start = cue.end if cue else at
    if words[start] in ("ال", "في", "حوالي", "نحو"):
        start += 1
    opened = cue is not None or passage.before(at) in time_neighbours("hour_before")
    if start < len(passage.tokens) and passage.tokens[start].kind == "number":
        return _clock_in_figures(passage, start, opened)
    return _clock_in_words(passage, start, opened)


def _clock(end: int, hour: int, minute: int | None) -> Clock | None:
    return Clock(end, hour, minute) if 0 <= hour <= 24 and 0 <= (minute or 0) < 60 else None


def _clock_in_figures(passage: Passage, at: int, opened: bool) -> Clock | None:
    words = passage.words
    if at and passage.touches(at - 1) and words[at - 1] not in ("(", "[", "ال", "،"):
        return None
    if words[at + 1] == ":" and passage.is_figure(at + 2) and len(words[at + 2]) == 2 and len(words[at]) <= 2:
        together = passage.touches(at) and passage.touches(at + 1)
        return _clock(at + 3, int(words[at]), int(words[at + 2])) if opened or together else None
    if match := _HOUR_MINUTE.fullmatch(words[at]):
        timed = opened or part_at(passage, at + 1) is not None
        return _clock(at + 1, int(match[1]), int(match[2])) if timed else None
    if not opened or len(words[at]) > 2 or not passage.is_figure(at):
        return None
    if words[at - 1] in ("الساعه", "ال", "بالساعه") or part_at(passage, at + 1, timed=True):
        return _with_minutes(passage, at + 1, int(words[at]))
    return None


def _clock_in_words(passage: Passage, at: int, opened: bool) -> Clock | None:
    words = passage.words
    if words[at] not in number_words() or "ال" not in words[at][:4]:
        return None
    if words[at].endswith("الواحده"):
        end, hour = at + 1, 1
    else:
        value = ordinal(words, at)
        if value is None or value.value > 12 or not words[at].endswith(("ه", "اولي")):
            return None
        end, hour = value.end, value.value
    found = _with_minutes(passage, end, hour)
    if found is None or found.minute is not None:
        return found
    if opened and passage.before(at).endswith(("الساعه", "تمام")):
        return found
    nothing_else = hour > 10 or words[at].endswith("الواحده")  # الواحدة فجرا; but "القذيفة الثالثة فجرا"
    return found if (opened or nothing_else) and _part_follows(passage, end) else None


def _with_minutes(passage: Passage, at: int, hour: int) -> Clock | None:
    end, minute = _minutes(passage, at)
    if minute is not None and minute < 0:  # السابعة إلا ربعا: 6:45
        return _clock(end, (hour - 2) % 12 + 1, 60 + minute)
    return _clock(end, hour, minute)


def _part_follows(passage: Passage, at: int) -> bool:
    start = at + 1 if passage.words[at] == "من" else at
    return part_at(passage, start, timed=True) is not None


def _minutes(passage: Passage, at: int) -> tuple[int, int | None]:
    """The end and the minutes after an hour: والنصف 30, إلا ربعا -15, وعشر دقائق 10; None where there are none."""
    words = passage.words
    if words[at] in _ADDED:
        return at + 1, _ADDED[words[at]]
    if words[at] == "الا" and words[at + 1] in _LACKING:
        return at + 2, -_LACKING[words[at + 1]]
    if words[at].startswith("و"):
        value = cardinal(passage.tokens, words, at + 1 if words[at] == "و" else at)
        unit = unit_names().at(words, value.end) if value else None
        if value and unit and unit.meaning.unit == "minute" and value.value < 60:
            return unit.end, value.value
    return at, None
