"""Arguments: who does the act, and to whom or what.

A verb has its subject after it or before it; a verbal noun has its doer or its object as genitive, the doer also as an
adjective of nationality (القصف الإيراني), after ل or "من قبل", or as the subject of the light verb that carries it (شن
الطيران غارة). What a frame of the trigger's row says decides which phrase is what (table `triggers.tsv`).
"""

from __future__ import annotations

from typing import NamedTuple

from waqai.coding.act import Act
from waqai.coding.constituents import (
    Complement,
    Constituents,
    antecedent,
    attached_preposition,
    following,
    subject_before,
)
from waqai.coding.participants import Cast, actor_extent, is_agent_like, participant
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.coding.triggers import row_of
from waqai.knowledge.actors import Force, Nationality
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.triggers import Trigger
from waqai.knowledge.vocabulary import ObjectRow, PersonRow, WeaponRow
from waqai.records import Participant, Span

_PASSIVE_BY = ("قبل",)
_TARGETED = ("على", "ضد", "نحو")
_PERSON_ACTS = frozenset({"person", "crowd"})


class Slot(NamedTuple):
    """A phrase that fills a role, the letters to cut from it, and the rule that put it there."""

    phrase: Range
    cut: int
    rule: str


class Roles(NamedTuple):
    """The phrases of an act's doers and of those that it was done to."""

    agents: list[Slot]
    targets: list[Slot]


def argue(reading: Reading, acts: list[Act], cast: Cast) -> None:
    """Fill in agents and targets of each act, in the order of the text."""
    for index, act in enumerate(acts):
        roles = _roles(reading, act, acts, index)
        for name, slots, found in (("agents", roles.agents, act.agents), ("targets", roles.targets, act.targets)):
            for slot in slots:
                if name == "targets" and _is_bare_place(reading, slot.phrase):
                    continue
                who = participant(reading, slot.phrase, cast, cut=slot.cut)
                if _empty(who) or any(_overlap(who, other) for other in found):
                    continue
                found.append(who)
                act.because(name, who.text, slot.rule, row=who.actor_id or act.trigger.id, evidence=[_span(who)])
        _inherit(reading, acts, index)


def _is_bare_place(reading: Reading, phrase: Range) -> bool:
    """Whether a phrase is the name of a place alone, which is where it happened: "القصف على الكويت"."""
    place = reading.place_at.get(phrase[0])
    return place is not None and place.start == place.name and place.end >= phrase[1]


def _span(who: Participant) -> Span:
    return Span(text=who.text, span=who.span)


def _empty(who: Participant) -> bool:
    return not any(letter.isalnum() for letter in who.text)


def _overlap(one: Participant, other: Participant) -> bool:
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]


def _roles(reading: Reading, act: Act, acts: list[Act], index: int) -> Roles:
    if act.carrier is not None:
        return _carried(reading, act)
    if act.nominal:
        return _of_noun(reading, act)
    return _of_verb(reading, act, acts, index)


# --- verbs --------------------------------------------------------------------------------------------------


def _of_verb(reading: Reading, act: Act, acts: list[Act], index: int) -> Roles:
    """استهدفت طائرة سيارة; إن الطائرة استهدفت سيارة; قُتل ثلاثة مدنيين; القصف الذي استهدف البلدة."""
    mention, row = act.mention, act.trigger
    if row.sense == "sound":
        return Roles([], [])
    parts = _after(reading, act, mention)
    before = _bare_relative(reading, act) or subject_before(reading, act.start, act.clause[0])
    roles = Roles([], [])
    if _befalls(reading, act, acts, index, parts, roles):
        return roles
    nouns = list(parts.nouns)
    if mention.gap[1] > mention.gap[0]:
        gap = noun_phrase(reading, mention.gap[0], mention.gap[1])
        if gap is not None:
            nouns.insert(0, gap)
    if row.takes("reciprocal"):
        return _reciprocal(reading, act, parts, nouns, before)
    if row.type in CROWD_ACTS:
        return _of_crowd(reading, act, parts, nouns, before)
    by = parts.after(*_PASSIVE_BY)
    if by is not None:
        roles.agents.append(Slot(by.phrase, by.cut, "passive-by"))
    if (row.takes("patient") or row.takes("undergo")) and not row.takes("transitive"):
        return _patient(act, roles, nouns, before)
    if row.type == "suicide_bombing" and row.takes("intransitive"):  # فجر انتحاري نفسه
        bomber = nouns[0] if nouns else before
        if bomber is not None:
            roles.agents.append(Slot(bomber, 0, "bomber"))
        _add_hit(reading, roles, act, parts)
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
    return phrase if _is_members(reading, phrase) else None


