"""Local servers for tests: a small web that answers as it is told, faults included. Nothing outside is reached.

    with WebServer() as web:
        web.put("/page", reply("<p>نص</p>"))              # every request gets it
        web.put("/busy", reply("", 503), reply("<p>1</p>"))  # one after the other; the last is repeated
        web.put("/new", lambda asked: NOT_MODIFIED if "if-none-match" in asked.headers else reply("<p>2</p>"))
        fetch(web.url("/page"))
        assert web.paths == ["/robots.txt", "/page"]

A path that was not put answers 404, `/robots.txt` included. `raw(b"HTTP/1.1 200 OK\\r\\n", HANG)` sends bytes as they
are; among them `HANG` keeps silent until the client leaves, `Drip(data)` sends byte by byte, again and again, `RESET`
tears the connection, and `Wait(event)` waits for the test. Every request is kept (`web.requests`), and how many
connections each host name had at most (`web.most_open`).

The server listens at 127.0.0.1 or, with `WebServer("::1")`, at that; `tls=authority.server("a.test")` makes it HTTPS
(`certificates.Authority`). Host names come from `Names`, a resolver whose answers can change from one question to the
next. `VirtualTime` is a clock and a sleep that passes at once, so that no test waits for a pause.
"""

from tests.servers.names import Names
from tests.servers.virtual_time import VirtualTime
from tests.servers.web import (
    HANG,
    NOT_MODIFIED,
    RESET,
    Asked,
    Drip,
    Reply,
    Wait,
    WebServer,
    gzipped,
    raw,
    redirect,
    reply,
)

__all__ = [
    "HANG",
    "NOT_MODIFIED",
    "RESET",
    "Asked",
    "Drip",
    "Names",
    "Reply",
    "VirtualTime",
    "Wait",
    "WebServer",
    "gzipped",
    "raw",
    "redirect",
    "reply",
]
