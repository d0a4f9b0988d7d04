"""The measures of the Arabic verb: the stems that a root takes in each, by the class of the root.

Patterns are written as Arabic grammar writes them, on the letters of فعل (فعلل for roots of four). A stem that changes
before consonant endings is written twice, `فَال/فُل`: قَال, but قُل-تُ. Root classes and patterns follow
Wright, A Grammar of the Arabic Language, I, §§ 34-180.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from waqai.language.orthography import DAMMA, FATHA, KASRA, settled, shadda_first

RootClass = Literal["sound", "doubled", "hollow", "defective"]

_HAMZAS = str.maketrans("أإؤئآ", "ءءءءء")
_VOWEL = {"a": FATHA, "i": KASRA, "u": DAMMA}
_PARTS = (
    "perfect",
    "imperfect",
    "passive_perfect",
    "passive_imperfect",
    "masdar",
    "active_participle",
    "passive_participle",
)

_SOUND = {
    "II": "فَعَّل فَعِّل فُعِّل فَعَّل تَفْعِيل مُفَعِّل مُفَعَّل",
    "III": "فَاعَل فَاعِل فُوعِل فَاعَل مُفَاعَلَة مُفَاعِل مُفَاعَل",
    "IV": "ءَفْعَل فْعِل ءُفْعِل فْعَل ءِفْعَال مُفْعِل مُفْعَل",
    "V": "تَفَعَّل تَفَعَّل تُفُعِّل تَفَعَّل تَفَعُّل مُتَفَعِّل مُتَفَعَّل",
    "VI": "تَفَاعَل تَفَاعَل تُفُوعِل تَفَاعَل تَفَاعُل مُتَفَاعِل مُتَفَاعَل",
    "VII": "اِنْفَعَل نْفَعِل اُنْفُعِل نْفَعَل اِنْفِعَال مُنْفَعِل مُنْفَعَل",
    "VIII": "اِفْتَعَل فْتَعِل اُفْتُعِل فْتَعَل اِفْتِعَال مُفْتَعِل مُفْتَعَل",
    "IX": "اِفْعَلّ/اِفْعَلَل فْعَلّ/فْعَلِل - - اِفْعِلَال مُفْعَلّ -",
    "X": "اِسْتَفْعَل سْتَفْعِل اُسْتُفْعِل سْتَفْعَل اِسْتِفْعَال مُسْتَفْعِل مُسْتَفْعَل",
    "Q1": "فَعْلَل فَعْلِل فُعْلِل فَعْلَل فَعْلَلَة مُفَعْلِل مُفَعْلَل",
    "Q2": "تَفَعْلَل تَفَعْلَل تُفُعْلِل تَفَعْلَل تَفَعْلُل مُتَفَعْلِل مُتَفَعْلَل",
}
_DOUBLED = {
    "I": "فَعّ/فَعَل فُعّ/فْعُل فُعّ/فُعِل فَعّ/فْعَل - فَاعّ مَفْعُول",
    "III": "فَاعّ/فَاعَل فَاعّ/فَاعِل فُوعّ/فُوعِل فَاعّ/فَاعَل مُفَاعَّة مُفَاعّ مُفَاعّ",
    "IV": "ءَفَعّ/ءَفْعَل فِعّ/فْعِل ءُفِعّ/ءُفْعِل فَعّ/فْعَل ءِفْعَال مُفِعّ مُفَعّ",
    "VI": "تَفَاعّ/تَفَاعَل تَفَاعّ/تَفَاعَل تُفُوعّ/تُفُوعِل تَفَاعّ/تَفَاعَل تَفَاعّ مُتَفَاعّ مُتَفَاعّ",
    "VII": "اِنْفَعّ/اِنْفَعَل نْفَعّ/نْفَعِل اُنْفُعّ/اُنْفُعِل نْفَعّ/نْفَعَل اِنْفِعَال مُنْفَعّ مُنْفَعّ",
    "VIII": "اِفْتَعّ/اِفْتَعَل فْتَعّ/فْتَعِل اُفْتُعّ/اُفْتُعِل فْتَعّ/فْتَعَل اِفْتِعَال مُفْتَعّ مُفْتَعّ",
    "X": "اِسْتَفَعّ/اِسْتَفْعَل سْتَفِعّ/سْتَفْعِل اُسْتُفِعّ/اُسْتُفْعِل سْتَفَعّ/سْتَفْعَل اِسْتِفْعَال مُسْتَفِعّ مُسْتَفَعّ",
}
_HOLLOW = {
    "I a-u": "فَال/فُل فُول/فُل فِيل/فِل فَال/فَل - فَاءِل مَفُول",
    "I a-i": "فَال/فِل فِيل/فِل فِيل/فِل فَال/فَل - فَاءِل مَفِيل",
    "I i-a": "فَال/فِل فَال/فَل فِيل/فِل فَال/فَل - فَاءِل مَفُول",
    "IV": "ءَفَال/ءَفَل فِيل/فِل ءُفِيل/ءُفِل فَال/فَل ءِفَالَة مُفِيل مُفَال",
    "VII": "اِنْفَال/اِنْفَل نْفَال/نْفَل اُنْفِيل/اُنْفِل نْفَال/نْفَل اِنْفِيَال مُنْفَال مُنْفَال",
    "VIII": "اِفْتَال/اِفْتَل فْتَال/فْتَل اُفْتِيل/اُفْتِل فْتَال/فْتَل اِفْتِيَال مُفْتَال مُفْتَال",
    "X": "اِسْتَفَال/اِسْتَفَل سْتَفِيل/سْتَفِل اُسْتُفِيل/اُسْتُفِل سْتَفَال/سْتَفَل اِسْتِفَالَة مُسْتَفِيل مُسْتَفَال",
}
MEASURES = ("I", *_SOUND)
VOWELS = ("", "a-u", "a-i", "a-a", "i-a", "i-i", "u-u", "strong")

# The تْ of measure VIII takes on the sound of the first radical: اصطدم, اضطر, اطّلع, ازداد, ادّعى, اتّهم.
_ASSIMILATED = {
    "ص": "صْط",
    "ض": "ضْط",
    "ظ": "ظْط",
    "ط": "طّ",
    "ز": "زْد",
    "د": "دّ",
    "ذ": "دّ",
    "و": "تّ",
    "ي": "تّ",
}


class Stem(NamedTuple):
    """A vowelled stem, `long` before vowels and nothing, `short` before the endings that begin with a consonant."""

    long: str
    short: str


class Stems(NamedTuple):
    """All that a verb is conjugated from. `prefix_vowel` is that of the active imperfect (يَقتل, but يُقاتل).

    A part that the measure lacks is None. In a `defective` verb every stem ends in its weak letter.
    """

    root_class: RootClass
    prefix_vowel: str
    perfect: Stem
    imperfect: Stem
    passive_perfect: Stem | None
    passive_imperfect: Stem | None
    masdar: str | None
    active_participle: str
    passive_participle: str | None


def radicals(root: str) -> str:
    """The letters of a root, each hamza as ء: أخذ → ءخذ."""
    return root.translate(_HAMZAS)


def root_class(root: str, measure: str, vowel: str = "") -> RootClass:
    """How the root behaves in the measure; `vowel` `strong` keeps a middle و or ي whole (استجوب)."""
    letters = radicals(root)
    if len(letters) == 4:
        return "sound"
    if letters[2] in "وي":
        return "defective"
    if letters[1] == letters[2] and measure in _DOUBLED:
        return "doubled"
    if letters[1] in "وي" and measure in ("I", "IV", "VII", "VIII", "X") and vowel != "strong":
        return "hollow"
    return "sound"


def vowel_class(root: str, vowel: str) -> str:
    """The vowels of perfect and imperfect in measure I, by default those that the root's weak letter asks for."""
    if vowel and vowel != "strong":
        return vowel
    letters = radicals(root)
    return "a-i" if "ي" in letters[1:] else "a-u"