def _patient(act: Act, roles: Roles, nouns: list[Range], before: Range | None) -> Roles:
    """لقي ثلاثة مصرعهم, ونزحت مئات العائلات: the subject is the one harmed."""
    patient = nouns[0] if nouns else before
    if patient is not None:
        roles.targets.append(Slot(patient, 0, "patient-subject"))
    return roles


def _passive(
    reading: Reading, act: Act, roles: Roles, nouns: list[Range], before: Range | None, parts: Constituents
) -> Roles:
    """قُتل شخصان; أُطلقت صواريخ على القاعدة."""
    if act.trigger.takes("launch"):
        _add_complement(roles, act, parts)
        return roles
    if act.trigger.takes("intransitive") and not act.trigger.takes("transitive"):
        _add_hit(reading, roles, act, parts)  # انفجرت عبوة | بدورية
        return roles
    patient = nouns[0] if nouns else before
    if patient is not None:
        roles.targets.append(Slot(patient, 0, "passive-subject"))
    else:
        _add_complement(roles, act, parts)
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
        _add_hit(reading, roles, act, parts)
    if frame_target and not act.mention.pronoun:
        for phrase in objects[:1]:
            if not _is_weapon_only(reading, phrase):
                roles.targets.append(Slot(phrase, 0, "verb-object"))
    if not roles.targets:
        _add_complement(roles, act, parts)
    return roles


def _subject_and_objects(
    reading: Reading, act: Act, nouns: list[Range], before: Range | None
) -> tuple[Range | None, list[Range]]:
    """Which phrases are subject and object. One phrase after the verb may hold both: "قصفت مدفعية الجيش | أطراف البلدة"."""
    if before is not None and is_agent_like(reading, before) and _adjacent(reading, before, act.start):
        return before, nouns
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
    if len(nouns) > 1:
        return nouns[0], nouns[1:]
    if before is not None and not nouns and act.mention.pronoun:
        return None, []
    return None, nouns


def _is_accusative(reading: Reading, phrase: Range) -> bool:
    """Whether a phrase opens with a noun in tanwin, which no subject has: موقعا, حاجزا."""
    return any(
        m.term.inflection is not None and m.term.inflection.state == "indefinite" and m.term.inflection.surface.endswith("ا")
        for m in reading.begins[phrase[0]]
        if m.kind in ("object", "person", "weapon")
    )


def _adjacent(reading: Reading, phrase: Range, verb: int) -> bool:
    """Whether only a particle, a mark or a time stands between a subject and its verb."""
    return all(
        reading.is_mark(i) or reading.function(i) in ("particle", "adverb", "relative") or i in reading.moment_at
        for i in range(phrase[1], verb)
    )


def _is_passive(
    reading: Reading, act: Act, nouns: list[Range], before: Range | None, by: Complement | None
) -> bool:
    form = act.mention.term.inflection
    voice = form.voice if form is not None else "active"
    if by is not None:
        return True
    if voice != "either":
        return voice == "passive"
    if nouns and form is not None and form.number == "p" and form.gender == "m" and form.tense == "perfect":
        return False  # قتلوا سائقه: the doers were named before
    if act.mention.pronoun:
        return False
    text = act.mention.pronoun
    if nouns:
        first = nouns[0]
        agent_like = is_agent_like(reading, first)
        split = actor_extent(reading, first) < first[1] if agent_like else False
        if len(nouns) > 1 or split:
            return False
        if before is not None and is_agent_like(reading, before) and _adjacent(reading, before, act.start):
            return False
        if not agent_like:
            return True
        return act.trigger.object in _PERSON_ACTS or act.harm or _is_members(reading, first)
    if before is not None:
        return not is_agent_like(reading, before) or act.harm
    return bool(text) or act.harm


