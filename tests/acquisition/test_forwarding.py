"""A forwarded post begins with whose words it is, in the form in which the coder reads speakers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.acquisition.forwarding import ACCOUNT, forwarded

POST = "احترق مستودع للحبوب قرب الرقة بعد سقوط قذيفة"


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("صوت الجبل", "قناة صوت الجبل: "),
        ("شبكة أخبار النهر", "شبكة أخبار النهر: "),
        ("صوت الجبل | Sawt: 🏔\n", "قناة صوت الجبل Sawt: "),
        ("River_News.24", "قناة River News 24: "),
        ("🔴🔴", f"{ACCOUNT}: "),
        (None, f"{ACCOUNT}: "),
    ],
)
def test_a_forwarded_post_opens_with_the_name_of_its_channel(name: str | None, head: str) -> None:
    assert forwarded(POST, name) == head + POST


def test_a_private_person_is_not_named() -> None:
    assert forwarded(POST, "سالم العابد", person=True) == f"{ACCOUNT}: {POST}"


def test_a_post_with_a_speaker_of_its_own_keeps_it_on_its_own_line() -> None:
    own = f"الدفاع المدني: {POST}"
    assert forwarded(own, "صوت الجبل") == f"قناة صوت الجبل:\n{own}"


@given(st.text(), st.text(min_size=1))
def test_whatever_a_channel_is_called_the_head_is_one_label_and_the_text_stays(name: str, text: str) -> None:
    whole = forwarded(text, name)
    head, _, rest = whole.partition(":")
    assert "\n" not in head
    assert 0 < len(head.split()) <= 10
    assert rest[1:] == text.lstrip()
