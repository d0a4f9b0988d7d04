"""The reading: a text with all that one pass of the lexicon, the calendar and the numerals found in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from waqai.coding.place_mentions import PlaceMention, place_mentions
from waqai.coding.segments import datelines, hashtag_lines
from waqai.knowledge.knowledge import Knowledge
from waqai.knowledge.lexicon import Mention
from waqai.knowledge.vocabulary import Cue, FunctionWord
from waqai.language.calendar import Moment, moments
from waqai.language.folding import Folded, fold
from waqai.language.numerals import Number, numbers
from waqai.language.quotations import Quotation, quotations
from waqai.language.sentences import paragraphs, sentences
from waqai.language.token import Token
from waqai.language.tokens import tokenise
from waqai.records import Document, Span

Range = tuple[int, int]
"""Token indexes `[start, end)`."""

_start = attrgetter("start")
OPENING = frozenset("“„«\"‘(['")
_ACTORS = ("actor", "nickname", "nationality", "force")
QUOTE_MARKS = frozenset("“”„«»\"‘’'‹›")


class _ByToken(dict[int, str]):
    """Words by token. Asking it for one is the rules' most frequent step, and costs no call of a Python function."""

    def __missing__(self, i: int) -> str:
        return ""


@dataclass(slots=True)
class Reading:
    """One document read once. Lists are by token; `cover[kind][i]` is the mention of a kind that token `i` lies in."""

    document: Document
    folded: Folded
    tokens: list[Token]
    sentences: list[Range]
    paragraphs: list[Range]
    quotations: list[Quotation]
    moments: list[Moment]
    numbers: list[Number]
    places: list[PlaceMention]
    begins: list[list[Mention]]
    anchor: datetime | None
    aside: set[int] = field(default_factory=set)
    """Tokens that tell nothing: datelines (see `segments`)."""
    labels: set[int] = field(default_factory=set)
    """Tokens of closing lines of hashtags, which name places but tell no acts."""
    cover: dict[str, dict[int, Mention]] = field(default_factory=dict)
    opens: dict[str, dict[int, Mention]] = field(default_factory=dict)
    """By kind, the first mention that begins at a token, in the order of the text."""
    moment_at: dict[int, Moment] = field(default_factory=dict)
    number_at: dict[int, Number] = field(default_factory=dict)
    place_at: dict[int, PlaceMention] = field(default_factory=dict)
    phrases: dict[tuple[int, int, bool], Range | None] = field(default_factory=dict)
    """Noun phrases found so far, by where they were looked for (see `phrases`)."""
    finite: dict[int, bool] = field(default_factory=dict)
    """Which tokens were found to be finite verbs so far."""
    nominal: dict[int, bool] = field(default_factory=dict)
    """Which words that can be verb or noun were found to be nouns so far."""
    breaks: dict[int, int] = field(default_factory=dict)
    """Where clauses part, as far as asked (see `clauses`)."""
    text: Callable[[int], str] = field(init=False, repr=False)
    """The folded word of a token, empty beyond the ends."""
    function: Callable[[int], str] = field(init=False, repr=False)
    """The group of the function word at a token, empty where it is none."""
    _size: int = 0
    _spans: dict[tuple[int, int, int], Span] = field(default_factory=dict)
    _actors: set[int] = field(default_factory=set)
    _adjectives: set[int] = field(default_factory=set)
    _cues: dict[str, list[Mention]] = field(default_factory=dict)
    _speeches: set[int] = field(default_factory=set)
    _sentence_starts: list[int] = field(default_factory=list)
    _token_starts: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._size = len(self.tokens)
        self.text = _ByToken({i: token.text for i, token in enumerate(self.tokens)}).__getitem__
        cover = self.cover
        until: dict[str, int] = {}
        for at, found in enumerate(self.begins):
            for mention in found:
                kind = mention.term.kind
                opens = self.opens.get(kind)
                if opens is None:
                    opens = self.opens[kind] = {}
                opens.setdefault(at, mention)
                if until.get(kind, 0) > at:
                    continue
                row = cover.get(kind)
                if row is None:
                    row = cover[kind] = {}
                if mention.end - at == 1:
                    row[at] = mention
                    continue
                first, last = mention.gap
                for i in range(at, mention.end):
                    if not first <= i < last:
                        row[i] = mention
            for mention in found:
                if mention.end - at > 1:
                    until[mention.term.kind] = max(until.get(mention.term.kind, 0), mention.end)
        for moment in self.moments:
            self.moment_at.update(dict.fromkeys(range(moment.start, moment.end), moment))
        for number in self.numbers:
            self.number_at.update(dict.fromkeys(range(number.start, number.end), number))
        for place in self.places:
            self.place_at.update(dict.fromkeys(range(place.start, place.end), place))
        self._actors = set().union(*(self.cover.get(kind, ()) for kind in _ACTORS))
        self._index_function_words()
        self._index_cues()
        self._speeches = {q.opens for q in self.quotations if q.kind == "speech"}
        self._sentence_starts = [start for start, _ in self.sentences]
        self._token_starts = [token.start for token in self.tokens]

    def _index_function_words(self) -> None:
        groups = _ByToken(dict.fromkeys(range(self._size), ""))
        self.function = groups.__getitem__
        for i, mention in self.cover.get("function", {}).items():
            row = mention.term.row
            if isinstance(row, FunctionWord):
                joined_verb = row.group == "verb" and mention.split.cut == len(mention.split.conjunction)
                if not mention.split.cut or joined_verb:
                    groups[i] = row.group
                if row.group == "adjective":
                    self._adjectives.add(i)

    def _index_cues(self) -> None:
        last: Mention | None = None
        for mention in self.cover.get("cue", {}).values():
            if mention is not last and isinstance(mention.term.row, Cue):
                self._cues.setdefault(mention.term.row.cue, []).append(mention)
            last = mention

    def at(self, kind: str, i: int) -> Mention | None:
        """The mention of a kind that token `i` lies in."""
        row = self.cover.get(kind)
        return row.get(i) if row is not None else None

    def opening(self, kind: str, i: int) -> Mention | None:
        """The mention of a kind that begins at token `i`."""
        row = self.opens.get(kind)
        return row.get(i) if row is not None else None

    def openings(self, kind: str) -> Mapping[int, Mention]:
        """The mentions of a kind by where they begin, in the order of the text; of several at a token the first."""
        return self.opens.get(kind, {})

    def names_actor(self, i: int) -> bool:
        """Whether token `i` is part of an actor's name, or a word for a force or a nation."""
        return i in self._actors

    def is_adjective(self, i: int) -> bool:
        """Whether token `i` only qualifies the noun before it."""
        return i in self._adjectives

    def cues(self, span: Range, name: str) -> Iterator[Mention]:
        """The cues of a name that begin within a range."""
        found = self._cues.get(name, [])
        for at in range(bisect_left(found, span[0], key=_start), len(found)):
            if found[at].start >= span[1]:
                break
            yield found[at]

    def quoted_speech(self, i: int) -> bool:
        """Whether somebody's speech, not a quoted name, opens at token `i`."""
        return i in self._speeches

    def closed(self, start: int, end: int) -> int:
        """`end`, or one more where the tokens `[start, end)` open a quotation mark that closes right after them."""
        marks = [self.tokens[i].text for i in range(start, end) if self.tokens[i].text in QUOTE_MARKS]
        return end + 1 if len(marks) % 2 == 1 and self.text(end) in QUOTE_MARKS else end

    def token_index(self, offset: int) -> int:
        """The token at a character offset of the stored text, or the one before it."""
        return max(0, bisect_right(self._token_starts, offset) - 1)

    def tokens_of(self, span: tuple[int, int]) -> Range:
        """The tokens of characters `[start, end)` of the stored text."""
        return self.token_index(span[0]), self.token_index(span[1] - 1) + 1

    def sentence_index(self, i: int) -> int:
        """The index of the sentence that holds token `i`."""
        return max(0, bisect_right(self._sentence_starts, i) - 1)

    def sentence(self, i: int) -> Range:
        """The sentence that holds token `i`."""
        return self.sentences[self.sentence_index(i)] if self.sentences else (0, len(self.tokens))

    def span(self, start: int, end: int, cut: int = 0) -> Span:
        """The evidence of tokens `[start, end)`, without `cut` folded letters at its beginning."""
        key = (start, end, cut)
        known = self._spans.get(key)
        if known is None:
            known = self._spans[key] = self._span(start, end, cut)
        return known

    def _span(self, start: int, end: int, cut: int) -> Span:
        first, last = self.tokens[start], self.tokens[end - 1]
        left = self.folded.starts[first.at + cut] if 0 < cut < len(first.text) else first.start
        return Span(text=self.document.text[left : last.end], span=(left, last.end))

    def is_mark(self, i: int) -> bool:
        """Whether token `i` is a mark, an emoji, or beyond the ends."""
        return not 0 <= i < self._size or self.tokens[i].kind in ("mark", "emoji") or i in self.aside