def _row(patterns: str) -> list[str]:
    return shadda_first(patterns).split()


def _measure_one(letters: str, kind: RootClass, vowel: str) -> list[str]:
    """The patterns of measure I."""
    if kind == "hollow" and f"I {vowel}" not in _HOLLOW:
        raise ValueError(f"no hollow verb has the vowels {vowel!r}")
    past, present = (_VOWEL[name] for name in vowel.split("-"))
    if kind == "hollow":
        return _row(_HOLLOW[f"I {vowel}"])
    if kind == "doubled":
        return _row(_DOUBLED["I"])
    # وقع/يقع, وصل/يصل drop their و; وجل/يوجل, وضؤ/يوضؤ keep it.
    drops = letters[0] == "و" and vowel in ("a-i", "a-a", "i-i")
    imperfect = f"ع{present}ل" if drops else f"فْع{present}ل"
    return [f"فَع{past}ل", imperfect, "فُعِل", "فْعَل", "-", "فَاعِل", "مَفْعُول"]


def _defective(patterns: list[str], letters: str, measure: str, vowel: str) -> list[str]:
    """The sound patterns with a weak last radical: رَمَى, يَرْمِي, دَعَا, يَدْعُو, لَقِي, تَسْمِيَة, إِجْلَاء."""
    ends = (("َل", "َى"), ("ِل", "ِي"), ("ُل", "ِي"))
    result = []
    for part, pattern in zip(_PARTS, patterns, strict=True):
        weak = pattern
        if part == "masdar":
            weak = pattern.replace("تَفْعِيل", "تَفْعِيَة").replace("َلَة", "َاة")
            if weak.endswith("َال"):
                weak = weak[:-1] + "ء"
        if measure == "I" and part == "passive_participle":
            weak = "مَفْعُوّ" if letters[2] == "و" and vowel != "i-a" else "مَفْعِيّ"
        elif measure == "I" and part == "imperfect" and pattern.endswith("ُل"):
            weak = pattern[:-1] + "و"
        elif weak == pattern:
            for sound, end in ends:
                if weak.endswith(sound):
                    weak = weak[: -len(sound)] + end
                    break
        if measure == "I" and part == "perfect" and letters[2] == "و" and weak.endswith("َى"):
            weak = weak[:-1] + "ا"
        result.append(weak)
    return result


