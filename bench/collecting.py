"""How fast a project collects, and in how much memory: `python -m bench.collecting [CAPTURES]`.

A server in a process of its own plays fifty hosts, each with a sitemap of made-up articles; the project collects all,
with no pause between requests. Memory is told along the way: it must not grow with what was collected.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from bench.reports import corpus
from waqai.knowledge.gazetteer_build import default_path, ensure
from waqai.storage.collect_report import Happened
from waqai.storage.project import Project

_HOSTS = 50
_SETTINGS = '[collecting]\npause_seconds = 0\nallow_addresses = ["127.0.0.0/8"]\n'
_TOLD = 10
_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


class _Hosts(BaseHTTPRequestHandler):
    """Sitemaps of `articles` articles for each host, and the articles."""

    articles = 0
    texts: list[str]

    def do_GET(self) -> None:
        if self.path == "/robots.txt":
            self.send_error(404)
        elif self.path == "/sitemap.xml":
            host = f"http://{self.headers['Host']}"
            places = "".join(f"<url><loc>{host}/{number}</loc></url>" for number in range(self.articles))
            self._send(f'<?xml version="1.0"?><urlset xmlns="{_NAMESPACE}">{places}</urlset>', "xml")
        else:
            number = int(self.path[1:])
            text = self.texts[number % len(self.texts)]
            own = f"الخبر {number} من {self.headers['Host']}"
            body = f"<article><p>{own}. {text}</p></article>"
            self._send(f"<html><head><title>{own}</title></head><body>{body}</body></html>", "html")

    def _send(self, body: str, kind: str) -> None:
        content = body.encode()
        self.send_response(200)
        self.send_header("Content-Type", f"text/{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Keep quiet."""


def _serve(articles: int, ready: Any) -> None:
    _Hosts.articles, _Hosts.texts = (
        articles,
        [document.text for document in corpus(ensure(default_path()), 50).documents],
    )
    server = ThreadingHTTPServer(("0.0.0.0", 0), _Hosts)  # noqa: S104 - fifty addresses of this machine
    ready.send(server.server_address[1])
    server.serve_forever()


@contextmanager
def _hosts(articles: int) -> Iterator[int]:
    """The port at which the hosts 127.0.0.2 and on answer."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(articles, there), daemon=True)
    process.start()
    try:
        yield here.recv()
    finally:
        process.terminate()


def _megabytes() -> float:
    found = re.search(r"VmRSS:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) / 1024 if found else 0.0


def main(captures: int) -> None:
    """Collect so many articles, and print what that took."""
    with tempfile.TemporaryDirectory() as folder, _hosts(captures // _HOSTS) as port:
        root = Path(folder) / "project"
        Project.create(root).close()
        sources = (
            f'[[sources]]\nname = "host-{number}"\nkind = "sitemap"\n'
            f'address = "http://127.0.0.{number + 2}:{port}/sitemap.xml"\n'
            for number in range(_HOSTS)
        )
        (root / "waqai.toml").write_text(_SETTINGS + "".join(sources), encoding="utf-8")
        new, begun = 0, time.perf_counter()

        def tell(happened: Happened) -> None:
            nonlocal new
            new += happened.what == "new"
            if happened.what == "new" and new % max(captures // _TOLD, 1) == 0:
                rate = new / (time.perf_counter() - begun)
                print(f"{new:>9,} captures, {rate:4.0f} a second, {_megabytes():.0f} MiB", flush=True)

        project = Project.open(root)
        asyncio.run(project.collector(listener=tell).once())
        size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) / 1e6
        seconds = time.perf_counter() - begun
        print(f"{new:,} captures in {seconds:.0f} s; the project has {size:.0f} MB; {project.verify() or 'whole'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
