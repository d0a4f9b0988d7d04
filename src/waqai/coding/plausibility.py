"""Plausibility: whether what stands around a word bears it out as an act of conflict.

Words of movement, of agreement and of leaving are common in all news. They are acts here only where a force moves, two
sides agree, or people are driven out.
"""

from __future__ import annotations

from waqai.coding.act import Act
from waqai.coding.reading import Range, Reading
from waqai.knowledge.actors import Force
from waqai.knowledge.triggers import Trigger
from waqai.knowledge.vocabulary import ObjectRow, PersonRow, WeaponRow
from waqai.records import Actor, Participant

_FORCE_ROLES = frozenset({"MIL", "REB", "UAF", "COP", "SPY", "PRM", "INS", "SEP"})
_ALWAYS_AGREED = ("agree-hudna", "agree-humanitarian", "agree-ceasefire", "agree-exchange", "agree-truce", "agree-sulh")
_OUTSIDE = frozenset({"حيث", "التي", "الذي", "الذين"})


def plausible(reading: Reading, acts: list[Act]) -> list[Act]:
    """The acts that what stands around them bears out."""
    struck = _struck(reading, acts)
    stays = (act for act in acts if not _is_struck_thing(act, struck) and bears_out(reading, act))
    return [act for act in stays if not _only_intercepted(reading, acts, act)]


def _only_intercepted(reading: Reading, acts: list[Act], act: Act) -> bool:
    """Whether an attack is told only as what was stopped: "اعترض صاروخا | أطلق | من الجبل", "مسيرتين حاولتا | ضرب".

    Codebook 8: the attack is an event of its own only where the text names it.
    """
    if act.type not in ("shelling", "drone_strike", "air_strike", "attack") or act.casualties:
        return False
    carrier = act.carrier.term.row if act.carrier is not None else act.trigger
    if not isinstance(carrier, Trigger) or not (carrier.takes("launch") or carrier.id == "light-attempt"):
        return False  # مسيرة | أصابت منزلا: what it still hit
    head = act.carrier if act.carrier is not None and act.carrier.start < act.start else act.mention
    relative = head.split.conjunction == "" and reading.at("weapon", head.start - 1) is not None
    tried = head.term.inflection is not None and head.term.inflection.pos == "verb"
    if not (relative and tried):
        return False
    return any(
        other.type == "weapons_disrupted" and other.end <= head.start and other.sentence == act.sentence
        for other in acts
    )


_THINGS = frozenset({"protest", "military_activity"})
"""Kinds of which the nouns are also names of what is struck: تجمع, رتل."""


def _struck(reading: Reading, acts: list[Act]) -> set[int]:
    """The tokens of all that acts are said to be done to."""
    found: set[int] = set()
    for act in acts:
        for target in act.targets:
            found.update(range(reading.token_index(target.span[0]), reading.token_index(target.span[1] - 1) + 1))
    return found


def _is_struck_thing(act: Act, struck: set[int]) -> bool:
    """Whether a noun is what another act struck and no act: "استهدف | تجمعا للمسلحين", "تعرض | رتل عسكري لقصف"."""
    return act.nominal and act.type in _THINGS and act.start in struck


def bears_out(reading: Reading, act: Act) -> bool:
    """Whether an act stays: most do by their word alone."""
    if act.harm or act.part_of is not None:
        return True
    if act.type == "military_activity":
        return _moves(reading, act) and not _is_known(reading, act)
    if act.type == "displacement":
        return _driven_out(reading, act)
    if act.type == "agreement":
        if act.nominal and act.mention.split.article and act.carrier is None:
            return False  # خرق جديد | للهدنة
        return act.trigger.id.startswith(_ALWAYS_AGREED) or len(act.agents) + len(act.targets) > 1
    if act.type == "territory_gain":
        return _takes_place(reading, act) and not _is_courtesy(reading, act)
    if act.trigger.id in _IN_WORDS and _is_in_words(reading, act):
        return False
    if act.trigger.id == "attack-crime" and act.mention.term.inflection is not None:
        crimes = act.mention.term.inflection.number == "p"
        return not crimes or act.carrier is not None or act.type_certainty != "asserted" or _is_sited(reading, act)
    if act.trigger.id == "attack-violation":
        return not _is_of_law(reading, act)
    if act.type == "protest" and act.nominal:
        return not _is_target(reading, act)
    if act.nominal and act.type_certainty == "hedged":
        return _has_substance(reading, act)
    return True


def _takes_place(reading: Reading, act: Act) -> bool:
    """Whether a place is taken: one is named or a class of places stands behind the word, and a force takes it."""
    if act.trigger.root == "دخل" and not any(_is_force(who) for who in act.agents):
        return False
    span = range(act.start, min(act.clause[1], act.end + 9))
    return any(i in reading.place_at or reading.opening("class", i) is not None for i in span)


_IN_WORDS = frozenset({"attack-hajama", "blast-infajara"})
_OF_WORDS = ("خصوم", "منتقد", "منافس", "معارضيه", "اسعار", "سعر", "غضب", "ازم", "قضي", "فضيح", "ضحك")


