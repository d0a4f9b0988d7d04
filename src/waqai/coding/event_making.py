"""Events from mentions: each cluster of mentions becomes one event with the words of all of them."""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.coreference import Cluster, clusters, joined_casualties
from waqai.coding.crosswalk import crosswalk
from waqai.coding.crowds import one_crowd
from waqai.coding.participants import Cast, named_first
from waqai.coding.place import coordinated_sites
from waqai.coding.reading import Reading
from waqai.coding.salience import Salience
from waqai.coding.utterance import Utterance
from waqai.records import (
    Attribution,
    CodedDocument,
    Damage,
    Decision,
    Event,
    Inference,
    Participant,
    Source,
    Span,
    Weapon,
)

_REFUSING = frozenset({"declines", "denies"})


def make_events(
    reading: Reading, acts: list[Act], said: list[Utterance], cast: Cast, salience: Salience | None = None
) -> CodedDocument:
    """The coded document: events in the order of their first words, with the decisions behind each field.

    With `salience`, events that the text only talks of are left out.
    """
    _give_to_whole(acts)
    own = [act for act in acts if _tells(act)]
    refused = [act for act in own if _only_refused(act)]
    sited = [
        (act, places)
        for act in own
        if act not in refused
        for places in coordinated_sites(reading, act, cast.knowledge.gazetteer)
    ]
    found = sorted(clusters(reading, sited), key=lambda cluster: _told_at(reading, cluster))
    counted: set[int] = set()
    for act in refused:
        _refuse(act, found, cast)
    if salience is not None:
        found = _reported(reading, found, salience)
    document = reading.document
    ids = {id(cluster): f"{document.id}#{number}" for number, cluster in enumerate(found, 1)}
    home = {id(act): ids[id(cluster)] for cluster in found for act in cluster.acts}
    events = [_event(reading, cluster, ids[id(cluster)], home, cast, counted) for cluster in found]
    decisions = [decision for cluster in found for decision in _decisions(cluster, ids[id(cluster)])]
    return CodedDocument(document=document, events=tuple(events), decisions=tuple(decisions))


def _reported(reading: Reading, found: list[Cluster], salience: Salience) -> list[Cluster]:
    """The events of which a mention is reported as something that happened, with how far it is above the threshold."""
    mentions = [act for cluster in found for act in cluster.acts]
    weighed = salience.weigh(reading, mentions)
    weights = dict(zip(map(id_of, mentions), weighed, strict=True))
    stands = dict(zip(map(id_of, mentions), salience.reported(reading, mentions, weighed), strict=True))
    kept = [cluster for cluster in found if any(stands[id_of(act)] for act in cluster.acts)]
    for act in (act for cluster in kept for act in cluster.acts):
        named = _deciding(reading, act, salience) if salience.explains else []
        for model, weight in weights[id_of(act)].items():
            value, rule = f"{weight:.1f} times the threshold", f"salience-{model}"
            act.because("salience", value, rule, evidence=act.triggers[:1], competitors=named)
    return kept


def _deciding(reading: Reading, act: Act, salience: Salience) -> list[str]:
    """The features that decided that a mention is reported, with their weights, strongest first."""
    judged = salience.judge(reading, act)
    return [f"{part.name} {part.weight:+.2f}" for part in judged.top()] if judged is not None else []


def _told_at(reading: Reading, cluster: Cluster) -> int:
    """Where the text tells an event: at its first mention that does not merely stand beside another act."""
    told = [act.start for act in cluster.acts if not _circumstantial(reading, act)]
    return min(told or [act.start for act in cluster.acts])


def _circumstantial(reading: Reading, act: Act) -> bool:
    """Whether a mention only says what went on at the same time: "تزامنا مع | تحليق"."""
    return any(reading.text(i) in _MEANWHILE for i in range(max(0, act.start - 3), act.start))


_MEANWHILE = frozenset({"تزامنا", "بالتزامن", "وسط", "متزامنه", "متزامنا"})


def _give_to_whole(acts: list[Act]) -> None:
    """What a mention tells that is only part of another act goes to that act."""
    for act in sorted(acts, key=lambda a: a.harm):  # what was struck goes before who was hurt
        whole = act.part_of
        while whole is not None and whole.part_of is not None:
            whole = whole.part_of
        if whole is None:
            continue
        if not act.harm:
            if not whole.targets:
                whole.targets.extend(act.targets)
            whole.triggers.extend(act.triggers)
        elif act.trigger.sense == "harm":
            (whole.harmed if whole.targets else whole.targets).extend(act.targets)
        if not whole.agents:
            whole.agents.extend(agent for agent in act.agents if agent not in act.targets)
        for attribution in act.attributions:
            if not any(_one_voice(attribution, other) for other in whole.attributions):
                whole.attributions.append(attribution)
        if whole.moment is None and act.moment is not None and act.scope == whole.scope:
            whole.time = act.time
        if not whole.places:
            whole.places = list(act.places)
        whole.reasons.extend(reason for reason in act.reasons if reason.field not in ("type", "scope", "polarity"))


