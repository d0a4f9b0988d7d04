"""Speakers: whom the words of a phrase name as the one who speaks, and of what kind (codebook 4)."""

from __future__ import annotations

from waqai.coding.constituents import attached_preposition, preposition_at
from waqai.coding.participants import Cast, participant
from waqai.coding.phrases import noun_phrase
from waqai.coding.reading import Range, Reading
from waqai.knowledge.actors import Force, Nickname
from waqai.knowledge.publishers import Publisher
from waqai.knowledge.vocabulary import ObjectRow, PersonRow, SourceRow
from waqai.language.folding import fold_key
from waqai.records import Actor, Source, SourceKind

_ARMED_KINDS = frozenset({"rebel_group", "militia", "mercenary", "tribe"})


_OFFICIAL_KINDS = frozenset(
    {
        "state",
        "government",
        "armed_forces",
        "police",
        "intelligence",
        "office_holder",
        "public_figure",
        "alliance",
        "international_organisation",
        "political_party",
    }
)


def speaker(reading: Reading, phrase: Range, cast: Cast, *, cut: int = 0) -> Source | None:
    """The source that a phrase names; None where the words name nobody who speaks."""
    if reading.text(phrase[0]) in _LATTER and phrase[1] - phrase[0] == 1:
        latter = _latter(reading, phrase[0])
        return speaker(reading, latter, cast) if latter is not None else None
    phrase = _past_statement(reading, phrase)
    if reading.text(phrase[0]) in _ANY or reading.text(phrase[0] - 1) in _ANY:
        return None
    if (
        preposition_at(reading, phrase[0])[0] or attached_preposition(reading, phrase[0])[0] == "ب"
    ):  # وعلى علاقة, بوحشية
        return None
    kind, source_id = _kind(reading, phrase, cast)
    head = _head(reading, phrase)
    if kind is None or (_names_act(reading, head) and reading.opening("source", head) is None):
        return None
    words = participant(reading, phrase, cast, cut=cut)
    if not any(letter.isalpha() for letter in words.text):
        return None
    if reading.text(phrase[0]) in _ONE_OF and words.span[1] > reading.tokens[phrase[0]].end:  # أحد سكان البلدة
        whole = reading.span(phrase[0], reading.token_index(words.span[1] - 1) + 1, cut)
        return Source(text=whole.text, span=whole.span, source_id=source_id, kind=kind)
    return Source(text=words.text, span=words.span, source_id=source_id, kind=kind)


_ANY = frozenset({"اي", "ايه", "ايا"})
"""Words that make a speaker nobody: "لم تتبن | أي جهة"."""
_ONE_OF = frozenset({"احد", "احدي"})
_LATTER = frozenset({"الاخير", "الاخيره"})
_LATTER_BACK = 30
_BLAME = "مسووليه"
"""Folds like officials ("مسؤولية"), and is none."""


def _latter(reading: Reading, at: int) -> Range | None:
    """The party named last before "الأخير" or "الأخيرة": "اتهم الجيش | قوات كذا | لكن الأخيرة نفت"."""
    feminine = reading.text(at).endswith("ه")
    for i in range(at - 1, max(-1, at - _LATTER_BACK), -1):
        if not any(reading.opening(kind, i) is not None for kind in ("actor", "nickname", "force")):
            continue
        if reading.text(i) == _BLAME:  # حمّلت الشرطة | مسؤولية القصف | للحزب
            continue
        if (
            reading.text(i).endswith(("ه", "ات")) != feminine
            or reading.at("actor", i - 1) is reading.at("actor", i) is not None
        ):
            continue
        return noun_phrase(reading, i, at)
    return None


def _names_act(reading: Reading, head: int) -> bool:
    """Whether a phrase opens with a word for an act: "العدوان الفلاني" is nobody who speaks."""
    return any(
        m.kind == "trigger" and m.term.inflection is not None and m.split.cut <= 2 for m in reading.begins[head]
    ) and (reading.opening("force", head) is None)


def _past_statement(reading: Reading, phrase: Range) -> Range:
    """The phrase without the statement that names it: "بيان صادر عن | الحركة", "بيان | القيادة"."""
    start, end = phrase
    if reading.text(start) in _STATEMENTS and end - start > 1:
        start += 1
        while start < end - 1 and reading.text(start) in _ISSUED:
            start += 1
    return start, end


