"""Means: with what the act was done, how often, and what kind of act that makes it (codebook 2 and 8)."""

from __future__ import annotations

from itertools import pairwise

from waqai.coding.act import Act, neighbours
from waqai.coding.reading import Range, Reading
from waqai.coding.triggers import row_of
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.vocabulary import PersonRow, WeaponRow
from waqai.records import EventType, Span, Strikes, Weapon

_AIR = frozenset({"air_strike", "drone_strike"})
_FIRE = frozenset({"shelling", "air_strike", "drone_strike"})
_DETERMINED_BY_WEAPON = frozenset({"generic", "shelling", "attack", "explosion", "air_strike"})
_UNITS = frozenset({"munition", "device", "platform"})
_GROUND_ARMS = frozenset({"firearms", "sniper", "heavy_machine_gun", "blade", "rpg"})


def find_means(reading: Reading, acts: list[Act]) -> None:
    """Fill in weapons, strikes and type of each act."""
    _join_means(reading, acts)
    parts: dict[int, list[Act]] = {}
    for act in acts:
        if act.part_of is not None:
            parts.setdefault(id(act.part_of), []).append(act)
    for number, act in enumerate(acts):
        near, index = neighbours(acts, number)
        nearest = _span_of_act(reading, near, index)
        mentions = _weapons(reading, act, nearest)
        act.weapons.extend(_weapon(reading, mention) for mention in mentions)
        act.strikes = _strikes(reading, act, mentions)
        own = parts.get(id(act), [])
        means = next((a for a in own if a.start > act.start and a.mention.split.preposition == "ب"), None)
        if act.strikes is None and means is not None:
            act.strikes = _strikes(reading, means, [])
        _settle_type(reading, act, mentions, own)


def _join_means(reading: Reading, acts: list[Act]) -> None:
    """A noun of fire after ب is the means of the act before it: "استهدفت القاعدة | برشقتين", "هاجم | بغارات"."""
    for before, act in pairwise(acts):
        whole = before.part_of or before
        if _is_of_dispersal(whole, before, act):
            act.part_of = whole
            continue
        if (
            act.mention.split.preposition != "ب"
            or act.carrier is not None
            or not act.nominal
            or act.harm
            or before.harm
        ):
            continue
        if (
            act.sentence != before.sentence
            or before.part_of is not None
            or act.trigger.event_type not in _FIRE | {"ied", "chemical_attack"}
        ):
            continue
        if before.trigger.type == "generic" or before.trigger.event_type in _FIRE:
            act.part_of = before


def _is_of_dispersal(whole: Act, before: Act, act: Act) -> bool:
    """Whether two words tell of one act against a crowd: "أطلقت الشرطة | الغاز | لتفريق المتظاهرين"."""
    if act.trigger.event_type != "protest_repression" or act.harm or act.sentence != before.sentence:
        return False
    if whole.harm or whole.trigger.type not in ("shelling", "attack", "protest_repression", "generic"):
        return False
    return act.start - before.end <= _OBJECT_AWAY or act.mention.split.preposition == "ل"


_OBJECT_AWAY = 1


def _span_of_act(reading: Reading, acts: list[Act], index: int) -> Range:
    """The tokens whose weapons are the act's: its clause, not beyond the acts beside it unless they are its results."""
    act = acts[index]
    start, end = act.clause
    for other in acts[:index]:
        if not (other.harm or other.result or other.part_of is act) and other.end <= act.start:
            start = max(start, other.end)
    for other in acts[index + 1 :]:
        if other.harm or other.result or other.part_of is act:
            continue
        if other.start >= act.end:
            end = min(end, other.start)
            break
    if act.carrier is not None:
        start = min(start, act.carrier.start)
    return start, max(end, act.end)


def _weapons(reading: Reading, act: Act, span: Range) -> list[Mention]:
    """The weapons that stand with the act, each once: in its own words, as its means, or as the body that does it."""
    found: list[Mention] = []
    for i in range(*span):
        mention = reading.opening("weapon", i)
        if mention is None or not isinstance(mention.term.row, WeaponRow) or _is_hit(reading, act, mention):
            continue
        if found and mention.start < found[-1].end:
            continue
        if mention.term.row.kind == "drone" and _is_march(reading, mention):
            continue
        found.append(mention)
    return found


