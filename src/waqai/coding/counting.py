"""Counting: how many persons the words of a harm tell of, and who they were (codebook 3).

The number stands in the word itself (قتيلان, مقتله), right before it (4 قتلى), in the phrase of the victims (قتل ثلاثة
مدنيين; مدنيان قُتلا), before the word that closes the wording (سقوط … وثلاثة جرحى), or behind a rise (ارتفع عدد القتلى
إلى تسعة).
"""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.constituents import following
from waqai.coding.parts_of_speech import is_finite
from waqai.coding.reading import QUOTE_MARKS, Range, Reading
from waqai.coding.tally import Tally, begins_joined, counted_phrase, counts_persons, is_age_behind_name, tally
from waqai.knowledge.triggers import Trigger
from waqai.knowledge.vocabulary import PersonRow
from waqai.records import Casualties, HarmKind

_RISE_REACH = 14
_OF_PRONOUN = {"ه": 1, "ها": 1, "هما": 2}
_TO = frozenset({"الي", "نحو", "بلغ", "بلغت", "هو", "هي"})


def casualties_of(reading: Reading, act: Act, kind: HarmKind) -> Casualties | None:
    """The persons that a word of harm counts, with the words that say so."""
    found = _of_closing(reading, act) or _of_word(reading, act)
    if found is None and act.trigger.id in _OF_NOTICES:
        found = (Tally(), (act.start, act.end))
    if found is None and not _shared(reading, act):
        found = _of_victims(reading, act) or _of_rise(reading, act) or _of_form(reading, act)
    words = (act.start, act.end) if found is None else found[1]
    count = Tally() if found is None else found[0]
    low, best, high = count.bounds
    span = reading.span(*words)
    return Casualties(kind=kind, low=low, best=best, high=high, victims=count.victims, text=span.text, span=span.span)


_OF_NOTICES = frozenset({"kill-passed", "kill-dhimma"})
"""Words of obituaries, which name one of the dead and count nobody."""
Counted = tuple[Tally, Range]
"""What was counted, and the tokens that say so."""


def _shared(reading: Reading, act: Act) -> bool:
    """Whether one number is told for two harms: "مقتل | وإصابة تسعة" does not say how many of each."""
    if not act.nominal or act.trigger.measure == "noun" or act.end >= len(reading.begins):
        return False
    before = reading.begins[act.start - 1] if act.start and act.mention.split.conjunction else []
    behind = [m for m in reading.begins[act.end] if m.split.conjunction]
    return any(_is_harming(m.term.row) for m in (*before, *behind))


def _is_harming(row: object) -> bool:
    """Whether a row is a verbal noun of harm (مقتل, إصابة), and no noun for the harmed (قتلى)."""
    return isinstance(row, Trigger) and row.harm is not None and row.sense == "harm" and row.measure != "noun"


def _one(low: int, best: int | None = None) -> Tally:
    found = Tally()
    found.add(low, low if best is None else best, low if best is None else best)
    return found


# --- the word itself ----------------------------------------------------------------------------------------


def _of_closing(reading: Reading, act: Act) -> Counted | None:
    """The number of the noun that closes a wording: "سقوط قتيلين | وثلاثة جرحى", "ارتقاء | 3 شهداء", "سقوط | شهيد"."""
    first, last = act.mention.gap
    if (last <= first and act.end - act.start < 2) or act.trigger.takes("cause"):
        return None  # راح ضحيتها | خمسة
    return _of_toll_noun(reading, act.end - 1, act.start) if _toll_noun(reading, act.end - 1) is not None else None


def _toll_noun(reading: Reading, i: int) -> str | None:
    """The grammatical number of a noun for the dead or wounded at token `i`; None where none stands there."""
    for mention in reading.begins[i]:
        row, form = mention.term.row, mention.term.inflection
        if isinstance(row, PersonRow) and row.mode == "toll" and form is not None:
            return "p" if mention.split.article and form.number != "d" else form.number
    return None


