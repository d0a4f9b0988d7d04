"""From bytes to text: which encoding reads them, told by what comes out as Arabic.

UTF-8 proves itself: bytes that are not UTF-8 hardly ever decode as it. The older one-byte encodings of Arabic read any
bytes, so the choice between them is by the language: letters of a right decoding stand side by side as Arabic letters
do (table `letter_pairs`), those of a wrong one do not: the windows-1256 bytes of "انفجار" are "ال]جار" in mac-arabic.
"""

from __future__ import annotations

import codecs
import math
import re
import unicodedata
from functools import cache
from typing import NamedTuple

from waqai.acquisition.magic import foreign
from waqai.errors import EmptyInput, NotText, WrongEncoding
from waqai.knowledge.table import rows

ARABIC_ENCODINGS = ("cp1256", "iso8859_6", "mac_arabic")
_NAMES = {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6", "mac_arabic": "mac-arabic"}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 1 << 16
_PLAUSIBLE = -8.0
"""Mean log frequency of letter pairs above which a decoding is Arabic: even a rare word stays above it."""
_PRIOR = 0.5
"""How much better a rarer encoding must read than windows-1256, in which nearly all old Arabic text is."""
_ARABIC_RUN = re.compile("[ء-غف-ي]+")
_FOREIGN = re.compile(
    r"[^\x00-\x7fء-غـ-٬ٰٱپچژگکی،؛؟×÷«»“”‘’–—…•\u200c-\u200f]"  # no Arabic page holds it
    r"|[\[\]\\^_`{}|~@<>&#$]"  # plain bytes read so in every encoding, so only what came of a high byte tells
    r"|[A-Za-zÀ-ÿ][ء-ي]|[ء-ي][A-Za-zÀ-ÿ×÷]|[×÷][ء-ي]"  # a word of two scripts: "lىtat"
    r"|(?<![ء-يّ])[ً-ِْ]"  # a vowel on no letter
)
_PLAIN_SIGNS = re.compile(rb"[\[\]\\^_`{}|~@<>&#$]+")
"""Signs of markup: as plain bytes they read so in every encoding, and tell none."""
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


class Decoded(NamedTuple):
    """A text, the encoding it was read by, and how many broken bytes U+FFFD stands for in it."""

    text: str
    encoding: str
    replaced: int = 0


def refuse_binary(head: bytes, where: str | None = None, *, by_format: bool = False) -> None:
    """Raise EmptyInput or NotText where `head`, the first bytes of an input, shows that it holds no text.

    `by_format`: only where it is of a known format; stray bytes may be those of one broken line.
    """
    if not head:
        raise EmptyInput("there is nothing in it.", where=where)
    if found := foreign(head):
        raise NotText(f"this is {found.kind}.", where=where, remedy=found.remedy)
    if by_format or _marked(head) or _bare_utf16(head):
        return
    if b"\x00" in head or len(_CONTROLS.findall(head)) > 0.05 * len(head):
        raise NotText("the content is binary.", where=where, remedy="Waqai reads plain text, HTML and JSONL.")


def utf16_of(head: bytes) -> str | None:
    """The Python codec of an input that begins with `head`, where that is UTF-16 or UTF-32; else None."""
    marked = _marked(head)
    return marked if marked and marked != "utf-8-sig" else _bare_utf16(head)


def decode(data: bytes, where: str | None = None, declared: str | None = None) -> Decoded:
    """The text of `data`. `declared` is what the input says of itself: it counts only where nothing is Arabic.

    Raises EmptyInput, NotText and WrongEncoding.
    """
    refuse_binary(data[:_SAMPLE], where)
    if codec := _marked(data) or _bare_utf16(data):
        return _replaced(data, codec)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if mixed := _mixed(data):
        return mixed
    if legacy := _legacy(data):
        return legacy
    return _foreign(data, where, declared)


def arabic_likelihood(text: str) -> float:
    """How much the letters of `text` run as Arabic letters do: mean natural logarithm of the frequency of each pair.

    About -5.5 for Arabic, below -8 for other bytes read as Arabic letters, minus infinity without an Arabic letter.
    Characters that no Arabic page holds count as two pairs of the rarest kind.
    """
    frequencies, floor = _pair_logarithms()
    total, pairs = 0.0, 0
    for run in _ARABIC_RUN.findall(text):
        word = f"_{run}_"
        pairs += len(word) - 1
        total += sum(frequencies.get(word[at : at + 2], floor) for at in range(len(word) - 1))
    if not pairs:
        return -math.inf
    strangers = 2 * len(_FOREIGN.findall(text))
    return (total + strangers * floor) / (pairs + strangers)


@cache
def _pair_logarithms() -> tuple[dict[str, float], float]:
    table = {
        row["pair"]: math.log(int(row["per_100000"]) / 100_000) for row in rows("letter_pairs", ("pair", "per_100000"))
    }
    return table, math.log(1 / 100_000)


def _marked(data: bytes) -> str | None:
    return next((codec for mark, codec in _BOMS if data.startswith(mark)), None)


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: one byte of each pair is the block's (0x06 Arabic, 0x00 Latin)."""
    head = data[: min(len(data), 4096) & ~1]
    if len(head) < 4:
        return None
    for codec, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        block = sum(high.count(byte) for byte in (0x00, 0x06, 0x20))
        if block > 0.9 * len(high) and high.count(0x20) < 0.3 * len(high):
            return codec
    return None


def _replaced(data: bytes, codec: str) -> Decoded:
    text = data.decode(codec, "replace")
    name = codec.removesuffix("-sig").removesuffix("-le").removesuffix("-be")
    return Decoded(text.removeprefix("\ufeff"), name, text.count("\ufffd"))


def _mixed(data: bytes) -> Decoded | None:
    """UTF-8 with lines of an older encoding among it, or with a few broken bytes (a cut-off end); else None."""
    lines = data.split(b"\n")
    texts = [_strict(line) for line in lines]
    if not any(text is not None and not text.isascii() for text in texts):
        return _mended(data)
    others = b"\n".join(line for line, text in zip(lines, texts, strict=True) if text is None)
    legacy = None if _mended(others) else _legacy(others)
    if legacy is None:
        return _replaced(data, "utf-8")
    second = iter(legacy.text.split("\n"))
    whole = "\n".join(next(second) if text is None else text for text in texts)
    return Decoded(whole, f"utf-8 and {legacy.encoding}")


def _mended(data: bytes) -> Decoded | None:
    """UTF-8 with at most a fiftieth of its characters broken, or None."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    foreign = sum(1 for character in text if character > "\x7f")
    return Decoded(text, "utf-8", broken) if broken <= max(1, 0.02 * foreign) < foreign else None


def _strict(line: bytes) -> str | None:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _legacy(data: bytes) -> Decoded | None:
    """The reading of `data` by the older Arabic encoding that gives the most Arabic, or None where none gives any."""
    best, score = None, _PLAUSIBLE
    sample = _PLAIN_SIGNS.sub(b" ", data[:_SAMPLE])
    for codec in ARABIC_ENCODINGS:
        try:
            likelihood = arabic_likelihood(sample.decode(codec)) - _PRIOR * (codec != "cp1256")
        except UnicodeDecodeError:
            continue
        if likelihood > score:
            best, score = codec, likelihood
    if best is None:
        return None
    return Decoded(data.decode(best, "replace"), _NAMES[best])


def _foreign(data: bytes, where: str | None, declared: str | None) -> Decoded:
    """Text of another script, by what it declares or by charset-normalizer."""
    if declared:
        try:
            return Decoded(data.decode(declared), declared.lower())
        except (LookupError, ValueError):
            pass
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE]).best()
    text = data.decode(match.encoding, "replace") if match else ""
    if match is None or _unreadable(text):
        raise WrongEncoding(
            "no encoding reads these bytes as text.", where=where, remedy="Save it as UTF-8 and add it again."
        )
    return Decoded(text, match.encoding, text.count("\ufffd"))


def _unreadable(text: str) -> bool:
    sample = text[:_SAMPLE]
    strange = sum(1 for character in sample if unicodedata.category(character) in ("Cc", "Cn", "Co"))
    return strange - sum(map(sample.count, "\n\r\t\f")) > 0.02 * len(sample)