def _is_members(reading: Reading, phrase: Range) -> bool:
    """Whether the phrase names persons and no body: "ثلاثة جنود", but not "الجيش"."""
    for i in range(*phrase):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, PersonRow):
                return True
            if isinstance(row, Force):
                return row.nature in ("members", "people")
    return False


def _is_weapon_only(reading: Reading, phrase: Range) -> bool:
    mention = reading.opening("weapon", phrase[0])
    return mention is not None and isinstance(mention.term.row, WeaponRow) and mention.term.row.group == "munition"


# --- crowds ---------------------------------------------------------------------------------------------------


CROWD_ACTS = frozenset({"protest", "riot"})


def _of_crowd(
    reading: Reading, act: Act, parts: Constituents, nouns: list[Range], before: Range | None
) -> Roles:
    """تجمع متظاهرون أمام السفارة; المحتجون أحرقوا الإطارات: the subject is the crowd, what they are against the target."""
    agents: list[Slot] = []
    crowd = next((p for p in (*nouns[:1], before) if p is not None and _is_crowd(reading, p)), None)
    if crowd is None:
        crowd = _crowd_of_sentence(reading, act)
    if crowd is not None:
        agents.append(Slot(crowd, 0, "crowd"))
    targets: list[Slot] = []
    for preposition in ("ضد", "على", "أمام", "ب"):
        found = parts.after(preposition)
        if found is not None and is_thing(reading, found.phrase):
            targets.append(Slot(found.phrase, found.cut, f"against-{preposition}"))
            break
    if not targets and act.trigger.takes("transitive") and crowd is not None:
        rest = [n for n in nouns if n != crowd and is_thing(reading, n)]
        targets.extend(Slot(n, 0, "verb-object") for n in rest[:1])
    if act.type == "riot" and not targets and (police := _police_of_clause(reading, act)) is not None:
        targets.append(Slot(police, 0, "other-side"))
    return Roles(agents, targets)


def _police_of_clause(reading: Reading, act: Act) -> Range | None:
    """The force that a crowd clashes with."""
    for i in range(act.end, act.clause[1]):
        for mention in reading.begins[i]:
            if isinstance(mention.term.row, Force) and mention.term.row.role in ("COP", "MIL"):
                return noun_phrase(reading, i, act.clause[1])
    return None


def _is_crowd(reading: Reading, phrase: Range) -> bool:
    """Whether a phrase names people or a body that can take to the streets."""
    for i in range(phrase[0], min(phrase[1], phrase[0] + 4)):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, PersonRow | Force) or mention.kind in ("actor", "nickname", "nationality"):
                return True
    return False


def _crowd_of_sentence(reading: Reading, act: Act) -> Range | None:
    """The demonstrators that the sentence names: "المتظاهرون", "محتجون"."""
    for i in range(*act.sentence):
        for mention in reading.begins[i]:
            if isinstance(mention.term.row, PersonRow) and mention.term.row.role == "OPP":
                return noun_phrase(reading, i, act.sentence[1])
    return None


# --- acts that befall ---------------------------------------------------------------------------------------


def _befalls(
    reading: Reading, act: Act, acts: list[Act], index: int, parts: Constituents, roles: Roles
) -> bool:
    """Whether the verb tells what another act hit: "هجوم جوي | استهدف | قواته". The other act takes over its object."""
    if not act.trigger.takes("befall"):
        return False
    other = next(
        (a for a in reversed(acts[:index]) if a.nominal and not a.harm and a.sentence == act.sentence), None
    )
    if other is None or not _leads_to(reading, other, act):
        return False
    act.result = True
    target = parts.nouns[0] if parts.nouns else None
    complement = parts.after(*_TARGETED, "في", "ب")
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
    return relative or not any(
        is_agent_like(reading, (i, i + 1)) and not _is_adjective(reading, i) for i in between
    )


def _is_adjective(reading: Reading, i: int) -> bool:
    return any(isinstance(m.term.row, Nationality) for m in reading.begins[i])


# --- two sides ----------------------------------------------------------------------------------------------


