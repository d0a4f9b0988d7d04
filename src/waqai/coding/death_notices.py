"""Death notices: obituaries and lists of names, in which only the word for the dead tells that they were killed.

"أسماء شهداء البلدة: …", "ارتقاء الشهيد فلان", "الشهيد بإذن الله فلان، تقبله الله". Where a text tells no act, its
notice is the event (codebook 2). A funeral, an anniversary and a thing that bears a name are none.
"""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.names_of_acts import of_the_dead
from waqai.coding.parts_of_speech import is_finite
from waqai.coding.reading import Reading
from waqai.knowledge.notice_words import notice_words
from waqai.knowledge.triggers import Trigger
from waqai.records import Casualties

_ROWS = ("kill-shahid", "kill-qatil", "kill-victim")
_DYING = ("kill-mata", "kill-wafat", "kill-tuwuffi", "kill-faraqa", "kill-passed", "kill-dhimma")
_PEACEFUL = frozenset({"protest", "agreement", "military_activity", "displacement"})
_PARTING = frozenset({"،", ",", "-", "–", "/", "\n", ".", "؛", ":", "•", "*", "(", ")"})
_OPENING = frozenset({"/", ":", "-", '"', "«"})
_LONGEST_NAME = 6
_LEAST = 2
"""Words of a name, and names of a list."""


def is_natural(reading: Reading, act: Act) -> bool:
    """Whether nothing in the sentence of a word for dying tells violence: "توفي | بعد صراع مع المرض", "وفاة | غرقا"."""
    if not act.trigger.id.startswith(_DYING):
        return False
    return not any(_is_violent(mention.term.row) for i in range(*act.sentence) for mention in reading.begins[i])


def _is_violent(row: object) -> bool:
    if not isinstance(row, Trigger):
        return False
    if row.harm in ("killed", "injured"):
        return not row.id.startswith(_DYING)
    return row.sense == "act" and row.type not in _PEACEFUL


def find_notices(reading: Reading, acts: list[Act]) -> None:
    """Make the first word of a notice of death the event, where the text tells no act; count a numbered list."""
    if any(not act.harm and act.polarity == "affirmed" for act in acts):
        return
    mourned = next(reading.cues((0, len(reading.tokens)), "mourning"), None) is not None
    for act in acts:
        if act.trigger.harm != "killed" or act.told or act.part_of is not None or act.polarity != "affirmed":
            continue
        rule = _rule(reading, act, mourned)
        if rule is not None:
            act.alone = True
            act.because("type", "attack", rule, row=act.trigger.id, evidence=act.triggers[:1])
            _count(reading, act, rule)
            return


def _count(reading: Reading, act: Act, rule: str) -> None:
    count = _numbered(reading, act.end) if rule == "list-of-the-dead" else None
    if count is not None:
        words = act.triggers[0]
        row = Casualties(kind="killed", low=count, best=count, high=count, text=words.text, span=words.span)
        act.casualties[:] = [row]


def _rule(reading: Reading, act: Act, mourned: bool) -> str | None:
    """The form of notice that a word for the dead opens; None where it opens none."""
    if act.trigger.id == "kill-irtiqa":
        return "death-of-a-name" if _named(reading, act.end) else None
    if not act.trigger.id.startswith(_ROWS) or of_the_dead(reading, act.start) or _is_remembered(reading, act):
        return None
    if not act.mention.split.article and not act.mention.split.preposition and _heads(reading, act):
        opened = any(reading.text(i) in notice_words("list") for i in range(act.sentence[0], act.start))
        return "list-of-the-dead" if opened or mourned or _listed(reading, act.end) >= _LEAST else None
    title = act.mention.split.article and _opens_line(reading, act.start) and _named(reading, act.end)
    return "title-of-the-dead" if title and mourned else None


def _is_remembered(reading: Reading, act: Act) -> bool:
    """Whether the dead are of another time: "شهداء عام 2015", "في ذكرى | شهداء البلدة"."""
    if act.scope != "specific" or next(reading.cues(act.sentence, "older"), None) is not None:
        return True
    for i in range(*act.sentence):
        moment = reading.moment_at.get(i)
        if moment is not None and moment.precision in ("month", "year"):
            return True
        if reading.text(i) in ("عام", "سنه") and i + 1 in reading.number_at:
            return True
    return False


# --- where a notice opens ---------------------------------------------------------------------------------


def _heads(reading: Reading, act: Act) -> bool:
    """Whether nothing but openers, dates and names of places stands before it: "بعض أسماء | شهداء", "#حلب | شهداء"."""
    return all(_is_opener(reading, i) for i in range(act.sentence[0], act.start))


def _is_opener(reading: Reading, i: int) -> bool:
    if reading.is_mark(i) or reading.tokens[i].kind != "word" or reading.text(i) in notice_words("opener"):
        return True
    return i in reading.moment_at or i in reading.place_at


def _opens_line(reading: Reading, start: int) -> bool:
    """Whether a title opens a line, or what is mourned: "ننعى إليكم | الشهيد فلان"."""
    before = range(reading.sentence(start)[0], start)
    return all(_is_opener(reading, i) or reading.at("cue", i) is not None or reading.function(i) for i in before)


# --- names ------------------------------------------------------------------------------------------------


def _named(reading: Reading, start: int) -> bool:
    """Whether a name of two words or more follows, past epithets: "البطل | سامر الحسن", "بإذن الله / | سامر الحسن"."""
    i = start
    while i < len(reading.tokens) and (reading.text(i) in _OPENING or reading.text(i) in notice_words("epithet")):
        i += 1
    return _name_end(reading, i) - i >= _LEAST


def _name_end(reading: Reading, start: int) -> int:
    """The token behind the words from `start` on that can be a person's name."""
    i = start
    while i < min(len(reading.tokens), start + _LONGEST_NAME) and _can_name(reading, i):
        i += 1
    return i


def _can_name(reading: Reading, i: int) -> bool:
    if reading.tokens[i].kind != "word" or i in reading.moment_at or reading.text(i) in notice_words("title"):
        return False
    if reading.text(i) in notice_words("in_name"):
        return True
    known = reading.opening("trigger", i) is not None or reading.function(i) not in ("", "name")
    return not known and not is_finite(reading, i)


def _listed(reading: Reading, start: int) -> int:
    """How many names the rest of the text lists: stretches of two to six words between marks, figures or titles."""
    found, i = 0, start
    while i < len(reading.tokens):
        end = _name_end(reading, i)
        closed = end == len(reading.tokens) or _parts(reading, end)
        if i > start and end - i >= _LEAST and closed and _parts(reading, i - 1):
            found += 1
        i = max(end, i + 1)
    return found


def _parts(reading: Reading, i: int) -> bool:
    """Whether token `i` parts the names of a list."""
    text = reading.text(i)
    return text in _PARTING or text in notice_words("title") or reading.tokens[i].kind == "number"


def _numbered(reading: Reading, start: int) -> int | None:
    """The last number of a list numbered from one on; None where the text numbers none."""
    wanted = 1
    for i in range(start, len(reading.tokens) - 1):
        if reading.text(i) == str(wanted) and reading.text(i + 1) in ("-", ".", "–", ")", "/"):
            wanted += 1
    return wanted - 1 if wanted > _LEAST else None
