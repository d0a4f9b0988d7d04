"""A news site on this machine whose pages a test writes, changes and takes away."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from tests.servers import NOT_MODIFIED, Asked, Reply, WebServer, reply


class NewsSite:
    """A site with a feed, articles and a channel, on a local server; pages can be asked conditionally where `etags`."""

    def __init__(self, web: WebServer, *, etags: bool = True) -> None:
        self.web = web
        self.etags = etags

    def page(self, path: str, body: str, type: str = "text/html; charset=utf-8") -> None:
        """Put a page."""
        etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'

        def answer(asked: Asked) -> Reply:
            if self.etags and asked.headers.get("if-none-match") == etag:
                return NOT_MODIFIED
            return reply(body, headers={"ETag": etag} if self.etags else {}, type=type)

        self.web.put(path, answer)

    def feed(self, path: str, articles: Mapping[str, str]) -> None:
        """Put an RSS feed that lists articles, titles by path."""
        items = "".join(
            f"<item><title>{title}</title><link>{self.web.url(link)}</link><guid>{link}</guid>"
            "<pubDate>Sun, 09 Oct 2016 10:00:00 +0300</pubDate></item>"
            for link, title in articles.items()
        )
        text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>صدى النهر</title>{items}</channel></rss>'
        self.page(path, text, "application/rss+xml; charset=utf-8")

    def article(self, path: str, title: str, text: str) -> None:
        """Put an article; each line of its text is a paragraph."""
        paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
        self.page(
            path,
            f'<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{title}</title>'
            '<meta property="article:published_time" content="2016-10-09T10:00:00+03:00"></head>'
            f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>",
        )

    def gone(self, path: str, status: int = 404) -> None:
        """Take a page away."""
        self.web.put(path, reply("", status))

    def channel(self, name: str, posts: Mapping[int, str], query: str = "") -> None:
        """Put the preview of a channel that shows these posts, by number."""
        shown = "".join(
            '<div class="tgme_widget_message_wrap js-widget_message_wrap">'
            f'<div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{name}/{number}">'
            f'<div class="tgme_widget_message_bubble"><div class="tgme_widget_message_text js-message_text" dir="auto">'
            f'{text}</div><div class="tgme_widget_message_footer"><a class="tgme_widget_message_date" '
            f'href="https://t.me/{name}/{number}"><time datetime="2016-10-09T10:{number % 60:02}:00+00:00" '
            'class="time">10:00</time></a></div></div></div></div>'
            for number, text in sorted(posts.items())
        )
        self.page(
            f"/s/{name}{query}",
            '<!DOCTYPE html><html><head><meta charset="utf-8"><title>صدى النهر – Telegram</title>'
            f'<meta property="og:title" content="صدى النهر"></head><body class="widget_frame_base tgme_webpreview">'
            '<div class="tgme_channel_info"><div class="tgme_channel_info_header_title">'
            '<span dir="auto">صدى النهر</span></div></div>'
            f'<section class="tgme_channel_history js-message_history">{shown}</section></body></html>',
        )

    def asked(self, path: str) -> list[Asked]:
        """The requests for one path so far."""
        return [asked for asked in self.web.requests if asked.path == path]
