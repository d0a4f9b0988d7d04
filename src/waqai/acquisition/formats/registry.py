"""The formats that Waqai reads, and which of them a file is in."""

from __future__ import annotations

import json
import re
from pathlib import Path

from waqai.acquisition import html_text, magic
from waqai.acquisition.formats import delimited, json_objects, page, parquet, plain_text, telegram_export, wacz, warc
from waqai.acquisition.formats.format import Format, Kind

FORMATS: dict[Kind, Format] = {
    "text": Format("text/plain", (".txt", ".text"), plain_text.read),
    "html": Format("text/html", (".html", ".htm", ".xhtml", ".shtml"), page.read),
    "json": Format("application/json", (), json_objects.read_array),
    "jsonl": Format("application/jsonl", (".jsonl", ".ndjson"), json_objects.read_lines, streamed=True),
    "telegram": Format("application/json", (), telegram_export.read, streamed=True),
    "csv": Format("text/csv", (".csv", ".tsv", ".tab"), delimited.read, streamed=True),
    "parquet": Format("application/vnd.apache.parquet", (), parquet.read, streamed=True, binary=True),
    "warc": Format("application/warc", (), warc.read, streamed=True, binary=True),
    "wacz": Format("application/wacz", (), wacz.read, streamed=True, binary=True),
}
MEDIA_TYPES: dict[Kind, str] = {kind: format.media_type for kind, format in FORMATS.items()}
_BY_SUFFIX: dict[str, Kind] = {suffix: kind for kind, format in FORMATS.items() for suffix in format.suffixes}
_OBJECT_LINE = re.compile(rb'\s*\{\s*"')
_JSON_OPENING = re.compile(rb"\s*(?:\{\s*$|\[\s*(?:\{|$))")


def kind_of(head: bytes, name: str, chosen: Kind | None = None) -> Kind:
    """The kind of an input called `name` that begins with `head`; `chosen` is what it is said to be, which counts where
    its first bytes do not tell."""
    if told := _by_magic(head):
        return told
    known = chosen or _BY_SUFFIX.get(Path(name).suffix.lower())
    if known:
        return known
    if html_text.looks_like_html(head):
        return "html"
    text = head.lstrip(b"\xef\xbb\xbf").replace(b"\x00", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    if telegram_export.recognises(text):
        return "telegram"
    first = text.lstrip().split(b"\n", 1)[0]
    if _OBJECT_LINE.match(first) and (not name.lower().endswith(".json") or _is_json(first)):
        return "jsonl"
    if name.lower().endswith(".json"):
        return "json"
    if _JSON_OPENING.match(first):
        return "json"
    return "csv" if delimited.looks_like_table(head) else "text"


def _by_magic(head: bytes) -> Kind | None:
    if head.startswith(b"PAR1"):
        return "parquet"
    if magic.is_warc(head):
        return "warc"
    return "wacz" if magic.is_wacz(head) else None


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True