def _reciprocal(
    reading: Reading, act: Act, parts: Constituents, nouns: list[Range], before: Range | None
) -> Roles:
    """اشتباكات بين الجيش ومسلحين; اشتبك الجيش مع مسلحين; تبادل الطرفان القصف."""
    between = parts.after("بين")
    if between is not None:
        sides = _sides(reading, between)
        if len(sides) > 1:
            both = [Slot(side, between.cut if n == 0 else 0, "two-sides") for n, side in enumerate(sides)]
            return Roles([both[0]], both[1:])
        return Roles([Slot(between.phrase, between.cut, "two-sides")], [])
    first = nouns[0] if nouns and is_agent_like(reading, nouns[0]) else None
    if first is None and before is not None and is_agent_like(reading, before):
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


def _is_side(reading: Reading, start: int, end: int) -> bool:
    """Whether a phrase can be a side of a clash: a force, or people."""
    people = any(isinstance(m.term.row, Force | PersonRow) for m in reading.begins[start])
    return people or is_agent_like(reading, (start, end))


# --- verbal nouns -------------------------------------------------------------------------------------------


def _of_noun(reading: Reading, act: Act) -> Roles:
    """قصف مدفعي لقوات النظام على البلدة; استهداف المقاومة تجمعا; القصف الإيراني; انفجار عبوة بسيارة."""
    mention, row = act.mention, act.trigger
    start = mention.end
    roles = Roles([], [])
    if mention.gap[1] > mention.gap[0]:
        inner = noun_phrase(reading, mention.gap[0], mention.gap[1])
        if inner is not None and row.takes("patient"):
            roles.targets.append(Slot(inner, 0, "genitive-patient"))
        elif inner is not None and is_agent_like(reading, inner) and not attached_preposition(reading, inner[0])[0]:
            roles.agents.append(Slot(inner, 0, "genitive-doer"))
    nation, start = _adjectives(reading, act, start)
    if nation is not None:
        roles.agents.append(nation)
    parts = following(reading, start, _limit(reading, act), most=2)
    if row.takes("reciprocal"):
        return _reciprocal(reading, act, parts, parts.nouns, None)
    if row.type in CROWD_ACTS:
        nouns = [n for n in parts.nouns if n[0] <= start + 1]
        owner = parts.after("ل")
        if owner is not None and not nouns and _is_crowd(reading, owner.phrase):
            nouns = [owner.phrase]
        return _of_crowd(reading, act, parts, nouns, None)
    by = parts.after(*_PASSIVE_BY)
    if by is None and (start_of := parts.after("من")) is not None and _strikes(row):
        by = start_of if is_agent_like(reading, start_of.phrase) else None  # قصف | من الجيش
    if by is not None and not roles.agents:
        roles.agents.append(Slot(by.phrase, by.cut, "by"))
    nouns = [n for n in parts.nouns if n[0] == start or n[0] > start]
    if row.takes("patient"):
        if nouns and nouns[0][0] == start:
            roles.targets.append(Slot(nouns[0], 0, "genitive-patient"))
        return roles
    direct = nouns[0] if nouns and nouns[0][0] <= start + 1 else None
    targeted = _complement(act, parts)
    if targeted is not None and _is_weapon_only(reading, targeted.phrase):
        targeted = None  # إصابة مباشرة | للصواريخ
    if direct is not None:
        _genitive(reading, act, roles, direct, nouns[1:], targeted)
    if not roles.targets and targeted is not None:
        roles.targets.append(Slot(targeted.phrase, targeted.cut, f"after-{targeted.preposition}"))
    owner = parts.after("ل")
    if owner is not None and _is_weapon_only(reading, owner.phrase):
        owner = None
    if owner is not None and not _is_target_preposition(row, "ل"):
        if is_agent_like(reading, owner.phrase) and not roles.agents and (row.takes("on") or roles.targets):
            roles.agents.append(Slot(owner.phrase, owner.cut, "doer-after-ل"))
        elif not roles.targets and row.takes("transitive"):
            roles.targets.append(Slot(owner.phrase, owner.cut, "object-after-ل"))
    if not roles.targets and any(frame.preposition in ("في", "ب") for frame in row.frames):
        _add_hit(reading, roles, act, parts)
    _relative_doer(reading, act, roles)
    return roles


