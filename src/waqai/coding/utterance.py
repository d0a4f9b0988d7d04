"""The utterance: one place of a text where somebody is said to speak, and what it covers (codebook 4)."""

from __future__ import annotations

from dataclasses import dataclass, field

from waqai.coding.reading import Range, Reading
from waqai.records import Certainty, Source, Stance, Via

_VIA: dict[str, Via] = {
    "تيلجرام": "telegram",
    "تلغرام": "telegram",
    "تيليجرام": "telegram",
    "تليجرام": "telegram",
    "تلجرام": "telegram",
    "تليغرام": "telegram",
    "تيليغرام": "telegram",
    "بيان": "statement",
    "بيانا": "statement",
    "بلاغ": "statement",
    "فيسبوك": "facebook",
    "تويتر": "x",
    "اكس": "x",
    "x": "x",
    "تغريده": "x",
    "مقابله": "interview",
    "حوار": "interview",
    "التلفزيون": "broadcast",
    "تلفزيون": "broadcast",
    "مباشر": "broadcast",
}


@dataclass(slots=True)
class Utterance:
    """Somebody speaks: who, how, and which tokens are theirs.

    `source` is None where the words give no speaker of their own ("وأضاف"): the speaker before goes on. `inner` are
    the sources quoted within, outermost first. `reach` is the token range that the speaker's words cover.
    """

    at: int
    source: Source | None
    phrase: Range | None
    stance: Stance
    certainty: Certainty
    reach: Range
    rule: str
    row: str
    inner: list[Source] = field(default_factory=list)
    via: Via | None = None
    protected: bool = False
    label: bool = False
    frame: str = ""
    verb: Range = (0, 0)


def via_of(reading: Reading, span: Range) -> Via | None:
    """Where the words of a range say that somebody spoke: "في بيان", "عبر تلغرام"."""
    for i in range(*span):
        text = reading.text(i)
        bare = text.lstrip("ول") if len(text) > 5 else text
        for form in (text, text[1:], bare, text[2:]):
            if form in _VIA:
                return _VIA[form]
    return None


def clause_after(reading: Reading, start: int, sentence: Range) -> int | None:
    """Where the clause of what is said begins: after أن or إن, a colon, or an opening quotation mark."""
    for i in range(start, min(sentence[1], start + 28)):
        text = reading.text(i)
        if (
            reading.function(i) == "clause"
            and text[-1:] != "ث"
            and text not in _NOT_OPENING
            and not (i > start and reading.text(i - 1) in _OTHER_CLAUSE)
        ):
            return i + 1
        if text == ":":
            return i + 1
        if text in ("«", "“", '"') and i > start + 1 and reading.quoted_speech(i):
            return i + 1
        if text in (".", "؛"):
            return None
    return None


_OTHER_CLAUSE = frozenset(
    {"ما", "فما", "وما", "بعد", "وبعد", "قبل", "وقبل", "منذ", "دون", "رغم", "غير", "الا", "كما", "حتي", "سوي", "لولا"}
)
"""Words that make أن open a clause of time or contrast, and no words of a speaker: "بعد | أن", "فما | أن"."""
_NOT_OPENING = frozenset({"ما", "مما", "حيث", "بينما", "فيما", "عندما", "حين", "اذ", "اذا", "لو", "كما", "بما"})


def is_saying_verb(reading: Reading, i: int) -> bool:
    """Whether a word of saying begins at token `i`: "أفاد", "نقلا عن"."""
    return reading.opening("reporting", i) is not None