_STRENGTH = {"claims": 0, "accuses": 1, "confirms": 2, "reports": 3}
"""Of what one source says of an event, the more telling stance stays; a denial or silence stands beside it."""


def _one_source(one: Attribution, other: Attribution) -> bool:
    return _one_speaker(one.source, other.source) and other.stance not in _REFUSING


def _one_voice(one: Attribution, other: Attribution) -> bool:
    return _one_speaker(one.source, other.source) and one.stance == other.stance


def _one_speaker(one: Source, other: Source) -> bool:
    """Whether two sources are one: "قوى الأمن الداخلي (الأسايش)" and "الأسايش"."""
    if one.text is None or other.text is None or one.kind != other.kind:
        return one.text == other.text
    if one.source_id is not None and one.source_id == other.source_id:
        return one.text in other.text or other.text in one.text or one.kind in ("armed_group", "outlet")
    return one.text == other.text


def _tells(act: Act) -> bool:
    """Whether a mention is an act by itself, and not a part, a bare damage, or a person's title."""
    if act.part_of is not None or act.type is None:
        return False
    if act.trigger.sense == "damage" or (act.trigger.sense == "light" and not act.trigger.takes("launch")):
        return False
    if act.harm:
        return _harm_stands_alone(act)
    if act.polarity == "negated" and act.trigger.takes("befall") and act.type_certainty == "hedged":
        return False  # لم يصب أحد بأذى
    return not (act.result and act.trigger.type == "generic")


def _harm_stands_alone(act: Act) -> bool:
    """Whether harm without an act is one: somebody is killed or counted, and no bare noun names the dead."""
    if act.trigger.harm not in ("killed", "injured") or act.polarity == "negated":
        return False  # لم يصب أحد: no harm is no event
    if act.alone:
        return True
    counted = any(row.best is not None or row.low is not None for row in act.casualties)
    if act.natural:
        return False
    if act.trigger.measure == "noun":
        return not act.mention.split.article and act.told
    return bool(act.targets) or counted


def _only_refused(act: Act) -> bool:
    """Whether a mention stands only in somebody's "has not announced any attack"."""
    return act.refused and act.nominal and not (act.agents and act.targets and act.places)


def _refuse(act: Act, found: list[Cluster], cast: Cast) -> None:
    """Put a denial or silence on the events it is about: those before it whose doer is the one that refuses."""
    source: Source = act.attributions[0].source
    refusals = [a for a in act.attributions if a.stance in _REFUSING]
    mine = [cluster for cluster in found if _is_doer(source, cluster, cast)]
    kinds = [cluster for cluster in mine if cluster.first.type == act.type] or mine
    about = [max(kinds, key=lambda c: _doubt(c))] if kinds else []
    if not about:
        about = found[-1:]
    if not about:
        found.append(Cluster([act], list(act.places)))
        return
    for cluster in about:
        cluster.first.attributions.extend(refusals)


def _doubt(cluster: Cluster) -> int:
    """How much an event's doer is in doubt: a denial is about that first."""
    return sum(act.certainty == "hedged" for act in cluster.acts)


def _is_doer(source: Source, cluster: Cluster, cast: Cast) -> bool:
    actor = cast.knowledge.actors.get(source.source_id) if source.source_id else None
    for act in cluster.acts:
        for agent in act.agents:
            if actor is not None and (agent.actor_id == actor.id or (agent.country and agent.country == actor.country)):
                return True
            if source.text and (source.text in agent.text or agent.text in source.text):
                return True
    return False


# --- one event ----------------------------------------------------------------------------------------------


def _event(reading: Reading, cluster: Cluster, id: str, home: dict[int, str], cast: Cast, counted: set[int]) -> Event:
    """The event of a cluster. `counted` are acts whose toll stands on an event before (codebook 8)."""
    acts = cluster.acts
    kind = _kind(cluster)
    agents = _participants(one_crowd([agent for act in acts for agent in act.agents]))
    struck = [target for act in acts for target in act.targets]
    targets = _participants(named_first(struck + [who for act in acts for who in act.harmed]), without=agents)
    casualties = joined_casualties([row for act in acts if id_of(act) not in counted for row in act.casualties])
    counted.update(map(id_of, acts))
    codes = crosswalk(cast.knowledge.ontology, kind.type or "attack", agents, targets, casualties)
    timed = next((a for a in acts if a.time is not None and a.time.anchor != "publication"), None)
    time = timed.time if timed is not None else next((a.time for a in acts if a.time is not None), None)
    answers = next((a.responds_to for a in acts if a.responds_to is not None), None)
    response = home.get(id_of(answers)) if answers is not None else None
    return Event(
        id=id,
        document_id=reading.document.id,
        type=kind.type or "attack",
        type_certainty=kind.type_certainty,
        plover=codes.plover,
        acled=codes.acled,
        cameo=codes.cameo,
        triggers=_spans([span for act in acts for span in act.triggers]),
        polarity=acts[0].polarity,
        scope=acts[0].scope,
        certainty="hedged" if _hedged(acts) else "asserted",
        time=time,
        places=tuple(cluster.places),
        agents=agents,
        targets=targets,
        weapons=_weapons([weapon for act in acts for weapon in act.weapons]),
        strikes=next((act.strikes for act in acts if act.strikes is not None), None),
        casualties=casualties,
        damage=_damages([item for act in acts for item in act.damage]),
        attributions=_attributions([a for act in acts for a in act.attributions], acts),
        responds_to=response if response != id else None,
        inferred=_inferred(acts),
    )


