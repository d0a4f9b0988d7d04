"""Words that people break so that a platform's filter does not know them: قصـ..ـف، مقـ ـتل، ق.ت.ل، استهد9اف.

Between two letters of one word stands something that does not belong there. Where a tatweel is part of it there
is no doubt, for no other writing puts a tatweel beside a dot or another tatweel beside a space. Without one, the
lengths of the two parts decide: "قص.ف" has no word on its right side, "قتل.وقال" has two words, and keeps its stop.
"""

from __future__ import annotations

import re

from waqai.language.letters import LETTER, LETTER_NAMES

# What may stand inside a broken word; quotes, brackets and the marks of a sentence may not, unless tatweels hold them.
_JUNK = rf"[^{LETTER}\s«»\"“”„‟‘’'‹›()\[\]{{}}<>:;،؛؟!?#]"
_JOINT = re.compile(
    rf"{_JUNK}(?<=[{LETTER}].)"
    rf"(?:(?:(?<=ـ)[^{LETTER}ـ\n]{{0,6}}ـ)|{_JUNK})*+"
    rf"(?=[{LETTER}])"
)
_SPACED = re.compile(rf" [{LETTER}] [{LETTER}](?![{LETTER}])")
_BEFORE = re.compile(rf"[{LETTER}]*\Z")
_AFTER = re.compile(rf"[{LETTER}]*")
_DOTTED = re.compile(rf"[{LETTER}]+(?:\.[{LETTER}]+)+")
_IN_WORD_SYMBOLS = frozenset("*@~^·•$&=\\|+")
_LONGEST_WORD = 40

# Proclitics that stand before a figure or a quoted name: الـ15، بـ«الشرق»، والـ20.
_PROCLITICS = re.compile(r"[وف]?(?:[بلك]?ال|لل|[بلك]|[وف])|[وف]")
# Single letters that open a title or a name with a stop: د.أحمد، أ.محمود، م.سامر، ج.ترامب، ع.الرحمن.
_TITLES = frozenset("دماجعو")
# Words of two letters: one may follow a stop ("في المدينة.ثم") or a figure ("10كم"), so it is no remainder.
_TWO_LETTERS = (
    "من في عن لا ما لم لن او ام هو هي هم هن كم قد كل مع بل اذ لو ثم هل ذا ذي ذو اب اخ يد دم حي سد حد رد حق جد شك "
    "بر جو سر شر ضد كي بك بي لي له لك نص خط فم سن مر عد صف لص رب غد يا ها هذ اه نا تل حل قل مم كغ طن هب ظل خل "
    "شب عم كف مد مس هز قم طه قط مه فر صح بت تم ود نم حث ست مئ نت"
)
_SHORT_WORDS = frozenset(_TWO_LETTERS.split())
_SHORT_AFTER_STOP = _SHORT_WORDS | LETTER_NAMES | {"ان", "اي"}


def _letters_before(text: str, at: int) -> str:
    match = _BEFORE.search(text[max(0, at - _LONGEST_WORD) : at])
    return match[0] if match else ""


def _letters_after(text: str, at: int) -> str:
    match = _AFTER.match(text, at)
    return match[0] if match else ""


def _is_remainder(part: str, *, last: bool) -> bool:
    """Whether letters cut off by a mark can be no word of their own: the اف of استهد9اف, the ق of ق1صف."""
    if len(part) == 1:
        return part not in "موهقص" if last else not _PROCLITICS.fullmatch(part)  # 5م، 3ق: metres, minutes
    return len(part) == 2 and part not in _SHORT_WORDS


def _parts_between_dots(text: str, at: int) -> list[str]:
    """The runs of letters that single dots join, about the dot at `at`."""
    left = at
    while at - left < _LONGEST_WORD and text[left : left + 1] == "." and (part := _letters_before(text, left)):
        left -= len(part) + 1
    whole = _DOTTED.match(text, left + 1, at + _LONGEST_WORD)
    return whole[0].split(".") if whole else []


