"""The arguments of a verb: its subject after it or before it, its object, and what a passive makes of them."""

from __future__ import annotations

from waqai.coding.act import Act, earlier
from waqai.coding.blasts import add_hit, add_near, bomber_before, bomber_of
from waqai.coding.constituents import COMMAS, Complement, Constituents, antecedent, following, subject_before
from waqai.coding.crowds import CROWD_ACTS, of_crowd
from waqai.coding.participants import actor_extent, is_agent_like
from waqai.coding.parts_of_speech import is_auxiliary, is_finite
from waqai.coding.phrases import is_nominative, noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.coding.roles import (
    PASSIVE_BY,
    TARGETED,
    Roles,
    Slot,
    add_complement,
    is_members,
    is_persons,
    is_thing,
    is_weapon_only,
)
from waqai.coding.two_sides import reciprocal
from waqai.knowledge.actors import Nationality
from waqai.knowledge.vocabulary import PersonRow

_PERSON_ACTS = frozenset({"person", "crowd"})


def of_verb(reading: Reading, act: Act, acts: list[Act], index: int) -> Roles:
    """استهدفت طائرة سيارة; إن الطائرة استهدفت سيارة; قُتل ثلاثة مدنيين; القصف الذي استهدف البلدة."""
    mention, row = act.mention, act.trigger
    if row.sense == "sound":
        return Roles([], [])
    parts = following(reading, mention.end, act.clause[1])
    before = _bare_relative(reading, act) or subject_before(reading, act.start, act.clause[0])
    roles = Roles([], [])
    if befalls(reading, act, acts, index, parts, roles):
        return roles
    nouns = parts.nouns
    if mention.gap[1] > mention.gap[0]:
        nouns = following(reading, mention.gap[0], mention.gap[1]).nouns + nouns
    if row.takes("reciprocal"):
        return reciprocal(reading, act, parts, nouns, before)
    if row.type in CROWD_ACTS:
        return of_crowd(reading, act, parts, nouns, before)
    by = parts.after(*PASSIVE_BY)
    if by is not None:
        roles.agents.append(Slot(by.phrase, by.cut, "passive-by"))
    if (row.takes("patient") or row.takes("undergo")) and not row.takes("transitive"):
        return _patient(reading, roles, nouns, before)
    if row.type == "suicide_bombing" and row.takes("intransitive"):  # فجر انتحاري نفسه
        who = next((p for p in bomber_of(act, nouns, before) if p is not None and is_persons(reading, p)), None)
        who = who or bomber_before(reading, act)
        if who is not None:
            roles.agents.append(Slot(who, 0, "bomber"))
        add_hit(reading, roles, act, parts)
        add_near(reading, roles, act, parts)
        return roles
    if _is_passive(reading, act, nouns, before, by):
        return _passive(reading, act, roles, nouns, before, parts)
    return _active(reading, act, roles, nouns, before, parts)


def _bare_relative(reading: Reading, act: Act) -> Range | None:
    """The doers right before their verb, as object of another word: "أطلقت النار على مسلحين | استهدفوا الحاجز"."""
    form = act.mention.term.inflection
    if form is None or form.number != "p" or act.mention.split.conjunction:
        return None
    phrase = antecedent(reading, act.start, max(act.clause[0], act.start - 4))
    if phrase is None or phrase[1] != act.start or not is_agent_like(reading, phrase):
        return None
    return phrase if is_members(reading, phrase) else None


def _patient(reading: Reading, roles: Roles, nouns: list[Range], before: Range | None) -> Roles:
    """لقي ثلاثة مصرعهم, ونزحت مئات العائلات: the subject is the one harmed."""
    patient = nouns[0] if nouns else before
    if nouns and before is not None and is_persons(reading, before) and not is_thing(reading, nouns[0]):
        patient = before  # السجناء تعرضوا للضرب | المبرح
    if patient is not None:
        roles.targets.append(Slot(patient, 0, "patient-subject"))
    return roles


def _passive(
    reading: Reading, act: Act, roles: Roles, nouns: list[Range], before: Range | None, parts: Constituents
) -> Roles:
    """قُتل شخصان; أُطلقت صواريخ على القاعدة."""
    if act.trigger.takes("launch"):
        add_complement(roles, act, parts)
        return roles
    if act.trigger.takes("intransitive") and not act.trigger.takes("transitive"):
        add_hit(reading, roles, act, parts)  # انفجرت عبوة | بدورية
        add_near(reading, roles, act, parts)
        return roles
    patient = nouns[0] if nouns else before
    if patient is not None:
        roles.targets.append(Slot(patient, 0, "passive-subject"))
    else:
        add_complement(roles, act, parts)
    return roles


