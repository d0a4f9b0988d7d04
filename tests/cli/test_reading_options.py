"""`--as`, `--columns` and `--channel` say what files do not tell of themselves, to `add` and to `code` alike."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
TEXT = "اندلع حريق في مخيم قرب أعزاز"


def _codes(out: str) -> list[dict[str, object]]:
    return [json.loads(line)["document"] for line in out.splitlines()]


def test_named_columns_are_read_and_what_is_read_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"يوم;شرح, مطول\n2024-05-05;{TEXT}\n", encoding="utf-8")
    ended = run("code", "--as", "csv", "--columns", "text=شرح, مطول,published=يوم", "a.txt")
    [document] = _codes(ended.out)
    assert (ended.status, document["text"]) == (0, TEXT)
    assert "text from شرح, مطول, published from يوم" in ended.err


def test_an_exported_channel_is_named(run: Run, tmp_path: Path) -> None:
    message = {"id": 7, "type": "message", "date_unixtime": "1714903200", "text": TEXT}
    export = {"name": "أخبار", "type": "public_channel", "id": 42, "messages": [message]}
    (tmp_path / "result.json").write_text(json.dumps(export, indent=1), encoding="utf-8")
    for channel in ("@valley_news", "42=https://t.me/valley_news"):
        [document] = _codes(run("code", "--channel", channel, "result.json").out)
        assert document["id"] == "telegram:valley_news/7"
    run("init", "p")
    ended = run("add", "-p", "p", "--channel", "t.me/s/valley_news", "result.json")
    assert ended.out.startswith("1 new document,")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--as", "book"], "no kind"),
        (["--columns", "text"], "no field"),
        (["--columns", "body=a"], "no field"),
        (["--channel", "no name!"], "no public name"),
        (["--channel", "x=valley_news"], "no number"),
    ],
)
def test_an_option_that_says_nothing_is_wrong_use(run: Run, options: list[str], said: str) -> None:
    ended = run("code", *options, "a.txt")
    assert ended.status == 2
    assert said in ended.err
