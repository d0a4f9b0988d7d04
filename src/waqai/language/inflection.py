"""The inflection: one written form of a lexeme, with what the form says of person, gender, number and voice."""

from __future__ import annotations

from typing import Literal, NamedTuple

Pos = Literal["verb", "masdar", "noun", "active_participle", "passive_participle"]
State = Literal["", "definite", "indefinite", "construct", "pronoun", "dependent"]


class Inflection(NamedTuple):
    """A folded surface without clitics (no و ف ب ل ك س ال before it, no pronoun after it).

    `voice` is `either` where unvowelled spelling hides it (قتل is قَتَلَ or قُتِلَ). `person` is 0 for nouns; `gender` is
    empty where the form serves both. `state` says where the surface may stand; empty is anywhere:

    * `definite`: with ال, before a genitive or a pronoun (تبني beside indefinite تبن);
    * `indefinite`: with neither of them (قصفًا);
    * `construct`: before a genitive or a pronoun only (غارتا, مهاجمو);
    * `pronoun`: before an attached pronoun only (اصابت in إصابتهم, قتلو in قتلوه, اجلاو in إجلاؤهم);
    * `dependent`: a subjunctive or jussive, which needs a particle before it (لم يقتلوا، لم يقل، أن يرميا).
    """

    surface: str
    pos: Pos
    tense: Literal["perfect", "imperfect", ""] = ""
    voice: Literal["active", "passive", "either"] = "either"
    person: int = 0
    gender: Literal["m", "f", ""] = ""
    number: Literal["s", "d", "p", ""] = ""
    state: State = ""


def merged(inflections: list[Inflection]) -> tuple[Inflection, ...]:
    """The inflections in order, each once, where active and passive that are written alike are one of voice `either`.

    A dependent form that is written like the indicative is left out: the indicative may stand in its place.
    """
    voices: dict[Inflection, set[str]] = {}
    for form in inflections:
        voices.setdefault(form._replace(voice="either"), set()).add(form.voice)
    result = []
    for form, heard in voices.items():
        if form.state == "dependent" and form._replace(state="") in voices:
            continue
        if heard == {"active"}:
            result.append(form._replace(voice="active"))
        elif heard == {"passive"}:
            result.append(form._replace(voice="passive"))
        else:
            result.append(form)
    return tuple(result)