def _active(
    reading: Reading, act: Act, roles: Roles, nouns: list[Range], before: Range | None, parts: Constituents
) -> Roles:
    """استهدف الطيران مواقع; الطيران استهدف مواقع."""
    subject, objects = _subject_and_objects(reading, act, nouns, before)
    if subject is not None:
        roles.agents.append(Slot(subject, 0, "verb-subject"))
    frame_target = act.trigger.takes("transitive") or act.trigger.takes("into") or act.trigger.takes("befall")
    if act.trigger.takes("intransitive") and not frame_target:
        add_hit(reading, roles, act, parts)
        add_near(reading, roles, act, parts)
    if frame_target and not act.mention.pronoun:
        for phrase in objects[:1]:
            if not is_weapon_only(reading, phrase):
                roles.targets.append(Slot(phrase, 0, "verb-object"))
    if not roles.targets:
        add_complement(roles, act, parts)
    return roles


def _subject_and_objects(
    reading: Reading, act: Act, nouns: list[Range], before: Range | None
) -> tuple[Range | None, list[Range]]:
    """Which phrases are subject and object.

    One phrase after the verb may hold both: "قصفت مدفعية الجيش | أطراف البلدة".
    """
    form = act.mention.term.inflection
    if form is not None and form.person == 1:  # قصفنا | تحشدات العدو
        return None, nouns
    if before is not None and is_agent_like(reading, before) and _adjacent(reading, before, act.start):
        return before, nouns
    if _is_elsewhere(reading, act, nouns):
        return (before if before is not None and is_persons(reading, before) else None), nouns
    if nouns and is_nominative(reading, nouns[0][0]) and not is_agent_like(reading, nouns[0]):
        return nouns[0], nouns[1:]  # أحرق المتظاهرون | السيارات
    if len(nouns) > 1 and _is_accusative(reading, nouns[0]) and is_agent_like(reading, nouns[1]):
        return nouns[1], [nouns[0], *nouns[2:]]  # استهدف موقعا | طيران مسير
    if nouns and is_agent_like(reading, nouns[0]):
        cut = actor_extent(reading, nouns[0])
        if cut < nouns[0][1]:
            rest = noun_phrase(reading, cut, nouns[0][1])
            return (nouns[0][0], cut), ([rest] if rest else []) + nouns[1:]
        if len(nouns) > 1 or before is None:
            return nouns[0], nouns[1:]
    if before is not None and is_agent_like(reading, before):
        return before, nouns
    if before is not None and not nouns and act.mention.pronoun:
        return None, []
    if before is not None and is_persons(reading, before):
        return before, nouns
    if len(nouns) > 1 and not is_weapon_only(reading, nouns[0]):
        return nouns[0], nouns[1:]
    return None, nouns


def _is_elsewhere(reading: Reading, act: Act, nouns: list[Range]) -> bool:
    """Whether the noun after a verb cannot be its subject: the verb is plural, feminine before a man, or it has tanwin.

    "وقتلوا | سائقه"; "قتلت | ثلاثة جنود"; "واعتقلت | شابا".
    """
    form = act.mention.term.inflection
    if not nouns or form is None or form.pos != "verb":
        return False
    if form.number in ("p", "d") or _is_accusative(reading, nouns[0]):
        return True
    return form.gender == "f" and form.number == "s" and form.tense == "perfect" and _is_of_men(reading, nouns[0])


def _is_of_men(reading: Reading, phrase: Range) -> bool:
    """Whether a phrase counts or names men: "خمسة جنود", "47 إرهابيا", which no feminine verb may have as subject."""
    for i in range(phrase[0], min(phrase[1], phrase[0] + 3)):
        if i in reading.number_at:
            continue
        rows = [m.term.row for m in reading.begins[i] if m.kind == "person"]
        return any(isinstance(row, PersonRow) and row.mode == "head" and not row.wording.endswith("ة") for row in rows)
    return False


def _is_accusative(reading: Reading, phrase: Range) -> bool:
    """Whether a phrase opens with a noun in tanwin, which no subject has: موقعا, حاجزا."""
    return any(
        m.term.inflection is not None
        and m.term.inflection.state == "indefinite"
        and m.term.inflection.surface.endswith("ا")
        for m in reading.begins[phrase[0]]
        if m.kind in ("object", "person", "weapon")
    )


