"""Hosts are asked at their pace: so many at once, with pauses, and left alone when they fail or ask for it."""

from __future__ import annotations

import asyncio
import random
import threading
from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.servers import Asked, Reply, VirtualTime, WebServer, raw, reply
from waqai.acquisition.fetching.fetcher import Fetcher
from waqai.acquisition.fetching.manners import Manners
from waqai.acquisition.fetching.pace import LONGEST_REST, PATIENCE, Pace
from waqai.errors import BadStatus, CutOff, HostResting

from .conftest import Desk


class Track:
    """Goes through turns and notes what was open at once, and when each turn began and ended."""

    def __init__(self, **manners: float) -> None:
        self.time = VirtualTime()
        self.pace = Pace(
            Manners(**manners),  # type: ignore[arg-type]
            monotonic=self.time.monotonic,
            sleep=self.time.sleep,
            random=random.Random(3),  # noqa: S311
        )
        self.open: dict[str, int] = defaultdict(int)
        self.most_of_a_host = 0
        self.most_hosts = 0
        self.turns: dict[str, list[tuple[float, float]]] = defaultdict(list)

    async def turn(self, host: str, lasts: float = 0.0) -> None:
        async with self.pace.turn(host):
            began = self.time.monotonic()
            self.open[host] += 1
            self.most_of_a_host = max(self.most_of_a_host, self.open[host])
            self.most_hosts = max(self.most_hosts, sum(count > 0 for count in self.open.values()))
            await self.time.sleep(lasts)
            self.open[host] -= 1
            self.turns[host].append((began, self.time.monotonic()))

    def go(self, turns: list[tuple[str, float]]) -> None:
        async def all_of_them() -> None:
            await asyncio.gather(*(self.turn(host, lasts) for host, lasts in turns))

        asyncio.run(all_of_them())


@given(
    st.lists(st.tuples(st.sampled_from("abcdef"), st.floats(0, 9)), max_size=40),
    st.integers(1, 4),
    st.integers(1, 4),
    st.floats(0, 20),
)
def test_whatever_comes_the_limits_and_pauses_hold_and_all_get_their_turn(
    turns: list[tuple[str, float]], hosts: int, connections: int, pause: float
) -> None:
    track = Track(hosts=hosts, connections_per_host=connections, pause_seconds=pause)
    track.go(turns)
    assert track.most_hosts <= hosts
    assert track.most_of_a_host <= connections
    assert sum(map(len, track.turns.values())) == len(turns)
    for done in track.turns.values():
        begins = sorted(began for began, _ in done)
        assert all(later - earlier >= pause - 1e-6 for earlier, later in pairwise(begins))


def test_the_pause_begins_when_a_request_ends() -> None:
    track = Track(pause_seconds=2)
    track.go([("a", 5.0), ("a", 5.0)])
    assert track.turns["a"] == [(0.0, 5.0), (7.0, 12.0)]


def test_a_host_that_pauses_holds_no_place_that_others_could_have() -> None:
    track = Track(hosts=1, pause_seconds=1_000)
    track.go([("a", 0.0), ("a", 0.0), ("b", 0.0)])
    assert track.turns["b"][0][0] < track.turns["a"][1][0]


def test_a_place_is_given_back_when_a_request_fails_or_is_given_up() -> None:
    track = Track(hosts=1, pause_seconds=0)

    async def failing() -> None:
        with pytest.raises(ZeroDivisionError):
            async with track.pace.turn("a"):
                raise ZeroDivisionError
        async with track.pace.turn("a"):
            waiting = [asyncio.ensure_future(track.turn(host)) for host in ("a", "b")]
            await asyncio.sleep(0.01)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        await track.turn("b")

    asyncio.run(failing())
    assert list(track.turns) == ["b"]


def test_failures_in_a_row_make_a_host_rest_longer_each_time_up_to_an_hour() -> None:
    track = Track(pause_seconds=0)
    rests = []
    for _ in range(20):
        track.pace.failed("a")
        rests.append(track.pace.rest("a"))
        track.time.pass_by(rests[-1])
    for number, rest in enumerate(rests):
        expected = min(2.0 * 2**number, 4_096)
        assert min(expected * 0.5, 3_600) - 0.001 <= rest <= min(expected * 1.5, 3_600) + 0.001
    assert len(set(rests[:10])) == 10
    track.pace.worked("a")
    track.pace.failed("a")
    assert track.pace.rest("a") <= 3.0


def test_what_a_host_asks_for_is_kept_and_never_shortened() -> None:
    track = Track()
    track.pace.failed("a", 500.0)
    track.pace.failed("a", 1.0)
    assert track.pace.rest("a") == 500.0
    track.pace.failed("a", 1e12)
    assert track.pace.rest("a") == LONGEST_REST


def test_a_short_rest_is_waited_for_and_a_long_one_is_an_error_at_once() -> None:
    track = Track(pause_seconds=0)
    track.pace.failed("a", PATIENCE)
    asyncio.run(track.turn("a"))
    assert track.turns["a"][0][0] == PATIENCE
    track.pace.failed("a", PATIENCE + 1)
    with pytest.raises(HostResting) as caught:
        asyncio.run(track.turn("a"))
    assert caught.value.retry_after == PATIENCE + 1
    assert not caught.value.lasting


