"""`waqai stamp` has an authority stamp the ledger, and `waqai verify` says what that proves and what not."""

from __future__ import annotations

import json
import runpy
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import WebServer, reply
from tests.servers.stamp_authority import StampAuthority

PLAIN = runpy.run_path(str(Path(__file__).parents[1] / "storage" / "conftest.py"))
Run = runpy.run_path(str(Path(__file__).with_name("conftest.py")))["Run"]


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> StampAuthority:
    return StampAuthority(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def web(authority: StampAuthority) -> Iterator[WebServer]:
    with WebServer() as server:
        server.put("/tsr", authority.over_http)
        yield server


@pytest.fixture
def folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    run("init", "p")
    assert run("add", "--project", "p", str(PLAIN["write_reports"](tmp_path / "a.jsonl", 2))).status == 0
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path / "p"


def test_a_stamp_proves_what_was_there(run: Run, folder: Path, web: WebServer, authority: StampAuthority) -> None:
    ended = run("stamp", "--authority", web.url("/tsr"))
    assert (ended.status, "Everything up to entry 1 existed at 20" in ended.out) == (0, True)
    assert f"says {authority.name}" in ended.out
    assert "who signed it was not checked" in run("verify").out
    proven = run("verify", "--roots", str(authority.roots))
    assert (proven.status, "signed under a root certificate that was given" in proven.out) == (0, True)
    [stamp] = json.loads(run("verify", "--format", "json").out)["stamps"]
    assert (stamp["entry"], stamp["line"], stamp["address"], stamp["signed"]) == (1, 2, web.url("/tsr"), False)


def test_nothing_new_is_not_stamped_again(run: Run, folder: Path, web: WebServer) -> None:
    assert run("stamp", "--authority", web.url("/tsr")).status == 0
    again = run("stamp", "--authority", web.url("/tsr"))
    assert (again.status, again.out) == (0, "Nothing came in since this authority last stamped the ledger.\n")
    assert len(web.requests) == 1


def test_an_authority_that_gives_nothing_is_named(run: Run, folder: Path, web: WebServer) -> None:
    web.put("/busy", reply("", 503))
    ended = run("stamp", "--authority", web.url("/busy"))
    assert (ended.status, ended.out, f"[bad-status] {web.url('/busy')}" in ended.err) == (3, "", True)
    web.put("/odd", reply("no stamp", type="application/timestamp-reply"))
    ended = run("stamp", "--authority", web.url("/odd"))
    assert (ended.status, f"[stamp] {web.url('/odd')}: this is no answer" in ended.err) == (3, True)
    assert run("verify").status == 0


def test_a_stamp_under_other_roots_ends_with_1(run: Run, folder: Path, web: WebServer, tmp_path: Path) -> None:
    run("stamp", "--authority", web.url("/tsr"))
    ended = run("verify", "--roots", str(StampAuthority(tmp_path / "other", "Another").roots))
    assert (ended.status, "it is not signed under a root certificate" in ended.out) == (1, True)
    assert "existed at" not in ended.out


def test_without_the_optional_part_the_rest_is_proven(
    run: Run, folder: Path, web: WebServer, authority: StampAuthority, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("stamp", "--authority", web.url("/tsr"))
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    ended = run("verify")
    assert (ended.status, "every byte is as it came in" in ended.out) == (0, True)
    assert '1 time stamp not checked: run `pip install "waqai[timestamps]"`' in ended.err
    for command in (("stamp", "--authority", web.url("/again")), ("verify", "--roots", str(authority.roots))):
        ended = run(*command)
        assert (ended.status, "[missing-part]" in ended.err) == (3, True)
    assert len(web.requests) == 1