def _adjacent(reading: Reading, phrase: Range, verb: int) -> bool:
    """Whether only a particle, a mark, a time or a whole aside stands between a subject and its verb.

    "«كتائب الفجر»، الجناح العسكري للحركة، قد | أطلقت"; "الشرطة (جنوب المدينة) | اعتقلت".
    """
    i = phrase[1]
    while i < verb:
        step = _aside_before(reading, i, verb)
        if step:
            i += step
            continue
        passed = reading.is_mark(i) or reading.function(i) in _BETWEEN or i in reading.moment_at
        if not passed and not is_auxiliary(reading, i):
            return False
        i += 1
    return True


_BETWEEN = frozenset({"particle", "adverb", "relative"})


def _aside_before(reading: Reading, i: int, verb: int) -> int:
    """The length of an aside that begins at token `i`: in brackets, between commas, or up to "قد" before the verb."""
    if reading.text(i) == "(":
        return next((j + 1 - i for j in range(i + 1, verb) if reading.text(j) == ")"), 0)
    if reading.text(i) not in COMMAS:
        return 0
    for j in range(i + 1, verb):
        if reading.function(j) == "clause" or is_finite(reading, j):
            return 0
        if reading.text(j) in COMMAS or (reading.text(j) == "قد" and j == verb - 1):
            return j + 1 - i
    return 0


_PEOPLE = frozenset({"شخصا", "اشخاص", "شخص"})


def _is_passive(reading: Reading, act: Act, nouns: list[Range], before: Range | None, by: Complement | None) -> bool:
    form = act.mention.term.inflection
    voice = form.voice if form is not None else "active"
    if by is not None:
        return True
    if voice != "either":
        return voice == "passive"
    if _is_elsewhere(reading, act, nouns) or act.mention.pronoun:
        return False
    if nouns:
        first = nouns[0]
        if act.harm and _is_counted_people(reading, first):
            return True
        agent_like = is_agent_like(reading, first)
        cut = actor_extent(reading, first) if agent_like else first[1]
        if (cut < first[1] or len(nouns) > 1) and not _adds_victims(reading, act, cut):
            return False
        if before is not None and is_agent_like(reading, before) and _adjacent(reading, before, act.start):
            return False
        if not agent_like:
            return True
        if not act.trigger.takes("transitive") and not act.harm:
            return False  # أطلق بعض الجنود | النار
        return act.trigger.object in _PERSON_ACTS or act.harm or is_members(reading, first)
    if before is not None:
        return not is_agent_like(reading, before) or act.harm
    return act.harm


def _is_counted_people(reading: Reading, phrase: Range) -> bool:
    """Whether a phrase counts people of whom nothing is known: they are the dead: "قتل | 20 شخصا"."""
    number = reading.number_at.get(phrase[0])
    at = phrase[0] if number is None else number.end
    counted = number is not None or reading.number_at.get(phrase[0] - 1) is not None
    return counted and reading.text(at) in _PEOPLE


def _adds_victims(reading: Reading, act: Act, i: int) -> bool:
    """Whether more of the harmed are joined at token `i`: "قتل القيادي | واثنان من مرافقيه"."""
    return act.harm and reading.text(i)[:1] == "و"


def befalls(reading: Reading, act: Act, acts: list[Act], index: int, parts: Constituents, roles: Roles) -> bool:
    """Whether the verb tells what another act hit: "هجوم جوي | استهدف | قواته". The other act takes over its object."""
    if not act.trigger.takes("befall"):
        return False
    other = next((a for a in earlier(acts, index) if a.nominal and not a.harm), None)
    if other is None or not _leads_to(reading, other, act):
        return False
    act.result = True
    target = parts.nouns[0] if parts.nouns else None
    complement = parts.after(*TARGETED, "في", "ب")
    slot = Slot(target, 0, "befall-object") if target else None
    if slot is None and complement is not None:
        slot = Slot(complement.phrase, complement.cut, "befall-object")
    if slot is not None:
        roles.targets.append(slot)
    act.part_of = other
    return True


def _leads_to(reading: Reading, noun: Act, verb: Act) -> bool:
    """Whether a nominal act is the subject of a verb: its phrase, or its relative, ends right before it."""
    if verb.start - noun.end > 12:
        return False
    if any(reading.text(i) in (".", "؛", ":", "\n") for i in range(noun.end, verb.start)):
        return False
    between = range(noun.end, verb.start)
    if any(reading.function(i) == "clause" for i in between):
        return False
    phrase = antecedent(reading, verb.start, noun.start)
    if phrase is not None and phrase[0] <= noun.start + 1:
        return True
    relative = any(reading.function(i) == "relative" for i in between)
    return relative or not any(is_agent_like(reading, (i, i + 1)) and not _is_adjective(reading, i) for i in between)


def _is_adjective(reading: Reading, i: int) -> bool:
    return any(isinstance(m.term.row, Nationality) for m in reading.begins[i])
