"""What each character of a text becomes when it is folded: one letter for all the ways of writing it.

The table knows characters one by one. What depends on the neighbours of a character (tatweel, dots inside a word,
letters drawn out) is the business of `folding` and `evasion`.
"""

from __future__ import annotations

import unicodedata

DROPPED = "\x00"
"""Stands for a character that folding removes: a vowel sign, a direction mark, a variation selector."""

LETTER = "ء-غف-ي"
"""The Arabic letters that remain after folding, as the inside of a regular expression's character class."""

_NAMES = "اي ايه بي سي دي جي اف اتش اج جاي كي كيه ال ام ان او بيه كيو ار اس تي يو في دبليو اكس واي زد"
LETTER_NAMES = frozenset(_NAMES.split())
"""The names of Latin letters as agencies and broadcasters are spelt with them: بي.بي.سي، سي.إن.إن، إف.بي.آي."""

_VARIANTS = {
    "ا": "أإآٱٲٳٵ",
    "ب": "پٻڀݐݑݒݓݔݕݖ",
    "ت": "ٹٺټٽٿ",
    "ج": "چڃڄڇڿ",
    "ح": "ځڂڅݗݘݮݯ",
    "د": "ڈډڊڋڌڍڎڏڐۮݙݚ",
    "ر": "ڑڒړڔڕږڗۯݛݬ",
    "ز": "ژڙ",
    "س": "ښڛڜݜݭ",
    "ش": "ۺ",
    "ص": "ڝڞ",
    "ض": "ۻ",
    "ط": "ڟ",
    "ع": "ڠݝݞݟ",
    "غ": "ۼ",
    "ف": "ڡڢڣڤڥڦݠݡ",
    "ق": "ٯڧڨ",
    "ك": "کڪګڬڭڮگڰڱڲڳڴػؼݢݣݤ",
    "ل": "ڵڶڷڸݪ",
    "م": "۾ݥݦ",
    "ن": "ںڹڻڼڽݧݨݩ",
    "ه": "ةەۀہۂۃھۿ",
    "و": "ؤٶٷۄۅۆۇۈۉۊۋۏ",
    "ي": "ىئیٸؽؾؿۍێېۑےۓݵݶݷ",
}
_PUNCTUATION = {
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "٭": "*",
    "۔": ".",
    "‐": "-",
    "‑": "-",
    "‒": "-",
    "−": "-",
}
# Quranic small letters that stand above a word, and a high hamza: read with the word, never part of its letters.
_SIGNS = frozenset("ۥۦٴۖۗۘۙۚۛۜ۞۩")
_LINE_BREAKS = frozenset("\n\x0b\x0c\x85\u2028\u2029")
# Emoji skin tones are symbols, and mean nothing apart from the emoji before them.
_SKIN_TONES = range(0x1F3FB, 0x1F400)
# Blocks whose characters are other shapes of ordinary ones: ligatures, presentation forms, full width, mathematical.
_SHAPES = (
    range(0xFB00, 0xFB07),
    range(0xFB50, 0xFD3E),
    range(0xFD40, 0xFE00),
    range(0xFE30, 0xFE50),
    range(0xFE70, 0xFEFF),
    range(0xFF01, 0xFFEF),
    range(0x1D400, 0x1D800),
    range(0x1EE00, 0x1EF00),
)
_BASE = {variant: base for base, variants in _VARIANTS.items() for variant in variants} | _PUNCTUATION


def _folded_letter(character: str) -> str:
    """The folded form of one character that is not another's shape."""
    if character in _BASE:
        return _BASE[character]
    if character in _LINE_BREAKS:
        return "\n"
    category = unicodedata.category(character)
    if character.isspace() or category == "Zs":
        return " "
    if category in ("Mn", "Me", "Cf", "Cc") or character in _SIGNS or ord(character) in _SKIN_TONES:
        return DROPPED
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category == "Cs":
        return "\ufffd"
    lowered = character.lower()
    return lowered if len(lowered) == 1 else lowered[0]


def folded_character(character: str) -> str:
    """The folded form of one character: one character as a rule, several for a ligature, DROPPED for a mark.

    ﻻ gives لا, أ gives ا, ٣ gives 3, a fatha gives DROPPED. Tatweel, `#` and `_` stay, for what they mean depends on
    their neighbours.
    """
    if not any(ord(character) in block for block in _SHAPES):
        return _folded_letter(character)
    shape = unicodedata.normalize("NFKC", character)
    if shape[0] in " ـ" and len(shape) > 1:  # a vowel sign shown on a bare line: ﹷ
        return DROPPED
    letters = "".join(_folded_letter(part) for part in shape)
    return letters.replace(DROPPED, "") or DROPPED


class CharacterTable(dict[int, str]):
    """A table for `str.translate` that learns each character when it first meets it."""

    def __missing__(self, code: int) -> str:
        folded = folded_character(chr(code))
        self[code] = folded
        return folded
