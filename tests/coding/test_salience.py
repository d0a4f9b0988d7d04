"""Salience: what is reported stands, what is only talked of does not, and why is told feature by feature."""

from __future__ import annotations

import json
from math import exp, isclose
from pathlib import Path
from unittest.mock import patch

import pytest

import waqai.coding.coder as coding
from waqai.coding.act import Act
from waqai.coding.coder import Coder
from waqai.coding.reading import Reading
from waqai.coding.salience import BIAS, Judgement, Salience, pieces
from waqai.coding.salience_features import genre, sentence_words
from waqai.records import CodedDocument, Document

SALIENCE = Salience.load()

REPORTED_AND_TALKED_OF = [
    (
        "وقتل أربعة جنود أمس في انفجار سيارة مفخخة قرب حاجز شرق المدينة.",
        "يناقش المؤتمر سبل مكافحة التفجيرات بالسيارات المفخخة.",
    ),
    (
        "وأعلنت الشرطة أن مسلحين هاجموا أمس مركزا للجيش وقتلوا ثلاثة جنود.",
        "دعا البيان إلى وقف الهجمات على مراكز الجيش.",
    ),
    (
        "واغتال مسلحون مجهولون أمس قاضيا أمام منزله في بغداد.",
        "وما زالت قضية اغتيال القاضي أمام المحكمة منذ سنوات.",
    ),
    (
        "قصفت المدفعية أمس حيا سكنيا وأصيب خمسة مدنيين بجروح.",
        "هل كان أحد يتوقع أن تقصف المدفعية حيا سكنيا؟",
    ),
    (
        "وقتل جنديان وأصيب ثلاثة في هجوم انتحاري استهدف نقطة تفتيش.",
        "لا بد من حوار يضع حدا للهجمات الانتحارية في المنطقة.",
    ),
    (
        "تجمع مئات المتظاهرين أمس أمام السفارة احتجاجا على الحرب.",
        "حق التظاهر السلمي مكفول في الدستور وهو ضمان للحرية.",
    ),
    (
        "وتظاهر آلاف الطلاب أمس في وسط العاصمة مرددين هتافات ضد الحكومة.",
        "ويرى الكاتب أن التظاهرات لن تغير شيئا في سياسة الحكومة.",
    ),
]


@pytest.fixture(scope="session")
def mentions(coder: Coder):  # type: ignore[no-untyped-def]
    """`mentions(text)` is the reading of a text with its mentions, as they are when they become events."""

    def call(text: str, **document: object) -> tuple[Reading, list[Act]]:
        heard: list[tuple[Reading, list[Act]]] = []

        def listen(reading: Reading, acts: list[Act], *_: object) -> CodedDocument:
            heard.append((reading, acts))
            return CodedDocument(document=reading.document, events=())

        with patch.object(coding, "make_events", listen):
            coder.code(Document.of_text(text, id="t", language="ar", **document))  # type: ignore[arg-type]
        reading, acts = heard[0]
        return reading, [act for act in acts if act.type is not None and SALIENCE.judges(act)]

    return call


def best(found: tuple[Reading, list[Act]]) -> float:
    judged = [SALIENCE.judge(found[0], act) for act in found[1]]
    return max((j.probability for j in judged if j is not None), default=0.0)


@pytest.mark.parametrize(("reported", "talked_of"), REPORTED_AND_TALKED_OF)
def test_what_is_reported_is_likelier_an_event_than_what_is_talked_of(mentions, reported, talked_of):
    assert best(mentions(reported)) > best(mentions(talked_of))


def test_a_report_stands_and_talk_falls(mentions):
    reading, acts = mentions(REPORTED_AND_TALKED_OF[0][0])
    assert any(SALIENCE.reported(reading, acts))
    reading, acts = mentions("هل كان أحد يظن أن الاغتيال السياسي وقتل الناس سيعودان إلى حياتنا بعد كل هذه السنين؟")
    assert acts
    assert not any(SALIENCE.reported(reading, acts))


@pytest.mark.parametrize(
    (
        "more",
        "less",
    ),
    [
        (
            "وقتل ستة أشخاص أمس في انفجار عبوة ناسفة وسط السوق.",
            "وقتل أشخاص في انفجار عبوة ناسفة.",
        ),
        (
            "هاجم مسلحون أمس دورية للشرطة وقتلوا اثنين من عناصرها.",
            "قد يهاجم مسلحون دورية للشرطة.",
        ),
        (
            "وانفجرت سيارة مفخخة أمام فندق وسط المدينة.",
            "ولو انفجرت سيارة مفخخة أمام فندق وسط المدينة لما سمع بها أحد.",
        ),
    ],
)
def test_detail_raises_and_mood_lowers_the_probability(mentions, more, less):
    assert best(mentions(more)) > best(mentions(less))


@pytest.mark.parametrize("text", [text for pair in REPORTED_AND_TALKED_OF for text in pair])
def test_the_explanation_sums_to_the_logit_and_the_logit_gives_the_probability(mentions, text):
    reading, acts = mentions(text)
    for act in acts:
        judged = SALIENCE.judge(reading, act)
        assert isinstance(judged, Judgement)
        assert isclose(sum(c.weight for c in judged.contributions), judged.logit, abs_tol=1e-9)
        assert isclose(judged.probability, 1 / (1 + exp(-judged.logit)))


@pytest.mark.parametrize("text", [text for pair in REPORTED_AND_TALKED_OF for text in pair])
def test_the_quick_way_and_the_explained_way_agree(mentions, text):
    reading, acts = mentions(text)
    for act, weighed in zip(acts, SALIENCE.weigh(reading, acts), strict=True):
        judged = SALIENCE.judge(reading, act)
        assert judged is not None
        assert isclose(weighed[judged.model], judged.probability / judged.threshold, rel_tol=1e-9)