def _is_in_words(reading: Reading, act: Act) -> bool:
    """Whether a word of force is meant of talk, prices or feelings: "هاجم خصومه", "انفجرت أسعار الوقود"."""
    words = (reading.text(i).removeprefix("ال") for i in range(act.end, min(act.sentence[1], act.end + 3)))
    return not act.casualties and not act.weapons and any(word.startswith(_OF_WORDS) for word in words)


def _is_sited(reading: Reading, act: Act) -> bool:
    """Whether a place or a time is told with the act."""
    return any(i in reading.place_at or i in reading.moment_at for i in range(*act.clause))


_OFFERED = ("عزاء", "تعازي", "تهاني", "تهنئ", "شكر", "خالص", "احر", "جزيل", "طلب", "شكوي", "مبادر", "مقترح", "اقتراح")
_LAWS = ("قرار", "قانون", "قوانين", "اتفاقيات", "ميثاق", "حقوق", "دستور", "اعراف", "سياده")


def _is_courtesy(reading: Reading, act: Act) -> bool:
    """Whether somebody "advances" condolences, thanks or a request: "تتقدم الإدارة | بخالص العزاء"."""
    if act.trigger.root != "قدم":
        return False
    words = (reading.text(i) for i in range(act.end, min(act.sentence[1], act.end + 6)))
    return any(word[:1] == "ب" and word.removeprefix("ب").removeprefix("ال").startswith(_OFFERED) for word in words)


def _is_of_law(reading: Reading, act: Act) -> bool:
    """Whether what was breached is a law or a resolution: "خرقا | لقرار مجلس الأمن"."""
    word = reading.text(act.end)
    bare = word.removeprefix("لل") if word.startswith("لل") else word.removeprefix("ل").removeprefix("ال")
    return bare.startswith(_LAWS) or word.removeprefix("ال").startswith(_LAWS)


def _is_target(reading: Reading, act: Act) -> bool:
    """Whether "تجمعات" are what was struck: right behind a word of striking."""
    before = reading.begins[act.start - 1] if act.start else []
    struck = any(m.kind == "trigger" for m in before) or reading.text(act.start - 1) in ("علي", "نحو", "ضد")
    return struck and reading.opening("object", act.start) is not None


def _has_substance(reading: Reading, act: Act) -> bool:
    """Whether a word for an attack of unknown means tells of one: of whom, where, when, with what, or who was hurt.

    "جرائم العدو" and "العدوان" alone are talk.
    """
    if act.targets or act.weapons or act.carrier is not None or act.strikes is not None:
        return True
    if act.trigger.id == "operation-amaliya":
        return False
    if _is_sited(reading, act):
        return True
    return any(
        isinstance(m.term.row, Trigger) and m.term.row.sense in ("harm", "damage")
        for i in range(*act.sentence)
        for m in reading.begins[i]
        if m.kind == "trigger" and i != act.start
    )


def _around(act: Act) -> Range:
    return max(act.clause[0], act.start - 6), min(act.clause[1], act.end + 8)


def _moves(reading: Reading, act: Act) -> bool:
    """Whether a force or a machine of war does it, and it is told as news and not as how things stand (حيث تتمركز)."""
    form = act.mention.term.inflection
    standing = form is not None and form.pos == "verb" and form.tense == "imperfect"
    if standing and reading.text(act.start - 1) in _OUTSIDE:
        return False
    if any(_is_force(who) for who in act.agents):
        return True
    return _force_beside(reading, _around(act))


def _is_known(reading: Reading, act: Act) -> bool:
    """Whether a definite noun speaks of a state that is known, and tells nothing new: "الحصار البحري له تأثير"."""
    if not (act.nominal and act.mention.split.article and act.carrier is None) or act.strikes is not None:
        return False
    return not any(i in reading.moment_at and reading.text(i) != "الان" for i in range(*act.clause))


def _is_force(who: Participant) -> bool:
    return who.role in _FORCE_ROLES


def _force_beside(reading: Reading, span: Range) -> bool:
    for i in range(*span):
        for mention in reading.begins[i]:
            row = mention.term.row
            if isinstance(row, Force | Actor) and row.role in _FORCE_ROLES:
                return True
            if isinstance(row, WeaponRow) and row.group == "platform":
                return True
            if isinstance(row, ObjectRow) and row.role == "MIL":
                return True
    return False


def _driven_out(reading: Reading, act: Act) -> bool:
    """Whether people leave or are made to: "نزح سكان القرية", and not "غادر الوزير"."""
    if act.trigger.id.startswith(
        ("displace-naza", "displace-nuzuh", "displace-hajjara", "displace-tahjir", "displace-evac")
    ):
        return True
    for target in act.targets:
        first, last = reading.token_index(target.span[0]), reading.token_index(target.span[1] - 1) + 1
        for i in range(first, last):
            for mention in reading.begins[i]:
                row = mention.term.row
                if isinstance(row, PersonRow) and row.victims in ("civilian", "unknown", "woman", "child"):
                    form = mention.term.inflection
                    if form is not None and form.number == "p":
                        return True
    return False
