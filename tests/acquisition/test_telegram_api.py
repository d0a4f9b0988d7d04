"""Telegram's API gives the documents of an export, page by page, with patience; a stand-in takes the client's place."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from telethon.errors import ChannelPrivateError, FloodWaitError
from telethon.tl import types

from waqai.acquisition.files import read_stream
from waqai.acquisition.reading import Reading, SetAside
from waqai.acquisition.telegram_api import KEYS, PAGE, Page, message_document, open_client, read_channel, sign_in
from waqai.acquisition.telegram_post import Channel
from waqai.errors import FetchError, HostResting, MissingPart, UsageError
from waqai.records import Document

NOW = datetime(2024, 6, 1, tzinfo=UTC)
MOMENT = datetime.fromtimestamp(1714903200, UTC)
TEXT = "أُغلق معبر نصيب بعد اشتباك قربه"
READING = Reading(now=NOW, language_of=lambda text: "ar")
PEER = types.PeerChannel(42)


def _message(number: int, text: str = TEXT, **more: Any) -> types.Message:
    return types.Message(id=number, peer_id=PEER, date=more.pop("date", MOMENT), message=text, **more)


def _channel(number: int, title: str, username: str | None = None) -> types.Channel:
    return types.Channel(id=number, title=title, photo=types.ChatPhotoEmpty(), date=MOMENT, username=username)


class StandIn:
    """A client whose channel is a list of messages; `floods` are the waits that it asks for before it answers."""

    def __init__(self, *messages: Any, floods: tuple[int, ...] = (), signed_in: bool = True) -> None:
        self.messages = messages
        self.floods = list(floods)
        self.signed_in = signed_in
        self.asked: list[int] = []
        self.since: datetime | None = None
        self.connected = False
        self.started = False

    async def connect(self) -> None:
        self.connected = True

    async def start(self) -> StandIn:
        self.started = True
        return self

    async def disconnect(self) -> None:
        self.connected = False

    async def is_user_authorized(self) -> bool:
        return self.signed_in

    async def get_entity(self, entity: Any) -> Any:
        if isinstance(entity, types.PeerChannel):
            if entity.channel_id == 13:
                raise ChannelPrivateError(None)
            return _channel(entity.channel_id, "صوت الجبل")
        if entity == "nobody_here":
            raise ValueError("No user has it")
        return types.User(id=1) if entity == "some_person" else _channel(42, "أخبار الوادي", "Valley_News")

    async def iter_messages(
        self, entity: Any, limit: int, *, min_id: int, reverse: bool, offset_date: datetime | None
    ) -> AsyncIterator[Any]:
        assert reverse
        if self.floods:
            raise FloodWaitError(None, self.floods.pop(0))
        self.asked.append(min_id)
        self.since = self.since or offset_date
        for message in [message for message in self.messages if message.id > min_id][:limit]:
            yield message


def _pages(client: StandIn, address: str = "@valley_news", after: int = 0, **more: Any) -> list[Page]:
    return list(read_channel(client, address, after, READING, **more))


def _documents(pages: list[Page]) -> list[Document]:
    return [item for page in pages for item in page.found if isinstance(item, Document)]


def test_a_history_is_read_in_pages_from_a_message_on() -> None:
    client = StandIn(*map(_message, range(1, 2 * PAGE + 51)))
    pages = _pages(client, after=20)
    assert [page.last for page in pages] == [120, 220, 250]
    assert client.asked == [20, 120, 220, 250]
    assert _documents(pages)[0].id == "telegram:valley_news/21"
    assert not client.connected


def test_a_first_reading_begins_on_its_day() -> None:
    client = StandIn(_message(1))
    _pages(client, since=MOMENT)
    assert client.since == MOMENT


def test_a_post_is_the_document_that_an_export_gives() -> None:
    message = {"id": 7, "type": "message", "date_unixtime": "1714903200", "text": TEXT}
    export = {"name": "أخبار الوادي", "type": "public_channel", "id": 42, "messages": [message]}
    reading = Reading(now=NOW, language_of=lambda text: "ar", channels={"": "Valley_News"})
    [located] = read_stream(io.BytesIO(json.dumps(export).encode()), "result.json", reading)
    [document] = _documents(_pages(StandIn(_message(7, edit_date=NOW))))
    assert document == located.item


def test_service_messages_and_media_alone_are_passed_over() -> None:
    service = types.MessageService(id=1, peer_id=PEER, date=MOMENT, action=types.MessageActionPinMessage())
    [page] = _pages(StandIn(service, _message(2, ""), _message(3)))
    assert [item.id for item in page.found if isinstance(item, Document)] == ["telegram:valley_news/3"]
    assert len(page.found) == 1


def test_a_forwarded_post_is_said_by_whom_it_came_from() -> None:
    def forward(peer: Any, name: str | None = None) -> types.MessageFwdHeader:
        return types.MessageFwdHeader(date=MOMENT, from_id=peer, from_name=name)

    messages = [
        _message(1, fwd_from=forward(types.PeerChannel(9))),
        _message(2, fwd_from=forward(types.PeerChannel(13))),
        _message(3, fwd_from=forward(types.PeerUser(5))),
        _message(4, fwd_from=forward(None, "سالم العابد")),
    ]
    documents = _documents(_pages(StandIn(*messages)))
    assert [document.text.partition(":")[0] for document in documents] == [
        "قناة صوت الجبل",
        "حساب على تلغرام",
        "حساب على تلغرام",
        "حساب على تلغرام",
    ]


def test_a_post_that_cannot_be_taken_is_set_aside_and_the_rest_goes_on() -> None:
    [page] = _pages(StandIn(_message(1, date=datetime(2099, 1, 1, tzinfo=UTC)), _message(2)))
    aside, document = page.found
    assert isinstance(aside, SetAside)
    assert (aside.where, aside.error.code) == ("telegram:valley_news/1", "implausible-date")
    assert isinstance(document, Document)


def test_a_wait_that_telegram_asks_for_is_waited() -> None:
    slept: list[float] = []
    assert _documents(_pages(StandIn(_message(1), floods=(5, 7)), sleep=slept.append))
    assert slept == [6, 8]


def test_a_longer_wait_ends_the_reading() -> None:
    slept: list[float] = []
    client = StandIn(_message(1), floods=(100, 5_000))
    with pytest.raises(HostResting) as raised:
        _pages(client, sleep=slept.append)
    assert (raised.value.retry_after, slept) == (5_001, [101])
    assert not client.connected


@pytest.mark.parametrize(
    ("address", "signed_in", "error"),
    [
        ("no name!", True, UsageError),
        ("@valley_news", False, UsageError),
        ("@some_person", True, UsageError),
        ("@nobody_here", True, FetchError),
    ],
)
def test_what_cannot_be_read_is_told(address: str, signed_in: bool, error: type[Exception]) -> None:
    with pytest.raises(error):
        _pages(StandIn(_message(1), signed_in=signed_in), address)


def test_a_message_is_read_without_a_client() -> None:
    document = message_document(_message(7), Channel(None, 42, "أخبار الوادي"), READING)
    assert document is not None
    assert (document.id, document.source, document.published) == ("telegram:42/7", "أخبار الوادي", MOMENT)


def test_a_session_is_for_its_owner_alone(tmp_path: Path) -> None:
    open_client(tmp_path / "telegram", {KEYS[0]: "12", KEYS[1]: "ab"})
    assert (tmp_path / "telegram.session").stat().st_mode & 0o777 == 0o600
    (tmp_path / "telegram.session").chmod(0o644)
    open_client(tmp_path / "telegram.session", {KEYS[0]: "12", KEYS[1]: "ab"})
    assert (tmp_path / "telegram.session").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("environment", [{}, {KEYS[0]: "x", KEYS[1]: "ab"}, {KEYS[0]: "12"}])
def test_without_keys_one_is_told_where_to_get_them(tmp_path: Path, environment: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=r"my\.telegram\.org|not set"):
        open_client(tmp_path / "s", environment)


def test_without_its_part_one_is_told_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "telethon", None)
    with pytest.raises(MissingPart) as raised:
        open_client(tmp_path / "s", {})
    assert "waqai[telegram]" in str(raised.value)


def test_signing_in_starts_the_client() -> None:
    client = StandIn()
    sign_in(client)
    assert client.started
