"""Killed at any moment, or out of disk, a collecting leaves archive, store and ledger in agreement.

The next one ends as if nothing had happened.
"""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from waqai.storage.project import Project

from .conftest import Desk
from .cut_off import Ended, collect_apart
from .site import NewsSite

ARTICLES = {f"/{number}": f"قصف على بلدة الريحان رقم {number}" for number in range(6)}
POSTS = {number: f"غارة جوية على أطراف بلدة الريحان، وهي الغارة رقم {number} اليوم" for number in range(1, 6)}
AFTER = """\
سقطت قذائف على حي الزيتون في بلدة الريحان فجر الأحد، وقال سكان إنهم سمعوا دوي انفجارات.
"""


def _run(desk: Desk, end: int = 0, most_bytes: int = 0) -> Ended:
    return collect_apart(desk.root, desk.now, end=end, most_bytes=most_bytes)


def _publish(site: NewsSite, desk: Desk) -> None:
    """A feed of articles and a channel, and a desk that collects from both."""
    site.feed("/rss", ARTICLES)
    for path, title in ARTICLES.items():
        site.article(path, title, AFTER + title)
    site.channel("river_news", POSTS)
    desk.sources(
        f'name = "river"\nkind = "feed"\naddress = "{site.web.url("/rss")}"',
        f'name = "canal"\nkind = "telegram"\naddress = "@river_news"\nmirror = "{site.web.url("")}"',
    )


def _edit(site: NewsSite, desk: Desk) -> None:
    """A day later an article and a post are other, another post is gone, and an article is new."""
    site.article("/2", ARTICLES["/2"], AFTER + "وقتل شخصان")
    site.article("/9", "هدنة", "دخلت هدنة لمدة يومين حيز التنفيذ في بلدة الريحان صباح الأحد.")
    site.feed("/rss", {"/9": "هدنة", **ARTICLES})
    posts = {**POSTS, 2: "غارتان على أطراف بلدة الريحان"}
    del posts[4]
    site.channel("river_news", posts)
    desk.now += timedelta(days=1)


def _state(desk: Desk) -> tuple[object, ...]:
    """What a project holds: all versions of its documents, and what is gone."""
    project = desk.project()
    try:
        assert project.verify() is None
        documents = sorted((item.document.id, item.document.text) for item in project.coded())
        gone = sorted(found.stem for found in project.disappearances() if found.ended_at is None)
        counts = project.counts()
        return documents, gone, counts.documents, counts.captures
    finally:
        project.close()


@pytest.fixture
def calm(tmp_path: Path, site: NewsSite) -> tuple[tuple[object, ...], int]:
    """What two collectings in peace come to, and how many moments the second has."""
    desk = Desk(tmp_path / "calm")
    _publish(site, desk)
    assert _run(desk).status == 0
    _edit(site, desk)
    done = _run(desk)
    assert done.status == 0, done.said
    return _state(desk), int(done.said)


def test_killed_at_twenty_random_moments_it_ends_as_in_peace(
    tmp_path: Path, site: NewsSite, calm: tuple[tuple[object, ...], int]
) -> None:
    expected, moments = calm
    chance = random.Random(5)  # noqa: S311
    ends = sorted(chance.sample(range(1, moments + 1), 20))
    _publish(site, before := Desk(tmp_path / "before"))
    assert _run(before).status == 0
    _edit(site, before)
    for end in ends:
        desk = Desk.copy_of(before, tmp_path / f"killed-{end}")
        assert _run(desk, end).status == -9, f"moment {end} of {moments}"
        _readable(desk)
        done = _run(desk)
        assert done.status == 0, done.said
        assert _state(desk) == expected, f"killed at moment {end} of {moments}"


def test_killed_again_and_again_it_still_comes_to_the_end(
    tmp_path: Path, site: NewsSite, calm: tuple[tuple[object, ...], int]
) -> None:
    expected, _ = calm
    desk = Desk(tmp_path / "again")
    _publish(site, desk)
    assert _run(desk).status == 0
    _edit(site, desk)
    for end in (7, 19, 31, 5, 43):
        _run(desk, end)
    assert _run(desk).status == 0
    assert _state(desk) == expected


def test_a_full_disk_is_said_and_nothing_of_what_was_there_is_lost(
    tmp_path: Path, site: NewsSite, calm: tuple[tuple[object, ...], int]
) -> None:
    expected, _ = calm
    _publish(site, before := Desk(tmp_path / "before"))
    assert _run(before).status == 0
    _edit(site, before)
    said = 0
    for most_bytes in (2_000, 6_000, 20_000, 80_000):
        desk = Desk.copy_of(before, tmp_path / f"full-{most_bytes}")
        done = _run(desk, 0, most_bytes)
        said += done.status == 3
        assert done.status == 0 or "disk" in done.said, done.said
        assert "Traceback" not in done.said
        _readable(desk)
        assert _run(desk).status == 0
        assert _state(desk) == expected
    assert said >= 2


def _readable(desk: Desk) -> None:
    """Before anything is mended, nothing that was acknowledged is missing or altered."""
    project = Project.open(desk.root, clock=desk.clock)
    try:
        assert project.verify() is None
    finally:
        project.close()
