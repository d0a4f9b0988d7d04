"""The certificates of a time stamp in the order of DER.

OpenSSL, which many authorities run, writes the certificates of a token in an order of its own, and strict readers
refuse that. No signature covers their order.
Source: ITU-T X.690, 8.1 and 11.6; RFC 5652, section 5.1; RFC 3161, section 2.4.2.
"""

from __future__ import annotations

from typing import NamedTuple

_LONG = 0x80
_CONTEXT_0 = 0xA0


class _Element(NamedTuple):
    """An element of DER: where it begins, where its content does, and where it ends."""

    tag: int
    at: int
    content: int
    end: int


def in_order(answer: bytes) -> bytes:
    """The answer with the certificates of its token in order; as it is where it holds none or is no such answer."""
    try:
        [response] = _elements(answer, 0, len(answer))
        token = _within(answer, response)[1]
        [signed] = _within(answer, _within(answer, token)[1])
        certificates = next(part for part in _within(answer, signed) if part.tag == _CONTEXT_0)
        pieces = sorted(answer[part.at : part.end] for part in _within(answer, certificates))
    except (ValueError, IndexError, StopIteration):
        return answer
    return answer[: certificates.content] + b"".join(pieces) + answer[certificates.end :]


def _within(data: bytes, element: _Element) -> list[_Element]:
    return _elements(data, element.content, element.end)


def _elements(data: bytes, at: int, end: int) -> list[_Element]:
    """The elements that fill a range. Raises ValueError or IndexError where it is not filled by whole ones."""
    found = []
    while at < end:
        length, content = data[at + 1], at + 2
        if length >= _LONG:
            content += length - _LONG
            length = int.from_bytes(data[at + 2 : content])
        found.append(_Element(data[at], at, content, content + length))
        at = content + length
    if at != end:
        raise ValueError("an element ends outside of the one that holds it")
    return found