def _is_hit(reading: Reading, act: Act, mention: Mention) -> bool:
    """Whether a weapon is what was hit and not what it was hit with: "استهداف | دبابة"."""
    at = reading.tokens[mention.start].start
    return any(target.span[0] <= at < target.span[1] for target in act.targets)


def _is_march(reading: Reading, mention: Mention) -> bool:
    """Whether "مسيرة" is a march: a crowd or a protest stands beside it."""
    around = range(max(0, mention.start - 5), min(len(reading.tokens), mention.end + 6))
    for i in around:
        for other in reading.begins[i]:
            if other.kind == "trigger" and row_of(other).type == "protest" and other.length > 1:
                return True
    return False


def _weapon(reading: Reading, mention: Mention) -> Weapon:
    row = mention.term.row
    if not isinstance(row, WeaponRow):
        raise TypeError(f"{mention.kind} is no weapon")
    words = reading.span(mention.start, mention.end, mention.split.cut)
    return Weapon(text=words.text, span=words.span, kind=row.kind)


def _strikes(reading: Reading, act: Act, weapons: list[Mention]) -> Strikes | None:
    """The number of strikes or projectiles: "غارتين", "ثلاث غارات", "برشقتين صاروخيتين", "14 قذيفة"."""
    if act.harm:
        return None
    if act.mention.gap[1] > act.mention.gap[0]:  # شن الطيران | ثلاث غارات
        return _counted_noun(reading, act.mention.gap[1], act.end)
    if act.mention.length > 1 and not act.nominal and (counted := _counted_noun(reading, act.end - 1, act.end)):
        return counted  # شنت | غارتين
    for i in range(act.start, min(act.end, act.start + 2)):
        number = reading.number_at.get(i)
        if number is None and not (i == act.start and act.mention.split.preposition):  # وجرح 7 | بانفجار
            number = reading.number_at.get(i - 1)
        if number is not None and number.best and number.kind == "cardinal":
            return _counted(reading, number.start, max(number.end, act.start + 1), number.best)
    if act.nominal and act.mention.term.inflection is not None and act.mention.term.inflection.number == "d":
        return _counted(reading, act.start, act.end, 2)
    for mention in weapons:
        row = mention.term.row
        if not isinstance(row, WeaponRow) or row.group not in ("munition", "device"):
            continue
        before = reading.number_at.get(mention.start - 1)
        if before is not None and before.best and before.kind == "cardinal":
            return _counted(reading, before.start, mention.end, before.best)
        form = mention.term.inflection
        if form is not None and form.number == "d":
            return _counted(reading, mention.start, mention.end, 2)
    return None


def _counted_noun(reading: Reading, start: int, end: int) -> Strikes | None:
    """How many the noun at tokens `[start, end)` is: by the number before or behind it, or by its dual."""
    before = reading.number_at.get(start - 1)
    number = before or reading.number_at.get(end)
    if number is not None and number.best and number.kind == "cardinal":
        return _counted(reading, min(number.start, start), max(number.end, end), number.best)
    dual = reading.text(start).endswith(("تين", "تان"))
    return _counted(reading, start, end, 2) if dual else None


def _counted(reading: Reading, start: int, end: int, number: int) -> Strikes:
    words = reading.span(start, end)
    return Strikes(number=number, text=words.text, span=words.span)


