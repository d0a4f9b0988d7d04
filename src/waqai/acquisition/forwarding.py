"""Forwarded posts: whose words a channel passes on, written as the head of the text.

"قناة صوت الجبل: قصفت طائرة سيارة": a name before a colon speaks what follows, so that a post which two channels forward
from a third has one origin.
"""

from __future__ import annotations

import re

from waqai.knowledge.publishers import MEDIUM_WORDS
from waqai.language.folding import fold_key

ACCOUNT = "حساب على تلغرام"
"""Stands for a private person whose post is passed on: persons are not named."""
_NO_WORD = re.compile(r"[^\w\u064b-\u0652 ]+|_+")
_LONGEST = 8
_OWN_LABEL = re.compile(r"[^\n.؟!]{2,80}:")


def forwarded(text: str, name: str | None, *, person: bool = False) -> str:
    """`text` as what the channel called `name` says; a `person`, or whoever hides the name, is not named.

    Where the text begins with a speaker of its own ("الدفاع المدني: ..."), the channel stands on a line before it.
    """
    speaker = ACCOUNT if person else _speaker(name or "")
    text = text.lstrip()
    return f"{speaker}:\n{text}" if _OWN_LABEL.match(text) else f"{speaker}: {text}"


def _speaker(name: str) -> str:
    """A channel's name in words alone, after one for what it is: "صوت الجبل | Sawt 🏔" is "قناة صوت الجبل Sawt"."""
    words = _NO_WORD.sub(" ", name).split()[:_LONGEST]
    if not words:
        return ACCOUNT
    return " ".join(words if fold_key(words[0]) in MEDIUM_WORDS else ["قناة", *words])