def _genitive(
    reading: Reading, act: Act, roles: Roles, direct: Range, rest: list[Range], targeted: Complement | None
) -> None:
    """The phrase right after a verbal noun: its doer where an object follows or the word has no object, else its object."""
    row = act.trigger
    agent_like = is_agent_like(reading, direct) and not (row.root in _STRIKES_AT and _is_struck(reading, direct))
    cut = actor_extent(reading, direct) if agent_like else direct[1]
    objects: list[Range] = []
    if cut < direct[1]:
        inner = noun_phrase(reading, cut, direct[1])
        if inner is not None:
            objects.append(inner)
    objects.extend(rest)
    transitive = row.takes("transitive") and row.frames[0].kind == "transitive"
    if agent_like and (objects or (targeted is not None and not _is_members(reading, direct)) or not row.takes("transitive")):
        if _is_weapon_only(reading, direct):
            return
        roles.agents.append(Slot((direct[0], cut), 0, "genitive-doer"))
        if objects and row.takes("transitive"):
            roles.targets.append(Slot(objects[0], 0, "object-of-noun"))
        return
    if agent_like and not transitive and not _is_members(reading, direct):
        roles.agents.append(Slot(direct, 0, "genitive-doer"))
        return
    if row.takes("transitive") and not _is_weapon_only(reading, direct):
        roles.targets.append(Slot(direct, 0, "genitive-object"))


def _strikes(row: Trigger) -> bool:
    """Whether the word is one for fire or an attack, whose author may follow من."""
    return row.sense == "act" and row.type in ("shelling", "air_strike", "drone_strike", "generic", "attack")


_STRIKES_AT = frozenset({"هدف", "دمر", "عطب"})


def _is_struck(reading: Reading, phrase: Range) -> bool:
    """Whether what follows استهداف is what it struck: machines and men, "استهداف | دبابة", and not "استهداف | المقاومة"."""
    if reading.opening("actor", phrase[0]) is not None:
        return False
    force = reading.opening("force", phrase[0])
    return force is not None and isinstance(force.term.row, Force) and force.term.row.nature in ("machine", "members")


def _adjectives(reading: Reading, act: Act, start: int) -> tuple[Slot | None, int]:
    """Adjectives after a verbal noun, the doer's nationality among them: "غارة جوية إسرائيلية عنيفة | على"."""
    nation: Slot | None = None
    i = start
    while i < act.sentence[1] and i - start < 5:
        mention = next((m for m in reading.begins[i] if isinstance(m.term.row, Nationality)), None)
        if mention is not None and i not in reading.place_at:
            nation = nation or Slot((i, mention.end), 0, "nationality")
            i = mention.end
            continue
        if reading.text(i) in _EPITHETS or reading.is_adjective(i) or _is_plain_adjective(reading, i):
            i += 1
            continue
        if act.mention.split.article and reading.text(i).startswith("ال") and not reading.is_mark(i):
            i += 1  # after a definite noun a definite word is no genitive: "الهجوم | المباغت"
            continue
        if reading.text(i)[:1] == "و" and i > start and _joined_adjective(reading, i):
            i += 1
            continue
        break
    return nation, i


_EPITHETS = frozenset({"اخر", "اخري"})


def _joined_adjective(reading: Reading, i: int) -> bool:
    """الهجوم الصاروخي | والمسير, "جوية | وصاروخية": one more adjective."""
    mention = reading.at("function", i)
    if mention is not None and reading.is_adjective(i):
        return True
    weapon = reading.opening("weapon", i)
    return weapon is not None and weapon.split.article and reading.is_adjective(i - 1)


def _is_plain_adjective(reading: Reading, i: int) -> bool:
    """A word of no table that may be an adjective: ends like one and stands where no noun of ours does."""
    text = reading.text(i)
    return (
        not reading.begins[i]
        and not reading.is_mark(i)
        and i not in reading.place_at
        and i not in reading.number_at
        and i not in reading.moment_at
        and len(text) > 3
        and text.endswith(("ي", "يه", "ه", "يين", "ات"))
        and not text.startswith(("ب", "ل", "و", "ي"))
    )


