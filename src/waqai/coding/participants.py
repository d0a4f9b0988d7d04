"""Participants: who the words of a noun phrase name, by the tables of actors, forces, nationalities and nicknames."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from waqai.coding.reading import Range, Reading
from waqai.knowledge.actors import Force, Nationality, Nickname
from waqai.knowledge.knowledge import Knowledge
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.publishers import Publisher
from waqai.knowledge.vocabulary import ObjectRow, PersonRow, WeaponRow
from waqai.language.folding import fold_key
from waqai.language.number_words import number_words
from waqai.records import Actor, Participant, Span

_ARMED_ROLES = frozenset({"MIL", "REB", "UAF", "COP", "SPY", "PRM", "INS", "SEP"})


@dataclass
class Cast:
    """The actors that a document's publisher and date let the words mean."""

    knowledge: Knowledge
    publisher: Publisher | None
    year: int | None
    named: frozenset[str] = frozenset()
    """Actors whose name of two words or more the text gives, and no other actor bears."""

    @cached_property
    def _by_country_role(self) -> dict[tuple[str, str], Actor]:
        found: dict[tuple[str, str], Actor] = {}
        for actor in self.knowledge.actors.values():
            if actor.country and actor.kind in _FORCE_KINDS and self.lives(actor):
                found.setdefault((actor.country, actor.role), actor)
        return found

    @cached_property
    def country(self) -> str | None:
        """The publisher's country as ISO 3166-1 alpha-2, None where the publisher or its country is unknown."""
        from waqai.knowledge.gazetteer_sources import countries

        if self.publisher is None:
            return None
        code = self.publisher.country
        return next((country.code for country in countries().values() if country.alpha3 == code), None)

    def prefers(self, one: Actor, other: Actor) -> bool:
        """Whether of two actors of one name the first is meant: that named in full, or the publisher's own."""
        if (one.id in self.named) != (other.id in self.named):
            return one.id in self.named
        home = self.publisher.country if self.publisher else None
        return one.country == home and other.country != home

    def related(self, one: str, other: str) -> bool:
        """Whether two actors are one side: the same, one a part of the other, or organs of one state."""
        mine, theirs = self._line(one), self._line(other)
        if one in theirs or other in mine:
            return True
        first, second = self.knowledge.actors.get(one), self.knowledge.actors.get(other)
        if first is None or second is None:
            return False
        state = first.role in _STATE_ROLES and second.role in _STATE_ROLES
        return state and first.country is not None and first.country == second.country

    def _line(self, actor: str) -> list[str]:
        """An actor and those that it belongs to, upwards."""
        found: list[str] = []
        row = self.knowledge.actors.get(actor)
        while row is not None and row.id not in found:
            found.append(row.id)
            row = self.knowledge.actors.get(row.parent) if row.parent else None
        return found

    def lives(self, actor: Actor) -> bool:
        """Whether the actor existed in the year of the document."""
        if self.year is None:
            return True
        return (actor.start is None or actor.start <= self.year) and (actor.end is None or self.year <= actor.end)

    def force_of(self, country: str, role: str) -> Actor | None:
        """The state's force of a role: MIL of ISR is the Israeli armed forces."""
        return self._by_country_role.get((country, role))

    def nickname(self, wording: str) -> Nickname | None:
        """What a nickname means in this publisher's mouth."""
        rows = self.knowledge.nicknames.get(wording, ())
        side = self.publisher.side if self.publisher else ""
        return next((row for row in rows if row.side == side and side), None) or next(
            (row for row in rows if row.side == "*"), None
        )


_FORCE_KINDS = frozenset({"armed_forces", "police", "intelligence", "government"})


def named_in(reading: Reading) -> frozenset[str]:
    """The actors that a text names by a name of several words that is nobody else's."""
    found: set[str] = set()
    for i in reading.openings("actor"):
        rows = {m.term.row.id for m in reading.begins[i] if isinstance(m.term.row, Actor) and m.length > 1}
        if len(rows) == 1:
            found |= rows
    return frozenset(found)


def is_agent_like(reading: Reading, span: Range) -> bool:
    """Whether a phrase can do an act: an actor, a force, a platform, an armed person, or a nationality."""
    if _is_thing(reading, span[0]):
        return False
    for i in range(*span):
        for mention in reading.begins[i]:
            row = mention.term.row
            if mention.kind in ("actor", "nickname", "force") and not isinstance(row, Force):
                return True
            if isinstance(row, Force) and row.role != "CVL":
                return True
            if isinstance(row, PersonRow) and row.role in _ARMED_ROLES:
                return True
            if isinstance(row, WeaponRow) and row.group == "platform":
                return True
            if isinstance(row, Nationality) and i == span[0]:
                return True
    return False


def _is_thing(reading: Reading, i: int) -> bool:
    """Whether a phrase opens with a thing that nobody acts by: "مواقع النظام", "قواعد أمريكية"."""
    here = {m.kind for m in reading.begins[i]}
    return "object" in here and not here & {"actor", "nickname", "force", "person"} and not _is_platform(reading, i)


