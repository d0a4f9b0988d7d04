"""Noun phrases: how far a participant, source or object reaches in the text.

A phrase begins at a noun and goes on over its adjectives, genitives, ل of belonging and "من" of part, until a finite
verb, a preposition of the clause, a relative clause, a time, a mark or a new clause:
"مستودعين للأسلحة وشحنة سلاح | في محيط".
"""

from __future__ import annotations

import re

from waqai.coding.parts_of_speech import is_finite as is_finite
from waqai.coding.reading import OPENING, QUOTE_MARKS, Range, Reading
from waqai.knowledge.actors import Force, Nationality
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.vocabulary import Cue
from waqai.records import Actor

_LONGEST = 14
_STOP_GROUPS = frozenset({"clause", "relative", "verb", "preposition", "demonstrative", "adverb"})
_OWNS = frozenset({"يتبع", "تتبع", "يتبعون"})
_DONE_BY = frozenset({"بنيران", "برصاص", "بواسطه", "بايدي"})
_PART = frozenset({"من"})
_COUNTS = frozenset(
    {
        "عدد",
        "اكثر",
        "حشود",
        "حشد",
        "جموع",
        "مجموعات",
        "العديد",
        "الكثير",
        "عشرات",
        "مئات",
        "الاف",
        "احد",
        "احدي",
        "مجموعه",
        "افراد",
        "عناصر",
        "بعض",
        "رتل",
        "اربعه",
        "كل",
    }
)


def noun_phrase(reading: Reading, start: int, limit: int, *, coordinated: bool = True) -> Range | None:
    """The phrase that begins at token `start`, at most to `limit`; None where no noun stands there."""
    key = (start, limit, coordinated)
    if key not in reading.phrases:
        reading.phrases[key] = _noun_phrase(reading, start, limit, coordinated=coordinated)
    return reading.phrases[key]


def _noun_phrase(reading: Reading, start: int, limit: int, *, coordinated: bool) -> Range | None:
    i = start
    while i < limit and reading.text(i) in OPENING:
        i += 1
    if i >= limit or reading.is_mark(i) or (i in reading.moment_at and i not in reading.number_at):
        return None
    if _opens_none(reading, i):
        return None
    end = i + 1
    while end < limit and end - i < _LONGEST:
        step = _continues(reading, i, end, coordinated=coordinated)
        if not step:
            break
        end += step
    while end > i + 1 and (reading.text(end - 1) in OPENING or reading.function(end - 1) in _STOP_GROUPS):
        end -= 1
    return i, _with_identity(reading, i, min(end, limit), limit)


_PRONOUNS = frozenset({"هو", "هي", "هم", "هما", "نحن", "انا"})
_QUANTIFIERS = frozenset({"عده", "كل", "جميع", "بعض", "معظم"})
_PRONOUN_PHRASE = re.compile(
    "(?:علي|الي|في|من|عن|ل|ب|مع|لدي|بين|حول|امام|ضد|نفس|ذات|احد|بعض|جميع|كل)(?:ه|ها|هم|هما|هن|نا)"
)


def _opens_none(reading: Reading, i: int) -> bool:
    """Whether no noun phrase begins at token `i`: a verb, a particle, a relation, or a pronoun (عليها)."""
    text = reading.text(i)
    if text in _QUANTIFIERS or (i in reading.number_at and reading.number_at[i].start == i):
        return False
    if reading.function(i) in _STOP_GROUPS | {"particle", "conjunction"} or is_finite(reading, i) or text in _PRONOUNS:
        return True
    if _PRONOUN_PHRASE.fullmatch(text.removeprefix("و")) and not reading.span(i, i + 1).text.endswith("ة"):
        return True
    if any(m.split.preposition == "ك" for m in reading.begins[i]):
        return True
    if not reading.begins[i] and is_nominative(reading, i + 1) and not text.startswith("ال"):
        return True  # وخرج | متظاهرون
    relation = reading.opening("relation", i)
    if relation is not None and relation.end > i and i not in reading.place_at and text.startswith("ب"):
        return True
    return text.startswith("ك") and not reading.begins[i] and text[1:3] != "ال" and text.endswith("ه") and len(text) > 5


