"""A channel's preview gives its posts whole, says what it shows, and never makes all posts gone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.acquisition.kinds.registry import kind_of_source
from waqai.acquisition.kinds.step import Answer, Memory, Request, Step
from waqai.acquisition.reading import Reading
from waqai.acquisition.source import TelegramSource
from waqai.errors import InputError
from waqai.knowledge.publishers import PublisherIndex
from waqai.records import Document

READING = Reading(datetime(2024, 6, 1, tzinfo=UTC), PublisherIndex())
SOURCE = TelegramSource(name="hill", kind="telegram", address="https://t.me/s/HillVoice", pages=2)


def _post(number: int, text: str = "", inner: str = "", classes: str = "", day: str = "2024-05-05") -> str:
    shown = f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>' if text else ""
    return (
        f'<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message {classes}" '
        f'data-post="HillVoice/{number}"><div class="tgme_widget_message_bubble">{inner}{shown}'
        '<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span>'
        '<span class="tgme_widget_message_meta">edited <a class="tgme_widget_message_date" href="#">'
        f'<time datetime="{day}T08:0{number % 10}:00+00:00" class="time"></time></a></span></div></div></div></div>'
    )


def _page(*posts: str, older: bool = True) -> bytes:
    prev = '<link rel="prev" href="/s/HillVoice?before=1">' if older else ""
    title = '<div class="tgme_channel_info_header_title"><span dir="auto">صوت التل</span></div>'
    return (
        f'<html><head>{prev}</head><body><div class="tgme_channel_info">{title}</div>'
        f'<section class="tgme_channel_history">{"".join(posts)}</section></body></html>'
    ).encode()


def _read(
    content: bytes, request: Request | None = None, memory: Memory | None = None, source: object = SOURCE
) -> Step:
    kind = kind_of_source(source)  # type: ignore[arg-type]
    first = request or next(iter(kind.start(source, memory or {})))
    return kind.read(source, first, Answer(first.url, "text/html", "utf-8", content), READING, memory or {})


def _texts(step: Step) -> list[str]:
    return [item.text for item in step.found if isinstance(item, Document)]


def test_a_post_is_a_document_of_its_channel() -> None:
    (document,) = _read(_page(_post(17, "قصف على أطراف التل"))).found
    assert isinstance(document, Document)
    assert (document.id, document.url) == ("telegram:hillvoice/17", "https://t.me/HillVoice/17")
    assert (document.source, document.published) == ("@HillVoice", datetime(2024, 5, 5, 8, 7, tzinfo=UTC))


def test_the_publisher_that_is_set_stands_for_the_channels_name() -> None:
    source = SOURCE.model_copy(update={"publisher": "سانا"})
    (document,) = _read(_page(_post(17, "قصف")), source=source).found
    assert isinstance(document, Document)
    assert (document.source, document.publisher_id) == ("سانا", "sana")


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("سطر أول<br/>سطر ثان<br/><br/>فقرة", "سطر أول\nسطر ثان\n\nفقرة"),
        ('<i class="emoji" style="x"><b>🔴</b></i> عاجل<b>:</b> قصف', "🔴 عاجل: قصف"),
        ('<tg-emoji emoji-id="5"><i class="emoji"><b>💥</b></i></tg-emoji>انفجار', "💥انفجار"),
        ('انظر <a href="https://example.org/a">example.org/a</a> للمزيد', "انظر example.org/a للمزيد"),
        ("قتل <tg-spoiler>ثلاثة</tg-spoiler> عمال", "قتل ثلاثة عمال"),
        ("قال:<blockquote>لم نقصف<br>أحدا</blockquote>وأضاف", "قال:\nلم نقصف\nأحدا\nوأضاف"),
        ("<pre>سطر\n  ثان</pre>بعده", "سطر\nثان\nبعده"),
        ("كلام\n   يلتف", "كلام يلتف"),
        ("أ &amp; ب &lt;ج&gt;", "أ & ب <ج>"),
    ],
)
def test_the_text_keeps_its_lines_and_every_character(markup: str, text: str) -> None:
    assert _texts(_read(_page(_post(1, markup)))) == [text]


def test_a_channels_post_passed_on_begins_with_its_name_and_a_persons_without() -> None:
    name = '<span dir="auto">صوت الجبل</span>'
    of_channel = f'<a class="tgme_widget_message_forwarded_from_name" href="https://t.me/mountain/5">{name}</a>'
    of_person = '<span class="tgme_widget_message_forwarded_from_name">سامر</span>'
    texts = _texts(_read(_page(_post(1, "سقطت قذيفة", of_channel), _post(2, "سقطت قذيفة", of_person))))
    assert texts == ["قناة صوت الجبل: سقطت قذيفة", "حساب على تلغرام: سقطت قذيفة"]


def test_the_words_of_the_post_that_is_answered_are_not_the_posts_own() -> None:
    reply = (
        '<a class="tgme_widget_message_reply" href="#"><div class="tgme_widget_message_text js-message_reply_text">'
        "خبر سابق</div></a>"
    )
    assert _texts(_read(_page(_post(3, "تحديث: ارتفع العدد", reply)))) == ["تحديث: ارتفع العدد"]


def test_what_is_shown_counts_posts_without_text_and_each_picture_of_an_album() -> None:
    album = (
        '<div class="tgme_widget_message_grouped_wrap"><a class="tgme_widget_message_photo_wrap" '
        'href="https://t.me/HillVoice/21?single"></a><a href="https://t.me/HillVoice/22?single"></a></div>'
    )
    step = _read(_page(_post(19, "نص"), _post(21, "", album), _post(25, "أنشئت القناة", "", "service_message")))
    assert _texts(step) == ["نص"]
    assert step.shown is not None
    assert (step.shown.stem, step.shown.first, step.shown.last) == ("telegram:hillvoice/", 19, 25)
    assert step.shown.numbers == {19, 21, 22, 25}


def test_an_older_page_covers_all_up_to_the_post_it_ends_at() -> None:
    request = Request(url="https://t.me/s/HillVoice?before=90", purpose="channel", hint='{"before": 90, "back": true}')
    shown = _read(_page(_post(80, "أ"), _post(85, "ب")), request).shown
    assert shown is not None
    assert (shown.first, shown.last) == (80, 89)


def _walk(source: TelegramSource, newest: int, memory: dict[str, str], limit: int = 100) -> list[int]:
    """Collect a made-up channel of posts 1 to `newest`, ten a page, a post a day; the numbers that were read."""
    kind, read = kind_of_source(source), []
    waiting = list(kind.start(source, memory))
    while waiting and limit:
        request, limit = waiting.pop(0), limit - 1
        before = int(request.url.partition("before=")[2] or newest + 1)
        numbers = range(max(1, before - 10), before)
        posts = [_post(n, "خبر", day=date.fromordinal(date(2024, 1, 1).toordinal() + n).isoformat()) for n in numbers]
        step = kind.read(
            source,
            request,
            Answer(request.url, "text/html", None, _page(*posts, older=numbers.start > 1)),
            READING,
            memory,
        )
        read += [int(item.id.rpartition("/")[2]) for item in step.found if isinstance(item, Document)]
        waiting += step.follow
        memory.update(step.memory)
        for name in [name for name, value in memory.items() if not value]:
            del memory[name]
    return read


def test_the_first_time_the_newest_pages_are_read_and_then_those_and_what_came_since() -> None:
    memory: dict[str, str] = {}
    assert set(_walk(SOURCE, 100, memory)) == set(range(81, 101))
    assert set(_walk(SOURCE, 101, memory)) == set(range(82, 102))
    assert set(_walk(SOURCE, 145, memory)) >= set(range(101, 146))  # a pause leaves no gap


def test_the_first_collecting_goes_back_to_the_day_that_is_asked_for_and_later_ones_do_not() -> None:
    source = SOURCE.model_copy(update={"since": date(2024, 2, 1)})
    memory: dict[str, str] = {}
    assert min(_walk(source, 100, memory)) in range(20, 32)
    assert "back" not in memory
    assert min(_walk(source, 100, memory)) == 81
    earlier = source.model_copy(update={"since": date(2024, 1, 5)})
    assert min(_walk(earlier, 100, memory)) <= 5


def test_a_way_back_that_is_cut_off_goes_on_where_it_stopped() -> None:
    source = SOURCE.model_copy(update={"since": date(2023, 1, 1)})
    memory: dict[str, str] = {}
    first = _walk(source, 100, memory, limit=5)
    assert min(first) == 51
    rest = _walk(source, 100, memory)
    assert set(first) | set(rest) == set(range(1, 101))


def test_a_server_that_shows_the_same_page_again_ends_the_way() -> None:
    source = SOURCE.model_copy(update={"since": date(2020, 1, 1)})
    request = Request(url="https://t.me/s/HillVoice?before=50", purpose="channel", hint='{"before": 50, "back": true}')
    assert not _read(_page(_post(90, "أ")), request, source=source).follow


NO_CHANNEL = b'<html><body class="tgme_page_wrap"><div class="tgme_page">Send Message</div></body></html>'
RENAMED = _page(_post(1, "x")).replace(b"data-post", b"data-message")
SPEECHLESS = _page(*(_post(n, "نص") for n in range(1, 9))).replace(b"tgme_widget_message_text", b"tgme_new_text")
ANOTHER = _page(_post(1, "x")).replace(b"HillVoice/", b"OtherName/")


@pytest.mark.parametrize("content", [NO_CHANNEL, RENAMED, SPEECHLESS, ANOTHER, b"<html><p>Too many</p></html>", b"x"])
def test_what_is_no_page_of_the_channel_is_an_error_and_shows_nothing_as_gone(content: bytes) -> None:
    with pytest.raises(InputError):
        _read(content)


def test_a_channel_that_had_posts_and_shows_none_is_an_error_and_a_new_one_is_none() -> None:
    assert _read(_page()) == Step()
    with pytest.raises(InputError):
        _read(_page(), memory={"newest": "40"})


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5_000), st.binary(max_size=6)), max_size=12))
def test_no_broken_page_raises_anything_else(changes: list[tuple[int, bytes]]) -> None:
    content = bytearray(_page(_post(1, "قصف"), _post(2, "خبر")))
    for at, piece in changes:
        content[at % len(content) : at % len(content) + 3] = piece
    try:
        step = _read(bytes(content))
    except InputError:
        return
    assert step.shown is None or step.shown.numbers
