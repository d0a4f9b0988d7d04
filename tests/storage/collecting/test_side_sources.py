"""Folders into which files are dropped, and channels through Telegram's API, are collected like any source."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from waqai.acquisition import telegram_api

from .conftest import Desk

TEXT = "سقطت قذائف على حي الزيتون في بلدة الريحان فجر الأحد، وقال سكان إنهم سمعوا دوي انفجارات."


def _drop(desk: Desk, name: str, text: str) -> None:
    path = desk.root.parent / "inbox" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    past = (datetime.now(UTC) - timedelta(hours=1)).timestamp()
    os.utime(path, (past, past))
    desk.now = datetime.now(UTC) + timedelta(minutes=5)


def _folder(desk: Desk, more: str = "") -> None:
    desk.sources(f'name = "drop"\nkind = "folder"\naddress = "{desk.root.parent / "inbox"}"\n{more}')


def test_dropped_files_are_taken_once_and_again_when_they_change(desk: Desk) -> None:
    _drop(desk, "a.txt", TEXT)
    _folder(desk)
    assert desk.collect().counts["new"] == 1
    assert desk.collect(now=True).counts["fetched"] == 0
    _drop(desk, "a.txt", TEXT + " ولم تقع إصابات.")
    assert desk.collect(now=True).counts["fetched"] == 1
    assert len(desk.texts()) == 2
    assert desk.project().verify() is None


def test_a_table_is_read_by_the_columns_that_the_source_names(desk: Desk) -> None:
    _drop(desk, "a.csv", f"رقم,الكلام\n1,{TEXT}\n2,\n")
    _folder(desk, 'columns = {id = "رقم", text = "الكلام"}')
    report = desk.collect()
    assert (report.counts["new"], report.counts["set_aside"]) == (1, 1)
    assert list(desk.texts().values()) == [TEXT]


def test_a_folder_that_is_not_there_fails_the_source_and_says_so(desk: Desk) -> None:
    _folder(desk)
    assert "no such folder" in desk.collect().failures["drop"]
    [health] = desk.project().sources()
    assert health.failures == 1


def test_a_kind_of_file_that_is_none_is_named(desk: Desk) -> None:
    _drop(desk, "a.txt", TEXT)
    _folder(desk, 'as = "fax"')
    assert "'fax' is no kind of file" in desk.collect().failures["drop"]


class _Client:
    """What stands in for telethon's client: a channel of messages by number."""

    def __init__(self, messages: dict[int, str]) -> None:
        self.messages = messages
        self.asked: list[int] = []

    async def connect(self) -> None:
        """Nothing to open."""

    async def disconnect(self) -> None:
        """Nothing to close."""

    async def is_user_authorized(self) -> bool:
        return True

    async def get_entity(self, entity: Any) -> Any:
        return SimpleNamespace(id=77, title="صدى النهر", username="river_news", broadcast=True, megagroup=False)

    async def iter_messages(self, entity: Any, limit: int, *, min_id: int, reverse: bool, offset_date: Any) -> Any:
        self.asked.append(min_id)
        for number in [number for number in sorted(self.messages) if number > min_id][:limit]:
            yield SimpleNamespace(
                id=number,
                message=self.messages[number],
                date=datetime(2016, 10, 9, 10, tzinfo=UTC),
                fwd_from=None,
                action=None,
            )


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> _Client:
    pytest.importorskip("telethon", reason="the extra `telegram` is not installed")
    stand_in = _Client({number: f"{TEXT} الخبر رقم {number}" for number in range(1, 251)})
    monkeypatch.setattr(telegram_api, "open_client", lambda *_: stand_in)
    return stand_in


def test_a_channel_through_the_api_goes_on_where_it_was_and_sees_late_edits(desk: Desk, client: _Client) -> None:
    desk.sources('name = "canal"\nkind = "telegram_api"\naddress = "@river_news"')
    assert desk.collect().counts["new"] == 250
    client.messages[240] = f"{TEXT} تصحيح"
    client.messages[251] = f"{TEXT} الخبر رقم 251"
    client.asked.clear()
    desk.later(hours=2)
    report = desk.collect()
    assert (report.counts["new"], report.counts["version"]) == (1, 1)
    assert min(client.asked) == 150
    assert desk.texts()["telegram:river_news/240"] == f"{TEXT} تصحيح"
    assert desk.project().verify() is None


def test_without_keys_the_source_fails_with_what_to_do(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("telethon", reason="the extra `telegram` is not installed")
    monkeypatch.delenv("WAQAI_TELEGRAM_API_ID", raising=False)
    desk.sources('name = "canal"\nkind = "telegram_api"\naddress = "@river_news"')
    assert "WAQAI_TELEGRAM_API_ID" in desk.collect().failures["canal"]
