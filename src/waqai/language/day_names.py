"""Days by their name: the days of the week, and today, yesterday, tomorrow."""

from __future__ import annotations

from datetime import timedelta

from waqai.language.cardinals import ordinal
from waqai.language.month_years import course_at
from waqai.language.passage import Days, Passage
from waqai.language.time_openers import DAY_WORDS
from waqai.language.time_words import PartOfDay, time_neighbours, time_words, weekdays

_TODAY = "اليوم"
_BARE_TOMORROW = "غد"
_OPENING_QUOTES = frozenset({"«", "“", '"', "”", "'"})


def weekday_at(passage: Passage, at: int) -> Days | None:
    """The day of the week at the token: the latest at or before publication, or as الماضي and المقبل say (codebook 6).

    Not "every Friday" (أيام الجمعة), nor one that is part of a name (سوق الخميس) or of history (الأحد الدامي).
    """
    hit = weekdays().at(passage.words, at)
    if hit is None or passage.words[hit.end] in time_neighbours("named_after"):
        return None
    before = passage.before(at).removeprefix("و")
    if before in time_neighbours("recurring_before") or before in time_neighbours("name_before"):
        return None
    course = course_at(passage.words, hit.end)
    end, shift = (course.end, course.shift) if course else (hit.end, 0)
    if passage.today is None:
        return Days(end, None, None, "day", "weekday", shift > 0)
    since = (passage.today.weekday() - hit.meaning) % 7
    if shift > 0:
        back = since - 7
    elif shift < 0:
        back = (since or 7) + 7 * (-shift - 1)
    else:
        back = since
    day = passage.today - timedelta(days=back)
    return Days(end, day, day, "day", "weekday", shift > 0)


def near_day_at(passage: Passage, at: int) -> tuple[Days, PartOfDay | None] | None:
    """Today, yesterday, tomorrow, last night and the like at the token, with the part of the day that the words say.

    Newspapers correct a speaker's day in brackets, and the correction counts: "اليوم (أمس)".
    """
    words = passage.words
    hit = time_words()["day"].at(words, at)
    if hit is None or (words[hit.end - 1].endswith(_TODAY[1:]) and _not_today(passage, at, hit.end)):
        return None
    if hit.end == at + 1 and words[at].endswith(_BARE_TOMORROW) and not _is_tomorrow(passage, at):
        return None
    end, word = hit.end, hit.meaning
    if words[end] == "(":
        inner = time_words()["day"].at(words, end + 1)
        if inner and words[inner.end] == ")":
            end, word = inner.end + 1, inner.meaning
    shift = word.number
    if passage.today is None:
        return Days(end, None, None, "day", "relative", shift > 0), word.part
    day = passage.today + timedelta(days=shift)
    return Days(end, day, day, "day", "relative", shift > 0), word.part


def _is_tomorrow(passage: Passage, at: int) -> bool:
    """Whether غد is a day: "مساء غد", "يوم الغد" and "غد الأربعاء", but not "الأمل بغد أفضل"."""
    words = passage.words
    if weekdays().at(words, at + 1) is not None:
        return True
    before = time_words()["part"].at(words, at - 1) is not None or words[at - 1] in DAY_WORDS
    return at > 0 and before and words[at] in (_BARE_TOMORROW, "ال" + _BARE_TOMORROW)


def now_at(passage: Passage, at: int) -> Days | None:
    """Now, or so little before it that the day is the same: الآن, قبل قليل, منذ لحظات."""
    hit = time_words()["now"].at(passage.words, at)
    if hit is None or passage.words[hit.end] in time_neighbours("other_day_after"):  # حتى اللحظة الأخيرة
        return None
    return Days(hit.end, passage.today, passage.today, "hour", "relative")


def _not_today(passage: Passage, at: int, end: int) -> bool:
    """Whether "the day" is another than today (اليوم التالي, ذلك اليوم, اليوم الثالث) or a medium (روسيا اليوم)."""
    words = passage.words
    following = words[end]
    if following in time_neighbours("other_day_after") or ordinal(words, end) is not None:
        return True
    if end - at > 1:  # هذا اليوم
        return False
    before = passage.before(at).removeprefix("و")
    if before in time_neighbours("other_day_before") or before in time_neighbours("outlet_before"):
        return words[at] == _TODAY
    if before in _OPENING_QUOTES and following in ("»", "”", '"', "“", "'"):
        return True
    return at >= 2 and words[at - 2] in time_neighbours("medium_before") and words[at] == _TODAY
