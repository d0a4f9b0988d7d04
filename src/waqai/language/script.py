"""Which language a text is in, above all whether it is Arabic.

Languages in Arabic script are told apart here, by letters and by the small words that no text does without; other
scripts are left to a general identifier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_READ = 20_000
_NOISE = re.compile(r"(?:https?://|www\.|t\.me/)\S+|[@#][A-Za-z0-9_]+")
_MARKS = re.compile("[\u064b-\u065f\u0670\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile(r"[^\W\d_]+")
_ARABIC_LETTERS = re.compile("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]+")
# Half a text in Arabic and half in translation is Arabic: other languages need more words to say the same.
_ARABIC_SHARE = 0.4

# Phone keyboards and other countries' type write ك and ي in these shapes; they tell nothing of the language.
_SHAPES = str.maketrans("کیىأإآ", "كييااا")
_ARTICLE = re.compile("[وف]?(?:[بك]?ال|لل).{3,}")
_LETTERS: Mapping[str, re.Pattern[str]] = {
    "fa": re.compile("[پچژگ]"),
    "ur": re.compile("[ٹڈڑںہےۓ]"),
    "ckb": re.compile("[ێۆڵڕەڤ]"),
    "ps": re.compile("[ښځڅۍډړږڼ]"),
}
_SMALL_WORDS: Mapping[str, str] = {
    "ar": """في من علي الي عن ان الذي التي هذا هذه ذلك تلك بعد قبل مع لم لن لا ما كان كانت قال قالت وقال هو هي او ثم
        حتي بين عند منذ خلال حيث قد كما كل غير بعض اي يوم امس عاجل ضد اثر جراء عبر نحو""",
    "fa": "كه از را است اين به براي مي هاي شد بود شده كردند كرده ها نيز تا يك شدند داد",
    "ur": "اور ہے ہيں كے كا كي ميں نے سے كو پر تھا تھے گيا نہيں كيا",
    "ckb": "لە بۆ بە كە ئەو ئەم لەگەڵ هەر بوو دەكات كران سەر لەسەر",
    "ps": "په د چې كې دي نه شو وي هغه",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}


def language_of(text: str) -> str:
    """The ISO 639-1 code of the text's main language (`ckb` for Sorani Kurdish, which has none), `und` without letters.

    A text is in Arabic script where at least two in five of its words are; addresses, handles and Latin hashtags do not
    count. Within the script Arabic is the default, so that a post of two words is not lost. Only the first 20,000
    characters are read.
    """
    text = text[:_READ]
    words = _WORD.findall(_MARKS.sub("", _NOISE.sub(" ", text)).translate(_SHAPES))
    in_script = [word for word in words if _ARABIC_LETTERS.fullmatch(word)]
    if in_script and len(in_script) >= _ARABIC_SHARE * len(words):
        return _in_arabic_script(in_script)
    if not words:
        return "und"
    return _identified([word for word in words if not _ARABIC_LETTERS.fullmatch(word)])


def _in_arabic_script(words: list[str]) -> str:
    """The language of words in Arabic script: another than Arabic only where its signs outweigh the Arabic ones."""
    arabic = sum(word in _WORDS["ar"] or word[-1] == "ة" or _ARTICLE.fullmatch(word) is not None for word in words)
    scores = {
        language: sum((word in _WORDS[language]) + (letters.search(word) is not None) / 2 for word in words)
        for language, letters in _LETTERS.items()
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > max(arabic, 1) else "ar"


def _identified(words: list[str]) -> str:
    import py3langid  # loading its model takes half a second, and Arabic texts never need it

    language, _ = py3langid.classify(" ".join(words))
    return str(language)
