"""What is due is fetched, kept, read and stored; what changed is a new version, and what is gone has a tombstone."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest

from tests.servers import reply
from waqai.errors import ProjectBusy, UnknownId
from waqai.storage.layout import COLLECT_LOCK
from waqai.storage.lock import exclusive

from .conftest import Desk
from .site import NewsSite

FIRST = "قال مراسلنا إن طائرة مسيرة استهدفت مستودعاً في بلدة الريحان مساء السبت.\nولم تعلن أي جهة مسؤوليتها."
SECOND = "قتل ثلاثة مدنيين في قصف مدفعي طال حي الزيتون، بحسب مصدر طبي تحدث إلينا."
CHANGED = "قتل خمسة مدنيين في قصف مدفعي طال حي الزيتون، بحسب مصدر طبي تحدث إلينا بعد تحديث الحصيلة."


def _feed(site: NewsSite, **more: str) -> str:
    keys = "".join(f"\n{key} = {value}" for key, value in more.items())
    return f'name = "river"\nkind = "feed"\naddress = "{site.web.url("/rss")}"\nevery = "1h"{keys}'


@pytest.fixture
def river(site: NewsSite, desk: Desk) -> Desk:
    """A desk with one source, a feed of two articles."""
    site.feed("/rss", {"/1": "استهداف مستودع", "/2": "قصف حي الزيتون"})
    site.article("/1", "استهداف مستودع", FIRST)
    site.article("/2", "قصف حي الزيتون", SECOND)
    desk.sources(_feed(site))
    return desk


def test_the_articles_of_a_feed_become_documents(river: Desk) -> None:
    report = river.collect()
    assert (report.counts["new"], report.counts["done"], report.waiting) == (2, 1, 0)
    assert all(any(text in found for found in river.texts().values()) for text in (*FIRST.split("\n"), SECOND))


def test_a_document_names_its_address_time_and_publisher(river: Desk, site: NewsSite) -> None:
    river.collect()
    project = river.project()
    documents = {item.document.url: item.document for item in project.coded()}
    first = documents[site.web.url("/1")]
    assert first.published is not None
    assert first.published.isoformat() == "2016-10-09T10:00:00+03:00"
    assert first.title == "استهداف مستودع"


def test_nothing_is_asked_for_before_it_is_due(river: Desk, site: NewsSite) -> None:
    river.collect()
    river.later(minutes=59)
    report = river.collect()
    assert not report.counts
    assert len(site.asked("/rss")) == 1
    assert river.collect(now=True).counts["round"] == 1


def test_a_second_round_asks_conditionally_and_fetches_only_what_is_new(river: Desk, site: NewsSite) -> None:
    river.collect()
    river.later(hours=1)
    assert river.collect().counts["unchanged"] == 1
    assert "if-none-match" in site.asked("/rss")[1].headers
    site.feed("/rss", {"/3": "هدنة", "/1": "استهداف مستودع", "/2": "قصف حي الزيتون"})
    site.article("/3", "هدنة", "دخلت هدنة لمدة يومين حيز التنفيذ في مدينة الريحان صباح الأحد.")
    river.later(hours=1)
    assert river.collect().counts["new"] == 1
    assert len(site.asked("/1")) == 1


def test_an_article_that_changed_is_a_new_version_and_one_that_changed_back_another(
    river: Desk, site: NewsSite
) -> None:
    river.collect()
    site.article("/2", "قصف حي الزيتون", CHANGED)
    river.later(days=1)
    assert river.collect().counts["version"] == 1
    assert any(CHANGED in text for text in river.texts().values())
    site.article("/2", "قصف حي الزيتون", SECOND)
    river.later(days=6)
    assert river.collect().counts["version"] == 1
    assert any(SECOND in text for text in river.texts().values())
    assert river.project().verify() is None


def test_a_page_that_changed_only_around_the_text_is_no_new_version(river: Desk, site: NewsSite) -> None:
    river.collect()
    site.article("/2", "قصف حي الزيتون", SECOND)
    site.web.put(
        "/2",
        reply(
            f"<!-- served by node 7 --><html><head><title>قصف حي الزيتون</title><meta property="
            f'"article:published_time" content="2016-10-09T10:00:00+03:00"></head><body><article>'
            f"<h1>قصف حي الزيتون</h1><p>{SECOND}</p></article></body></html>"
        ),
    )
    river.later(days=1)
    assert river.collect().counts["version"] == 0


def test_an_address_that_misses_its_text_once_is_asked_again_before_the_text_counts_as_gone(
    river: Desk, site: NewsSite
) -> None:
    river.collect()
    site.gone("/2")
    river.later(days=1)
    assert river.collect().counts["gone"] == 0
    river.later(minutes=30)
    river.collect()
    assert river.project().disappearances() == ()
    river.later(minutes=31)
    assert river.collect().counts["gone"] == 1
    [found] = river.project().disappearances()
    assert found.url == site.web.url("/2")
    assert found.ended_at is None
    assert found.capture is not None
    assert "404" in found.because
    assert any(SECOND in text for text in river.texts().values()), "the document stays"


def test_a_text_that_comes_back_ends_its_tombstone(river: Desk, site: NewsSite) -> None:
    river.collect()
    site.gone("/2", 410)
    for span in (timedelta(days=1), timedelta(hours=2)):
        river.now += span
        river.collect()
    site.article("/2", "قصف حي الزيتون", SECOND)
    river.later(days=7)
    assert river.collect().counts["back"] == 1
    [found] = river.project().disappearances()
    assert found.ended_at == river.now
    assert river.project().verify() is None


def test_a_site_that_is_mended_within_the_hour_lost_nothing(river: Desk, site: NewsSite) -> None:
    river.collect()
    site.gone("/2")
    river.later(days=1)
    river.collect()
    site.article("/2", "قصف حي الزيتون", SECOND)
    river.later(hours=2)
    river.collect()
    site.gone("/2")
    river.later(days=6)
    assert river.collect().counts["gone"] == 0


def test_posts_of_a_channel_are_documents_edits_versions_and_deletions_tombstones(site: NewsSite, desk: Desk) -> None:
    posts = {number: f"تجدد القصف على أطراف بلدة الريحان للمرة {number} اليوم" for number in range(1, 8)}
    site.channel("river_news", posts)
    desk.sources(f'name = "canal"\nkind = "telegram"\naddress = "@river_news"\nmirror = "{site.web.url("")}"')
    assert desk.collect().counts["new"] == 7
    posts[3] = "تجدد القصف على أطراف بلدة الريحان، ومقتل شخصين"
    del posts[5]
    site.channel("river_news", posts)
    desk.later(hours=1)
    report = desk.collect()
    assert (report.counts["version"], report.counts["gone"]) == (1, 1)
    [found] = desk.project().disappearances()
    assert found.stem == "telegram:river_news/5"
    posts[5] = "تجدد القصف على أطراف بلدة الريحان للمرة 5 اليوم"
    site.channel("river_news", posts)
    desk.later(hours=1)
    assert desk.collect().counts["back"] == 1
    assert desk.project().verify() is None


def test_the_newest_post_of_a_channel_can_be_gone_too(site: NewsSite, desk: Desk) -> None:
    posts = {number: f"انفجار عنيف يهز مدينة الريحان، الخبر رقم {number}" for number in range(1, 5)}
    site.channel("river_news", posts)
    desk.sources(f'name = "canal"\nkind = "telegram"\naddress = "@river_news"\nmirror = "{site.web.url("")}"')
    desk.collect()
    del posts[4]
    site.channel("river_news", posts)
    desk.later(hours=1)
    desk.collect()
    assert [found.stem for found in desk.project().disappearances()] == ["telegram:river_news/4"]


def test_a_channel_page_of_another_make_is_a_failure_and_no_deletion(site: NewsSite, desk: Desk) -> None:
    site.channel("river_news", {1: "قصف على بلدة الريحان", 2: "غارة على بلدة الريحان"})
    desk.sources(f'name = "canal"\nkind = "telegram"\naddress = "@river_news"\nmirror = "{site.web.url("")}"')
    desk.collect()
    site.page("/s/river_news", "<html><body><p>If you have Telegram, you can contact us right away.</p></body></html>")
    desk.later(hours=1)
    report = desk.collect()
    assert report.failures
    assert desk.project().disappearances() == ()


def test_a_source_that_fails_says_since_when_and_why_and_is_tried_ever_more_seldom(river: Desk, site: NewsSite) -> None:
    river.collect()
    site.gone("/rss", 500)
    river.later(hours=1)
    began = river.now
    assert "river" in river.collect().failures
    river.later(hours=1)
    river.collect()
    [health] = river.project().sources()
    assert (health.failing_since, health.failures, health.failure_code) == (began, 2, "bad-status")
    assert health.due_at == river.now + timedelta(hours=2)
    assert not river.collect().counts


def test_a_source_that_works_again_forgets_its_failures(river: Desk, site: NewsSite) -> None:
    site.gone("/rss", 503)
    river.collect()
    site.feed("/rss", {"/1": "استهداف مستودع"})
    river.later(days=2)
    assert river.collect().counts["done"] == 1
    [health] = river.project().sources()
    assert (health.failing_since, health.failures, health.failure) == (None, 0, None)


def test_one_failing_source_does_not_stop_the_others(river: Desk, site: NewsSite) -> None:
    river.sources(_feed(site), 'name = "dead"\nkind = "feed"\naddress = "http://127.0.0.1:9/rss"')
    report = river.collect()
    assert report.counts["new"] == 2
    assert list(report.failures) == ["dead"]


def test_an_article_that_fails_for_a_while_is_asked_again_later_and_not_lost(river: Desk, site: NewsSite) -> None:
    site.gone("/2", 500)
    report = river.collect()
    assert (report.counts["new"], report.counts["later"], report.waiting) == (1, 1, 1)
    site.article("/2", "قصف حي الزيتون", SECOND)
    river.later(minutes=30)
    assert river.collect().counts["new"] == 1


def test_an_article_that_keeps_failing_is_set_aside_with_its_reason(river: Desk, site: NewsSite) -> None:
    site.gone("/2", 500)
    for _ in range(8):
        river.collect()
        river.later(hours=12)
    [aside] = [item for item in river.project().set_aside() if item.where == site.web.url("/2")]
    assert aside.error.code == "bad-status"


def test_an_article_that_nobody_may_ask_for_is_set_aside_at_once(river: Desk, site: NewsSite) -> None:
    site.web.put("/robots.txt", reply("User-agent: *\nDisallow: /2\n", type="text/plain"))
    report = river.collect()
    assert report.counts["new"] == 1
    assert [line.split("]")[0] for line in report.set_aside] == ["[robots"]
    assert site.asked("/2") == []


def test_an_article_in_another_language_is_set_aside_by_the_coder_and_kept(river: Desk, site: NewsSite) -> None:
    site.article("/2", "Council meets", "The council met on Sunday and discussed the budget of the harbour at length.")
    assert river.collect().counts["new"] == 2


def test_a_page_without_text_is_set_aside_and_its_bytes_are_kept(river: Desk, site: NewsSite) -> None:
    site.page("/2", "<html><body></body></html>")
    report = river.collect()
    assert report.counts["set_aside"] == 1
    [aside] = river.project().set_aside()
    assert aside.sha256 is not None
    assert river.project().verify() is None


def test_a_clock_that_was_set_back_silences_no_source(river: Desk) -> None:
    river.collect()
    river.later(days=-400)
    assert river.collect().counts["done"] == 1
    assert river.project().verify() is None


def test_a_clock_that_jumps_ahead_and_back_leaves_the_source_due(river: Desk) -> None:
    river.later(days=4_000)
    river.collect()
    river.later(days=-4_000, hours=2)
    assert river.collect().counts["done"] == 1


def test_two_collectors_do_not_work_on_one_project(river: Desk) -> None:
    with exclusive(river.root / COLLECT_LOCK), pytest.raises(ProjectBusy, match="another collector"):
        river.collect()
    assert river.collect().counts["new"] == 2


def test_a_source_of_no_such_name_is_answered_with_those_there_are(river: Desk) -> None:
    with pytest.raises(UnknownId, match="river"):
        river.collect("rivver")


def test_a_paused_source_is_not_asked(river: Desk, site: NewsSite) -> None:
    river.sources(_feed(site, paused="true"))
    assert not river.collect(now=True).counts
    assert site.web.paths == []


def test_what_a_source_wanted_is_struck_off_when_the_settings_no_longer_name_it(river: Desk, site: NewsSite) -> None:
    site.gone("/2", 500)
    river.collect()
    river.sources()
    river.later(days=1)
    river.collect()
    river.sources(_feed(site))
    site.article("/2", "قصف حي الزيتون", SECOND)
    river.later(days=1)
    assert river.collect().counts["new"] == 1


def test_the_bytes_of_every_answer_are_kept_with_their_headers(river: Desk, site: NewsSite) -> None:
    from warcio.archiveiterator import ArchiveIterator

    river.collect()
    kept = {}
    for path in (river.root / "archive" / "warc").iterdir():
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                if record.rec_type == "response":
                    kept[record.rec_headers.get_header("WARC-Target-URI")] = record.content_stream().read()
    assert set(kept) == {site.web.url(path) for path in ("/rss", "/1", "/2")}
    assert FIRST.split("\n")[0].encode() in kept[site.web.url("/1")]


def test_a_packed_sitemap_leads_to_its_pages(site: NewsSite, desk: Desk) -> None:
    place = f"<url><loc>{site.web.url('/1')}</loc></url>"
    listed = f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{place}</urlset>'
    site.web.put("/sitemap.xml.gz", reply(gzip.compress(listed.encode()), type="application/x-gzip"))
    site.article("/1", "استهداف مستودع", FIRST)
    desk.sources(f'name = "map"\nkind = "sitemap"\naddress = "{site.web.url("/sitemap.xml.gz")}"')
    assert desk.collect().counts["new"] == 1


def test_fifty_hosts_are_asked_at_once_and_each_within_its_limit(desk: Desk) -> None:
    from contextlib import ExitStack

    from tests.servers import WebServer

    with ExitStack() as stack:
        sites = [NewsSite(stack.enter_context(WebServer(f"127.0.0.{number}"))) for number in range(2, 52)]
        for number, one in enumerate(sites):
            one.feed("/rss", {f"/{item}": f"خبر {item}" for item in range(4)})
            for item in range(4):
                one.article(f"/{item}", f"خبر {item}", f"سقطت قذيفة على سوق بلدة الريحان رقم {number} {item} ظهراً.")
        desk.sources(
            *(f'name = "s{n}"\nkind = "feed"\naddress = "{one.web.url("/rss")}"' for n, one in enumerate(sites))
        )
        report = desk.collect()
        assert report.counts["new"] == 200
        assert all(max(one.web.most_open.values()) == 1 for one in sites)
    assert desk.project().verify() is None
