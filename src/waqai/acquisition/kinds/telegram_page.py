"""A page of a channel's preview: its posts with their numbers, times, texts and whose words they pass on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from waqai.acquisition.html_metadata import text_of
from waqai.acquisition.markup import tree_of
from waqai.acquisition.telegram_post import Forward
from waqai.errors import BrokenRecord, InputError

_POST = ".tgme_widget_message[data-post]"
_TEXT = ".tgme_widget_message_text"
_REPLY = "tgme_widget_message_reply"
_FORWARD = ".tgme_widget_message_forwarded_from_name"
_TIME = ".tgme_widget_message_date time[datetime], .tgme_widget_message_meta time[datetime]"
_ALBUM = ".tgme_widget_message_grouped a[href], .tgme_widget_message_grouped_wrap a[href]"
_OLDER = 'link[rel="prev"], a.tme_messages_more[data-before]'
_OTHER = (
    ".service_message, .tgme_widget_message_photo_wrap, .tgme_widget_message_video_player, .tgme_widget_message_poll, "
    ".tgme_widget_message_document_wrap, .tgme_widget_message_voice_player, .tgme_widget_message_sticker_wrap, "
    ".tgme_widget_message_roundvideo_player, .tgme_widget_message_location_wrap, .message_media_not_supported_wrap"
)
_OF_CHANNEL = ".tgme_channel_info, .tgme_channel_history, .tgme_header_info"
_ADDRESS = re.compile(r"https?://(?:t|telegram)\.me/(?:s/)?([A-Za-z]\w{3,31})/(\d{1,15})\b")
_KNOWN_BY = re.compile(r"([A-Za-z]\w{3,31})/(\d{1,15})")
_BLOCKS = frozenset({"blockquote", "pre", "div", "p"})
_TELLING = 5
_REMEDY = "Telegram may write its pages anew. Nothing counts as gone; look for a new version."


class Post(NamedTuple):
    """A post: its number and those of the pictures grouped with it, its text (empty where it has none), its time, and
    whose it is where it is passed on."""

    number: int
    numbers: frozenset[int]
    text: str
    published: datetime | None
    forward: Forward | None


class ChannelPage(NamedTuple):
    """A page of a channel: the channel's title, the posts, and whether older ones lie before."""

    title: str | None
    posts: tuple[Post, ...]
    has_older: bool


def channel_page(markup: str, name: str, where: str) -> ChannelPage:
    """What a page shows of the channel `name`.

    Raises InputError where it is no channel's page, another's, or is written in a way that is not known.
    """
    tree = tree_of(markup)
    if tree is None or (not tree.css(_POST) and tree.css_first(_OF_CHANNEL) is None):
        raise _no_channel(tree, name, where)
    nodes = [node for node in tree.css(_POST) if _of(node, name)]
    posts = tuple(_post(node, name) for node in nodes)
    if not posts and tree.css_first(".tgme_widget_message_wrap, .tgme_widget_message") is not None:
        raise BrokenRecord(
            f"the page shows posts, but none that is known for one of {name}.", where=where, remedy=_REMEDY
        )
    speechless = len(posts) >= _TELLING and not any(post.text for post in posts)
    if speechless and not any(node.css_first(_OTHER) or "service_message" in _classes(node) for node in nodes):
        raise BrokenRecord("no post of the page has a text or a picture.", where=where, remedy=_REMEDY)
    title = tree.css_first(".tgme_channel_info_header_title, .tgme_header_title")
    return ChannelPage(text_of(title) if title else None, posts, tree.css_first(_OLDER) is not None)


def _no_channel(tree: LexborHTMLParser | None, name: str, where: str) -> InputError:
    if tree is not None and tree.css_first(".tgme_page, .tgme_page_wrap") is not None:
        return InputError(
            f"no public channel {name} shows its posts on the web.",
            where=where,
            remedy="It is private, gone, no channel, or keeps its posts off the web. A private one needs an export.",
        )
    return BrokenRecord("this is no page of a Telegram channel.", where=where, remedy=_REMEDY)


def _of(node: LexborNode, name: str) -> bool:
    known_by = _KNOWN_BY.fullmatch(node.attributes.get("data-post") or "")
    return known_by is not None and known_by[1].lower() == name.lower()


def _post(node: LexborNode, name: str) -> Post:
    number = int((node.attributes.get("data-post") or "").rpartition("/")[2])
    grouped = {found[1:] for found in _addresses(node.css(_ALBUM))}
    numbers = {number, *(int(other) for channel, other in grouped if channel.lower() == name.lower())}
    text = "" if "service_message" in _classes(node) else _text(node)
    return Post(number, frozenset(numbers), text, _time(node), _forward(node))


def _addresses(nodes: list[LexborNode]) -> Iterator[tuple[str, str, str]]:
    for node in nodes:
        if found := _ADDRESS.match(node.attributes.get("href") or ""):
            yield found[0], found[1], found[2]


def _classes(node: LexborNode) -> list[str]:
    return (node.attributes.get("class") or "").split()


def _time(node: LexborNode) -> datetime | None:
    time = node.css_first(_TIME)
    try:
        return datetime.fromisoformat(time.attributes.get("datetime") or "") if time is not None else None
    except ValueError:
        return None


def _forward(node: LexborNode) -> Forward | None:
    """Whose post it is: a name that leads to a post is a channel's, any other a person's."""
    named = node.css_first(_FORWARD)
    if named is None:
        return None
    links = [named, *named.css("a[href]")]
    return Forward(text_of(named), person=next(_addresses(links), None) is None)


def _text(node: LexborNode) -> str:
    """The post's own text, and not that of the post it answers."""
    for text in node.css(_TEXT):
        above = text.parent
        while above is not None and above.mem_id != node.mem_id and _REPLY not in _classes(above):
            above = above.parent
        if above is None or above.mem_id == node.mem_id:
            return _written(text)
    return ""


def _written(root: LexborNode) -> str:
    """The text with its line breaks, empty lines among them; quotations and code stand on lines of their own."""
    pieces: list[str] = []
    block = root.mem_id
    for node in root.traverse(include_text=True):
        if node.tag == "br":
            pieces.append("\n")
        elif node.tag == "-text":
            home, preformatted = _home(node, root)
            if home != block:
                pieces.append("\n" if pieces and not pieces[-1].endswith("\n") else "")
                block = home
            text = node.text_content or ""
            pieces.append(text if preformatted else re.sub(r"[ \t\r\n]+", " ", text))
    lines = [line.strip() for line in "".join(pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _home(node: LexborNode, root: LexborNode) -> tuple[int, bool]:
    """The block that a text stands in, and whether its line breaks count."""
    above = node.parent
    while above is not None and above.mem_id != root.mem_id:
        if above.tag in _BLOCKS:
            return above.mem_id, above.tag == "pre"
        above = above.parent
    return root.mem_id, False
