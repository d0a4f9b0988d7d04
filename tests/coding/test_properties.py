"""What holds of any text, however broken: evidence points at its words, kinds are of the ontology, nothing crashes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.coding.coder import Coder
from waqai.errors import WaqaiError
from waqai.knowledge.vocabulary import load_ontology
from waqai.records import CodedDocument, Document, Record
from waqai.samples import path

Code = Callable[..., CodedDocument]

ONTOLOGY = frozenset(load_ontology())
REPORTS = [json.loads(line) for line in path().read_text(encoding="utf-8").splitlines()]
SENTENCES = [
    sentence.strip()
    for report in REPORTS
    for paragraph in report["text"].split("\n")
    for sentence in paragraph.split(". ")
    if sentence.strip()
]
VOCABULARY = (
    "قصف قصفت استهدف استهدفت استهداف غارة غارات غارتين انفجار عبوة ناسفة سيارة مفخخة الجيش المدفعية الطيران "
    "طائرة مسيّرة مسلحون مجهولون قوات الأمن اعتقلت خطف اغتيال مقتل قُتل جرحى أصيب مدنيين أطفال جندي بلدة مدينة "
    "النيرب سراقب إدلب صعدة الخيام لبنان الموصل في على من إلى عن بين قرب محيط ريف شرقي التي الذي أن إن لم لن لا "
    "ولم سوف قد وكانت قال وأضاف بحسب أعلن نفى تبنت مصدر الدفاع المدني المرصد اليوم أمس صباح فجر الاثنين 22 آذار "
    "2025 ثلاثة خمسة عشر عشرات نحو أكثر يعتقد أنها أمريكية ردا تعلن أي هجوم صواريخ قذيفة هاون اشتباكات شن نفذ "
    "تعرضت لقصف العدو عصابات #قصف قصـ.ـف و ف ب ل"
)
WORDS = VOCABULARY.split()
INVISIBLE = ["\u200f", "\u200b", "\u202b", "\u0640", "\u064b"]
MARKS = [*".،؛:!؟…()[]«»\"“”'-–/|#@*_\n\t ", *INVISIBLE, "\n\n", "🔴", "🇸🇾", "‼️"]
DIGITS = ["0", "7", "14", "2024", "٣", "١٢", "22/01/2024", "10:30", "999999999999"]
pieces = st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.sampled_from(DIGITS))
mixtures = st.lists(pieces, max_size=45).map(" ".join)
glued = st.lists(st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=30).map("".join)
shuffled = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7).map("\n".join)
texts = st.one_of(mixtures, glued, shuffled, st.text(alphabet=st.characters(codec="utf-8"), max_size=60))

often = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
AT = datetime.fromisoformat("2025-03-05T18:00:00+03:00")


def _coded(coder: Coder, text: str, published: datetime | None = AT) -> CodedDocument | None:
    """The coded text; None where it is set aside. Language is given, so that texts of few words are coded too."""
    try:
        return coder.code(Document.of_text(text, id="t", source="sample_difaf", published=published, language="ar"))
    except WaqaiError:
        return None


def _spans(record: Record) -> Iterator[tuple[str, tuple[int, int]]]:
    text, span = getattr(record, "text", None), getattr(record, "span", None)
    if text is not None and span is not None:
        yield text, span
    for name in type(record).model_fields:
        value = getattr(record, name)
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Record) and not isinstance(item, Document):
                yield from _spans(item)


def _kinds(coded: CodedDocument | None) -> list[tuple[str, str]]:
    return [(event.type, event.scope) for event in coded.events] if coded is not None else []


@often
@given(text=texts)
def test_every_span_of_any_text_is_the_words_that_it_points_to(coder: Coder, text: str) -> None:
    coded = _coded(coder, text)
    if coded is not None:
        assert coded.document.text == text
        assert all(text[start:end] == words for words, (start, end) in _spans(coded))


@often
@given(text=texts)
def test_every_event_of_any_text_is_whole(coder: Coder, text: str) -> None:
    coded = _coded(coder, text)
    if coded is None:
        return
    assert len({event.id for event in coded.events}) == len(coded.events)
    for event in coded.events:
        assert event.type in ONTOLOGY
        assert event.triggers and all(span.text.strip() for span in event.triggers)
        assert event.attributions
        for row in event.casualties:
            bounds = [number for number in (row.low, row.best, row.high) if number is not None]
            assert bounds == sorted(bounds) and all(number >= 0 for number in bounds)
        assert event.responds_to is None or event.responds_to in {other.id for other in coded.events}
        assert event.responds_to != event.id


@often
@given(text=texts)
def test_days_of_any_text_are_in_order_and_of_sane_years(coder: Coder, text: str) -> None:
    coded = _coded(coder, text)
    for event in coded.events if coded is not None else ():
        if event.time is None:
            continue
        first, last = event.time.start, event.time.end
        assert all(1900 <= day.year <= 2100 for day in (first, last) if day is not None)
        assert first is None or last is None or first <= last


@often
@given(text=texts)
def test_coding_twice_gives_the_same(coder: Coder, text: str) -> None:
    assert _coded(coder, text) == _coded(coder, text)


@often
@given(text=texts)
def test_a_coded_document_survives_json(coder: Coder, text: str) -> None:
    coded = _coded(coder, text)
    if coded is not None:
        assert CodedDocument.model_validate_json(coded.model_dump_json()) == coded


@often
@given(text=texts)
def test_a_text_without_a_date_of_publication_is_coded_too(coder: Coder, text: str) -> None:
    coded = _coded(coder, text, published=None)
    for event in coded.events if coded is not None else ():
        assert event.time is None or event.time.anchor != "publication"


@often
@given(sentences=st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5))
def test_marks_that_nobody_sees_change_no_kind(coder: Coder, sentences: list[str]) -> None:
    plain = "\n".join(sentences)
    marked = plain.replace(" ", " \u200f")
    assert _kinds(_coded(coder, plain)) == _kinds(_coded(coder, marked))