_BELONGING = frozenset({"تابعه", "تتبع", "تابعين", "تابعون", "ينتمون", "ينتمي", "تنتمي", "من", "الي"})


def _with_identity(reading: Reading, start: int, end: int, limit: int) -> int:
    """Where a phrase ends with what is believed of it: "طائرة حربية | يعتقد أنها أمريكية", and between commas."""
    at = end + 1 if reading.text(end) in ("،", ",") else end
    if at + 1 >= limit or reading.opening("cue", at) is None:
        return end
    for cue in reading.begins[at]:
        if cue.kind != "cue" or getattr(cue.term.row, "cue", "") != "hedge":
            continue
        stop = cue.end
        while stop < limit and (reading.function(stop) == "clause" or reading.text(stop) in _BELONGING):
            stop += 1
        first = stop
        while stop < limit and any(
            isinstance(m.term.row, Nationality) or m.kind == "actor" for m in reading.begins[stop]
        ):
            stop += 1
        if stop > first:
            return stop
    return end


def _continues(reading: Reading, start: int, i: int, *, coordinated: bool) -> int:
    """How many tokens the phrase goes on at token `i`; 0 where it ends before it."""
    text = reading.text(i)
    if text in QUOTE_MARKS:
        if reading.quoted_speech(i):
            return 0
        return 1 if not reading.is_mark(i + 1) or reading.text(i - 1) not in QUOTE_MARKS else 0
    if text == "(":
        return _bracketed(reading, i)
    if reading.is_mark(i):
        return 0
    for held in (reading.at("actor", i), reading.at("weapon", i)):
        if held is not None and start <= held.start < i:
            return 1  # طائرة | بدون طيار
    if i in reading.moment_at and i not in reading.number_at:
        return 0
    if text == "غير" and i + 1 < len(reading.tokens) and not reading.is_mark(i + 1):
        return 2
    if text.startswith("ب") and reading.opening("relation", i) is not None and i not in reading.place_at:
        return 0
    if text in _PART:
        head = reading.text(start)
        counted = start in reading.number_at or head in _COUNTS or reading.text(i - 1) in _COUNTS
        person = reading.at("person", i - 1) is not None and (
            not reading.text(i - 1).startswith("ال") or _is_body(reading, i + 1)
        )
        return 1 if counted or person or _is_indefinite_force(reading, i - 1) else 0
    if text == "في" and _serves_in(reading, i):
        return 1
    if text == "عن" and reading.text(i - 1).removeprefix("و") in _SPEAKING_FOR:
        return 1  # ممثلون | عن الأحزاب
    if _new_noun(reading, i) or _ends_construct(reading, i) or _in_accusative(reading, i):
        return 0
    group = reading.function(i)
    if text in ("قد", "لقد", "وقد", "سوف") or (group == "conjunction" and text not in ("و", "او")):
        return 0
    if reading.opening("cue", i) is not None and _is_response(reading, i):
        return 0  # مدينة صعدة | ردا على
    if text in _DONE_BY:
        return 0  # أحد الحراس | بنيران مسلحين
    if text in _OWNS and reading.text(i + 1)[:1] == "ل":
        return 1
    if group in _STOP_GROUPS or is_finite(reading, i) or _PRONOUN_PHRASE.fullmatch(text):
        return 0
    if (
        text.endswith(("ها", "هم"))
        and len(text) > 5
        and not reading.begins[i]
        and reading.at("actor", i - 1) is not None
    ):
        return 0
    if _is_owned_by_pronoun(reading, i):
        return 0
    place = reading.place_at.get(i)
    if place is not None and place.start == i and place.preposition in ("ب", "في"):
        return 0
    if (place is None or place.start == i) and _is_nearness(reading, i):
        return 0
    mention = reading.opening("weapon", i)
    if mention is not None and mention.split.preposition == "ب":
        return 0
    trigger = reading.opening("trigger", i)
    if trigger is not None and trigger.split.preposition == "ب":
        return 0
    if text[:1] == "ب" and not reading.begins[i] and len(text) > 4 and text.startswith("بال"):
        return 0
    if text[:1] == "و" and i not in reading.place_at:
        conjunct = any(m.split.conjunction for m in reading.begins[i])
        if any(m.kind == "trigger" and m.split.conjunction and _is_masdar(m) for m in reading.begins[i]):
            return 0
        if conjunct:
            return 1 if coordinated and _noun_like(reading, i) else 0
        if is_nominative(reading, i + 1):  # والتقى | المتظاهرون
            return 0
        if text.startswith("وال") and not coordinated:
            return 0
    if place is not None and text[:1] == "و" and place.cut and not coordinated:
        return 0
    return 1


