"""What a judge of salience looks at: the properties of one mention of an act and of the sentence around it, by name.

A feature's name is what `waqai explain` prints: "cue before: threat", "word before: مكافحه", "tense: perfect".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Literal

from waqai.coding.act import Act
from waqai.coding.parts_of_speech import is_finite
from waqai.coding.reading import Range, Reading
from waqai.knowledge.vocabulary import Cue

Features = dict[str, float]

ACTOR, PLACE = "[actor]", "[place]"
"""What stands for a name."""
_ARMED = frozenset({"MIL", "REB", "UAF", "COP", "SPY", "PRM", "INS", "SEP"})
_NEAR = 3
_CUE_REACH = 8
_GLUED = ("وال", "بال", "فال", "كال", "لل", "ال")
_HARM = frozenset({"harm", "damage"})
_LENGTHS = (6, 12, 20, 30, 45)
_COUNTS = (0, 1, 2, 4)
_FIRST_PERSON = frozenset({"انا", "نحن", "اني", "اننا", "لنا", "علينا", "لدينا", "لي", "عندي", "عندنا", "بنا", "رايي"})
_STOPS = frozenset({".", "؟", "?", "!", "»", "؛", ":", ")", '"', "”", "…"})
_HEADLINE = 25
_POST_LENGTH = 150
_POST_MARKS = frozenset({"@", "|"})
_OPENING_TOKENS = 6
_STATIVE = frozenset({"كان", "كانت", "كانوا", "وكان", "وكانت", "وكانوا"})


def mention_features(reading: Reading, act: Act) -> Features:
    """The features of one mention, after the rooms before have filled it in; each is 1 where it holds."""
    parts = (_of_place_in_sentence, _of_arguments, _of_telling, _of_neighbours)
    return dict.fromkeys(chain(_of_word(act), *(part(reading, act) for part in parts)), 1.0)


def _of_word(act: Act) -> Iterator[str]:
    """The row of the table and the form: "هجوم", "الهجوم", "هاجم" and "يهاجم" tell an act each in another way."""
    row, form, split = act.trigger, act.mention.term.inflection, act.mention.split
    kind = "noun" if act.nominal else "verb"
    yield f"trigger: {row.id}"
    yield f"root: {row.root or row.lemma}"
    yield f"means by its word: {row.type}"
    yield f"sense: {row.sense}"
    yield f"is a {kind}"
    yield f"type: {act.type}"
    yield f"type: {act.type}, {kind}"
    if form is not None:
        yield f"form: {form.pos} {form.tense}".rstrip()
        if form.pos == "verb":
            yield f"voice: {form.voice}"
            yield f"person: {form.person}"
        yield f"number: {form.number or 'any'}, {kind}"
        if form.state:
            yield f"state: {form.state}"
    if split.article:
        yield "has the article"
    elif act.nominal:
        yield "has no article"
    if split.preposition:
        yield f"preposition: {split.preposition}, {kind}"
    if split.conjunction:
        yield f"conjunction: {split.conjunction}, {kind}"
    if act.mention.pronoun:
        yield f"has a pronoun, {kind}"
    if act.mention.length > 1:
        yield "wording of several words"


def _of_place_in_sentence(reading: Reading, act: Act) -> Iterator[str]:
    """Where in its sentence and clause it stands, and what carries it: "الهجوم الذي", "شن هجوما", a head clause."""
    first, last = act.sentence
    opening = act.clause[0]
    if act.start - first <= 1:
        yield "opens the sentence"
    if opening <= first + 1:
        yield "in the first clause"
    elif opening > first:
        border = max(first, opening - 1)
        group = reading.function(border)
        yield f"clause after: {group or reading.text(border)}"
        if group:
            yield f"clause after word: {_bare(_unnamed(reading, border))}"
    share = (act.start - first) / max(1, last - first)
    yield f"stands in quarter {min(3, int(share * 4)) + 1} of the sentence"
    if _in_relative(reading, act):
        yield "in a relative clause"
    if any(is_finite(reading, i) for i in range(opening, act.start)):
        yield "after another verb of its clause"
    if act.carrier is not None:
        form = act.carrier.term.inflection
        yield f"carried by: {getattr(act.carrier.term.row, 'id', '')}"
        yield f"carrier tense: {form.tense if form else ''}"
    if act.later is not None:
        form = act.later.term.inflection
        yield f"carried after it, tense: {form.tense if form else ''}"
    if act.part_of is not None:
        yield "tells more of another act"
    if act.result:
        yield "a result"
    if act.told:
        yield "harm told as news"
    if any(q.start <= act.start < q.end for q in reading.quotations if q.kind == "speech"):
        yield "inside quoted speech"
    elif any(q.start <= act.start < q.end for q in reading.quotations):
        yield "inside a quoted name"


def _in_relative(reading: Reading, act: Act) -> bool:
    return any(
        reading.function(i) == "relative" and not reading.is_mark(i)
        for i in range(max(act.clause[0], act.start - 4), act.start)
    )


def _of_arguments(reading: Reading, act: Act) -> Iterator[str]:
    """Who, whom, with what, how many, where: what news gives and talk leaves out."""
    yield f"agents: {_bucket(len(act.agents))}"
    yield f"targets: {_bucket(len(act.targets))}"
    for name, people in (("agent", act.agents), ("target", act.targets)):
        for role in sorted({"armed" if who.role in _ARMED else who.role or "none" for who in people}):
            yield f"{name} role: {role}"
    if act.agents and act.targets:
        yield "has agent and target"
    for kind in sorted({weapon.kind for weapon in act.weapons}):
        yield f"weapon: {kind}"
    if act.weapons:
        yield "has a weapon"
    if act.strikes is not None:
        yield "strikes are counted"
    for row in act.casualties:
        yield f"{row.kind}: {'a number' if row.best is not None or row.low is not None else 'some'}"
    if act.damage:
        yield "has damage"
    yield f"places: {_bucket(len(act.places))}"
    for place in act.places[:1]:
        yield f"place role: {place.role}, precision {place.geo_precision}"
    if act.responds_to is not None:
        yield "answers another act"
    if any(i in reading.number_at for i in range(*_around(act, 5))):
        yield "a number beside it"
    if any(i in reading.place_at for i in range(*_around(act, 6))):
        yield "a place beside it"
    if any(m.kind == "person" for i in range(*_around(act, 4)) for m in reading.begins[i]):
        yield "a word for persons beside it"


def _of_telling(reading: Reading, act: Act) -> Iterator[str]:
    """When, by whose word, and in what mood: scope, polarity, cues, and the time that the words give."""
    yield f"scope: {act.scope}"
    if act.polarity != "affirmed":
        yield "negated"
    if act.certainty != "asserted":
        yield "hedged"
    if act.refused:
        yield "told only in a denial"
    moment = act.moment
    if moment is None:
        yield "no date"
    else:
        yield f"date: {moment.anchor}, {moment.precision}"
        yield f"date direction: {moment.direction}"
        inside = act.clause[0] <= moment.start < act.clause[1]
        yield "date in its clause" if inside else "date outside its clause"
        distance = min(abs(moment.start - act.end), abs(act.start - moment.end))
        yield f"date at distance: {_bucket(distance // 3)}"
    if not act.attributions:
        yield "nobody is named as saying so"
    for said in act.attributions:
        yield f"said by: {said.source.kind}"
        yield f"stance: {said.stance}"
    for cue in _cues(reading, (max(act.clause[0], act.start - _CUE_REACH), act.start)):
        yield f"cue before: {cue}"
    for cue in _cues(reading, (act.end, min(act.clause[1], act.end + _CUE_REACH))):
        yield f"cue after: {cue}"


def _cues(reading: Reading, span: Range) -> Iterator[str]:
    for i in range(*span):
        mention = reading.at("cue", i)
        if mention is not None and mention.start == i and isinstance(mention.term.row, Cue):
            yield mention.term.row.cue


def _of_neighbours(reading: Reading, act: Act) -> Iterator[str]:
    """The words right before and behind, without article and glued prepositions, and what kinds of words they are."""
    first, last = act.sentence
    for step in range(1, _NEAR + 1):
        i = act.start - step
        if i < first:
            if step == 1:
                yield "nothing before it"
            break
        word = _bare(_unnamed(reading, i))
        if step == 1:
            yield f"word before: {word}"
            yield f"kind of word before: {_kind(reading, i)}"
        yield f"near before: {word}"
    for step in range(_NEAR):
        i = act.end + step
        if i >= last:
            break
        word = _bare(_unnamed(reading, i))
        if step == 0:
            yield f"word after: {word}"
            yield f"kind of word after: {_kind(reading, i)}"
        yield f"near after: {word}"


def _kind(reading: Reading, i: int) -> str:
    group = reading.function(i)
    if group:
        return group
    if i in reading.moment_at:
        return "time"
    if i in reading.number_at:
        return "number"
    if i in reading.place_at:
        return "place"
    for mention in reading.begins[i]:
        if mention.kind != "function":
            return mention.kind
    return "mark" if reading.is_mark(i) else "other"


def _around(act: Act, reach: int) -> Range:
    return max(act.sentence[0], act.start - reach), min(act.sentence[1], act.end + reach)


def sentence_features(reading: Reading, sentence: Range) -> Features:
    """The features that all mentions of a sentence share: its length, what it counts, whether it talks or asks."""
    return dict.fromkeys(_of_sentence(reading, sentence), 1.0)


def _of_sentence(reading: Reading, sentence: Range) -> Iterator[str]:
    first, last = sentence
    span = range(first, last)
    words = [reading.text(i) for i in span]
    yield f"sentence words: {_level(last - first, _LENGTHS)}"
    acts = harms = 0
    for i in span:
        for mention in reading.begins[i]:
            if mention.kind == "trigger":
                sense = getattr(mention.term.row, "sense", "")
                harms += sense in _HARM
                acts += sense not in _HARM
                break
    yield f"words of acts in the sentence: {_level(acts, _COUNTS)}"
    yield f"words of harm in the sentence: {_level(harms, _COUNTS)}"
    numbers = {reading.number_at[i].start for i in span if i in reading.number_at}
    yield f"numbers in the sentence: {_level(len(numbers), _COUNTS)}"
    places = {reading.place_at[i].start for i in span if i in reading.place_at}
    yield f"places in the sentence: {_level(len(places), _COUNTS)}"
    dates = {reading.moment_at[i].start: reading.moment_at[i] for i in span if i in reading.moment_at}
    yield f"dates in the sentence: {_level(len(dates), _COUNTS)}"
    for moment in dates.values():
        yield f"a date of the sentence: {moment.anchor}, {moment.precision}"
    for cue in _cues(reading, sentence):
        yield f"cue in the sentence: {cue}"
    if "؟" in words or "?" in words:
        yield "the sentence asks"
    if "!" in words:
        yield "the sentence exclaims"
    if ":" in words:
        yield "the sentence has a colon"
    if any(q.start < last and q.end > first for q in reading.quotations if q.kind == "speech"):
        yield "the sentence quotes"
    if any(word in _FIRST_PERSON or (len(word) > 4 and word.endswith("نا")) for word in words):
        yield "the sentence says we or I"
    if any(word in _STATIVE for word in words):
        yield "the sentence says was"
    yield from _of_demonstrators(reading, sentence)
    yield from _of_genre(reading, sentence)
    head = next((i for i in span if not reading.is_mark(i)), first)
    yield f"first word: {_bare(_unnamed(reading, head))}"
    yield f"kind of first word: {_kind(reading, head)}"
    if any(m.kind == "reporting" for i in range(head, min(last, head + 3)) for m in reading.begins[i]):
        yield "opens with a verb of saying"


def _of_demonstrators(reading: Reading, sentence: Range) -> Iterator[str]:
    """Whether it has demonstrators, and how: "عشرات المحتجين" and "محتجون" are news, "المتظاهرون" are known already."""
    for i in range(*sentence):
        mention = reading.at("person", i)
        if mention is None or mention.start != i or getattr(mention.term.row, "role", None) != "OPP":
            continue
        counted = any(j in reading.number_at for j in range(max(sentence[0], i - 2), i))
        yield f"demonstrators: {'counted' if counted else 'known' if mention.split.article else 'new'}"


def _of_genre(reading: Reading, sentence: Range) -> Iterator[str]:
    """What sort of text it stands in: headlines and posts of channels end without a stop, and seldom talk of acts."""
    last = sentence[1]
    while last > sentence[0] and reading.text(last - 1) == "\n":
        last -= 1
    stopped = reading.text(last - 1) in _STOPS
    yield "the sentence ends with a stop" if stopped else "the sentence ends without a stop"
    if not stopped and last - sentence[0] <= _HEADLINE:
        yield "a headline or a post"
    if any(token.kind == "emoji" for token in reading.tokens[:_OPENING_TOKENS]):
        yield "the text opens with an emoji"
    if len(reading.paragraphs) > 1:
        yield "the text has lines"


def genre(reading: Reading) -> Literal["post", "item", "passage"]:
    """The sort of text: a post of a channel, an item published for itself, or a passage of unknown origin.

    A post shows hashtags, emoji or lines, prays for the dead, ends without a stop, or is a headline without a verb that
    is published for itself: "🔴 قصف يستهدف | البلدة", "مقتل القائد فلان." Posts and items are there to report, where a
    passage may stand in any kind of article.
    """
    tokens = reading.tokens
    words = [token.text for token in tokens if token.text != "\n"]
    marked = "#" in reading.document.text or any(t.kind == "emoji" or t.text in _POST_MARKS for t in tokens)
    marked = marked or next(reading.cues((0, len(tokens)), "mourning"), None) is not None
    unlike_prose = marked or len(reading.paragraphs) > 1 or not words or words[-1] not in _STOPS
    if unlike_prose and len(tokens) <= _POST_LENGTH:
        return "post"
    if not reading.document.source and not reading.document.published:
        return "passage"
    headline = len(tokens) <= _HEADLINE and not any(is_finite(reading, i) for i in range(len(tokens)))
    return "post" if headline else "item"


def _level(count: int, borders: tuple[int, ...]) -> str:
    """A number as one of a few levels: "up to 12"."""
    for border in borders:
        if count <= border:
            return f"up to {border}"
    return f"more than {borders[-1]}"


def _bucket(count: int) -> str:
    return str(count) if count < 3 else "3 or more"


def _bare(word: str) -> str:
    """A folded word without what is written together with it: والهجوم, بالهجوم and هجوم are one."""
    for prefix in _GLUED:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word[1:] if word[:1] == "و" and len(word) > 4 else word


def sentence_words(reading: Reading, sentence: Range) -> list[str]:
    """The folded words of a sentence, every figure as `0`, every name as what it names; marks as they are.

    Who acts, and where, must not change whether an act is reported: the judge never sees a name.
    """
    return [_unnamed(reading, i) for i in range(*sentence) if reading.text(i) != "\n"]


def _unnamed(reading: Reading, i: int) -> str:
    """The folded word at token `i`, or what it is part of a name of: an actor, a place, a figure."""
    if reading.tokens[i].kind == "number":
        return "0"
    if i in reading.place_at:
        return PLACE
    return ACTOR if reading.names_actor(i) else reading.text(i)
