"""Coreference: which mentions are of one act, so that a document has one event for each (codebook 1).

A mention joins an earlier event where the two can be one (kinds that reports confuse, no other day, no other place, no
other side) and something says that they are: the same site or target, a word that points back ("القصف", "هذا الهجوم"),
or a first line that the text then tells in full.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from waqai.coding.act import Act
from waqai.coding.reading import Reading
from waqai.language.folding import fold_key
from waqai.records import Casualties, EventPlace, Participant

_FIRE = frozenset({"shelling", "air_strike", "drone_strike", "chemical_attack"})
_BLAST = frozenset({"ied", "suicide_bombing", "grenade", "explosion"})
_MEMORY = 40
"""Events back to which a mention may belong; a text that tells of more does not point back further."""
_NEAR = 3
"""Sentences over which a mention without place and target still joins the event before it."""
_STOP = frozenset(
    {
        "متفرقه",
        "عده",
        "عدد",
        "مختلفه",
        "عناصر",
        "في",
        "من",
        "علي",
        "مواقع",
        "موقع",
        "قرب",
        "التابعه",
        "تابعه",
        "منطقه",
        "مدينه",
        "بلده",
        "قريه",
    }
)


@dataclass(slots=True)
class Cluster:
    """Mentions of one act, in order."""

    acts: list[Act] = field(default_factory=list)
    places: list[EventPlace] = field(default_factory=list)

    @property
    def first(self) -> Act:
        """The mention that comes first."""
        return self.acts[0]


def clusters(reading: Reading, split: list[tuple[Act, list[EventPlace]]]) -> list[Cluster]:
    """The events of a text as clusters of mentions. `split` are the mentions with the places of each site."""
    found: list[Cluster] = []
    for act, places in split:
        earlier = () if _listed(reading, act) else found[-_MEMORY:]
        fitting = [c for c in earlier if _same(reading, c, act, places)]
        home = max(fitting, key=lambda c: (_shares_root(c, act), c.acts[-1].start), default=None)
        if home is None:
            found.append(Cluster([act], list(places)))
        else:
            home.acts.append(act)
            home.places = _joined_places(home.places, places)
    return found


def _shares_root(cluster: Cluster, act: Act) -> bool:
    """Whether a word of the same kind was used of the event: "الهجوم" after "هجوم انتحاري"."""
    mine = act.triggers[0].text.split()[0]
    return act.nominal and any(
        _bare_word(mine) == _bare_word(other.triggers[0].text.split()[0]) for other in cluster.acts
    )


def _bare_word(word: str) -> str:
    return fold_key(word).removeprefix("ال")


def _joined_places(old: list[EventPlace], new: list[EventPlace]) -> list[EventPlace]:
    """The places of both, each once, the narrowest first."""
    seen: set[str] = set()
    result: list[EventPlace] = []
    for place in sorted([*old, *new], key=lambda p: (p.role == "origin", p.geo_precision)):
        key = place.gazetteer_id or fold_key(place.text)
        if key not in seen:
            seen.add(key)
            result.append(place)
    return result


def _same(reading: Reading, cluster: Cluster, act: Act, places: list[EventPlace]) -> bool:
    head = cluster.first
    if any(other is act or _answers(act, other) for other in cluster.acts):
        return False
    if any(act.scope != other.scope or act.polarity != other.polarity for other in cluster.acts[:1]):
        return False
    if not _kinds_agree(cluster, act):
        return False
    if _days_differ(cluster, act) or _sides_differ(cluster, act):
        return False
    place = _place_relation(cluster.places, places)
    if place == "other":
        return False
    sentences = abs(reading.sentence_index(act.start) - reading.sentence_index(cluster.acts[-1].start))
    target = _targets_relation(cluster, act)
    if act.sentence == cluster.acts[-1].sentence and place == "unknown" and target == "other":
        return False
    if act.type == "military_activity" and head.type == act.type and act.trigger.root == head.trigger.root:
        return place != "other" or sentences <= _NEAR
    definite = _points_back(reading, act)
    if _counts_differ(cluster, act) and not definite:
        return False
    if definite and sentences <= 6 and target != "other":
        return True
    if target == "same":
        return place in ("same", "within") or sentences <= _NEAR
    if place == "same":
        answered = sentences <= _NEAR and _owned_up(cluster, act)
        return target != "other" or head.type_certainty == "hedged" or definite or answered
    if place == "within":
        return target == "unknown" and sentences <= _NEAR
    return target == "unknown" and sentences <= 1 and place == "unknown" and bool(act.harm or _bare(act))


def _answers(one: Act, other: Act) -> bool:
    """Whether one of two acts answers the other, which then are two."""
    return one.responds_to is other or other.responds_to is one


def _owned_up(cluster: Cluster, act: Act) -> bool:
    """Whether a party owns up to what somebody else told without a doer, and calls its target by another name.

    "قال شهود إن غارة استهدفت مبنى في البلدة. | وقال الجيش إنه استهدف مقرا في البلدة."
    """
    if not any(a.stance == "claims" for a in act.attributions) or act.type_certainty != "hedged":
        return False
    mine = {a.source.text for a in act.attributions}
    theirs = {a.source.text for other in cluster.acts for a in other.attributions if a.stance == "reports"}
    return bool(theirs) and not mine & theirs and not any(other.agents for other in cluster.acts)


def _listed(reading: Reading, act: Act) -> bool:
    """Whether an act is one among others told before: "هجمات متفرقة، بينها | انفجار سيارة"."""
    return any(
        reading.text(i) in ("بينها", "منها", "ابرزها", "اخرها", "اولها") for i in range(act.start - 2, act.start)
    )


def _bare(act: Act) -> bool:
    """Whether a mention tells nothing of its own: no side, no target, no count."""
    return not act.agents and not act.targets and act.strikes is None


def _points_back(reading: Reading, act: Act) -> bool:
    """Whether the words point to an act told before: a definite noun ("الهجوم") that nothing narrows."""
    if not act.nominal:
        return False
    definite = act.mention.split.article or reading.text(act.start - 1) in ("هذا", "هذه", "ذلك", "تلك")
    return definite and act.trigger.event_type != "protest" and not (act.agents and act.targets)


def _kinds_agree(cluster: Cluster, act: Act) -> bool:
    mine = act.type
    for other in cluster.acts:
        theirs = other.type
        if mine == theirs:
            return True
        pair = {mine, theirs}
        if pair <= _FIRE and (
            act.type_certainty == "hedged" or other.type_certainty == "hedged" or _vague_fire(act, other)
        ):
            return True
        if pair <= _BLAST and "explosion" in pair:
            return True
        if "explosion" in pair and pair & _FIRE:
            return True
        if pair == {"attack", "assassination"} and act.sentence == other.sentence and not act.nominal:
            return True
        if "attack" in pair and (pair & (_FIRE | _BLAST | {"armed_clash", "assassination"})):
            hedged = act if mine == "attack" else other
            if hedged.type_certainty == "hedged" or hedged.harm:
                return True
    return False


def _vague_fire(act: Act, other: Act) -> bool:
    """Whether one of two kinds of fire is only a word for fire: "قصف" for what another sentence calls an air strike."""
    return any(not a.weapons and a.trigger.id.startswith(("shell-qasafa", "airstrike-strike")) for a in (act, other))


def _days_differ(cluster: Cluster, act: Act) -> bool:
    if act.time is None or act.time.start is None or act.time.end is None:
        return False
    for other in cluster.acts:
        time = other.time
        if time is None or time.start is None or time.end is None:
            continue
        if time.anchor == "publication" or act.time.anchor == "publication":
            continue
        if time.end < act.time.start or act.time.end < time.start:
            return True
        if time.part_of_day and act.time.part_of_day and time.part_of_day != act.time.part_of_day:
            return True
    return False


def _sides_differ(cluster: Cluster, act: Act) -> bool:
    """Whether the doers are known and cannot be one."""
    if not act.agents:
        return False
    for other in cluster.acts:
        if other.agents and not any(_one_actor(a, b) for a in act.agents for b in other.agents):
            return True
    return False


def _one_actor(one: Participant, other: Participant) -> bool:
    if one.actor_id and other.actor_id:
        return one.actor_id == other.actor_id or (one.country is not None and one.country == other.country)
    if one.country and other.country:
        return one.country == other.country
    if (one.actor_id or one.country) and (other.actor_id or other.country):
        return _words(one.text) & _words(other.text) != set()
    return True


def _counts_differ(cluster: Cluster, act: Act) -> bool:
    return any(
        other.strikes is not None and act.strikes is not None and other.strikes.number != act.strikes.number
        for other in cluster.acts
    )


def _words(text: str) -> set[str]:
    found = set()
    for word in fold_key(text).split():
        bare = word.removeprefix("و").removeprefix("ب") if len(word) > 4 else word
        bare = bare[2:] if bare.startswith(("ال", "لل")) and len(bare) > 4 else bare
        if bare not in _STOP and len(bare) > 2:
            found.add(bare)
    return found


def _targets_relation(cluster: Cluster, act: Act) -> str:
    """same, other or unknown."""
    mine = set().union(*(_words(t.text) for t in act.targets)) if act.targets else set()
    theirs = set().union(*(_words(t.text) for a in cluster.acts for t in a.targets)) if cluster.acts else set()
    if not mine or not theirs:
        return "unknown"
    ids = {t.actor_id for t in act.targets if t.actor_id} & {t.actor_id for a in cluster.acts for t in a.targets}
    if mine & theirs or ids:
        return "same"
    return "other"


def _place_relation(old: list[EventPlace], new: list[EventPlace]) -> str:
    """same, within (one lies in the other), other, or unknown."""
    mine = [p for p in new if p.role != "origin"]
    theirs = [p for p in old if p.role != "origin"]
    if not mine or not theirs:
        return "unknown"
    ids, others = {p.gazetteer_id for p in mine if p.gazetteer_id}, {p.gazetteer_id for p in theirs if p.gazetteer_id}
    narrow_mine, narrow_theirs = mine[0], theirs[0]
    if narrow_mine.gazetteer_id and narrow_mine.gazetteer_id == narrow_theirs.gazetteer_id:
        return "same"
    if not narrow_mine.gazetteer_id or not narrow_theirs.gazetteer_id:
        return "same" if _words(narrow_mine.text) & _words(narrow_theirs.text) else "unknown"
    if narrow_mine.gazetteer_id in others and narrow_theirs.gazetteer_id in ids:
        return "same"
    if _contains(narrow_mine, narrow_theirs) or _contains(narrow_theirs, narrow_mine):
        return "within"
    return "other"


def _contains(wide: EventPlace, narrow: EventPlace) -> bool:
    if wide.geo_precision == 1 and wide.kind not in ("admin2", "admin3", "country", "admin1"):
        return False
    if wide.kind == "country":
        return wide.admin.country == narrow.admin.country
    if wide.kind == "admin1":
        return wide.admin.country == narrow.admin.country and wide.admin.admin1 == narrow.admin.admin1
    if wide.kind in ("admin2", "admin3"):
        return wide.name_en is not None and wide.name_en in (narrow.admin.admin2, narrow.name_en)
    return wide.kind in ("region", "desert", "sea", "river", "road")


def joined_casualties(rows: list[Casualties]) -> tuple[Casualties, ...]:
    """One figure a kind of harm: the first with a number, else the first."""
    best: dict[str, Casualties] = {}
    for row in rows:
        held = best.get(row.kind)
        if held is None or (held.best is None and held.low is None and (row.best is not None or row.low is not None)):
            best[row.kind] = row
    return tuple(best.values())