def _of_toll_noun(reading: Reading, i: int, start: int) -> Counted | None:
    """How many a noun for the dead or wounded tells of: by the number before it, or as a dual or singular."""
    number = reading.number_at.get(i - 1)
    if number is not None and number.end == i and number.kind in ("cardinal", "vague"):
        found = Tally()
        found.add(number.low, number.best, number.high)
        return found, (max(start, number.start), i + 1)
    behind = reading.number_at.get(i + 1)
    plural = _toll_noun(reading, i) == "p"
    if (
        plural and behind is not None and behind.start == i + 1 and not begins_joined(reading, behind)
    ):  # العثور على جثث | ثلاثة أشخاص
        found = tally(reading, i + 1, reading.sentence(i)[1])
        return (found, (start, found.end)) if found.counted else None
    step = {"s": 1, "d": 2}.get(_toll_noun(reading, i) or "") or _titled(reading, i)
    return (_one(step), (start, i + 1)) if step is not None else None


def _titled(reading: Reading, i: int) -> int | None:
    """One, where the noun is the title of a name: "ارتقاء | الشهيد | سامر قاسم"."""
    forms = {m.term.inflection.number for m in reading.begins[i] if m.term.inflection and m.split.article}
    named = i + 1 < len(reading.tokens) and not reading.begins[i + 1] and not reading.is_mark(i + 1)
    return 1 if forms == {"s"} and named else None


def _of_word(reading: Reading, act: Act) -> Counted | None:
    """The number that the word itself bears: "14 إصابة", "قتيلان", "4 قتلى", "مقتله"."""
    if not act.nominal:
        return None
    end = act.end if act.mention.gap[1] <= act.mention.gap[0] else act.mention.gap[0]
    number = reading.number_at.get(act.start - 1)
    before = number is not None and number.end == act.start and number.kind in ("cardinal", "vague")
    if number is not None and before and not act.mention.split.preposition and counts_persons_or_toll(reading, act):
        found = Tally()
        found.add(number.low, number.best, number.high)
        return found, (number.start, end)
    if act.mention.pronoun in _OF_PRONOUN and act.trigger.measure != "noun":  # أدى إلى مقتله
        return _one(_OF_PRONOUN[act.mention.pronoun]), (act.start, end)
    form = act.mention.term.inflection
    if form is None:
        return None
    if form.pos == "masdar" and form.number == "d" and act.trigger.harm == "injured":
        return _one(2), (act.start, end)  # وقوع | الإصابتين
    if act.trigger.measure != "noun" or not _toll_noun(reading, act.start):
        return None
    if form.number == "d":
        return _one(2), (act.start, end)
    if form.number == "s" and not act.mention.split.article:
        return _one(1), (act.start, end)
    return None


def counts_persons_or_toll(reading: Reading, act: Act) -> bool:
    """Whether a number right before the word counts it: "14 | إصابة", and not "في 3 آذار | مقتل", "سامر 14 | شهيد"."""
    number = reading.number_at.get(act.start - 1)
    if number is not None and is_age_behind_name(reading, number):
        return False
    return act.trigger.measure == "noun" or _toll_noun(reading, act.start) is not None


# --- the victims --------------------------------------------------------------------------------------------


def _of_victims(reading: Reading, act: Act) -> Counted | None:
    """The victims as the text names them: behind the word, or before it as its subject."""
    if act.trigger.measure == "noun" and _toll_noun(reading, act.start) is not None:
        return None  # ضحايا | مدنيين: the noun is the harmed person
    for start, limit in _wheres(reading, act):
        found = tally(reading, start, limit)
        if found.counted:
            return found, (min(start, act.start), max(found.end, act.end if start < act.start else found.end))
    return None


WITH_HIM = frozenset({"معه", "معها", "معهما", "معهم", "برفقته", "برفقتها"})
"""Words that add the dead or hurt behind them to those told before: "وقتل | معه | اثنان من مرافقيه"."""


