"""Parts of speech: whether a word that could be verb or noun is one or the other where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from waqai.coding.reading import Reading
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.triggers import Trigger


def is_finite(reading: Reading, i: int) -> bool:
    """Whether token `i` is a finite verb: of an act, of saying, or of another kind."""
    known = reading.finite.get(i)
    if known is None:
        known = reading.finite[i] = _is_finite(reading, i)
    return known


def _is_finite(reading: Reading, i: int) -> bool:
    if reading.function(i) == "verb":
        return True
    for mention in reading.begins[i]:
        form = mention.term.inflection
        if form is not None and form.pos == "verb" and mention.kind in ("trigger", "reporting"):
            if any(m.kind in ("person", "object", "force", "actor", "class", "weapon") for m in reading.begins[i]):
                continue
            if any(m.kind == "source" and m.length > 1 for m in reading.begins[i]):  # شاهد عيان
                continue
            if nominal_here(reading, i):
                continue
            return True
    if reading.function(i) == "name":
        return False
    text = reading.text(i)
    bare = text[1:] if text[:1] in "وف" and len(text) > 5 else text
    known = any(mention.kind != "opposition" for mention in reading.begins[i])
    if known or i in reading.place_at:
        return False
    if text.endswith("وا") and len(text) > 4 and reading.opening("person", i - 1) is None:
        return True  # نزعوا, but not العميد فرنسوا
    joined_verb = bare != text and bare.endswith("ت") and not bare.endswith("ات") and not bare.startswith("ال")
    return (len(bare) >= 4 and bare[0] == "ي") or joined_verb  # وطلبت, فتولت


_AUXILIARIES = frozenset({"كان", "كانت", "كانوا", "كانا", "كانتا", "يكون", "تكون", "بات", "باتت", "ظل", "ظلت"})


def is_auxiliary(reading: Reading, i: int) -> bool:
    """Whether token `i` only gives another verb its tense: "القوات | كانت قد قصفت"."""
    return reading.text(i).removeprefix("و") in _AUXILIARIES


def nominal_here(reading: Reading, i: int) -> bool:
    """Whether a word that can be verb or noun is a noun here: after a preposition, with ال, or before an adjective."""
    known = reading.nominal.get(i)
    if known is None:
        known = reading.nominal[i] = _nominal_here(reading, i)
    return known


def _nominal_here(reading: Reading, i: int) -> bool:
    mentions = [m for m in reading.begins[i] if m.kind in ("trigger", "reporting") and m.term.inflection is not None]
    nouns = [m for m in mentions if m.term.inflection is not None and m.term.inflection.pos != "verb"]
    if not nouns:
        return False
    verbs = [m for m in mentions if m.term.inflection is not None and m.term.inflection.pos == "verb"]
    if not verbs:
        return True
    if any(isinstance(m.term.row, Trigger) and m.term.row.sense == "light" and m.pronoun for m in verbs):
        return False  # غارة | شنتها القوات
    if any(m.split.preposition in ("ب", "ل", "ك") or m.split.article for m in nouns):
        return True
    word = reading.text(i - 1)
    if reading.function(i - 1) in ("preposition", "demonstrative") and word != "حتي":
        return True
    if word.removeprefix("ل") in _NOUN_BEFORE:
        return True
    before = reading.opening("trigger", i - 1)
    if before is not None and before.term.inflection is not None and before.term.inflection.pos in ("noun", "masdar"):
        return not (before.split.article and _causes(verbs))
    following = reading.begins[i + 1] if i + 1 < len(reading.begins) else []
    if any(m.kind == "nationality" and not m.split.article for m in following):
        return True
    if reading.text(i + 1) in _ADJECTIVES or any(m.split.preposition == "ل" for m in following if m.kind != "cue"):
        return True
    if reading.text(i + 1) == "في" and _opens_told(reading, i):
        return False  # وقتل | في القصف مدنيان
    return (reading.text(i + 1) in ("علي", "من", "في") and not _follows_subject(reading, i)) or (
        any(isinstance(m.term.row, Trigger) and m.term.row.sense == "light" for m in _before(reading, i))
    )


def _causes(verbs: Sequence[Mention]) -> bool:
    """Whether a verb leads to an effect, and so has the definite noun before it as subject: "القصف | تسبب بإصابة"."""
    return any(isinstance(m.term.row, Trigger) and m.term.row.takes("cause") for m in verbs)


def _opens_told(reading: Reading, i: int) -> bool:
    """Whether a word of harm is the verb of what is told: joined by و ("وقتل"), or in the dual ("فلان وفلان قُتلا")."""
    harms = [m for m in reading.begins[i] if isinstance(m.term.row, Trigger) and m.term.row.sense == "harm"]
    forms = [m.term.inflection for m in harms if m.term.inflection is not None]
    return any(m.split.conjunction for m in harms) or any(f.pos == "verb" and f.number == "d" for f in forms)


def _follows_subject(reading: Reading, i: int) -> bool:
    """Whether a person right before, or before an aside, is the subject: "فلان الفلاني | خطف من منزله"."""
    at = i - 1
    if reading.text(at) in ("،", ","):
        at = next((j - 1 for j in range(at - 1, max(0, at - 10), -1) if reading.text(j) in ("،", ",")), -1)
    if at < 0 or reading.is_mark(at) or reading.function(at):
        return False
    return any(m.kind == "person" for m in reading.begins[at]) or (
        not reading.begins[at]
        and not reading.begins[at - 1]
        and not reading.is_mark(at - 1)
        and not reading.function(at - 1)
        and at not in reading.place_at
        and at not in reading.moment_at
    )


def _before(reading: Reading, i: int) -> Iterator[Mention]:
    for j in range(max(0, i - 3), i):
        yield from (m for m in reading.begins[j] if m.kind == "trigger")


_NOUN_BEFORE = frozenset(
    {
        "عدم",
        "بعدم",
        "عمليه",
        "عمليات",
        "محاوله",
        "حملات",
        "حمله",
        "حوادث",
        "حادث",
        "حادثه",
        "اثر",
        "جراء",
        "نتيجه",
        "بعد",
        "قبل",
        "عقب",
        "اي",
        "كل",
        "هذا",
    }
)
_ADJECTIVES = frozenset(
    {
        "جوي",
        "مدفعي",
        "صاروخي",
        "عنيف",
        "مكثف",
        "عشوائي",
        "بري",
        "بحري",
        "مباشر",
        "دقيق",
        "متبادل",
        "جديد",
        "مزدوج",
        "مركز",
        "متواصل",
        "مسلح",
        "واسع",
        "كبير",
        "غادر",
    }
)
