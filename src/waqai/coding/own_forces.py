"""Own forces: words by which a speaker tells of its own side.

"قواتنا", "مقاتليه", "سلاح الجو التابع له", "استهدفنا".
"""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.reading import Range, Reading
from waqai.knowledge.actors import Force
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.vocabulary import PersonRow
from waqai.language.folding import fold_key

_OWNERS = ("ها", "هم", "هما", "نا", "ه")
_OF_IT = frozenset({"له", "لها", "لهم", "لنا"})
_BELONGING = frozenset({"التابع", "التابعه", "التابعين", "التابعون", "تابع", "تابعه", "تابعين", "تتبع", "يتبع"})
_ARMED = frozenset({"MIL", "REB", "UAF", "COP", "SPY", "PRM", "INS", "SEP", "GOV"})
_FEMININE = ("ه", "ات")


def is_first_person(act: Act) -> bool:
    """Whether an act, or the light verb that carries it, is told by its doers: "استهدفنا", "نفذنا | عملية"."""
    for mention in (act.mention, act.carrier, act.later):
        form = mention.term.inflection if mention is not None else None
        if form is not None and form.pos == "verb" and form.person == 1 and form.number in ("p", ""):
            return True
    return False


def is_own_force(reading: Reading, phrase: Range, speaker: Range | None) -> bool:
    """Whether a phrase names forces of the one who speaks: by a pronoun on their word, or by "التابعة له".

    A pronoun of the other gender is somebody else's: "قالت الحركة إن مقاتليه" does not speak of the movement's.
    """
    start, end = phrase
    while start < end - 1 and reading.is_mark(start):
        start += 1
    owner = next((o for m in reading.begins[start] if (o := _owner(m))), "")
    if not owner and reading.text(end) in _BELONGING and reading.text(end + 1) in _OF_IT:
        owner = reading.text(end + 1)[1:]
    for i in range(start + 1, end + 1):
        if reading.text(i) in _OF_IT and reading.text(i - 1) in _BELONGING:
            owner = reading.text(i)[1:]
    if not owner:
        return False
    feminine = speaker is not None and reading.text(speaker[0]).endswith(_FEMININE)
    return not (owner == "ه" and feminine)


def _owner(mention: Mention) -> str:
    """The pronoun on a word for armed persons or bodies: مقاتليه, قواتها; empty where there is none."""
    row = mention.term.row
    if isinstance(row, PersonRow) and row.role in _ARMED:
        return mention.pronoun
    if isinstance(row, Force) and row.nature != "people":
        word = mention.term.words[0]
        if len(mention.term.words) > 1 or word in _plain(row):
            return ""
        return next((owner for owner in _OWNERS if word.endswith(owner)), "")
    return ""


def _plain(row: Force) -> set[str]:
    return {fold_key(form) for form in (row.head, *row.forms)}