_STATEMENTS = frozenset({"بيان", "البيان", "بلاغ", "تصريح", "بيانا"})


_ISSUED = frozenset({"صادر", "صدر", "عن", "هام", "رقم", "عاجل", "من"})


def _kind(reading: Reading, phrase: Range, cast: Cast) -> tuple[SourceKind | None, str | None]:
    first_source: SourceRow | None = None
    found: tuple[SourceKind | None, str | None] = (None, None)
    for i in range(*phrase):
        for mention in reading.begins[i]:
            if mention.end > phrase[1]:
                continue
            row = mention.term.row
            if isinstance(row, Publisher) and found[0] is None:
                if first_source is not None and first_source.kind == "correspondent":
                    return "correspondent", row.id
                found = (row.source_kind, row.id)
            elif isinstance(row, SourceRow) and first_source is None:
                first_source = row
            elif isinstance(row, Actor | Nickname) and found[0] is None and not _is_site(reading, phrase, i):
                found = _of_actor(row, cast)
    if first_source is not None and (found[0] is None or _is_person(first_source)):
        return first_source.kind, found[1]
    if found[0] is not None:
        return found
    head = _head(reading, phrase)
    for mention in reading.begins[head]:
        row = mention.term.row
        if isinstance(row, Force) and row.nature != "machine":
            official = row.role in ("MIL", "COP", "GOV", "SPY", "LEG", "JUD", "HLH")
            return ("official" if official else "armed_group" if row.role != "CVL" else "witness"), None
    for mention in reading.begins[head]:
        row = mention.term.row
        if isinstance(row, PersonRow) and row.mode == "head" and row.wording not in _NO_SPEAKERS:
            return "witness" if row.victims in ("civilian", "woman", "child") else "unnamed", None
        if isinstance(row, ObjectRow) and row.role in ("HLH", "COP", "GOV"):
            return "official", None
    if is_personal_name(reading, phrase):
        return "unnamed", None
    return None, None


def _is_site(reading: Reading, phrase: Range, i: int) -> bool:
    """Whether the name of a capital or state at token `i` says where a speaker is: "مدير المشفى في | دمشق"."""
    place = reading.place_at.get(i)
    return i > phrase[0] and place is not None and (bool(place.preposition) or reading.text(i - 1) == "في")


_NO_SPEAKERS = frozenset({"شخص", "آخر"})


def _head(reading: Reading, phrase: Range) -> int:
    """The token of a phrase's first noun: past marks and numbers."""
    i = phrase[0]
    while i < phrase[1] - 1 and (reading.is_mark(i) or i in reading.number_at):
        i += 1
    return i


def _is_person(row: SourceRow) -> bool:
    return row.kind in ("correspondent", "witness", "local_source", "official", "unnamed", "social_media")


def is_personal_name(reading: Reading, phrase: Range) -> bool:
    """Whether the words may be a name: two or more words of no table, or one before a colon."""
    words = [i for i in range(*phrase) if reading.tokens[i].kind == "word"]
    unknown = [i for i in words if not reading.begins[i] and i not in reading.moment_at]
    return 1 <= len(words) <= 5 and len(unknown) == len(words) and not _WITHOUT_VOICE & {reading.text(i) for i in words}


_WITHOUT_VOICE = frozenset(
    {
        "صور",
        "الصور",
        "مشاهد",
        "المشاهد",
        "تسجيل",
        "تسجيلا",
        "فيديو",
        "الفيديو",
        "مقطع",
        "لحظه",
        "معلومات",
        "المعلومات",
        "تفاصيل",
        "شاهد",
        "عاجل",
        "الان",
        "متابعه",
        "ملاحظه",
        "صوره",
    }
)


def _of_actor(row: Actor | Nickname, cast: Cast) -> tuple[SourceKind | None, str | None]:
    actor: Actor | None
    if isinstance(row, Nickname):
        meant = cast.nickname(fold_key(row.wording))
        actor = cast.knowledge.actors.get(meant.actor) if meant else None
    else:
        actor = row
    if actor is None:
        return None, None
    if actor.kind in _ARMED_KINDS:
        return "armed_group", actor.id
    if actor.kind in ("monitor", "ngo", "rescue_service"):
        return "monitor", actor.id
    if actor.kind in _OFFICIAL_KINDS:
        return "official", actor.id
    return "unnamed", actor.id
