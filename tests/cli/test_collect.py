"""`waqai sources` and `waqai collect`, as a person and a machine meet them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import WebServer, reply

ARTICLE = (
    '<!doctype html><html lang="ar"><head><meta charset="utf-8"><title>قذيفة على السوق</title></head><body><article>'
    "<p>سقطت قذيفة على سوق بلدة الريحان ظهر السبت، وقال سكان إن المحال كانت مغلقة.</p></article></body></html>"
)
SETTINGS = '\n[collecting]\npause_seconds = 0\ntries = 1\nallow_addresses = ["127.0.0.0/8"]\n'


def _waqai(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from waqai.cli.main import run; run()", *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as served:
        served.put("/page", reply(ARTICLE))
        yield served


@pytest.fixture
def project(tmp_path: Path) -> str:
    folder = tmp_path / "desk"
    assert _waqai("init", str(folder)).returncode == 0
    with (folder / "waqai.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS)
    return str(folder)


def _add(project: str, web: WebServer) -> None:
    added = _waqai("sources", "add", "market", "--kind", "page", "--address", web.url("/page"), "--project", project)
    assert added.returncode == 0, added.stderr
    assert "Next: waqai collect" in added.stderr


def test_a_project_without_sources_says_how_to_add_one(project: str) -> None:
    for command in ("sources", "collect"):
        done = _waqai(command, "--project", project)
        assert done.returncode == 0
        assert "waqai sources add" in done.stderr


def test_a_source_is_added_collected_from_and_shown(project: str, web: WebServer) -> None:
    _add(project, web)
    done = _waqai("collect", "--project", project)
    assert (done.returncode, done.stdout) == (0, "1 answer, 1 new document, 0 new versions, 0 already there.\n")
    assert "Next: waqai process" in done.stderr
    shown = _waqai("sources", "--project", project)
    assert shown.returncode == 0
    assert "market" in shown.stdout
    assert "well" in shown.stdout
    again = _waqai("collect", "--project", project)
    assert "Nothing is due. Next is market at" in again.stderr


def test_what_fails_is_told_with_its_reason_and_exit_status(project: str, web: WebServer) -> None:
    web.put("/page", reply("", 500))
    _add(project, web)
    done = _waqai("collect", "--project", project)
    assert done.returncode == 3
    assert "market: failed: [bad-status]" in done.stderr
    assert "Traceback" not in done.stderr
    shown = _waqai("sources", "--format", "jsonl", "--project", project)
    assert shown.returncode == 1
    assert json.loads(shown.stdout)["failure_code"] == "bad-status"


def test_the_log_for_machines_is_an_object_a_line(project: str, web: WebServer) -> None:
    _add(project, web)
    done = _waqai("collect", "--log", "json", "--project", project)
    events = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert [event["event"] for event in events] == ["round", "fetched", "new", "done"]
    assert {event["source"] for event in events} == {"market"}


def test_an_inner_address_is_refused_unless_the_settings_let_it_in(project: str, web: WebServer) -> None:
    path = Path(project) / "waqai.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(SETTINGS, ""), encoding="utf-8")
    _add(project, web)
    done = _waqai("collect", "--project", project)
    assert done.returncode == 3
    assert "[inner-address]" in done.stderr
    assert web.paths == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a/b", "--kind", "page", "--address", "https://example.org/"), "no name of a source"),
        (("a", "--kind", "fax", "--address", "https://example.org/"), "kind"),
        (("a", "--kind", "page", "--address", "file:///etc/passwd"), "no address of the web"),
        (("a", "--kind", "page", "--address", "https://example.org/", "--every", "often"), "no length of time"),
        (("a", "--kind", "page", "--address", "https://example.org/", "--set", "pages"), "not KEY=VALUE"),
        (("a", "--kind", "page", "--address", "https://example.org/", "--set", "depth=3"), "depth"),
        (("a", "--kind", "telegram", "--address", "not a channel"), "no public name"),
    ],
)
def test_a_source_that_makes_no_sense_is_wrong_use_and_changes_nothing(
    project: str, words: tuple[str, ...], said: str
) -> None:
    before = (Path(project) / "waqai.toml").read_bytes()
    done = _waqai("sources", "add", *words, "--project", project)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert (Path(project) / "waqai.toml").read_bytes() == before


def test_a_source_is_paused_resumed_and_taken_out(project: str, web: WebServer) -> None:
    _add(project, web)
    assert _waqai("sources", "pause", "market", "--project", project).returncode == 0
    assert "paused" in _waqai("sources", "--project", project).stdout
    assert _waqai("collect", "--project", project).stderr.strip().endswith("All sources are paused.")
    assert _waqai("sources", "resume", "market", "--project", project).returncode == 0
    assert _waqai("sources", "remove", "market", "--project", project).returncode == 0
    assert _waqai("sources", "remove", "market", "--project", project).returncode == 3


def test_a_watch_collects_what_falls_due_and_ends_in_order_when_it_is_told_to(project: str, web: WebServer) -> None:
    _add(project, web)
    path = Path(project) / "waqai.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('every = "1h"', 'every = "1s"'), encoding="utf-8")
    command = [sys.executable, "-c", "from waqai.cli.main import run; run()", "collect", "--watch", "--log", "json"]
    watch = subprocess.Popen([*command, "--project", project], stderr=subprocess.PIPE, text=True)
    try:
        assert watch.stderr is not None
        events = []
        deadline = time.monotonic() + 60
        while [event["event"] for event in events].count("done") < 2 and time.monotonic() < deadline:
            events.append(json.loads(watch.stderr.readline()))
        second = _waqai("collect", "--project", project)
        assert second.returncode == 3
        assert "another collector works on the project" in second.stderr
        os.kill(watch.pid, signal.SIGTERM)
        assert watch.wait(60) == 0
    finally:
        watch.kill()
        watch.communicate()
    assert [event["event"] for event in events].count("new") == 1
    assert len(web.paths) >= 2
