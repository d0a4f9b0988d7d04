"""The lexicon: which terms begin at a token, with which clitics, and which of several readings count."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.knowledge.lexicon import Lexicon, Mention, Term
from waqai.knowledge.lexicon_build import direct
from waqai.knowledge.lexicon_terms import table_terms
from waqai.language.clitics import Split, object_pronoun, splits
from waqai.language.folding import fold
from waqai.language.inflection import Inflection, Pos, State
from waqai.language.lexeme import GAP
from waqai.language.token import Token
from waqai.language.tokens import tokenise

REPORT = (
    "قالت وكالة الأنباء السورية إن طائرات حربية قصفت قرية التفاحية بالبراميل المتفجرة، ما أسفر عن مقتل أربعة مدنيين "
    "وإصابة آخرين. ولقي ثلاثة من رجال الشرطة مصرعهم في انفجار عبوة ناسفة، ولم تتبن أي جهة الهجوم. وأعلن «الجيش "
    "السوري» أنه استهدف مواقع للمسلحين، ولم يقتلوا أحدًا بحسبه."
)


def tokens_of(text: str) -> list[Token]:
    return tokenise(fold(text))


def noun(surface: str, state: State = "", pos: Pos = "noun") -> Inflection:
    return Inflection(surface, pos, state=state)


def lexicon_of(*terms: Term) -> Lexicon:
    return Lexicon(terms)


def found(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    """The words and the kind of every mention."""
    tokens = tokens_of(text)
    return [
        (" ".join(token.text for token in tokens[mention.start : mention.end]), mention.kind)
        for begins in lexicon.mentions(tokens)
        for mention in begins
    ]


def test_there_is_a_list_for_every_token_and_marks_have_none() -> None:
    tokens = tokens_of("قصف . 🚨 12")
    assert lexicon_of(Term("cue", None, (".",)), Term("cue", None, ("قصف",))).mentions(tokens) == [
        [Mention(Term("cue", None, ("قصف",)), 0, 1, Split("", "", False, "قصف", 0), "", (0, 0))],
        [],
        [],
        [],
    ]


def test_of_one_kind_only_the_longest_wording_counts_and_other_kinds_stand_beside_it() -> None:
    lexicon = lexicon_of(
        Term("actor", "army", ("جيش",)), Term("actor", "free army", ("جيش", "الحر")), Term("force", "body", ("جيش",))
    )
    assert found(lexicon, "جيش الحر") == [("جيش الحر", "actor"), ("جيش", "force")]
    assert found(lexicon, "الجيش الوطني") == [("الجيش", "actor"), ("الجيش", "force")]


def test_of_wordings_as_long_as_each_other_those_with_the_least_cut_count() -> None:
    lexicon = lexicon_of(Term("actor", "governor", ("والي",)), Term("actor", "to me", ("الي",)))
    [[mention]] = lexicon.mentions(tokens_of("والي"))
    assert mention.term.row == "governor"
    assert mention.split.conjunction == ""


def test_a_word_is_found_under_its_clitics() -> None:
    [[mention]] = lexicon_of(Term("weapon", "plane", ("طايره",), noun("طايره"))).mentions(tokens_of("وبالطائرة"))
    assert mention.split == Split("و", "ب", True, "طايره", 4)


def test_a_word_is_found_before_an_attached_pronoun() -> None:
    """استهدافهم is استهداف and هم."""
    [[mention]] = lexicon_of(Term("trigger", "target", ("استهداف",), noun("استهداف"))).mentions(tokens_of("واستهدافهم"))
    assert (mention.split.conjunction, mention.pronoun) == ("و", "هم")


def test_a_wording_without_inflection_takes_no_pronoun() -> None:
    assert found(lexicon_of(Term("cue", "c", ("بين",))), "بينهم") == []


@pytest.mark.parametrize(
    ("inflection", "text", "fits"),
    [
        (noun("قصف", pos="verb"), "القصف", False),  # no article on a verb
        (noun("يقصف", pos="verb"), "سيقصف", True),  # the future
        (noun("يوم"), "سيوم", False),  # which no noun has
        (noun("قصفا", "indefinite"), "قصفا", True),
        (noun("قصفا", "indefinite"), "القصفا", False),
        (noun("قصفا", "indefinite"), "قصفاهم", False),
        (noun("قتلو", "pronoun", "verb"), "قتلوهم", True),
        (noun("قتلو", "pronoun", "verb"), "قتلو", False),
        (noun("غارات"), "الغاراتهم", False),  # article and pronoun exclude each other
    ],
)
def test_clitics_stand_only_on_forms_that_take_them(inflection: Inflection, text: str, fits: bool) -> None:
    term = Term("trigger", "row", (inflection.surface,), inflection)
    assert bool(found(lexicon_of(term), text)) is fits


@pytest.mark.parametrize(("text", "count"), [("لم يقتلوا", 1), ("يقتلوا", 0), ("ليقتلوا", 1), ("قال يقتلوا", 0)])
def test_a_dependent_form_needs_its_particle(text: str, count: int) -> None:
    form = Inflection("يقتلوا", "verb", state="dependent")
    assert len(found(lexicon_of(Term("trigger", "kill", ("يقتلوا",), form)), text)) == count


def test_later_words_may_have_the_article_and_quotation_marks_may_stand_between() -> None:
    lexicon = lexicon_of(Term("actor", "a", ("حركه", "تحرير", "الشام")), Term("actor", "b", ("لواء", "فتح")))
    assert found(lexicon, "حركة «تحرير الشام»") == [("حركه « تحرير الشام", "actor")]
    assert found(lexicon, "لواء الفتح") == [("لواء الفتح", "actor")]
    assert found(lexicon, "لواء والفتح") == []


def test_a_gap_is_a_few_words_of_one_clause() -> None:
    """لقي … مصرعهم: لقي ثلاثة مدنيين مصرعهم."""
    lexicon = lexicon_of(Term("trigger", "die", ("لقي", GAP, "مصرعهم")))
    [[mention], *_] = lexicon.mentions(tokens_of("لقي ثلاثة مدنيين مصرعهم"))
    assert (mention.start, mention.end, mention.gap, mention.length) == (0, 4, (1, 3), 2)
    [[mention], *_] = lexicon.mentions(tokens_of("لقي مصرعهم"))
    assert (mention.end, mention.gap) == (2, (1, 1))
    assert found(lexicon, "لقي أحمد . مصرعهم") == []
    assert found(lexicon, "لقي 1 2 3 4 5 6 مصرعهم") != []
    assert found(lexicon, "لقي 1 2 3 4 5 6 7 مصرعهم") == []


def test_a_wording_that_the_text_breaks_off_is_not_found() -> None:
    lexicon = lexicon_of(Term("actor", "a", ("حزب", "الله")), Term("trigger", "die", ("لقي", GAP, "مصرعهم")))
    assert found(lexicon, "حزب") == found(lexicon, "حزب «") == found(lexicon, "لقي") == []


def test_a_lexicon_tells_which_words_it_knows_and_how_many_terms_it_has() -> None:
    lexicon = lexicon_of(Term("actor", "a", ("حزب", "الله")), Term("force", "b", ("حزب",)))
    assert lexicon.knows("حزب")
    assert not lexicon.knows("الله")
    assert len(lexicon) == 2


# --- against a plain reading of the rules --------------------------------------------------------------------------


def _plain_fit(term: Term, split: Split, pronoun: str) -> bool:
    form = term.inflection
    if form is None:
        return not pronoun
    if form.state == "pronoun" and not pronoun:
        return False
    if form.pos == "verb":
        return not split.article and split.preposition in ("", "س", "ل")
    if form.state == "indefinite" and (split.article or pronoun):
        return False
    return split.preposition != "س" and not (split.article and pronoun)


def _plain_tail(words: Sequence[str], tokens: Sequence[Token], at: int) -> tuple[int, tuple[int, int]] | None:
    def is_word(i: int, word: str) -> bool:
        text = tokens[i].text
        return text == word or (len(text) > 3 and text == "ال" + word)

    gap = (0, 0)
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == GAP:
            ends = [i for i in range(at, min(len(tokens), at + 7)) if is_word(i, rest[0])]
            if not ends or any(tokens[i].text in ".!؟?؛\n:" for i in range(at, ends[0])):
                return None
            gap = (at, ends[0])
            at = ends[0]
        else:
            while at < len(tokens) and tokens[at].text in "“”„«»\"‘’'‹›":
                at += 1
            if at == len(tokens) or not is_word(at, word):
                return None
            at += 1
    return at, gap


def by_first_word(terms: Iterable[Term]) -> dict[str, list[Term]]:
    found: dict[str, list[Term]] = {}
    for term in sorted(terms, key=lambda term: -len(term.words)):
        found.setdefault(term.words[0], []).append(term)
    return found


def plain_mentions(terms: dict[str, list[Term]], tokens: Sequence[Token]) -> list[list[Mention]]:
    """The mentions as the rules say them, every term that begins with a stem of a token tried on it."""

    def begin(word: str) -> list[Term]:
        return terms.get(word, [])

    def analyses(word: str) -> Iterator[tuple[Split, str, Term]]:
        for split in splits(word):
            for stem in [split.stem, "ال" + split.stem] if split.article else [split.stem]:
                yield from ((split, "", term) for term in begin(stem) if _plain_fit(term, split, ""))
        for split in splits(word):
            for stem, pronoun in () if split.article else object_pronoun(split.stem):
                yield from ((split, pronoun, term) for term in begin(stem) if _plain_fit(term, split, pronoun))

    particles = {"لم", "لن", "لا", "ان", "كي", "لكي", "حتي", "الا", "ولم", "ولن", "فلم", "بان", "وان"}
    result = []
    for at, token in enumerate(tokens):
        best: dict[str, list[Mention]] = {}
        ways = list(analyses(token.text)) if token.kind in ("word", "number") else []
        least = min((len(split.conjunction) for split, _, _ in ways), default=0)
        for split, pronoun, term in ways:
            dependent = term.inflection is not None and term.inflection.state == "dependent"
            licensed = split.preposition == "ل" or (at > 0 and tokens[at - 1].text in particles)
            tail = _plain_tail(term.words[1:], tokens, at + 1)
            if len(split.conjunction) > least or tail is None or (dependent and not licensed):
                continue
            mention = Mention(term, at, tail[0], split, pronoun, tail[1])
            held = best.setdefault(term.kind, [mention])
            if mention.length > held[0].length:
                best[term.kind] = [mention]
            elif held[0] is not mention and (mention.length, split.cut) == (held[0].length, held[0].split.cut):
                held.append(mention)
        result.append([mention for held in best.values() for mention in held])
    return result


@cache
def all_terms() -> tuple[Term, ...]:
    return tuple(table_terms())


@cache
def all_by_word() -> dict[str, list[Term]]:
    return by_first_word(all_terms())


@cache
def table_lexicon() -> Lexicon:
    return direct()


def test_a_report_reads_as_the_rules_say() -> None:
    tokens = tokens_of(REPORT)
    assert table_lexicon().mentions(tokens) == plain_mentions(all_by_word(), tokens)


_STEMS = ["قصف", "يقصف", "غاره", "قتلو", "الجيش", "والي", "لقي", "مصرع", "نار"]
_WORDS = st.sampled_from([*_STEMS, "وقصف", "بالقصف", "قصفهم", "سيقصف", "الغاره", "ليقتلوا", "لم", "«", "،", ".", "12"])
_FORMS = st.none() | st.builds(
    Inflection,
    st.just("قصف"),
    st.sampled_from(["verb", "noun", "masdar"]),
    state=st.sampled_from(["", "definite", "indefinite", "construct", "pronoun", "dependent"]),
)
_WORDINGS = st.builds(
    lambda first, rest: (first, *rest),
    st.sampled_from(_STEMS),
    st.lists(st.sampled_from(_STEMS), max_size=2)
    | st.builds(
        lambda before, after: [*before, GAP, after],
        st.lists(st.sampled_from(_STEMS), max_size=1),
        st.sampled_from(_STEMS),
    ),
)
_TERMS = st.lists(st.builds(Term, st.sampled_from("ab"), st.integers(0, 3), _WORDINGS, _FORMS), max_size=12)


@given(_TERMS, st.lists(_WORDS, max_size=12))
def test_any_terms_are_found_in_any_words_as_the_rules_say(terms: list[Term], words: list[str]) -> None:
    tokens = tokens_of(" ".join(words))
    lexicon = Lexicon(terms)
    assert lexicon.mentions(tokens) == plain_mentions(by_first_word(terms), tokens)
    assert lexicon.mentions(tokens) == lexicon.mentions(tokens), "a word seen before reads as it did"


@given(st.randoms(use_true_random=False))
def test_the_tables_wordings_are_found_in_shuffled_text_as_the_rules_say(chance: random.Random) -> None:
    words: list[str] = []
    for term in chance.choices(all_terms(), k=4):
        filled = [filler for word in term.words for filler in (["ثلاثه", "رجال"] if word == GAP else [word])]
        filled[0] = chance.choice(("", "و", "ب", "ال", "فل")) + filled[0]
        words += [chance.choice(("", "", "لم", "،", "«")), *filled]
    tokens = tokens_of(" ".join(words))
    assert table_lexicon().mentions(tokens) == plain_mentions(all_by_word(), tokens)