def _settle_type(reading: Reading, act: Act, weapons: list[Mention], parts: list[Act]) -> None:
    """The kind of act: the trigger's own, or the one that its weapon or the body that does it makes it."""
    own = act.trigger.event_type
    if _is_against_crowd(act) or any(a.trigger.event_type == "protest_repression" for a in parts):
        act.type = "protest_repression"
        act.because("type", act.type, "force-against-crowd", row=act.trigger.id, evidence=act.triggers[:1])
        return
    if act.harm:
        act.type = "attack"
        return
    if act.trigger.id == "abduct-lead-away" and any(agent.role in ("UAF", "REB", "INS") for agent in act.agents):
        act.type = "abduction"
        act.because("type", act.type, "captor-no-authority", row=act.trigger.id, evidence=act.triggers[:1])
        return
    means = next((a for a in parts if a.mention.split.preposition == "ب"), None)
    if own is None and means is not None and means.trigger.event_type is not None:
        own = means.trigger.event_type
    base = own or "generic"
    kinds = [(mention, mention.term.row.type) for mention in weapons if isinstance(mention.term.row, WeaponRow)]
    decided: EventType | None = own
    rule, evidence = "trigger-type", act.triggers[:1]
    if base in _DETERMINED_BY_WEAPON:
        types = [kind for _, kind in kinds if kind]
        chosen = _by_weapons(base, types)
        if chosen is not None and chosen != own:
            decided, rule = chosen, "weapon-decides"
            evidence = [_words(reading, m) for m, kind in kinds if kind == chosen][:1] or evidence
        elif own is None and any(_kind(m) in _GROUND_ARMS for m in weapons):
            decided, rule = "attack", "small-arms"
    if decided is None:
        decided, rule = "attack", "means-not-given"
        act.type_certainty = "hedged"
    if decided == "armed_clash" and _is_crowd_fight(reading, act):
        decided, rule = "riot", "crowd-and-police"
    if decided in ("attack", "property_destruction", "armed_clash") and _is_by_crowd(act):
        decided, rule = "riot", "crowd-does-it"
    act.type = decided
    competitors = sorted({str(kind) for _, kind in kinds if kind and kind != decided})
    act.because("type", decided, rule, row=act.trigger.id, evidence=evidence, competitors=competitors)


_AUTHORITIES = frozenset({"COP", "MIL", "GOV", "SPY", "PRM"})


def _is_against_crowd(act: Act) -> bool:
    """Whether an authority hurt people that protest: "قتلت قوات الأمن | متظاهرا"."""
    if not (act.harm or act.trigger.event_type in ("attack", "shelling", None)):
        return False
    crowd = any(target.role == "OPP" for target in act.targets)
    return crowd and any(agent.role in _AUTHORITIES for agent in act.agents)


def _is_by_crowd(act: Act) -> bool:
    """Whether demonstrators did it: "هاجم المتظاهرون مركز الشرطة", "أحرق المحتجون سيارات"."""
    return bool(act.agents) and all(agent.role == "OPP" for agent in act.agents) and not act.weapons


def _is_crowd_fight(reading: Reading, act: Act) -> bool:
    """Whether one side of a clash is a crowd: "مواجهات بين الشرطة والمتظاهرين" is a riot, not a battle."""
    if any(side.role == "OPP" for side in (*act.agents, *act.targets)):
        return True  # واشتبك المتظاهرون مع الشرطة التي أطلقت الرصاص
    if act.weapons:
        return False
    for i in range(*act.clause):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, PersonRow) and row.role == "OPP" and row.wording != "ناشط":
                return True
    return False


def _kind(mention: Mention) -> str:
    row = mention.term.row
    return row.kind if isinstance(row, WeaponRow) else ""


def _words(reading: Reading, mention: Mention) -> Span:
    return reading.span(mention.start, mention.end, mention.split.cut)


_TELLING: frozenset[EventType] = frozenset({"chemical_attack", "protest_repression"})
"""Kinds that their means alone make, whatever the verb: "قُصفت بغاز الكلور", "أطلقت الشرطة الغاز المسيل للدموع"."""


def _by_weapons(base: str, types: list[EventType]) -> EventType | None:
    """What weapons make of an act: drones and missiles together are shelling; a device is what it is."""
    if not types:
        return None
    telling = next((kind for kind in types if kind in _TELLING), None)
    if telling is not None:
        return telling
    if base in ("shelling", "air_strike"):
        fire = [kind for kind in types if kind in _FIRE]
        if base == "air_strike":
            return "drone_strike" if "drone_strike" in fire else None
        air = [kind for kind in fire if kind in _AIR]
        ground = [kind for kind in fire if kind == "shelling"]
        if air and not ground:
            return "drone_strike" if "drone_strike" in air else "air_strike"
        if air and ground and types[0] in _AIR and len(air) >= len(ground) and base != "shelling":
            return air[0]
        return _of_platform(types) if air else None
    if base == "explosion":
        return next((kind for kind in types if kind in ("ied", "suicide_bombing", "grenade")), None)
    if "shelling" in types and "drone_strike" in types:
        return "shelling"
    if base == "attack":
        return "grenade" if "grenade" in types else None
    return types[0]


def _of_platform(types: list[EventType]) -> EventType | None:
    """An aircraft that fires missiles strikes from the air: "طائرة مسيرة أطلقت صاروخين"."""
    return types[0] if types[0] in _AIR else None