def _wheres(reading: Reading, act: Act) -> list[Range]:
    """The ranges in which the victims of a harm can be told, the likeliest first."""
    limit = act.sentence[1]
    targets = [_tokens(reading, who.span) for who in act.targets[:1]]
    direct = reading.number_at.get(act.end)
    found = [(act.end, limit)] if direct is not None and direct.start == act.end else []
    if reading.text(act.end) in WITH_HIM:
        found.append((act.end + 1, limit))
    found.extend((_with_number(reading, first), limit) for first, _ in targets if first >= act.end)
    gap = act.mention.gap
    if gap[1] > gap[0] and not act.trigger.takes("cause"):
        found.append(gap)
    found.extend(_behind(reading, act))
    found.extend((_with_number(reading, first), act.start) for first, _ in targets if first < act.start)
    return found


def _behind(reading: Reading, act: Act) -> list[Range]:
    """The first phrase of persons behind the word, past time and circumstance: "وقتل في القصف | مدنيان"."""
    limit = act.sentence[1]
    parts = following(reading, act.end, limit, most=1 if act.nominal and not act.trigger.takes("cause") else 3)
    nouns = [
        phrase for phrase in parts.nouns if not act.nominal or phrase[0] <= act.end + 1 or act.trigger.takes("cause")
    ]
    return [(phrase[0], limit) for phrase in nouns if counted_phrase(reading, phrase)][:1]


def _tokens(reading: Reading, span: tuple[int, int]) -> Range:
    return reading.token_index(span[0]), reading.token_index(span[1] - 1) + 1


def _with_number(reading: Reading, start: int) -> int:
    """Where the number before the words for persons begins: "خمسة من | عناصر"."""
    before = start - 1
    while before > 0 and reading.text(before) in ("من", "عدد"):
        before -= 1
    number = reading.number_at.get(before)
    return number.start if number is not None and number.end == before + 1 else start


# --- rises and forms ----------------------------------------------------------------------------------------


def _of_rise(reading: Reading, act: Act) -> Counted | None:
    """The number that a toll rises to: "ارتفع عدد | القتلى | في الغارة إلى تسعة"."""
    if act.trigger.measure != "noun":
        return None
    counted = any(
        reading.text(i).removeprefix("و") in _COUNT_OF for i in range(max(act.sentence[0], act.start - 3), act.start)
    )
    if not counted:
        return None
    for i in range(act.end, min(act.sentence[1], act.end + _RISE_REACH)):
        if reading.is_mark(i):
            return None
        number = reading.number_at.get(i)
        if number is None or number.start != i or number.kind not in ("cardinal", "vague"):
            continue
        if reading.text(i - 1) in _TO and counts_persons(reading, number):
            found = tally(reading, i, act.sentence[1])
            return found, (act.start, found.end)
    return None


_COUNT_OF = frozenset({"عدد", "حصيله", "اعداد", "عداد", "بعدد", "الحصيله"})


def _of_form(reading: Reading, act: Act) -> Counted | None:
    """One or two dead by the verb or by a name: "فلان وفلان | قُتلا", "مقتل | عادل الحسن"."""
    form = act.mention.term.inflection
    if form is not None and form.pos == "verb" and form.number == "d" and not (act.agents and act.targets):
        return _one(2), (act.start, act.end)
    if act.trigger.harm != "killed" or act.trigger.measure == "noun":
        return None
    phrase = next((_tokens(reading, who.span) for who in act.targets[:1]), None)
    if phrase is None or not _is_name(reading, phrase, 1 if act.agents else 2):
        return None
    return _one(1), (min(phrase[0], act.start), max(phrase[1], act.end))


def _is_name(reading: Reading, phrase: Range, least: int) -> bool:
    """Whether a phrase is one person's name: `least` or more words that the tables do not know, none in the plural."""
    words = [i for i in range(*phrase) if reading.tokens[i].kind == "word"]
    if not least <= len(words) <= 6 or any(i in reading.place_at or is_finite(reading, i) for i in words[:2]):
        return False
    if any(reading.begins[i] or reading.text(i).endswith(("ون", "ين", "ات", "ان")) for i in words[:2]):
        return False
    return not reading.text(words[0]).startswith("ال") and reading.text(phrase[0] - 1) not in QUOTE_MARKS - {
        '"',
        "«",
        "“",
    }