def _joined_by_dot(text: str, start: int, end: int) -> bool:
    """Whether the dot between two runs of letters breaks a word, rather than ends a sentence or a title."""
    before, after = _letters_before(text, start), _letters_after(text, end)
    if text[start - len(before) - 1 : start - len(before)] == "ـ":  # a tail of a word broken before: الحـ.ـر.بي
        return len(after) <= 2
    parts = _parts_between_dots(text, start)
    single = [part for part in parts if len(part) == 1]
    longer = len(parts) - len(single)
    if len(parts) > 2 and len(single) > max(1, longer):  # ق.ت.ل، ا.ف.ب، ق.ت.يل, but not أ.د.محمد
        return not longer or not _TITLES.issuperset(single)
    if len(after) == 1:  # قص.ف and شهي.د, but not the initials of "خالد.ع" or "ع.س"
        return after not in "وا" and 2 <= len(before.removeprefix("و").removeprefix("ال")) <= 3
    if len(before) == 1:  # ش.هيد, but neither د.أحمد nor 1445ه.وقال
        abbreviation = before in _TITLES or text[start - 2 : start - 1].isdecimal()
        return not abbreviation and not after.startswith("ال") and len(after) <= 5
    return len(after) == 2 and after not in _SHORT_AFTER_STOP  # صوار.يخ, but not "القرية.ثم"


def _breaks_a_word(text: str, start: int, end: int) -> bool:
    """Whether what stands between two letters at `[start, end)` was put there to break one word."""
    junk = text[start:end]
    core = junk.replace("ـ", "").replace(" ", "")
    held = len(core) < len(junk)
    if core.isdecimal():
        before = _letters_before(text, start)
        if _PROCLITICS.fullmatch(before):
            return False
        if held or len(set(core)) > 1 or len(core) > 3:
            return junk[0] == junk[-1] == "ـ" and len(core) <= 2
        return _is_remainder(before, last=False) or _is_remainder(_letters_after(text, end), last=True)
    if held:  # 1445هـ.وقال is the abbreviation of the Hijri year
        before = _letters_before(text, start)
        return not core or before != "ه" or not text[: start - 1].rstrip()[-1:].isdecimal()
    if core in (".", ".."):
        return _joined_by_dot(text, start, end)
    if core.isascii() and core.isalpha():
        return len(core) == 1
    if set(core) <= _IN_WORD_SYMBOLS:
        opener = start - len(_letters_before(text, start)) - 1  # *عاجل*قصف is a bold word and its neighbour
        return core not in "|+" and text[opener : opener + 1] != core
    if core.isascii() or core in "–—…" or any(character.isalnum() for character in core):
        return False
    after = _letters_after(text, end)  # an emoji
    return _is_remainder(_letters_before(text, start), last=False) or _is_remainder(after, last=True)


def joints(text: str) -> list[tuple[int, int]]:
    """The stretches `[start, end)` of a text of folded letters that break a word and are to be taken out, in order."""
    found = [match.span() for match in _JOINT.finditer(text) if _breaks_a_word(text, *match.span())]
    spaced = _spaced_letters(text)
    return sorted(found + spaced) if spaced else found


def _spaced_letters(text: str) -> list[tuple[int, int]]:
    """The spaces inside a word whose letters stand apart: "د ا ع ش", "د ا عـ ـش".

    Three letters may be an abbreviation ("ا ف ب") and stay apart; with a و among them they are a list ("أ و ب و ج").
    """
    spaces: list[tuple[int, int]] = []
    done = 0
    for match in _SPACED.finditer(text):
        start, end = match.start() + 1, match.end()
        if start < done:
            continue
        if start > 1 and len(_letters_before(text, start - 1)) == 1:
            start -= 2
        while text[end : end + 1] == " " and len(_letters_after(text, end + 1)) == 1:
            end += 2
        letters = text[start:end:2]
        if (len(letters) > 3 or _JOINT.match(text, end)) and "و" not in letters[1:]:
            spaces += [(at, at + 1) for at in range(start + 1, end, 2)]
        done = end
    return spaces
