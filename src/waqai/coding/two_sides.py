"""Two sides: the doer and the target of a fight that either side could be said to wage."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.constituents import Complement, Constituents
from waqai.coding.participants import is_agent_like
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.coding.roles import Roles, Slot, is_persons
from waqai.knowledge.actors import Force
from waqai.knowledge.vocabulary import PersonRow


def reciprocal(reading: Reading, act: Act, parts: Constituents, nouns: list[Range], before: Range | None) -> Roles:
    """اشتباكات بين الجيش ومسلحين; اشتبك الجيش مع مسلحين; تبادل الطرفان القصف."""
    between = parts.after("بين")
    if between is not None:
        sides = _sides(reading, between)
        if len(sides) > 1:
            both = [Slot(side, between.cut if n == 0 else 0, "two-sides") for n, side in enumerate(sides)]
            if _is_police(reading, sides[0]) and _is_crowd(reading, sides[1]):  # بين الشرطة | ومتظاهرين
                both.reverse()
            return Roles([both[0]], both[1:])
        return Roles([Slot(between.phrase, between.cut, "two-sides")], [])
    first = nouns[0] if nouns and is_persons(reading, nouns[0]) else None
    if first is None and before is not None and is_persons(reading, before):
        first = before
    agents = [Slot(first, 0, "one-side")] if first else []
    other = parts.after("مع", "ضد", "على")
    targets = [Slot(other.phrase, other.cut, "other-side")] if other and is_agent_like(reading, other.phrase) else []
    return Roles(agents, targets)


def _sides(reading: Reading, between: Complement) -> list[Range]:
    """The two sides of "بين أ وب" or "بين أ من جهة وب من جهة أخرى"."""
    start, end = between.phrase
    for i in range(start + 1, end):
        joined = any(m.split.conjunction == "و" for m in reading.begins[i]) or reading.text(i) == "و"
        if joined and _is_side(reading, i, end):
            return [(start, i), (i, end)]
    sentence = reading.sentence(start)
    for i in range(end, min(sentence[1], end + 8)):
        if reading.text(i)[:1] == "و" and any(m.split.conjunction == "و" for m in reading.begins[i]):
            phrase = noun_phrase(reading, i, sentence[1])
            if phrase is not None and _is_side(reading, *phrase):
                return [(start, end), phrase]
        if reading.text(i) == "وبين":
            phrase = noun_phrase(reading, i + 1, sentence[1])
            if phrase is not None:
                return [(start, end), phrase]
    return [(start, end)]


def _is_crowd(reading: Reading, side: Range) -> bool:
    """Whether a side are people and no force: "مجموعات من المواطنين", "المتظاهرين"."""
    rows = [m.term.row for i in range(*side) for m in reading.begins[i]]
    return any(isinstance(row, PersonRow) and row.role in ("OPP", "CVL", "EDU", "LAB") for row in rows)


def _is_police(reading: Reading, side: Range) -> bool:
    rows = [m.term.row for i in range(*side) for m in reading.begins[i]]
    return any(isinstance(row, Force) and row.role == "COP" for row in rows)


def _is_side(reading: Reading, start: int, end: int) -> bool:
    """Whether a phrase can be a side of a clash: a force, or people."""
    people = any(isinstance(m.term.row, Force | PersonRow) for m in reading.begins[start])
    return people or is_agent_like(reading, (start, end))
