"""Content as transferred → content as meant: gzip and deflate taken off, within a limit."""

from __future__ import annotations

import zlib

from waqai.errors import AnswerTooLarge, BrokenAnswer

ACCEPTED = "gzip, deflate"
"""What is asked for in `Accept-Encoding`."""
_MOST_CODINGS = 2
_MOST_MEMBERS = 10_000
_MEMBER = b"\x1f\x8b"
_PIECE = 16_384


def decoded(body: bytes, codings: str, limit: int) -> bytes:
    """A body without its content codings (the header `Content-Encoding`, in the order in which they were put on).

    Raises AnswerTooLarge as soon as more than `limit` bytes come out, so that a bomb never unfolds, and BrokenAnswer
    where the coding is unknown or the bytes are not of it.
    """
    names = [name.strip().lower() for name in codings.split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if len(names) > _MOST_CODINGS:
        raise BrokenAnswer("its content is packed too many times.")
    for name in reversed(names):
        body = _unpacked(body, name, limit)
    return body


def _unpacked(body: bytes, coding: str, limit: int) -> bytes:
    if not body:
        return body
    if coding in ("gzip", "x-gzip"):
        window, members = zlib.MAX_WBITS | 16, _MOST_MEMBERS
    elif coding == "deflate":
        # RFC 9110 means the zlib form; servers send the bare one too. The first two bytes tell them apart.
        wrapped = body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
        window, members = zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS, 1
    else:
        raise BrokenAnswer(f"its content is packed as {coding[:40]!r}, which was not asked for.")
    try:
        return _inflated(body, window, members, limit)
    except zlib.error as error:
        raise BrokenAnswer(f"its content cannot be unpacked as {coding}.") from error


def _inflated(body: bytes, window: int, members: int, limit: int) -> bytes:
    """The content of the streams that follow each other, `members` at most; what follows the last is left aside."""
    out = bytearray()
    unpacker = zlib.decompressobj(window)
    for start in range(0, len(body), _PIECE):
        feed = body[start : start + _PIECE]
        more = False
        while feed or more:
            if unpacker.eof:
                if not members or not feed.startswith(_MEMBER[: len(feed)]):
                    return bytes(out)
                unpacker = zlib.decompressobj(window)
            room = min(_PIECE, limit - len(out) + 1)
            piece = unpacker.decompress(feed, room)
            out += piece
            if len(out) > limit:
                raise AnswerTooLarge(f"it unpacks to more than {limit:,} bytes.")
            feed = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
            members -= unpacker.eof
            more = len(piece) == room and not unpacker.eof
    if not unpacker.eof:
        raise BrokenAnswer("its packed content ends too early.")
    return bytes(out)