def _is_owned_by_pronoun(reading: Reading, i: int) -> bool:
    """Whether "ل" and a noun with a pronoun stand at token `i`: "لزيارته", but not "المناهضون | للحرب القديمة"."""
    text = reading.text(i)
    if text[:1] != "ل" or text.startswith("لل") or reading.begins[i] or len(text) <= 5:
        return False
    return text.endswith(("ها", "هم", "ه")) and not reading.span(i, i + 1).text.endswith("ة")


_SPEAKING_FOR = frozenset({"ممثل", "ممثلا", "ممثلون", "ممثلين", "ممثلو", "ممثلي"})


def _is_nearness(reading: Reading, i: int) -> bool:
    """Whether a word that says where something lies stands at token `i`: "حاجزا | قرب تدمر"."""
    return reading.text(i) in ("قرب", "بالقرب", "بجوار", "بمحاذاه", "قباله", "ضمن", "وسط", "داخل")


def _is_body(reading: Reading, i: int) -> bool:
    """Whether a body or more persons stand at token `i`: "الشبان من | عشائر المنطقة"."""
    here = reading.begins[i] if i < len(reading.begins) else ()
    return any(m.kind in ("force", "actor", "nickname", "person") for m in here)


def _is_indefinite_force(reading: Reading, i: int) -> bool:
    """قوة | من وحدة كذا: a body without ال may be part of a larger one."""
    mention = reading.opening("force", i)
    return mention is not None and isinstance(mention.term.row, Force) and not mention.split.article


def _new_noun(reading: Reading, i: int) -> bool:
    """Whether an indefinite noun or a number opens a new phrase after a definite word: "المقاومة الإسلامية | دبابة"."""
    before = reading.text(i - 1)
    if before in _PART:
        return False
    number = reading.number_at.get(i)
    if number is not None and number.start == i and number.kind in ("cardinal", "vague"):
        counted = reading.begins[number.end] if number.end < len(reading.begins) else ()
        if any(m.kind in ("person", "object", "force", "weapon") for m in counted) and (i - 1) not in reading.number_at:
            return True
    if _is_unbound_plural(reading, i - 1) and _is_other_body(reading, i):
        return True
    named = reading.at("actor", i - 1) or reading.at("nickname", i - 1)
    if named is not None and named.start < i < named.end and i not in range(*named.gap):
        return False
    if named is not None and named.end == i and (reading.opening("actor", i) or reading.opening("nickname", i)):
        return True
    definite = (before.startswith(("ال", "لل")) and len(before) > 4) or reading.at("actor", i - 1) is not None
    nation = any(isinstance(m.term.row, Nationality) for m in reading.begins[i - 1]) and (i - 1) not in reading.place_at
    if reading.is_adjective(i - 1) and _is_protest(reading, i):
        return True  # قوة أمنية | تظاهرة
    if not definite and not nation and before != ")":
        return False
    if number is not None and number.start == i and number.kind == "cardinal" and reading.tokens[i].kind == "word":
        return True
    if before.startswith("لل") and _is_definite_thing(reading, i):
        return True  # المناهضون للحكومة | الشوارع
    if i in reading.place_at or reading.is_adjective(i):
        return False
    if nation and not reading.begins[i] and before.startswith("ال") and _is_lone_body(reading, i - 2):
        return not reading.text(i).startswith(("ال", "و", "ل", "ب"))  # العدو الأمريكي | برج اتصالات
    for mention in reading.begins[i]:
        act = mention.kind == "trigger" and _is_act_noun(mention)
        noun = act or mention.kind in ("object", "person", "weapon", "force")
        if noun and mention.split.cut == 0 and not mention.pronoun:
            form = mention.term.inflection
            if (form is None or form.state in ("", "indefinite", "construct")) and not reading.text(i).startswith("ال"):
                return True
    return False


