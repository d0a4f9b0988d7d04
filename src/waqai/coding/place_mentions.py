"""Where a text names places: which words, of what class, and how they stand to what is told (codebook 7).

A name counts by what leads to it: a class word (بلدة خشام), a hashtag, a preposition (في إدلب) or another place
before it (خشام ومحكان). A name that is also an ordinary word needs a class word or a hashtag; a bare name without
any of these counts only where nothing else is likely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from waqai.knowledge.gazetteer import Gazetteer, NameEntry, Rank
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.place_neighbours import place_neighbours
from waqai.knowledge.vocabulary import Relation
from waqai.language.token import Token
from waqai.records.event import PlaceRole

_OTHER_KINDS = frozenset(
    {"trigger", "reporting", "person", "object", "function", "cue", "force", "source", "weapon", "relation", "class"}
)
_NAMING_CLASSES = frozenset({"village", "town", "city", "populated_place", "quarter", "district", "settlement", "camp"})
"""Kinds of class words behind which an unknown word is a name: "قرية | مسرب"."""
_UNITS = frozenset({"admin2", "admin3"})
"""Kinds behind which a word is a name only where nothing else is known of it: "مديرية | حيران", not "مديرية | أمن"."""
_IN_NAMES = frozenset({"person", "object", "force", "weapon", "nationality", "class", "nickname", "actor", "source"})
"""What the second word of a name that a head opens may mean elsewhere: "خربة | الشيخ", "تل | السمن"."""
_LARGE = 50_000
_WELL_KNOWN = frozenset({"country", "admin1", "city"})
"""Kinds of places that a bare name may mean; a `city` of the gazetteer is one that the whole world knows."""
_TOWN = 20_000
"""From this many inhabitants on a hashtag that is also a word (#الباب) is the town."""
_REACH = 5
_TRIBE = "البو"


class PlaceMention(NamedTuple):
    """A named place as token indexes `[start, end)`, class and relation words in front included.

    `name` is the token where the name itself begins, `cut` the clitic letters before it, `lead` those before `start`.
    `candidates` are gazetteer ids, empty where the gazetteer does not know the name. `strength` is 3 for a class word
    or a hashtag, 2 for a preposition or coordination, 1 for a bare name.
    """

    start: int
    end: int
    name: int
    cut: int
    lead: int
    candidates: tuple[str, ...]
    kinds: frozenset[str]
    role: PlaceRole
    precision: int | None
    strength: int
    preposition: str


class _Found(NamedTuple):
    end: int
    cut: int
    letter: str
    ids: tuple[str, ...]
    ordinary: bool
    """Whether the name, as it is matched, is a word too."""


def place_mentions(
    tokens: Sequence[Token], begins: Sequence[Sequence[Mention]], gazetteer: Gazetteer, text: str
) -> list[PlaceMention]:
    """The places that the tokens name, left to right, not overlapping. `text` is the stored text."""
    return _Reader(tokens, begins, gazetteer, text).read()


def is_adjective_of_country(word: str) -> bool:
    """Whether a folded word has the form in which a country qualifies a definite name: "أريحا | السورية"."""
    return word.startswith("ال") and word.endswith(("ي", "يه"))


@dataclass(slots=True)
class _Reader:
    """One text being read for places."""

    tokens: Sequence[Token]
    begins: Sequence[Sequence[Mention]]
    gazetteer: Gazetteer
    stored: str
    words: list[str] = field(default_factory=list)
    leads: dict[int, list[Mention]] = field(default_factory=dict)
    """The class and relation words that end before a token."""

    def __post_init__(self) -> None:
        self.words = [token.text for token in self.tokens]
        for found in self.begins:
            for mention in found:
                if mention.term.kind in ("class", "relation") and not mention.pronoun:
                    self.leads.setdefault(mention.end, []).append(mention)

    def read(self) -> list[PlaceMention]:
        """The places in order."""
        result: list[PlaceMention] = []
        i, size = 0, len(self.tokens)
        while i < size:
            mention = self._at(i, result[-1] if result else None) if self.tokens[i].kind == "word" else None
            if mention is None:
                i += 1
            else:
                result.append(mention)
                i = mention.end
        return result

    def _at(self, i: int, previous: PlaceMention | None) -> PlaceMention | None:
        before = i
        while before > 0 and self.words[before - 1] in place_neighbours("quote"):
            before -= 1
        leads = self.leads.get(before, ())
        classes = [m for m in leads if m.term.kind == "class" and not m.split.article]
        found = self._look_up(i)
        if found is not None and found.letter in ("ب", "ل"):
            classes = []  # بلدات | بريف إدلب
        if found is not None and (self._opens_longer(i, found) or self._is_only_class(i, found)):
            return None
        if found is None or (found.end - i == 1 and self._is_longer_name(i, found, classes)):
            return self._unknown(i, before, classes, previous)
        classes.extend(self._class_inside(i, found))
        kinds = frozenset(getattr(m.term.row, "kind", "") for m in classes)
        start, role, precision = self._lead(before)
        hashed = self._hashed(i)
        strength = (
            3
            if classes or (hashed and not self._follows_noun(start))
            else self._strength(i, start, before, found, previous)
        )
        if not self._likely(i, found, strength, kinds, hashed=hashed, start=start):
            return None
        if self._continues(start, previous):
            role, precision = "between", 2
        lead = self._first_letters(start) if start < i else found.cut
        preposition = self._preposition(i, start, found)
        return PlaceMention(
            start, found.end, i, found.cut, lead, found.ids, kinds, role, precision, strength, preposition
        )

    def _class_inside(self, i: int, found: _Found) -> list[Mention]:
        """The class word with which a name of several words begins: "حي | الزهراء" is a quarter."""
        return [m for m in self.begins[i] if m.term.kind == "class" and m.end < found.end]

    def _opens_longer(self, i: int, found: _Found) -> bool:
        """Whether a class word that a name begins with leads to a longer name: "مدينة العين" in "مدينة | عين عيسى"."""
        for mention in self._class_inside(i, found):
            inner = self._look_up(mention.end)
            if inner is not None and inner.end > found.end:
                return True
        return False

    def _is_only_class(self, i: int, found: _Found) -> bool:
        """Whether a word that is a name too stands before the name it is the class of: "أهالي_مدينة_النيرب"."""
        if found.end != i + 1 or found.end >= len(self.words) or self.words[i].startswith("ال"):
            return False
        inner = self._look_up(i + 1) if any(m.term.kind == "class" for m in self.begins[i]) else None
        return inner is not None and not inner.cut

    def _continues(self, start: int, previous: PlaceMention | None) -> bool:
        """Whether the name is the other end of what lies between two: "بين تعز | وعدن", "طريق دمشق | - درعا"."""
        if previous is None or previous.role != "between":
            return False
        if previous.end == start:
            return self.words[start][:1] == "و"
        return previous.end == start - 1 and self.words[start - 1] in ("و", "-", "–", "/")

    def _look_up(self, i: int) -> _Found | None:
        """The longest name of the gazetteer that begins at token `i`, by the least cut."""
        openings = self.gazetteer.openings(self.words[i])
        if not openings:
            return None
        best: _Found | None = None
        following = self.words[i + 1] if i + 1 < len(self.words) else ""
        bare = following[2:] if following.startswith("ال") else ""
        for split, single, longer in openings:
            named = [*longer.get(following, ()), *longer.get(bare, ())]
            whole = [entry for entry in named if self._follows(i, entry.words)]
            longest = max((len(entry.words) for entry in whole), default=1)
            fitting: Sequence[NameEntry] = [entry for entry in whole if len(entry.words) == longest] or single
            if fitting and (best is None or i + longest > best.end):
                letters = split.conjunction + split.preposition
                ids = tuple(dict.fromkeys(entry.place_id for entry in fitting))
                best = _Found(i + longest, len(letters), split.preposition, ids, self._is_ordinary(fitting, ids))
        return best

    def _is_ordinary(self, fitting: Sequence[NameEntry], ids: tuple[str, ...]) -> bool:
        """Whether a name of one word is a word or a person's name too, as it is matched and not in another spelling."""
        if len(fitting[0].words) > 1:
            return False
        if any(entry.rank == Rank.HOMONYM for entry in fitting):
            return True
        return all(entry.rank >= Rank.SPELLING for entry in fitting) and self.gazetteer.is_ordinary(ids)

    def _follows(self, i: int, words: Sequence[str]) -> bool:
        if i + len(words) > len(self.words):
            return False
        for offset in range(1, len(words)):
            text = self.words[i + offset]
            if text != words[offset] and not (text.startswith("ال") and text[2:] == words[offset]):
                return False
        return True

    def _is_longer_name(self, i: int, found: _Found, classes: Sequence[Mention]) -> bool:
        """Whether a name of one word is only the head of an unknown longer one: "قرية تل | سوسن", "جزرة | البوعلي"."""
        if not classes or i + 1 >= len(self.tokens):
            return False
        headed = self.words[i][found.cut :] in place_neighbours("head") or self._is_of_tribe(i + 1)
        return headed and self._names_on(i + 1)

    def _is_of_tribe(self, i: int) -> bool:
        """Whether a word is the name of a tribe, as the second part of its village's: "حوايج | البوعلي"."""
        return i < len(self.words) and len(self.words[i]) > len(_TRIBE) and self.words[i].startswith(_TRIBE)

    def _lead(self, i: int) -> tuple[int, PlaceRole, int | None]:
        """Where the words of relation before token `i` begin, and what they say: في محيط مدينة."""
        role: PlaceRole = "site"
        precision: int | None = None
        start = i
        for _ in range(_REACH):
            steps = [m for m in self.leads.get(start, ()) if not m.split.article]
            if not steps:
                break
            step = max(steps, key=lambda m: (m.term.kind == "relation", m.start))  # ضواحي | مدينة, and not a suburb
            start = step.start
            row = step.term.row
            if isinstance(row, Relation):
                if row.role != "site":
                    role = row.role
                precision = max(precision or 0, row.precision or 0) or None
            if step.split.preposition:
                break
        return start, role, precision

    def _strength(self, i: int, start: int, before: int, found: _Found, previous: PlaceMention | None) -> int:
        """2 where a preposition, a relation or a place before it leads to the name, 1 where it stands bare."""
        if found.letter in ("ب", "ل") or self._after_preposition(start) or start < before:
            return 2
        if found.cut == 0 and start > 0 and self.words[start - 1] in place_neighbours("dead"):
            return 2
        if previous is None:
            return 1
        prior = self.words[start - 1] if start > 0 else ""
        single = found.end - i == 1
        joined = previous.end == start and found.cut > 0 and not (single and self.begins[i])
        listed = prior in ("،", ",", "-", "و") and previous.end == start - 1
        return 2 if (joined and self.words[start][:1] == "و") or listed else 1

    def _after_preposition(self, start: int) -> bool:
        """Whether a preposition stands before token `start`, with "و" or without."""
        prior = self.words[start - 1] if start > 0 else ""
        return prior.removeprefix("و") in place_neighbours("preposition")

    def _hashed(self, i: int) -> bool:
        """Whether the word stands in a hashtag: #دير_الزور, #مجزرة_الباب."""
        start = self.tokens[i].start
        return start > 0 and self.stored[start - 1] in "#_"

    def _follows_noun(self, start: int) -> bool:
        """Whether a hashtag stands in running text, where it only says whose: "ميليشيات | #إيران"."""
        if start == 0 or self.tokens[start - 1].kind != "word" or self._hashed(start - 1):
            return False
        return any(m.term.kind in ("force", "nickname", "source", "actor") for m in self.begins[start - 1])

    def _first_letters(self, start: int) -> int:
        for mention in self.begins[start]:
            if mention.term.kind in ("relation", "class"):
                return len(mention.split.conjunction + mention.split.preposition)
        return 0

    def _preposition(self, i: int, start: int, found: _Found) -> str:
        prior = self.words[start - 1] if start > 0 else ""
        for mention in self.begins[start] if start < i else ():
            if mention.term.kind in ("relation", "class") and mention.split.preposition:
                return mention.split.preposition
        if prior in place_neighbours("preposition"):
            return prior
        return found.letter if start == i else ""

    def _likely(self, i: int, found: _Found, strength: int, kinds: frozenset[str], *, hashed: bool, start: int) -> bool:
        """Whether the words mean the place: an ordinary word needs a class word, a bare name a large or wide place."""
        single = found.end - i == 1
        ordinary = found.ordinary or (single and self._is_word(i, found, led=strength > 1))
        if kinds & (_NAMING_CLASSES | _UNITS) or ("admin1" in kinds and self._is_province(found)):
            return not ordinary or self.words[i] not in place_neighbours("direction")
        if ordinary:
            return (hashed and self._population(found) >= _TOWN) or self._is_led(i, start)
        if strength >= 2:
            return True
        if any(m.term.kind in ("actor", "outlet", "nationality") and m.end >= found.end for m in self.begins[i]):
            return False
        if not single and found.cut == 0:
            return True
        if found.cut == 0 and (self._opens_list(i, found) or self._is_of_country(found.end)):
            return True
        places = [self.gazetteer.place(place_id) for place_id in found.ids]
        return found.cut == 0 and any(p.population >= _LARGE or p.kind in _WELL_KNOWN for p in places)

    def _is_led(self, i: int, start: int) -> bool:
        """Whether "في" or a word of nearness makes a town of a word: "في | الأبيض", "قرب | تدمر"."""
        if self.words[i] not in place_neighbours("led"):
            return False
        near = any(m.term.kind == "relation" for m in self.leads.get(i, ()))
        return near or (start == i and i > 0 and self.words[i - 1].removeprefix("و") == "في")

    def _is_of_country(self, end: int) -> bool:
        """Whether an adjective of a country stands right behind a name: "أطفال أريحا | السورية"."""
        if end >= len(self.words) or not is_adjective_of_country(self.words[end]):
            return False
        return any(m.term.kind in ("nationality", "actor") and m.end - m.start == 1 for m in self.begins[end])

    def _opens_list(self, i: int, found: _Found) -> bool:
        """Whether a bare name that is nothing else opens a list of names: "قصفت المدفعية | النيرب، وكفرنبل"."""
        if self.begins[i] or found.end >= len(self.words):
            return False
        after = found.end + (self.words[found.end] in ("،", ","))
        if after >= len(self.words) or self.words[after][:1] != "و" or self.begins[after]:
            return False
        other = self._look_up(after)
        return other is not None and other.cut > 0 and not other.ordinary

    def _is_word(self, i: int, found: _Found, *, led: bool) -> bool:
        """Whether a table knows the word as something else. A verb is none after a preposition: قرب تدمر."""
        if self.words[i] in place_neighbours("direction"):
            return True
        return any(
            m.term.kind in _OTHER_KINDS
            and not (led and m.term.inflection is not None and m.term.inflection.pos == "verb")
            and m.split.cut <= found.cut + (0 if m.term.kind in ("class", "relation") else 2)
            for m in self.begins[i]
        )

    def _is_province(self, found: _Found) -> bool:
        return any(self.gazetteer.place(place_id).kind == "admin1" for place_id in found.ids)

    def _population(self, found: _Found) -> int:
        return max(self.gazetteer.place(place_id).population for place_id in found.ids)

    # --- names that the gazetteer lacks -------------------------------------------------------------------

    def _unknown(
        self, i: int, before: int, classes: Sequence[Mention], previous: PlaceMention | None
    ) -> PlaceMention | None:
        """A name that the gazetteer lacks, after a class word that only names follow: في قرية مسرب."""
        kinds = frozenset(getattr(m.term.row, "kind", "") for m in classes)
        if not kinds & _NAMING_CLASSES and not (kinds & _UNITS and not self.begins[i]):
            return self._joined_unknown(i, previous) if not classes else None
        headed = self._is_head(i)
        if not headed and any(m.term.kind in _OTHER_KINDS or m.term.kind == "nationality" for m in self.begins[i]):
            return None
        if self.words[i][:2] == "لل":
            return None
        end = self._unknown_end(i, quoted=before < i)
        start, role, precision = self._lead(before)
        lead = self._first_letters(start)
        preposition = next(
            (m.split.preposition for m in self.begins[start] if m.term.kind in ("relation", "class")), ""
        )
        return PlaceMention(start, end, i, 0, lead, (), kinds, role, precision, 3, preposition)

    def _joined_unknown(self, i: int, previous: PlaceMention | None) -> PlaceMention | None:
        """The second unknown name after a class word in the dual or plural: "قريتي حرمل | ومحرملة"."""
        word = self.words[i]
        if previous is None or previous.end != i or word[:1] != "و":
            return None
        headed = word[1:] in place_neighbours("head") and self._names_on(i + 1)
        if not headed and (self.begins[i] or len(word) < 4):
            return None
        several = (previous.cut == 1 and not previous.candidates) or any(
            m.term.kind == "class" and m.term.inflection is not None and m.term.inflection.number in ("d", "p")
            for at in range(previous.start, previous.name)
            for m in self.begins[at]
        )
        if not several:
            return None
        end = i + 2 if headed else self._unknown_end(i, quoted=False)
        return PlaceMention(
            i, end, i, 1, 1, (), previous.kinds, previous.role, previous.precision, 3, previous.preposition
        )

    def _is_head(self, i: int) -> bool:
        """Whether token `i` opens a name of which the next word is known for nothing else: "أم | الزعفران"."""
        return self.words[i] in place_neighbours("head") and self._names_on(i + 1)

    def _names_on(self, i: int) -> bool:
        """Whether token `i` may go on with a name that a head opens: nothing, or a person or thing, "خربة | الشيخ"."""
        if i >= len(self.tokens) or self.tokens[i].kind != "word" or self._in_relation(i):
            return False
        return all(
            m.term.kind in _IN_NAMES and not m.split.conjunction and not m.split.preposition for m in self.begins[i]
        )

    def _in_relation(self, i: int) -> bool:
        return self.words[i].removeprefix("و") in place_neighbours("preposition")

    def _unknown_end(self, i: int, *, quoted: bool) -> int:
        """Where an unknown name ends: with its quotation, or with a second word that is part of it."""
        end, size = i + 1, len(self.tokens)
        while quoted and end < size and self.tokens[end].kind == "word" and end - i < 4:
            end += 1
        if quoted:
            return end
        if self._is_head(i) or (self._is_of_tribe(end) and self._names_on(end)):
            end += 1
        elif end < size and self.tokens[end].kind == "word" and not self.begins[end]:
            both = self.words[i].startswith("ال") and self.words[end].startswith("ال")
            if both and self.words[end] not in place_neighbours("ended"):
                end += 1
        if end < size and self.words[end] in place_neighbours("direction"):
            end += 1
        return end
