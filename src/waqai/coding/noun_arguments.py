"""The arguments of a verbal noun: its doer or object as genitive, adjective, in a relative, after a preposition."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.blasts import add_hit, add_near, bomber
from waqai.coding.constituents import Complement, attached_preposition, following
from waqai.coding.crowds import CROWD_ACTS, of_crowd
from waqai.coding.participants import actor_extent, is_agent_like
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import QUOTE_MARKS, Range, Reading
from waqai.coding.roles import (
    PASSIVE_BY,
    Roles,
    Slot,
    add_complement,
    complement,
    is_members,
    is_persons,
    is_target_preposition,
    is_weapon_only,
)
from waqai.coding.two_sides import reciprocal
from waqai.knowledge.actors import Force, Nationality
from waqai.knowledge.triggers import Trigger


def of_noun(reading: Reading, act: Act) -> Roles:
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
    who = bomber(reading, act)
    if who is not None:
        roles.agents.append(who)
    nation, start = _adjectives(reading, act, start)
    if nation is not None:
        roles.agents.append(nation)
    parts = following(reading, start, act.clause[1], most=2)
    if row.takes("reciprocal"):
        return reciprocal(reading, act, parts, parts.nouns, None)
    if row.type in CROWD_ACTS:
        nouns = [n for n in parts.nouns if n[0] <= start + 1]
        owner = parts.after("ل")
        if owner is not None and not nouns and owner.start <= start + 1 and is_persons(reading, owner.phrase):
            nouns = [owner.phrase]
        _relative_doer(reading, act, roles)
        return of_crowd(reading, act, parts, nouns, None, next(iter(roles.agents), None))
    by = parts.after(*PASSIVE_BY)
    if by is None and (start_of := parts.after("من")) is not None and _strikes(row):
        by = start_of if is_agent_like(reading, start_of.phrase) else None  # قصف | من الجيش
    if by is not None and not roles.agents:
        roles.agents.append(Slot(by.phrase, by.cut, "by"))
    nouns = [n for n in parts.nouns if n[0] == start or n[0] > start]
    if row.takes("patient"):
        named = nouns[0] if nouns and nouns[0][0] == start else _quoted_name(reading, start)
        if named is not None:
            roles.targets.append(Slot(named, 0, "genitive-patient"))
        return roles
    direct = nouns[0] if nouns and nouns[0][0] <= start + 1 else None
    targeted = complement(act, parts)
    if targeted is not None and is_weapon_only(reading, targeted.phrase):
        targeted = None  # إصابة مباشرة | للصواريخ
    if direct is not None:
        _genitive(reading, act, roles, direct, nouns[1:], targeted)
    if not roles.targets and targeted is not None:
        roles.targets.append(Slot(targeted.phrase, targeted.cut, f"after-{targeted.preposition}"))
    owner = parts.after("ل")
    if owner is not None and is_weapon_only(reading, owner.phrase):
        owner = None
    if owner is not None and not is_target_preposition(row, "ل"):
        if is_agent_like(reading, owner.phrase) and not roles.agents and (row.takes("on") or roles.targets):
            roles.agents.append(Slot(owner.phrase, owner.cut, "doer-after-ل"))
        elif not roles.targets and row.takes("transitive"):
            roles.targets.append(Slot(owner.phrase, owner.cut, "object-after-ل"))
    if not roles.targets and any(frame.preposition in ("في", "ب") for frame in row.frames):
        add_hit(reading, roles, act, parts)
    add_near(reading, roles, act, parts)
    _relative_doer(reading, act, roles)
    return roles


def _quoted_name(reading: Reading, start: int) -> Range | None:
    """The name in quotation marks right behind a word of harm: "مقتل | «سامر الحسن» الملقب"."""
    if reading.text(start) not in QUOTE_MARKS:
        return None
    inside = range(start + 1, min(start + _LONGEST_NAME, len(reading.tokens)))
    end = next((i for i in inside if reading.is_mark(i)), start)
    return (start + 1, end) if end > start + 1 and reading.text(end) in QUOTE_MARKS else None


_LONGEST_NAME = 8


def _genitive(
    reading: Reading, act: Act, roles: Roles, direct: Range, rest: list[Range], targeted: Complement | None
) -> None:
    """The phrase right after a verbal noun: its doer where an object follows or it takes none, else its object."""
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
    body_aims = targeted is not None and not is_members(reading, direct)
    if agent_like and (objects or body_aims or not row.takes("transitive")):
        if is_weapon_only(reading, direct):
            return
        roles.agents.append(Slot((direct[0], cut), 0, "genitive-doer"))
        if objects and row.takes("transitive"):
            roles.targets.append(Slot(objects[0], 0, "object-of-noun"))
        return
    if agent_like and not transitive and not is_members(reading, direct):
        roles.agents.append(Slot(direct, 0, "genitive-doer"))
        return
    if row.takes("transitive") and not is_weapon_only(reading, direct):
        roles.targets.append(Slot(direct, 0, "genitive-object"))


def _strikes(row: Trigger) -> bool:
    """Whether the word is one for fire or an attack, whose author may follow من."""
    return row.sense == "act" and row.type in ("shelling", "air_strike", "drone_strike", "generic", "attack")


_STRIKES_AT = frozenset({"هدف", "دمر", "عطب"})


def _is_struck(reading: Reading, phrase: Range) -> bool:
    """Whether what follows استهداف is what it struck: "استهداف | دبابة", but not "استهداف | المقاومة"."""
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
            if not mention.pronoun and not row.lemma.endswith("+ه"):  # الهجوم نُفذ ضد عناصر
                if not roles.targets:
                    add_complement(roles, act, parts)
                return
            if parts.nouns and not roles.agents and is_persons(reading, parts.nouns[0]):
                roles.agents.append(Slot(parts.nouns[0], 0, "relative-doer"))
            if not roles.targets:
                add_complement(roles, act, parts)
            return
