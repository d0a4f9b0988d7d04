"""Where a text names places: which words, of what class, and how they stand to what is told (codebook 7).

A name counts by what leads to it: a class word (بلدة خشام), a hashtag, a preposition (في إدلب) or another place
before it (خشام ومحكان). A name that is also an ordinary word needs a class word or a hashtag; a bare name without any of
these counts only where nothing else is likely.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from waqai.knowledge.gazetteer import Gazetteer
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.vocabulary import Relation
from waqai.language.token import Token
from waqai.records.event import PlaceRole

_PREPOSITIONS = frozenset(
    ["في", "من", "الي", "علي", "عن", "ب", "نحو", "باتجاه", "قرب", "تجاه", "صوب", "بين", "داخل", "وسط", "عند", "لدي", "امام", "خلف", "فوق", "حول", "ضد", "عبر", "حتي"]
)
_QUOTES = frozenset('“”„«»"‘’()')
_OTHER_KINDS = frozenset(
    {"trigger", "reporting", "person", "object", "function", "cue", "force", "source", "weapon", "relation", "class"}
)
_LARGE = 50_000
_REACH = 5


class PlaceMention(NamedTuple):
    """A named place as token indexes `[start, end)`, class and relation words in front included.

    `name` is the token where the name itself begins, `cut` the clitic letters before it and `lead` those before `start`.
    `candidates` are gazetteer ids, empty where the gazetteer does not know the name. `strength` is 3 for a class word or a
    hashtag, 2 for a preposition or coordination, 1 for a bare name.
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


def place_mentions(
    tokens: Sequence[Token], begins: Sequence[Sequence[Mention]], gazetteer: Gazetteer
) -> list[PlaceMention]:
    """The places that the tokens name, left to right, not overlapping."""
    result: list[PlaceMention] = []
    i = 0
    while i < len(tokens):
        if tokens[i].kind != "word":
            i += 1
            continue
        previous = result[-1] if result else None
        mention = _place_at(tokens, begins, gazetteer, i, previous)
        if mention is None:
            i += 1
        else:
            result.append(mention)
            i = mention.end
    return result


def _look_up(tokens: Sequence[Token], gazetteer: Gazetteer, i: int) -> _Found | None:
    """The longest name of the gazetteer that begins at token `i`, by the least cut."""
    openings = gazetteer.openings(tokens[i].text)
    if not openings:
        return None
    best: _Found | None = None
    following = tokens[i + 1].text if i + 1 < len(tokens) else ""
    bare = following[2:] if following.startswith("ال") else ""
    for split, entries in openings:
        longest = 0
        ids: list[str] = []
        for entry in entries:
            words = entry.words
            length = len(words)
            if length > 1 and words[1] != following and words[1] != bare:
                continue  # most of the hundreds of names that begin with تل or خان
            if length < longest or not _follows(tokens, i, words):
                continue
            if length > longest:
                longest, ids = length, []
            ids.append(entry.place_id)
        if longest and (best is None or i + longest > best.end):
            letters = split.conjunction + split.preposition
            cut = len(letters)
            best = _Found(i + longest, cut, split.preposition, tuple(dict.fromkeys(ids)))
    return best


def _follows(tokens: Sequence[Token], i: int, words: Sequence[str]) -> bool:
    if i + len(words) > len(tokens):
        return False
    for offset in range(1, len(words)):
        text = tokens[i + offset].text
        if text != words[offset] and not (text.startswith("ال") and text[2:] == words[offset]):
            return False
    return True


def _class_before(begins: Sequence[Sequence[Mention]], i: int) -> list[Mention]:
    """The class words of the mention that ends right before token `i` (a quotation mark may stand between)."""
    for start in range(i - 1, max(-1, i - 4), -1):
        found = [m for m in begins[start] if m.kind == "class" and m.end == i]
        if found:
            return found
    return []


def _lead(tokens: Sequence[Token], begins: Sequence[Sequence[Mention]], i: int) -> tuple[int, PlaceRole, int | None]:
    """Where the words of relation before token `i` begin, and what they say: في محيط مدينة."""
    role: PlaceRole = "site"
    precision: int | None = None
    start = i
    for _ in range(_REACH):
        step = next(
            (
                m
                for at in range(start - 1, max(-1, start - 4), -1)
                for m in begins[at]
                if m.kind in ("relation", "class") and m.end == start and not m.split.article
            ),
            None,
        )
        if step is None:
            break
        start = step.start
        row = step.term.row
        if isinstance(row, Relation):
            if row.role != "site":
                role = row.role
            precision = max(precision or 0, row.precision or 0) or None
        if step.split.preposition:
            break
    return start, role, precision