@pytest.mark.parametrize("connections", [1, 2])
def test_fifty_hosts_at_once_within_their_limits(connections: int, web: WebServer, desk: Desk) -> None:
    desk.behave(hosts=10, connections_per_host=connections, pause_seconds=1)
    began: dict[str, list[float]] = defaultdict(list)
    ten = threading.Event()

    def page(asked: Asked) -> Reply:
        began[asked.host].append(desk.time.monotonic())
        if web.most_hosts == 10:
            ten.set()
        ten.wait(5)
        return reply("نص")

    web.put("/robots.txt", page)
    web.put("/", page)

    async def all_of_them(fetcher: Fetcher) -> list[int]:
        hosts = [f"host{number}.test" for number in range(50)]
        fetched = await asyncio.gather(*(fetcher.fetch(web.url("/", host)) for host in hosts for _ in range(3)))
        return [each.status for each in fetched]

    assert desk.run(all_of_them) == [200] * 150
    assert len(began) == 50
    assert web.most_hosts == 10
    assert max(web.most_open.values()) <= connections
    for moments in began.values():
        assert len(moments) == 4  # robots.txt and three pages
        if connections == 1:  # else a request may be seen after the one that was made behind it
            assert all(later - earlier >= 0.999 for earlier, later in pairwise(moments))


def test_a_wall_clock_that_jumps_changes_no_pause(web: WebServer, desk: Desk) -> None:
    desk.behave(pause_seconds=10)
    moments: list[float] = []

    def page(_: Asked) -> Reply:
        moments.append(desk.time.monotonic())
        desk.time.set_by(timedelta(days=400 if len(moments) % 2 else -900))
        return reply("نص")

    web.put("/", page)

    async def some(fetcher: Fetcher) -> None:
        for _ in range(4):
            await fetcher.fetch(web.url("/"))

    desk.run(some)
    assert [later - earlier for earlier, later in pairwise(moments)] == [10.0] * 3
    assert web.paths.count("/robots.txt") == 1


def test_a_page_that_fails_for_a_while_is_tried_again(web: WebServer, desk: Desk) -> None:
    desk.behave(tries=3)
    web.put("/", reply("", 503), raw(), reply("نص"))
    fetched = desk.fetch(web.url("/"))
    assert fetched.status == 200
    assert len(fetched.captures) == 1
    assert web.paths == ["/robots.txt", "/", "/", "/"]
    assert len(desk.time.slept) == 2


def test_a_page_that_goes_on_failing_is_given_up_with_its_last_answer(web: WebServer, desk: Desk) -> None:
    desk.behave(tries=3)
    web.put("/", raw(), raw(), reply("مشغول", 503))
    error = desk.fails(web.url("/"), BadStatus)
    assert (error.status, error.captures[0].body) == (503, "مشغول".encode())
    assert web.paths.count("/") == 3


def test_a_page_that_is_gone_is_not_tried_again(web: WebServer, desk: Desk) -> None:
    desk.behave(tries=5)
    desk.fails(web.url("/"), BadStatus)
    assert web.paths == ["/robots.txt", "/"]


def test_a_short_pause_that_a_host_asks_for_is_waited_for(web: WebServer, desk: Desk) -> None:
    desk.behave(tries=2)
    web.put("/", reply("", 429, {"Retry-After": "30"}), reply("نص"))
    assert desk.fetch(web.url("/")).status == 200
    assert desk.time.slept == [30.0]


@pytest.mark.parametrize("status", [429, 503])
def test_a_long_pause_that_a_host_asks_for_holds_for_all_of_the_host(status: int, web: WebServer, desk: Desk) -> None:
    desk.behave(tries=3)
    web.put("/a", reply("", status, {"Retry-After": "3600"}))
    web.put("/b", reply("نص"))
    errors: list[BadStatus | HostResting] = []

    async def both(fetcher: Fetcher) -> int:
        for path, kind in (("/a", BadStatus), ("/b", HostResting)):
            with pytest.raises(kind) as caught:
                await fetcher.fetch(web.url(path))
            errors.append(caught.value)
        assert (await fetcher.fetch(web.url("/b", "other.test"))).status == 200
        desk.time.pass_by(3600)
        return (await fetcher.fetch(web.url("/b"))).status

    assert desk.run(both) == 200
    assert [error.retry_after for error in errors] == [3600.0, 3600.0]
    assert [type(error.__cause__) for error in errors] == [HostResting, type(None)]
    assert [error.lasting for error in errors] == [False, False]
    assert web.paths.count("/a") == 1


def test_a_host_that_is_down_is_soon_left_alone(web: WebServer, desk: Desk) -> None:
    """Of a hundred addresses of a dead host only the first few are tried; each of the rest fails at once."""
    web.put("/robots.txt", reply("User-agent: *\nAllow: /"))
    for number in range(100):
        web.put(f"/{number}", raw())

    async def all_of_them(fetcher: Fetcher) -> list[type]:
        tasks = [fetcher.fetch(web.url(f"/{number}")) for number in range(100)]
        return [type(error) for error in await asyncio.gather(*tasks, return_exceptions=True)]

    kinds = desk.run(all_of_them)
    assert set(kinds) == {CutOff, HostResting}
    assert kinds.count(CutOff) < 10
    assert sum(desk.time.slept) < 20 * PATIENCE