def id_of(act: Act) -> int:
    """The key of a mention among the events' homes."""
    return id(act)


def _kind(cluster: Cluster) -> Act:
    """The mention whose kind the event takes: a sure one before one whose means the words do not give."""
    sure = [a for a in cluster.acts if a.type_certainty == "asserted" and not a.harm and a.type != "explosion"]
    return sure[0] if sure else next((a for a in cluster.acts if not a.harm), cluster.first)


def _hedged(acts: list[Act]) -> bool:
    """An event is unsure where all that affirm it are, or where its doer is."""
    return all(act.certainty == "hedged" for act in acts) or any(
        agent.certainty == "hedged" for act in acts for agent in act.agents
    )


def _participants(found: list[Participant], without: tuple[Participant, ...] = ()) -> tuple[Participant, ...]:
    """Participants, each once; the wording that comes first stays, and gains what a later one knows."""
    kept: list[Participant] = []
    for who in found:
        if any(who.span == other.span for other in without):
            continue
        twin = next((i for i, other in enumerate(kept) if _one(who, other)), None)
        if twin is None:
            kept.append(who)
        elif kept[twin].actor_id is None and who.actor_id is not None and who.text in kept[twin].text:
            kept[twin] = kept[twin].model_copy(
                update={"actor_id": who.actor_id, "country": who.country, "role": who.role}
            )
    return tuple(kept)


def _one(one: Participant, other: Participant) -> bool:
    if one.span == other.span or one.text == other.text:
        return True
    return one.actor_id is not None and one.actor_id == other.actor_id


def _spans(found: list[Span]) -> tuple[Span, ...]:
    return tuple(sorted({span.span: span for span in found}.values(), key=lambda span: span.span))


def _weapons(found: list[Weapon]) -> tuple[Weapon, ...]:
    kept: dict[str, Weapon] = {}
    for weapon in found:
        kept.setdefault(weapon.kind, weapon)
    return tuple(kept.values())


def _damages(found: list[Damage]) -> tuple[Damage, ...]:
    return tuple({item.span: item for item in found}.values())


def _attributions(found: list[Attribution], acts: list[Act]) -> tuple[Attribution, ...]:
    """Who says so, each voice once; the publisher itself where nobody else is named."""
    kept: list[Attribution] = []
    for attribution in sorted(found, key=lambda a: _STRENGTH.get(a.stance, 0)):
        plain = attribution.stance in ("reports", "confirms")
        denied = plain and any(a.stance == "denies" and a.source.text == attribution.source.text for a in found)
        told = any(_one_voice(attribution, other) or (plain and _one_source(attribution, other)) for other in kept)
        if not told and not denied:
            kept.append(attribution)
    own = [act for act in acts if not act.refused and all(a.stance in _REFUSING for a in act.attributions)]
    if kept and own and all(a.stance in _REFUSING for a in kept):  # told by the publisher, refused by a party
        kept.append(Attribution(source=Source(kind="publisher")))
    return tuple(sorted(kept, key=lambda a: found.index(a) if a in found else -1)) or (
        Attribution(source=Source(kind="publisher")),
    )


def _inferred(acts: list[Act]) -> tuple[Inference, ...]:
    found: dict[str, Inference] = {}
    for act in acts:
        for reason in act.reasons:
            if (not reason.evidence and reason.rule in ("publication-day", "means-not-given")) or reason.rule in (
                "day-of-context",
                "place-of-context",
                "means-not-given",
            ):
                found.setdefault(reason.field, Inference(field=reason.field, rule=reason.rule))
    return tuple(found.values())


def _decisions(cluster: Cluster, id: str) -> list[Decision]:
    return [
        Decision(
            event_id=id,
            field=reason.field,
            value=reason.value,
            rule=reason.rule,
            row=reason.row,
            evidence=reason.evidence,
            competitors=reason.competitors,
        )
        for act in cluster.acts
        for reason in act.reasons
    ]
