"""Folding: one spelling for all the ways of writing a text, with offsets back to the text as stored.

Folded text has no vowel signs, tatweel or invisible marks; one letter for أإآا, one for ى and ي, one for ة and ه;
digits 0-9; Latin in lower case; hashtags as words; and words that were broken against filters are whole again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from waqai.language.evasion import joints
from waqai.language.letters import DROPPED, LETTER, LETTER_NAMES, CharacterTable

_CHARACTERS = CharacterTable()
_LONE_RETURN = re.compile("\r(?!\n)")
_DROPPED = re.compile(f"{DROPPED}+")
_TATWEEL = re.compile("ـ+")
_LONE_PROCLITIC = re.compile(rf"(?<![{LETTER}])[بل]ـ{{0,4}} \Z")  # ب ـ «الدفاع»
# Drawn-out letters: عاااجل, غاااارة. A verb may open with three ت of its own: تتتبع القوات أثرهم.
_DRAWN_OUT = re.compile(rf"([{LETTER}])\1\1+")
_OWN_LETTERS = "تتت"
# Names spelt out letter by letter, three or more: سي.إن.إن، بي.بي.سي، ولإف.بي.آي.
_NAMES = "|".join(LETTER_NAMES)
_TWO_STOPS = re.compile(rf"\.[{LETTER}]{{2,6}}\.[{LETTER}]")
_SPELT_OUT = re.compile(rf"(?<![{LETTER}])[ولب]{{0,2}}(?:{_NAMES})(?:\.(?:{_NAMES})){{2,}}(?![{LETTER}])")
_HASHTAG = str.maketrans("#_", "  ")
_SETTLED = re.compile(rf"[{LETTER}]{{2,}}(?: [{LETTER}]{{2,}})*")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as stored and as folded.

    `starts[i]` is the original offset of the character that gave the folded character `i`; `starts[len(text)]` is
    `len(original)`. It never decreases.
    """

    original: str
    text: str
    starts: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original `[start, end)` of the folded `[start, end)`.

        It ends right after the last original character that gave a folded one: a closing vowel sign stays outside.
        """
        if start >= end:
            return self.starts[start], self.starts[start]
        first, last, limit = self.starts[start], self.starts[end - 1], self.starts[end]
        stop = last + 1
        while stop < limit and self.original[stop] == self.original[last]:  # the whole of a drawn-out letter
            stop += 1
        return first, stop

    def folded(self, offset: int) -> int:
        """The folded offset of an original one: of the first folded character that stands there or after it."""
        return bisect_left(self.starts, offset)


def _without(text: str, starts: Sequence[int], cuts: Iterable[tuple[int, int]]) -> tuple[str, list[int]]:
    """The text and its offsets without the stretches of `cuts`, which are in order and apart."""
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for start, end in cuts:
        kept.append(text[at:start])
        offsets.extend(starts[at:start])
        at = end
    kept.append(text[at:])
    offsets.extend(starts[at:])
    return "".join(kept), offsets


def _characters(text: str) -> tuple[str, Sequence[int]]:
    """The text with every character folded by itself, and its offsets."""
    if "\r" in text:
        text = _LONE_RETURN.sub("\n", text).replace("\r", DROPPED)
    mapped = text.translate(_CHARACTERS)
    starts: Sequence[int] = range(len(mapped) + 1)
    if len(mapped) != len(text):  # a ligature gave several letters
        parts = [_CHARACTERS[ord(character)] for character in text]
        starts = [at for at, part in enumerate(parts) for _ in part]
        starts.append(len(text))
    if DROPPED in mapped:
        return _without(mapped, starts, [match.span() for match in _DROPPED.finditer(mapped)])
    return mapped, starts


def _without_tatweel(text: str, starts: Sequence[int]) -> tuple[str, Sequence[int]]:
    """The text without the tatweels that lengthen a word; one that stands apart is a dash: "بغداد ـ رويترز"."""
    cuts: list[tuple[int, int]] = []
    for match in _TATWEEL.finditer(text):
        start, end = match.span()
        touches = "ء" <= text[start - 1 : start] <= "ي" or "ء" <= text[end : end + 1] <= "ي"
        touches = touches or _LONE_PROCLITIC.search(text, max(0, start - 7), start) is not None
        cuts.append((start if touches else start + 1, end))
    text, starts = _without(text, starts, cuts)
    return text.replace("ـ", "-"), starts


def _drawn_out(text: str) -> list[tuple[int, int]]:
    """The stretches that draw a letter out, without its first."""
    runs = _DRAWN_OUT.finditer(text)
    return [(match.start() + 1, match.end()) for match in runs if match[0] != _OWN_LETTERS]


def fold(text: str) -> Folded:
    """The folded text with offsets both ways. Folding what is folded changes nothing."""
    folded, starts = _characters(text)
    before = ""
    while folded != before:  # what is mended may show another break beside it
        before = folded
        if broken := joints(folded):
            folded, starts = _without(folded, starts, broken)
        if "ـ" in folded:
            folded, starts = _without_tatweel(folded, starts)
        if drawn := _drawn_out(folded):
            folded, starts = _without(folded, starts, drawn)
        if "#" in folded or "_" in folded:
            folded = folded.translate(_HASHTAG)
    if _TWO_STOPS.search(folded):
        folded = _SPELT_OUT.sub(lambda match: match[0].replace(".", " "), folded)
    return Folded(text, folded, starts)


@lru_cache(maxsize=1 << 17)
def fold_key(text: str) -> str:
    """The folded text for a table's word or phrase: no offsets, single spaces, none at the ends."""
    mapped = text.translate(_CHARACTERS).replace(DROPPED, "")
    if _SETTLED.fullmatch(mapped) and not _DRAWN_OUT.search(mapped):
        return mapped
    return " ".join(fold(text).text.split())