def _is_platform(reading: Reading, i: int) -> bool:
    mention = reading.opening("weapon", i)
    return mention is not None and isinstance(mention.term.row, WeaponRow) and mention.term.row.group == "platform"


def actor_extent(reading: Reading, span: Range) -> int:
    """Where the actor's part of a phrase ends, before its object: «طيران التحالف الدولي | مواقع»."""
    i = span[0]
    seen = False
    while i < span[1]:
        actor = reading.at("actor", i) or reading.at("nickname", i)
        if actor is not None:
            seen, i = True, max(i + 1, actor.end)
            continue
        here = {m.kind for m in reading.begins[i]}
        if here & {"force", "nationality"} or (not seen and here & {"weapon", "person"}):
            seen, i = True, i + 1
            continue
        if seen and (here & {"object", "person", "class", "weapon"} or i in reading.place_at):
            return i
        i += 1
    return span[1]


def participant(reading: Reading, span: Range, cast: Cast, *, cut: int = 0) -> Participant:
    """The participant that the words of a phrase name, with the actor, country and role that the tables give."""
    start, cut = _past_count(reading, span, cut)
    words = reading.span(start, reading.closed(start, span[1]), cut)
    words = _trimmed(reading, words)
    actor, country, role = _identity(reading, span, cast)
    return Participant(
        text=words.text,
        span=words.span,
        actor_id=actor.id if actor else None,
        country=(actor.country if actor else None) or country,
        role=(actor.role if actor else None) or role,
    )


def _past_count(reading: Reading, span: Range, cut: int) -> tuple[int, int]:
    """Where the words for the persons begin after their number: "خمسة من | عناصر الشرطة"."""
    number = reading.number_at.get(span[0])
    if number is None or number.start > span[0] or number.end >= span[1] or number.kind not in ("cardinal", "vague"):
        return span[0], cut
    if any(m.kind in ("person", "force", "object") for m in reading.begins[span[0]]):
        return span[0], cut
    start = number.end
    while start < span[1] - 1 and reading.text(start) in ("من", "عدد"):
        start += 1
    if reading.tokens[start].kind != "word" or reading.text(start) in ("علي", "الاقل"):
        return span[0], cut
    return start, 0


_OTHERS = frozenset({"اخر", "اخرون", "اخرين", "اخران", "اخري", "الاخرين", "بعضهم", "عدد", "عددا", "العشرات", "المئات"})


def named_first(found: list[Participant]) -> list[Participant]:
    """The participants without mere counts and others, where somebody else is told: "مقتل جندي وإصابة | آخرين"."""
    told = [who for who in found if not _is_count(who.text)]
    return told or found


def _is_count(text: str) -> bool:
    words = fold_key(text).split()
    return all(word in _OTHERS or word.isdigit() or word in number_words() for word in words)


def _trimmed(reading: Reading, words: Span) -> Span:
    """The words without marks at their ends: “المقاومة” gives المقاومة."""
    text, (start, end) = words.text, words.span
    while text and text[-1] in " \n،,.؛:\"'“”«»‘’)(" and not (text[-1] == ")" and "(" in text[:-1]):
        text, end = text[:-1], end - 1
    while text and text[0] in " \n،,.؛:\"'“”«»‘’)(":
        text, start = text[1:], start + 1
    return Span(text=text, span=(start, end)) if text else words


def _identity(reading: Reading, span: Range, cast: Cast) -> tuple[Actor | None, str | None, str | None]:
    actor: Actor | None = None
    country: str | None = None
    role: str | None = None
    first = -1
    for i in range(*span):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, Actor) and mention.end <= span[1] and _usable(reading, mention, cast):
                if cast.lives(row) and (actor is None or (i == first and cast.prefers(row, actor))):
                    actor, first = row, i
            elif actor is None and isinstance(row, Nickname) and mention.end <= span[1]:
                meant = cast.nickname(" ".join(mention.term.words))
                actor = cast.knowledge.actors.get(meant.actor) if meant else None
            elif isinstance(row, Nationality) and country is None:
                country = row.country or None
            elif isinstance(row, Force | PersonRow | ObjectRow) and role is None:
                role = row.role or None
    if actor is None and country:
        actor = cast.force_of(country, role or "GOV") if role in _STATE_ROLES else None
    return actor, country, role


_STATE_ROLES = frozenset({"MIL", "COP", "SPY", "GOV"})


def _usable(reading: Reading, mention: Mention, cast: Cast) -> bool:
    """Whether an actor's name is meant as the actor: a capital is one only where it acts or speaks, not as a place."""
    name = " ".join(mention.term.words)
    if name not in cast.knowledge.metonyms:
        return True
    place = reading.place_at.get(mention.start)
    return place is None or place.strength < 2
