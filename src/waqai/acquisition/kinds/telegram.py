"""Public Telegram channels by their preview on the web: pages of some twenty posts, each leading to older ones.

Every collecting reads the newest pages again, for edits and deletions, and goes on to the newest post that it knew, so
that a pause leaves no gap. The first goes back to `since`, in as many collectings as it takes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from waqai.acquisition.encoding import decode
from waqai.acquisition.kinds.step import Answer, Memory, Request, Shown, Step
from waqai.acquisition.kinds.telegram_page import ChannelPage, Post, channel_page
from waqai.acquisition.reading import Reading, SetAside
from waqai.acquisition.source import TelegramSource
from waqai.acquisition.telegram_post import Channel, channel_name, post_document
from waqai.errors import BrokenRecord, EmptyInput, InputError
from waqai.records import Document
from waqai.records.base import Record


class _Course(Record):
    """Where a page stands on the way back: how many pages follow at least, up to which post, and whether the way goes
    on to `since`. `top` is the newest post of the first page; `before` is the post that the page ends at."""

    left: int = 0
    until: int = 0
    top: int = 0
    before: int | None = None
    back: bool = False


class TelegramKind:
    """A channel through `https://t.me/s/NAME`.

    Memory: `newest`, the highest number up to which all was read; `back`, the post from which the way back to `since`
    goes on; `reached`, the `since` that was reached.
    """

    def start(self, source: TelegramSource, memory: Memory) -> Iterable[Request]:
        """The newest page, and the page at which the way back stopped."""
        name = channel_name(source.address)
        yield _request(source, name, _Course(left=source.pages - 1, until=_number(memory.get("newest"))))
        if _wanted(source, memory) and (back := _number(memory.get("back"))):
            yield _request(source, name, _Course(before=back, back=True))

    def read(self, source: TelegramSource, request: Request, answer: Answer, reading: Reading, memory: Memory) -> Step:
        """The posts of a page, what it shows, and the page that follows. Raises InputError where it is no page of the
        channel, is empty where posts were known, or is written in a way that is not known."""
        name, course = channel_name(source.address), _course(request.hint)
        page = channel_page(decode(answer.content, request.url, answer.charset).text, name, request.url)
        if not page.posts:
            return _empty(request, course, source, memory)
        channel = Channel(name, title=page.title)
        numbers = frozenset(number for post in page.posts for number in post.numbers)
        last = max(max(numbers), course.before - 1 if course.before else course.until)
        follow, remembered = _onward(source, name, page, course, memory)
        return Step(
            found=tuple(_document(source, channel, post, reading) for post in page.posts if post.text),
            follow=follow,
            shown=Shown(channel.stem, min(numbers), last, numbers),
            memory=remembered,
        )


def _onward(
    source: TelegramSource, name: str, page: ChannelPage, course: _Course, memory: Memory
) -> tuple[tuple[Request, ...], dict[str, str]]:
    """The page that follows, and what is to be remembered."""
    oldest = min(post.number for post in page.posts)
    goes_on = page.has_older and oldest > 1 and (course.before is None or oldest < course.before)
    days = [post.published.date() for post in page.posts if post.published is not None]
    reached = not goes_on or (source.since is not None and bool(days) and min(days) < source.since)
    remembered: dict[str, str] = {}
    if course.back:
        if reached:
            return (), {"back": "", "reached": _day(source.since)}
        return (_request(source, name, _Course(before=oldest, back=True)),), {"back": str(oldest)}
    top = course.top or max(number for post in page.posts for number in post.numbers)
    known = oldest <= course.until or not course.until
    if goes_on and (course.left > 0 or not known):
        onward = course.model_copy(update={"left": max(course.left - 1, 0), "top": top, "before": oldest})
        return (_request(source, name, onward),), remembered
    remembered["newest"] = str(max(top, course.until))
    if not _wanted(source, memory) or memory.get("back"):
        return (), remembered
    if reached:
        return (), {**remembered, "reached": _day(source.since)}
    return (_request(source, name, _Course(before=oldest, back=True)),), {**remembered, "back": str(oldest)}


def _wanted(source: TelegramSource, memory: Memory) -> bool:
    """Whether the way back to `since` is still to be gone, or gone further."""
    if source.since is None:
        return False
    reached = memory.get("reached")
    return not reached or source.since.isoformat() < reached


def _empty(request: Request, course: _Course, source: TelegramSource, memory: Memory) -> Step:
    """A page without posts: the end of the way back, a channel that is new, or an error where posts were known."""
    if course.back:
        return Step(memory={"back": "", "reached": _day(source.since)})
    if course.before is not None:
        return Step(memory={"newest": str(max(course.top, course.until))})
    if memory.get("newest"):
        raise EmptyInput("the channel shows no posts, and it had some.", where=request.url)
    return Step()


def _document(source: TelegramSource, channel: Channel, post: Post, reading: Reading) -> Document | SetAside:
    where = f"https://t.me/{channel.name}/{post.number}"
    try:
        document = post_document(channel, post.number, post.text, post.published, reading, where, post.forward)
    except InputError as error:
        return SetAside(where, error)
    if source.publisher is None:
        return document
    known = reading.publisher(source.publisher)
    return document.model_copy(update={"source": source.publisher, "publisher_id": known.id if known else None})


def _request(source: TelegramSource, name: str, course: _Course) -> Request:
    query = f"?before={course.before}" if course.before else ""
    url = f"{source.mirror.rstrip('/')}/s/{name}{query}"
    return Request(url=url, purpose="channel", hint=course.model_dump_json(exclude_defaults=True))


def _course(hint: str | None) -> _Course:
    try:
        return _Course.model_validate_json(hint) if hint else _Course()
    except ValueError as error:
        raise BrokenRecord("the request does not tell where its page stands.") from error


def _number(written: str | None) -> int:
    return int(written) if written and written.isascii() and written.isdigit() and len(written) < 16 else 0


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
