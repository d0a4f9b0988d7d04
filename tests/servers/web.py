"""A web server in threads that answers as it is told."""

from __future__ import annotations

import gzip
import socket
import socketserver
import ssl
import struct
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType


@dataclass(frozen=True)
class Wait:
    """Waits until the test sets the event, or the server ends."""

    event: threading.Event


@dataclass(frozen=True)
class Drip:
    """Sends the bytes one at a time, again and again, until the client leaves."""

    data: bytes
    seconds: float = 0.005


class _Hang:
    """Keeps silent until the client leaves."""


class _Reset:
    """Tears the connection."""


HANG = _Hang()
RESET = _Reset()
Part = bytes | Wait | Drip | _Hang | _Reset


@dataclass(frozen=True)
class Reply:
    """What is sent, piece by piece; then the connection is closed."""

    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Asked:
    """A request: its path with the query, the host name without port, headers by lower-case name, its bytes.

    What it sends stands behind the empty line.
    """

    path: str
    host: str
    headers: Mapping[str, str]
    raw: bytes

    @property
    def content(self) -> bytes:
        """What it sends."""
        return self.raw.partition(b"\r\n\r\n")[2]


Answers = Reply | Callable[[Asked], Reply]


def raw(*parts: Part) -> Reply:
    """Bytes and faults as they are."""
    return Reply(parts)


def reply(
    body: str | bytes = "", status: int = 200, headers: Mapping[str, str] | None = None, *, type: str | None = None
) -> Reply:
    """A whole answer, HTML unless `type` or a header says otherwise; `type=""` sends no Content-Type."""
    content = body.encode() if isinstance(body, str) else body
    fields = {"Content-Type": "text/html; charset=utf-8" if type is None else type, "Content-Length": str(len(content))}
    fields |= headers or {}
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in fields.items() if value)]
    return raw("\r\n".join([*lines, "", ""]).encode("latin-1") + content)


def gzipped(body: str | bytes, headers: Mapping[str, str] | None = None, *, type: str | None = None) -> Reply:
    """A whole answer whose content is packed."""
    content = body.encode() if isinstance(body, str) else body
    return reply(gzip.compress(content, mtime=0), 200, {"Content-Encoding": "gzip", **(headers or {})}, type=type)


def redirect(to: str, status: int = 302) -> Reply:
    """Sends on to another address, which is written as UTF-8."""
    return raw(f"HTTP/1.1 {status} Said\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode())


NOT_MODIFIED = raw(b"HTTP/1.1 304 Not Modified\r\n\r\n")


class WebServer(socketserver.ThreadingTCPServer):
    """A server at a free port of a local address. Use it as a context manager."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: str = "127.0.0.1", *, tls: ssl.SSLContext | None = None) -> None:
        self.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
        self._tls = tls
        self._lock = threading.Lock()
        self._answers: dict[str, list[Answers]] = {}
        self._open: Counter[str] = Counter()
        self._thread: threading.Thread | None = None
        self.ended = threading.Event()
        self.requests: list[Asked] = []
        self.most_open: Counter[str] = Counter()
        self.most_hosts = 0
        super().__init__((address, 0), _Connection)

    @property
    def port(self) -> int:
        """The port it listens at."""
        return int(self.server_address[1])

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        with self._lock:
            return [asked.path for asked in self.requests]

    def url(self, path: str = "/", host: str | None = None) -> str:
        """The address of a path, by the server's own address or by a host name."""
        own = f"[{self.server_address[0]}]" if self.address_family == socket.AF_INET6 else self.server_address[0]
        return f"{'https' if self._tls else 'http'}://{host or own}:{self.port}{path}"

    def put(self, path: str, *answers: Answers) -> None:
        """Says what a path answers: one after the other, the last again and again. `host:/path` is of one host."""
        with self._lock:
            self._answers[path] = list(answers)

    def __enter__(self) -> WebServer:
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        self.shutdown()
        self.server_close()

    def get_request(self) -> tuple[socket.socket, object]:
        connection, address = super().get_request()
        connection.settimeout(30)
        return connection, address

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that leaves in the middle is what many tests are about."""

    def secured(self, connection: socket.socket) -> socket.socket:
        """The connection, encrypted where the server is."""
        return self._tls.wrap_socket(connection, server_side=True) if self._tls else connection

    def begun(self, asked: Asked) -> Reply:
        """Notes a request and gives its answer."""
        with self._lock:
            self.requests.append(asked)
            self._open[asked.host] += 1
            self.most_open[asked.host] = max(self.most_open[asked.host], self._open[asked.host])
            self.most_hosts = max(self.most_hosts, sum(count > 0 for count in self._open.values()))
            answers = self._answers.get(f"{asked.host}:{asked.path}") or self._answers.get(asked.path)
            answer = reply("nothing is here", 404) if not answers else answers[0]
            if answers and len(answers) > 1:
                answers.pop(0)
        return answer if isinstance(answer, Reply) else answer(asked)

    def over(self, asked: Asked) -> None:
        """Notes that a request is answered but for its last piece."""
        with self._lock:
            self._open[asked.host] -= 1


class _Connection(socketserver.BaseRequestHandler):
    """Takes one request, sends its answer, and closes."""

    server: WebServer

    def handle(self) -> None:
        connection = self.server.secured(self.request)
        asked = _asked(connection)
        if asked is None:
            return
        answer = self.server.begun(asked)
        *parts, last = answer.parts or (b"",)
        try:
            for part in parts:
                self._send(connection, part)
        finally:
            # Before the last piece, since with that the client may already ask again.
            self.server.over(asked)
        self._send(connection, last)
        if not isinstance(connection, ssl.SSLSocket):
            connection.shutdown(socket.SHUT_WR)
        _until_left(connection, self.server.ended)
        connection.close()

    def _send(self, connection: socket.socket, part: Part) -> None:
        if isinstance(part, bytes):
            connection.sendall(part)
        elif isinstance(part, Wait):
            while not part.event.wait(0.01) and not self.server.ended.is_set():
                pass
        elif isinstance(part, Drip):
            while not self.server.ended.is_set():
                for byte in part.data:
                    connection.sendall(bytes([byte]))
                    self.server.ended.wait(part.seconds)
        elif isinstance(part, _Hang):
            _until_left(connection, self.server.ended)
        else:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
            raise ConnectionAbortedError


def _asked(connection: socket.socket) -> Asked | None:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65_536)
        if not piece:
            return None
        received += piece
    head, _, content = received.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}
    host = headers.get("host", "")
    while len(content) < int(headers.get("content-length", "0")):
        piece = connection.recv(65_536)
        if not piece:
            return None
        content += piece
    received = head + b"\r\n\r\n" + content
    return Asked(lines[0].split(" ")[1], host.rsplit(":", 1)[0], headers, received)


def _until_left(connection: socket.socket, ended: threading.Event) -> None:
    """Waits until the client closes or the server ends."""
    connection.settimeout(0.02)
    while not ended.is_set():
        try:
            if not connection.recv(65_536):
                return
        except TimeoutError:
            continue
        except OSError:
            return