def _joined_lines(tokens: list[Token], ranges: list[Range]) -> list[Range]:
    """The sentences of a post, where a line that is broken off goes on in the next: after "في", or around a hashtag."""
    joined: list[Range] = []
    for start, end in ranges:
        if joined and _goes_on(tokens, joined[-1], start):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _goes_on(tokens: list[Token], before: Range, start: int) -> bool:
    if start - before[1] != 1 or tokens[before[1]].text != "\n":
        return False
    last, first = tokens[before[1] - 1], tokens[start]
    if last.text in _BROKEN_OFF:
        return True
    words = [t for t in tokens[before[0] : before[1]] if t.kind == "word"]
    dated = any(t.kind == "number" for t in tokens[before[1] - 3 : before[1]])
    if dated and any(t.text in _BROKEN_OFF for t in tokens[before[0] : before[1]]) and len(words) > 2:
        return True
    hashed = last.end - last.start >= 0 and tokens[before[0]].start < last.start and first.kind == "word"
    return hashed and _is_hashtag(tokens, before[1] - 1) and len(words) > 3


def _is_hashtag(tokens: list[Token], i: int) -> bool:
    """Whether the token is all of a hashtag that stands on a line of its own."""
    if i == 0 or tokens[i - 1].text != "\n":
        return False
    return tokens[i].start - tokens[i - 1].end == 1