def _place_at(
    tokens: Sequence[Token],
    begins: Sequence[Sequence[Mention]],
    gazetteer: Gazetteer,
    i: int,
    previous: PlaceMention | None,
) -> PlaceMention | None:
    before = i
    while before > 0 and tokens[before - 1].text in _QUOTES:
        before -= 1
    classes = _class_before(begins, before)
    classes = [m for m in classes if not m.split.article]
    found = _look_up(tokens, gazetteer, i)
    kinds = frozenset(getattr(m.term.row, "kind", "") for m in classes)
    if found is None:
        return _unknown(tokens, begins, i, before, classes, kinds)
    start, role, precision = _lead(tokens, begins, before)
    hashed = i > 0 and tokens[i].start > 0 and tokens[i].end - tokens[i].start >= 0 and _hashed(tokens, i)
    prior = tokens[start - 1].text if start > 0 else ""
    joined = previous is not None and (
        (previous.end == start and tokens[start].text[:1] == "و" and found.cut > 0)
        or (prior in ("،", ",", "-") and previous.end == start - 1)
        or (prior == "و" and previous.end == start - 1)
    )
    if classes or hashed:
        strength = 3
    elif found.letter in ("ب", "ل") or prior in _PREPOSITIONS or prior in ("و" + p for p in _PREPOSITIONS) or joined or start < before:
        strength = 2
    else:
        strength = 1
    if not _likely(begins, gazetteer, i, found, strength, in_class=bool(classes)):
        return None
    lead = _first_letters(begins, tokens, start) if start < i else found.cut
    preposition = found.letter if start == i else ("" if prior not in _PREPOSITIONS else prior)
    if start < i:
        for m in begins[start]:
            if m.kind in ("relation", "class") and m.split.preposition:
                preposition = m.split.preposition
    elif prior in _PREPOSITIONS:
        preposition = prior
    return PlaceMention(
        start, found.end, i, found.cut, lead, found.ids, kinds, role, precision, strength, preposition
    )


def _hashed(tokens: Sequence[Token], i: int) -> bool:
    """Whether a hashtag's mark stands right before the token: the folded text has a space there, the stored one has not."""
    gap = tokens[i].start - tokens[i - 1].end
    return gap >= 1 and tokens[i].at - (tokens[i - 1].at + len(tokens[i - 1].text)) == 2


def _first_letters(begins: Sequence[Sequence[Mention]], tokens: Sequence[Token], start: int) -> int:
    for m in begins[start]:
        if m.kind in ("relation", "class"):
            return len(m.split.conjunction + m.split.preposition)
    return 0


def _likely(
    begins: Sequence[Sequence[Mention]],
    gazetteer: Gazetteer,
    i: int,
    found: _Found,
    strength: int,
    *,
    in_class: bool,
) -> bool:
    """Whether the words mean the place: an ordinary word needs a class word, a bare name a large or wide place."""
    if in_class:
        return True
    single = found.end - i == 1
    ordinary = single and any(
        m.kind in _OTHER_KINDS and m.split.cut <= found.cut + (0 if m.kind in ("class", "relation") else 2)
        for m in begins[i]
    )
    if single and gazetteer.is_ordinary(found.ids):
        ordinary = True
    if ordinary:
        return strength >= 3 and not single
    if strength >= 2:
        return True
    if any(m.kind in ("actor", "outlet", "nationality") and m.end >= found.end for m in begins[i]):
        return False
    if not single and found.cut == 0:
        return True
    places = [gazetteer.place(place_id) for place_id in found.ids]
    return found.cut == 0 and any(p.population >= _LARGE or p.kind in ("country", "admin1") for p in places)


def _unknown(
    tokens: Sequence[Token],
    begins: Sequence[Sequence[Mention]],
    i: int,
    before: int,
    classes: Sequence[Mention],
    kinds: frozenset[str],
) -> PlaceMention | None:
    """A name that the gazetteer lacks, after a class word that only names follow: في قرية مسرب."""
    if not classes or not kinds & _NAMING_CLASSES:
        return None
    if any(m.kind in _OTHER_KINDS or m.kind == "nationality" for m in begins[i]) or tokens[i].text[:2] == "لل":
        return None
    quoted = before < i
    end = i + 1
    while quoted and end < len(tokens) and tokens[end].kind == "word" and end - i < 4:
        end += 1
    if not quoted and end < len(tokens) and tokens[end].kind == "word" and not begins[end]:
        both = tokens[i].text.startswith("ال") and tokens[end].text.startswith("ال")
        if both or tokens[i].text in _NAME_HEADS:
            end += 1
    start, role, precision = _lead(tokens, begins, before)
    lead = _first_letters(begins, tokens, start)
    preposition = next((m.split.preposition for m in begins[start] if m.kind in ("relation", "class")), "")
    return PlaceMention(start, end, i, 0, lead, (), kinds, role, precision, 3, preposition)


_NAMING_CLASSES = frozenset({"village", "town", "city", "populated_place", "quarter", "district"})
_NAME_HEADS = frozenset(["تل", "ابو", "ام", "بيت", "دير", "كفر", "عين", "خان", "راس", "وادي", "جب", "بير", "حي", "شيخ", "عرب", "جبل", "برج", "ابن", "بني", "مزرعه", "خربه"])