def _relative_doer(reading: Reading, act: Act, roles: Roles) -> None:
    """The doer in a relative clause: "الغارة التي شنها الطيران", "هجوم نفذه مسلحون"."""
    for i in range(act.end, min(act.sentence[1], act.end + 10)):
        if reading.is_mark(i) and reading.text(i) not in '“”"«»،(':
            return
        for mention in reading.begins[i]:
            row = mention.term.row
            if mention.kind != "trigger" or not isinstance(row, Trigger) or row.sense != "light":
                continue
            if not row.takes("carry"):
                continue
            act.later = mention
            parts = following(reading, mention.end, act.sentence[1], most=1)
            if not mention.pronoun:  # الهجوم نُفذ ضد عناصر
                if not roles.targets:
                    _add_complement(roles, act, parts)
                return
            if parts.nouns and not roles.agents:
                roles.agents.append(Slot(parts.nouns[0], 0, "relative-doer"))
            if not roles.targets:
                _add_complement(roles, act, parts)
            return


# --- light verbs --------------------------------------------------------------------------------------------


def _carried(reading: Reading, act: Act) -> Roles:
    """شن الطيران غارات على البلدة; تعرضت القاعدة لهجوم; نفذت طائرة غارتين."""
    carrier = act.carrier
    assert carrier is not None  # noqa: S101 - asked for by the caller
    light = row_of(carrier)
    own = _of_noun(reading, act)
    parts = following(reading, carrier.end, max(act.start, carrier.end), most=1)
    before = subject_before(reading, carrier.start, act.clause[0] if act.clause[0] < carrier.start else act.sentence[0])
    subject = parts.nouns[0] if parts.nouns else before
    if subject is None and before is None:
        subject = None
    if light.takes("undergo"):
        if subject is not None and not any(s.phrase == subject for s in own.targets):
            return Roles(own.agents, [Slot(subject, 0, "undergoes")])
        return own
    passive = carrier.term.inflection is not None and carrier.term.inflection.voice == "passive"
    if light.takes("happen") or light.takes("host") or passive:
        return own
    if subject is not None and (is_agent_like(reading, subject) or parts.nouns):
        agents = [Slot(subject, 0, "carrier-subject")]
        genitive = [s for s in own.agents if s.rule == "genitive-doer" and s.phrase[0] >= act.end]
        targets = own.targets or ([Slot(genitive[0].phrase, 0, "genitive-object")] if genitive and act.trigger.takes("transitive") else [])
        return Roles(agents, targets)
    return own


# --- shared -------------------------------------------------------------------------------------------------


def _after(reading: Reading, act: Act, mention: Mention) -> Constituents:
    return following(reading, mention.end, _limit(reading, act))


def _limit(reading: Reading, act: Act) -> int:
    """How far the arguments of an act may reach: its clause, at most to where the next finite verb stands."""
    return act.clause[1]


def _complement(act: Act, parts: Constituents) -> Complement | None:
    """The complement that the row's frames make the target: على, ضد, نحو, and what the frame names."""
    wanted = [frame.preposition for frame in act.trigger.frames if frame.kind in ("on", "launch") and frame.preposition]
    names = {"باتجاه": "نحو", "ضد": "ضد"}
    extra = ("إلى",) if act.carrier is not None else ()
    for preposition in [names.get(w, w) for w in wanted] + list(_TARGETED) + list(extra):
        if preposition in ("في", "ب", "قرب", "أمام", "فوق", "حول") and not _PLACED.get(preposition):
            continue
        found = parts.after(preposition)
        if found is not None:
            return found
    return None


_PLACED: dict[str, bool] = {}


def _is_target_preposition(row: Trigger, preposition: str) -> bool:
    return any(f.kind in ("on", "undergo") and f.preposition == preposition for f in row.frames)


def _add_hit(reading: Reading, roles: Roles, act: Act, parts: Constituents) -> None:
    """What a device or projectile went off at: a body or a thing of its own after ب, على or في, and no bare place."""
    for preposition in ("ب", "على", "في"):
        found = parts.after(preposition)
        if found is None or found.phrase[0] in reading.place_at or not is_thing(reading, found.phrase):
            continue
        if preposition != "في" or is_agent_like(reading, found.phrase) or _owned_by_force(reading, found.phrase):
            roles.targets.append(Slot(found.phrase, found.cut, f"hit-{preposition}"))
            return


def _owned_by_force(reading: Reading, phrase: Range) -> bool:
    return any(m.kind in ("actor", "nickname", "force", "nationality") for i in range(*phrase) for m in reading.begins[i])


