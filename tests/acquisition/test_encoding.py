"""Bytes become the text that was written, whatever encoding they came in, or a clear error."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.acquisition.encoding import ARABIC_ENCODINGS, arabic_likelihood, decode, refuse_binary
from waqai.errors import EmptyInput, NotText, WrongEncoding
from waqai.knowledge.table import rows

SENTENCES = [
    "قُتل ثلاثة مدنيين في قصف مدفعي على أطراف بلدة معرة النعمان",
    "أعلن متحدث عسكري إسقاط طائرة مسيّرة فوق محافظة الحديدة",
    "اندلعت اشتباكات عنيفة جنوب الخرطوم، وفق شهود عيان",
    "غارة على مستودع قرب مطار بنغازي",
    "لم تعلن أي جهة مسؤوليتها عن الانفجار في بعقوبة",
]


def _writable(text: str, codec: str) -> str:
    return text.encode(codec, "ignore").decode(codec)


@pytest.mark.parametrize("codec", ARABIC_ENCODINGS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_one_sentence_in_an_older_arabic_encoding_is_read_as_it_was_written(sentence: str, codec: str) -> None:
    written = _writable(sentence, codec)
    assert decode(written.encode(codec)).text == written


@pytest.mark.parametrize("word", ["قصف", "غارة", "انفجار", "مقتل مدني", "في درعا", "اشتباكات"])
def test_a_word_or_two_suffice_to_know_windows_1256(word: str) -> None:
    assert decode(word.encode("cp1256")) == (word, "windows-1256", 0)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_encodings_are_read_with_and_without_their_mark(encoding: str) -> None:
    assert decode(SENTENCES[0].encode(encoding)).text == SENTENCES[0]


def test_lines_of_two_encodings_in_one_file_are_each_read_by_their_own() -> None:
    data = SENTENCES[0].encode() + b"\n" + SENTENCES[1].encode("cp1256") + b"\n" + SENTENCES[2].encode()
    decoded = decode(data)
    assert decoded.text.split("\n") == SENTENCES[:3]
    assert decoded.encoding == "utf-8 and windows-1256"


def test_a_text_cut_in_the_middle_of_a_letter_is_kept_and_the_loss_counted() -> None:
    decoded = decode(SENTENCES[0].encode()[:-1])
    assert decoded.text == SENTENCES[0][:-1] + "\ufffd"
    assert decoded.replaced == 1


def test_a_declared_encoding_does_not_outweigh_arabic_letters() -> None:
    assert decode(SENTENCES[3].encode("cp1256"), declared="iso-8859-1").text == SENTENCES[3]


def test_a_declared_encoding_settles_a_text_of_another_script() -> None:
    text = "Обстрел города продолжался всю ночь"
    assert decode(text.encode("koi8-r"), declared="koi8-r").text == text


def test_french_is_not_taken_for_arabic() -> None:
    decoded = decode("L'armée a bombardé la ville près de la frontière".encode("cp1252"))
    assert "armée" in decoded.text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7 \n", "pdftotext"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image"),
        (b"MZ\x90\x00\x03", "program"),
        (b"\x1f\x8b\x08", "gunzip"),
        (b"text \x00\x01\x02\x03 more", "binary"),
        (bytes(range(1, 32)) * 20, "binary"),
    ],
)
def test_binary_content_is_named_with_what_to_do(data: bytes, words: str) -> None:
    with pytest.raises(NotText, match=words) as caught:
        decode(data, "file.txt")
    assert caught.value.where == "file.txt"
    assert caught.value.remedy


def test_nothing_is_an_error_of_its_own() -> None:
    with pytest.raises(EmptyInput):
        decode(b"")


def test_bytes_of_no_encoding_are_refused() -> None:
    with pytest.raises((WrongEncoding, NotText)):
        decode(bytes((n * 37 + 129) % 256 for n in range(1, 4000)))


def test_arabic_is_likelier_than_its_letters_shuffled() -> None:
    assert arabic_likelihood("المدينة القديمة") > arabic_likelihood("ةنيظغ ثذءض ؤجئ") + 1
    assert arabic_likelihood("no Arabic") == float("-inf")


@given(st.text(min_size=1))
def test_any_text_in_utf_8_comes_back_or_is_called_binary(text: str) -> None:
    try:
        decoded = decode(text.encode())
    except NotText:
        return
    assert decoded.text in (text, text.removeprefix("\ufeff")) or "\x00" in text or decoded.encoding.startswith("utf-")


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_give_a_text_or_one_of_the_three_errors(data: bytes) -> None:
    with suppress(NotText, WrongEncoding, EmptyInput):
        assert isinstance(decode(data).text, str)


def test_a_plain_head_is_not_refused() -> None:
    refuse_binary("خبر\tعاجل\r\n".encode())


def test_every_row_of_the_letter_pairs_is_two_letters_and_a_count() -> None:
    seen = set()
    for row in rows("letter_pairs", ("pair", "per_100000")):
        pair, count = row["pair"], int(row["per_100000"])
        assert len(pair) == 2
        assert all(letter == "_" or "ء" <= letter <= "ي" for letter in pair), pair
        assert 25 <= count <= 100_000
        assert pair not in seen
        seen.add(pair)
    assert len(seen) > 400


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6"])
def test_a_page_of_more_markup_than_words_is_read_by_its_letters_whatever_it_declares(encoding: str) -> None:
    page = "<div class='row_1'><a href='#'>{}</a></div>" * 40 + "<p>قصف على أطراف البلدة من جهة الشرق ليلا</p>"
    assert decode(page.encode(encoding), declared="iso-8859-1").text == page


@pytest.mark.parametrize("declared", ["idna", "undefined", "punycode", "rot13", "hex", "utf-7", "\x00"])
def test_a_declared_encoding_that_is_none_for_pages_breaks_nothing(declared: str) -> None:
    assert decode("Überall Schüsse gehört, sagen Bewohner.".encode("latin-1"), declared=declared).text