def _is_protest(reading: Reading, i: int) -> bool:
    """Whether an indefinite noun for a protest stands at token `i`: "تظاهرة"."""
    return any(
        mention.kind == "trigger"
        and getattr(mention.term.row, "type", None) == "protest"
        and _is_act_noun(mention)
        and mention.split.cut == 0
        and not mention.split.article
        for mention in reading.begins[i]
    )


def _is_definite_thing(reading: Reading, i: int) -> bool:
    """Whether a definite word for a thing and no adjective stands at token `i`: "الشوارع"."""
    thing = reading.opening("object", i)
    return thing is not None and thing.split.article and not thing.split.preposition and not reading.is_adjective(i)


def _serves_in(reading: Reading, i: int) -> bool:
    """Whether "في" tells the body that a person serves in: "ضابط | في الشرطة", "ناشطا | في كتائب كذا"."""
    force = reading.at("force", i - 1)
    serves = force is not None and isinstance(force.term.row, Force) and force.term.row.nature == "members"
    if reading.at("person", i - 1) is None and not serves:
        return False
    after = reading.begins[i + 1] if i + 1 < len(reading.begins) else ()
    return (i + 1) not in reading.place_at and any(
        not m.split.preposition and (m.kind == "force" or _is_armed(m.term.row)) for m in after
    )


def _is_armed(row: object) -> bool:
    """Whether an actor is a body that persons join, and no state that its capital names."""
    return isinstance(row, Actor) and row.kind not in ("government", "state", "office_holder")


_SOUND_PLURAL = ("ون", "ين")
_BROKEN_ADJECTIVES = frozenset(
    {"عزل", "جدد", "اجانب", "ابرياء", "اكراد", "عرب", "شيعه", "سنه", "افغان", "شيشان", "كثر"}
)


def is_nominative(reading: Reading, i: int) -> bool:
    """Whether token `i` is a word for persons in the nominative plural, as only a subject is: "المتظاهرون"."""
    if not reading.text(i).endswith("ون"):
        return False
    return any(m.kind in ("person", "force", "nationality") for m in reading.begins[i])


def _ends_construct(reading: Reading, i: int) -> bool:
    """Whether the word before `i` has the ن that no genitive may follow, and `i` is no adjective of it.

    "قطع المتظاهرون | طرقا رئيسية", "خطف مسلحون | مطران الموصل", "شن الجنود الإسرائيليون | حملة".
    """
    before, text = reading.text(i - 1), reading.text(i)
    if not before.endswith(_SOUND_PLURAL) or len(before) < 5 or (i - 1) in reading.number_at:
        return False
    if not _of_persons(reading, i - 1) or reading.is_adjective(i):
        return False
    if text[:1] == "ب" and before.startswith(("ال", "وال")) and not _is_whole_word(reading, i):
        return True  # هتف المتظاهرون | بشعارات
    if _is_joined(reading, i):
        return False
    kinds = {m.kind for m in reading.begins[i]}
    if text.startswith("ال"):
        return bool(kinds & {"object", "class", "weapon"})
    if before.startswith("ال"):
        return True
    if "nationality" in kinds or text.endswith((*_SOUND_PLURAL, "ه", "ات", "ي")) or text in _BROKEN_ADJECTIVES:
        return bool(kinds & {"object", "class", "weapon"})
    return not kinds & {"cue", "function"}


def _is_whole_word(reading: Reading, i: int) -> bool:
    """Whether the ب that a known word opens with is its own: "بحرينيون"."""
    return bool(reading.begins[i]) and not any(m.split.preposition == "ب" for m in reading.begins[i])