def _add_complement(roles: Roles, act: Act, parts: Constituents) -> None:
    found = _complement(act, parts)
    if found is not None:
        roles.targets.append(Slot(found.phrase, found.cut, f"after-{found.preposition}"))


def pronoun_targets(reading: Reading, acts: list[Act], cast: Cast) -> None:
    """The targets that an attached pronoun stands for: "مقرات الحزب جراء استهدافها", "ناقلة بعد ضربها"."""
    for act in acts:
        form = act.mention.term.inflection
        pronoun = act.mention.pronoun or act.trigger.lemma.endswith("+ه")
        if act.targets or not pronoun or not act.trigger.takes("transitive"):
            continue
        if form is None or (form.pos == "verb" and not act.agents):
            continue
        phrase = _antecedent_of_pronoun(reading, act)
        if phrase is None:
            continue
        who = participant(reading, phrase, cast)
        if _empty(who) or any(_overlap(who, agent) for agent in act.agents):
            continue
        act.targets.append(who)
        act.because("targets", who.text, "pronoun", row=act.trigger.id, evidence=[_span(who)])


def _antecedent_of_pronoun(reading: Reading, act: Act) -> Range | None:
    """The last noun phrase before the act that persons (هم) or things (ها, ه) can be."""
    persons = act.mention.pronoun in ("هم", "هما", "هن")
    best: Range | None = None
    i = act.sentence[0]
    while i < act.start:
        kinds = {m.kind for m in reading.begins[i]}
        thing = bool(kinds & {"object", "class"}) and not persons and i not in reading.place_at
        body = bool(kinds & {"person", "force", "actor", "nickname"})
        singular = act.trigger.object == "person" and "person" in kinds
        if (thing or singular or (persons and (body or "object" in kinds))) and not reading.is_mark(i):
            phrase = noun_phrase(reading, i, act.start)
            if phrase is not None:
                best = phrase
                i = phrase[1]
                continue
        i += 1
    return best


def weapon_owner(reading: Reading, acts: list[Act], cast: Cast) -> None:
    """The doer that a weapon's nationality tells: "استهدافها | بالصواريخ الإيرانية"."""
    for act in acts:
        if act.agents or act.harm or act.part_of is not None:
            continue
        for i in range(act.start, act.clause[1]):
            weapon = reading.opening("weapon", i)
            if weapon is None or weapon.end >= len(reading.tokens):
                continue
            nation = next((m for m in reading.begins[weapon.end] if isinstance(m.term.row, Nationality)), None)
            if nation is None:
                continue
            who = participant(reading, (i, nation.end), cast, cut=_letters(reading, i, weapon))
            act.agents.append(who)
            act.because("agents", who.text, "weapon-nationality", evidence=[_span(who)])
            break


def _letters(reading: Reading, i: int, mention: Mention) -> int:
    """How many letters to cut from a word with a preposition; none from لل, whose ال they share."""
    if reading.text(i).lstrip("وف").startswith("لل"):
        return 0
    return len(mention.split.conjunction + mention.split.preposition)


def _inherit(reading: Reading, acts: list[Act], index: int) -> None:
    """A verb joined by و without a subject of its own has that of the verb before it: "هاجمتهم قوة وقتلتهم"."""
    act = acts[index]
    if act.nominal or act.agents or not act.mention.split.conjunction or index == 0:
        return
    form = act.mention.term.inflection
    plural = form is not None and form.number == "p"
    if form is None or form.voice == "passive" or (act.harm and act.targets and not act.mention.pronoun and not plural):
        return
    for before in reversed(acts[:index]):
        if before.sentence != act.sentence:
            return
        if before.agents and not before.nominal:
            act.agents.extend(before.agents)
            act.because("agents", before.agents[0].text, "joined-verb", evidence=[_span(before.agents[0])])
            return


def is_thing(reading: Reading, phrase: Range) -> bool:
    """Whether the phrase names a thing or persons, and not a place alone."""
    return any(
        isinstance(m.term.row, ObjectRow | PersonRow | Force) or m.kind in ("actor", "nickname")
        for i in range(*phrase)
        for m in reading.begins[i]
    )