def _patterns(letters: str, measure: str, kind: RootClass, vowel: str) -> list[str]:
    if measure == "I":
        patterns = _measure_one(letters, kind, vowel)
    elif kind == "doubled":
        patterns = _row(_DOUBLED[measure])
    elif kind == "hollow":
        patterns = _row(_HOLLOW[measure])
    else:
        patterns = _row(_SOUND[measure])
    if measure == "II" and letters[-1] == "ء":
        patterns[4] = "تَفْعِلَة"  # تعبئة, تهنئة
    return _defective(patterns, letters, measure, vowel) if kind == "defective" else patterns


def _filled(pattern: str, letters: str, measure: str) -> str:
    """The pattern with the root's letters in it."""
    if measure == "VIII" and (sounds := _ASSIMILATED.get(letters[0])):
        pattern = pattern.replace("فْت", sounds)
    if letters == "ءخذ" and measure == "VIII":
        pattern = pattern.replace("فْت", "تّ")  # اتّخذ
    if len(letters) == 4:
        pattern = pattern.replace("ل", "ق", 1)
        table = str.maketrans("فعقل", letters)
    else:
        table = str.maketrans("فعل", letters)
    return settled(pattern.translate(table))


def _stem(pattern: str, letters: str, measure: str) -> Stem | None:
    if pattern == "-":
        return None
    long, _, short = pattern.partition("/")
    filled = _filled(long, letters, measure)
    return Stem(filled, _filled(short, letters, measure) if short else filled)


def stems(root: str, measure: str, vowel: str = "") -> Stems:
    """The stems of the verb. Raises ValueError for a root or measure that Arabic does not have."""
    letters = radicals(root)
    if measure not in MEASURES or vowel not in VOWELS or len(letters) != (4 if measure.startswith("Q") else 3):
        raise ValueError(f"no verb of root {root!r}, measure {measure!r} and vowels {vowel!r}")
    kind = root_class(root, measure, vowel)
    vowels = vowel_class(root, vowel)
    parts = [_stem(pattern, letters, measure) for pattern in _patterns(letters, measure, kind, vowels)]
    perfect, imperfect, passive_perfect, passive_imperfect, masdar, active, passive = parts
    if perfect is None or imperfect is None or active is None:
        raise ValueError(f"measure {measure!r} lacks a stem")
    return Stems(
        root_class=kind,
        prefix_vowel=DAMMA if measure in ("II", "III", "IV", "Q1") else FATHA,
        perfect=perfect,
        imperfect=imperfect,
        passive_perfect=passive_perfect,
        passive_imperfect=passive_imperfect,
        masdar=masdar.long if masdar else None,
        active_participle=active.long,
        passive_participle=passive.long if passive else None,
    )