def _is_joined(reading: Reading, i: int) -> bool:
    """Whether a conjunction or preposition is written with token `i`; an unknown word has the one it opens with."""
    text = reading.text(i)
    if text.startswith(("لل", "وال", "بال")):
        return True
    if reading.begins[i]:
        return any(m.split.conjunction or m.split.preposition for m in reading.begins[i])
    return text[:1] in ("و", "ب") or (text[:1] == "ل" and not text.endswith("ات"))


def _of_persons(reading: Reading, i: int) -> bool:
    """Whether token `i` is a word for persons, or an adjective of one: "المتظاهرون", "المتظاهرين | الغاضبين"."""
    for j in (i, i - 1):
        if any(m.kind in ("person", "force", "nationality") for m in reading.begins[j]):
            return True
        if not reading.text(j).endswith(_SOUND_PLURAL):
            return False
    return False


def _in_accusative(reading: Reading, i: int) -> bool:
    """Whether a noun in tanwin follows one without, as object after subject: "استهدف انتحاري | اجتماعا للقبيلة"."""
    if not reading.text(i).endswith("ا") or reading.text(i - 1).endswith("ا") or (i - 1) in reading.number_at:
        return False
    if reading.is_adjective(i) or i in reading.number_at or i in reading.place_at or _is_joined(reading, i):
        return False
    if not reading.begins[i]:  # استهدف انتحاري | اجتماعا
        return len(reading.text(i)) > 4 and not reading.text(i - 1).startswith("ال") and _is_one_person(reading, i - 1)
    for mention in reading.begins[i]:
        form = mention.term.inflection
        noun = mention.kind in ("object", "person", "weapon") or (mention.kind == "trigger" and _is_act_noun(mention))
        if noun and form is not None and form.state == "indefinite" and form.number == "s":
            return True
    return False


def _is_unbound_plural(reading: Reading, i: int) -> bool:
    """Whether a plural with its ن stands at token `i`, which no noun may own: "ناشطون | الجيش"."""
    if not reading.text(i).endswith("ون") or len(reading.text(i)) < _SHORTEST_PLURAL:
        return False
    return any(m.kind in ("person", "source", "force") for m in reading.begins[i])


_SHORTEST_PLURAL = 5


def _is_other_body(reading: Reading, i: int) -> bool:
    """Whether a body that is no adjective of the persons before it stands at token `i`."""
    text = reading.text(i)
    if text.endswith("ون") or any(m.kind == "nationality" for m in reading.begins[i]):
        return False
    if text.startswith("ال") and not reading.text(i - 1).startswith(("ال", "وال")):
        return True
    return any(m.kind in ("force", "actor", "nickname") and not m.split.preposition for m in reading.begins[i])


def _is_one_person(reading: Reading, i: int) -> bool:
    forms = [m.term.inflection for m in reading.begins[i] if m.kind == "person"]
    return any(form is not None and form.number == "s" for form in forms)


def _is_lone_body(reading: Reading, i: int) -> bool:
    """Whether a body that no name follows stands at token `i`: "الجيش | الأمريكي", but not "الرئيس | الأمريكي"."""
    force = reading.opening("force", i)
    body = force is not None and isinstance(force.term.row, Force) and force.term.row.nature == "body"
    return body or reading.opening("nickname", i) is not None


def _is_act_noun(mention: Mention) -> bool:
    form = mention.term.inflection
    return form is not None and form.pos in ("masdar", "noun") and form.state != "pronoun"


def _is_masdar(mention: Mention) -> bool:
    form = mention.term.inflection
    return form is not None and form.pos == "masdar"


def _noun_like(reading: Reading, i: int) -> bool:
    nouns = {"person", "object", "weapon", "force", "actor", "nationality", "source", "class"}
    return any(m.kind in nouns for m in reading.begins[i])


def _is_response(reading: Reading, i: int) -> bool:
    """Whether token `i` opens what an act answers: "مدينة صعدة | ردا على"."""
    return any(isinstance(m.term.row, Cue) and m.term.row.cue == "response" for m in reading.begins[i])


def _bracketed(reading: Reading, i: int) -> int:
    """The length of a short aside in brackets, which a phrase may hold: «قوات سوريا الديمقراطية» (قسد)."""
    for length in range(2, 6):
        if reading.text(i + length) == ")":
            return length + 1
    return 0