_BROKEN_OFF = frozenset({"بتاريخ", "في", "علي", "من", "الي", "عن", "ب", "نحو", "و", "ان", "بين"})


def _spelt_so(found: list[Mention], token: Token, text: str) -> list[Mention]:
    """The mentions without those that take a written ة for the pronoun ه: إصابة is never "he hit it"."""
    if text[token.end - 1] != "ة":
        return found
    return [m for m in found if m.pronoun != "ه" or m.end - m.start > 1]


def read(document: Document, knowledge: Knowledge, anchor: datetime | None) -> Reading:
    """The reading of a document. `anchor` is its publication time in the publisher's own zone."""
    folded = fold(document.text)
    tokens = tokenise(folded)
    times = moments(tokens, anchor)
    begins = [
        _spelt_so(found, token, document.text) if found else found
        for found, token in zip(knowledge.lexicon.mentions(tokens), tokens, strict=True)
    ]
    lines = paragraphs(tokens)
    aside = datelines(tokens, begins, lines)
    for i in aside:
        begins[i] = []
    reading = Reading(
        document=document,
        folded=folded,
        tokens=tokens,
        sentences=_joined_lines(tokens, sentences(tokens)),
        paragraphs=lines,
        quotations=quotations(tokens),
        moments=times,
        numbers=numbers(tokens, times),
        places=[],
        begins=begins,
        anchor=anchor,
        aside=aside,
        labels=hashtag_lines(tokens, lines, document.text),
    )
    reading.places = place_mentions(tokens, begins, knowledge.gazetteer, document.text)
    reading.places = [place for place in reading.places if place.start not in aside]
    for place in reading.places:
        reading.place_at.update(dict.fromkeys(range(place.start, place.end), place))
    return reading