def test_what_decided_is_named_strongest_first_and_without_the_common_part(mentions):
    reading, acts = mentions(REPORTED_AND_TALKED_OF[0][0])
    judged = SALIENCE.judge(reading, acts[0])
    assert judged is not None
    top = judged.top(5)
    assert len(top) == 5
    assert BIAS not in {c.name for c in top}
    assert [abs(c.weight) for c in top] == sorted((abs(c.weight) for c in top), reverse=True)


def test_the_same_text_is_judged_alike_each_time(mentions):
    text = REPORTED_AND_TALKED_OF[1][0]
    again = Salience.load(Path(coding.__file__).parent / "models" / "salience.json")
    reading, acts = mentions(text)
    assert [SALIENCE.judge(reading, act) for act in acts] == [again.judge(reading, act) for act in acts]


def test_kinds_without_a_model_are_not_judged_and_stand(mentions, coder):
    kinds = {kind for model in SALIENCE.models for kind in model.types}
    assert "protest" in kinds
    assert "air_strike" in kinds
    assert not kinds & {"arrest", "agreement", "displacement", "military_activity", "weapons_disrupted"}


def test_a_post_needs_less_than_a_passage(mentions):
    passage = mentions("قصفت المدفعية أطراف البلدة.")
    post = mentions("🔴 قصفت المدفعية أطراف البلدة")
    item = mentions("قصفت المدفعية أطراف البلدة.", source="صحيفة", published="2025-03-05T18:00:00+03:00")
    assert [genre(reading) for reading, _ in (passage, item, post)] == ["passage", "item", "post"]
    bars = [SALIENCE.judge(reading, acts[0]).threshold for reading, acts in (passage, item, post)]
    assert bars == sorted(bars, reverse=True)


@pytest.mark.parametrize(
    "text",
    [
        "🔴 غارة إسرائيلية على أطراف بلدة ميس الجبل",
        "عاجل | طائرة مسيرة تستهدف سيارة على طريق المطار",
        "دوي انفجار عنيف في العاصمة\nوسقوط جرحى بين المارة",
        "إطلاق نار على دورية للجيش غرب المدينة",
    ],
)
def test_short_posts_stand(mentions, text):
    reading, acts = mentions(text)
    assert acts
    assert any(SALIENCE.reported(reading, acts))


@pytest.mark.parametrize(
    (
        "one",
        "other",
    ),
    [
        (
            "هاجم الجيش الإسرائيلي أمس دورية قرب الحدود وقتل جنديين.",
            "هاجم الجيش السوري أمس دورية قرب الحدود وقتل جنديين.",
        ),
        ("قصف الجيش الروسي أمس قرية زراعية وأصاب ثلاثة.", "قصف الجيش الأميركي أمس قرية زراعية وأصاب ثلاثة."),
        ("وقتل جندي في هجوم لحركة طالبان في دمشق.", "وقتل جندي في هجوم لتنظيم القاعدة في دمشق."),
    ],
)
def test_names_do_not_change_the_words_that_are_weighed(mentions, one, other):
    (mine, acts), (theirs, others) = mentions(one), mentions(other)
    assert set(sentence_words(mine, acts[0].sentence)) == set(sentence_words(theirs, others[0].sentence))
    assert SALIENCE.reported(mine, acts) == SALIENCE.reported(theirs, others)


def test_pieces_of_a_word_hold_its_ends():
    assert pieces("دم") == ["^د", "دم", "م$", "^دم", "دم$", "^دم$"]
    assert pieces("انفجار")[-1] == "^انفجار$"


def test_a_file_of_another_format_is_refused(tmp_path):
    path = tmp_path / "model.json"
    path.write_text(json.dumps({"format": 0, "models": []}), encoding="utf-8")
    with pytest.raises(ValueError, match="format"):
        Salience.load(path)


def test_the_features_by_which_an_act_is_judged_reported_are_named_where_asked(coder: Coder) -> None:
    text = "قصفت المدفعية بلدة النيرب مساء الثلاثاء، ما أدى إلى مقتل ثلاثة مدنيين."
    document = Document.of_text(text, id="t")
    judge = Salience.load()
    plain, named = (Coder(coder.knowledge, salience).code(document) for salience in (judge, judge.explaining()))
    assert plain.events == named.events
    [told] = [
        decision for decision in named.decisions if decision.field == "salience" and "قصفت" in decision.evidence[0].text
    ]
    assert told.rule == "salience-assault"
    assert all(part.split()[-1][0] in "+-" for part in told.competitors) and told.competitors
    assert not any(d.competitors for d in plain.decisions if d.field == "salience")


@pytest.mark.parametrize("mark", ["#عاجل ", "⚡ ", "عاجل | ", "@channel "])
def test_a_text_with_the_marks_of_a_channel_is_a_post_though_it_ends_like_prose(mentions, mark):
    reading, _ = mentions(f"{mark}قصف مدفعي على أطراف البلدة، فمن يحاسب الفاعل؟")
    assert genre(reading) == "post"


@pytest.mark.parametrize("text", ["مقتل القائد سامر الحسن.", "إثر قصف على البلدة قتل سامر الحسن، رحمه الله وغفر له."])
def test_a_headline_and_a_prayer_for_the_dead_are_posts_where_they_are_published(mentions, text):
    reading, _ = mentions(text, source="صحيفة", published="2025-03-05T18:00:00+03:00")
    assert genre(reading) == "post"


def test_a_headline_of_unknown_origin_may_stand_in_any_text(mentions):
    reading, _ = mentions("مقتل القائد سامر الحسن.")
    assert genre(reading) == "passage"
