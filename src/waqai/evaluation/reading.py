"""Files of gold and of codings, line by line. A line that does not hold is set aside with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from waqai.acquisition import streams
from waqai.acquisition.encoding import decode, refuse_binary
from waqai.acquisition.files import kind_of
from waqai.acquisition.json_record import document_of, parse_object
from waqai.acquisition.reading import Reading, SetAside
from waqai.errors import BrokenRecord, EmptyInput, InputError, TooLarge, UsageError
from waqai.evaluation.answer import SeenCoding, SeenIncident
from waqai.evaluation.gold import FORMS, TELLING, GoldLine, Mode
from waqai.records import Document

_REMEDY = "docs/evaluation.md describes the forms of gold."
_CODING_REMEDY = "Give the output of `waqai code --format jsonl`, or of `waqai incidents --format jsonl`."
Form = TypeVar("Form", bound=BaseModel)


class _Object(NamedTuple):
    """A line that is a JSON object, with where it stands, or what was set aside in its place."""

    where: str
    item: dict[str, Any] | SetAside


@dataclass
class GoldSet:
    """Gold of all modes that was found, its documents as they are to be coded, and what was set aside."""

    lines: dict[Mode, list[GoldLine]] = field(default_factory=dict)
    documents: dict[Mode, list[tuple[str, Document]]] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)


@dataclass
class CodingSet:
    """Codings by document id, and incidents; either is None where no file held such lines."""

    documents: dict[str, SeenCoding] | None = None
    incidents: list[SeenIncident] | None = None
    set_aside: list[SetAside] = field(default_factory=list)


def read_gold(paths: Iterable[Path], reading: Reading, forced: Mode | None = None) -> GoldSet:
    """The gold of several files. Lines of one mode are taken together, whichever file they stand in.

    The modes of a file are told by the fields of its first line, unless one is `forced`. Raises UsageError where that
    line lacks the field that a forced mode is told by.
    """
    gold = GoldSet()
    seen: dict[tuple[Mode, str], str] = {}
    for path in paths:
        modes: tuple[Mode, ...] | None = None
        for where, item in _objects(path, reading):
            if isinstance(item, SetAside):
                gold.set_aside.append(item)
                continue
            try:
                modes = modes if modes is not None else _modes_of(item, where, forced)
                _take(gold, item, where, modes, reading, seen)
            except InputError as error:
                gold.set_aside.append(SetAside(where, error))
    return gold


def read_codings(paths: Iterable[Path], reading: Reading) -> CodingSet:
    """The coded documents and the incidents of several files."""
    coding = CodingSet()
    first: dict[str, str] = {}
    for path in paths:
        for where, item in _objects(path, reading):
            if isinstance(item, SetAside):
                coding.set_aside.append(item)
                continue
            try:
                _take_coding(coding, item, where, first)
            except InputError as error:
                coding.set_aside.append(SetAside(where, error))
    return coding


def validated(form: type[Form], record: dict[str, Any], where: str, remedy: str = _REMEDY) -> Form:
    """The record as a `form`. Raises BrokenRecord naming the first field that does not hold."""
    try:
        return form.model_validate(record)
    except ValidationError as error:
        raise BrokenRecord(_what_is_wrong(error), where=where, remedy=remedy) from error


def _modes_of(item: dict[str, Any], where: str, forced: Mode | None) -> tuple[Mode, ...]:
    """The modes that a line is gold of."""
    found: tuple[Mode, ...] = tuple(mode for mode, key in TELLING.items() if key in item)
    if forced is None:
        if not found:
            keys = ", ".join(f'"{key}" ({mode})' for mode, key in TELLING.items())
            raise BrokenRecord(f"it is no gold: it has none of {keys}.", where=where, remedy=_REMEDY)
        return found
    if forced not in found:
        held = f"This is gold for {' and '.join(found)}." if found else _REMEDY
        raise UsageError(f'a line of gold for {forced} has "{TELLING[forced]}".', where=where, remedy=held)
    return (forced,)


def _take(
    gold: GoldSet,
    item: dict[str, Any],
    where: str,
    modes: Sequence[Mode],
    reading: Reading,
    seen: dict[tuple[Mode, str], str],
) -> None:
    """Take a line whole, or not at all."""
    if item.get("id") is None:
        raise BrokenRecord('"id" is missing.', where=where, remedy=_REMEDY)
    document = document_of(item, reading, where)
    lines = {mode: validated(FORMS[mode], {**item, "id": document.id}, where) for mode in modes}
    for mode in modes:
        if first := seen.get((mode, document.id)):
            raise BrokenRecord(
                f"the id {document.id!r} already stands at {first}.", where=where, remedy="Give each line its own id."
            )
    for mode, line in lines.items():
        seen[mode, document.id] = where
        gold.lines.setdefault(mode, []).append(line)
        gold.documents.setdefault(mode, []).append((where, document))


def _take_coding(coding: CodingSet, item: dict[str, Any], where: str, first: dict[str, str]) -> None:
    if "document_ids" in item:
        incident = validated(SeenIncident, item, where, _CODING_REMEDY)
        coding.incidents = coding.incidents if coding.incidents is not None else []
        coding.incidents.append(incident)
        return
    if "document" not in item:
        raise BrokenRecord('it has neither "document" nor "document_ids".', where=where, remedy=_CODING_REMEDY)
    coded = validated(SeenCoding, item, where, _CODING_REMEDY)
    id = coded.document.id
    if id in first:
        raise BrokenRecord(f"the document {id!r} was already coded at {first[id]}.", where=where)
    first[id] = where
    coding.documents = coding.documents if coding.documents is not None else {}
    coding.documents[id] = coded


def _objects(path: Path, reading: Reading) -> Iterator[_Object]:
    """The lines of a file that are JSON objects; blank lines are passed over."""
    name = str(path)
    empty = True
    try:
        with path.open("rb") as opened:
            head, stream = streams.with_head(opened)
            refuse_binary(head, name, by_format=True)
            if head.strip() and kind_of(head, name) != "jsonl":
                raise BrokenRecord("it is no JSONL: a line is one JSON object.", where=name, remedy=_REMEDY)
            for line in streams.lines(stream, head, reading.max_line_bytes):
                if line.data is not None and not line.data.strip():
                    continue
                empty = False
                yield _object(line, f"{name}:{line.number}", reading.max_line_bytes)
        if empty:
            raise EmptyInput("there is nothing in it.", where=name)
    except InputError as error:
        yield _Object(name, SetAside(name, error))
    except FileNotFoundError:
        yield _Object(name, SetAside(name, InputError("there is no such file.", where=name)))
    except OSError as error:
        yield _Object(name, SetAside(name, InputError(f"it cannot be read ({error.strerror}).", where=name)))


def _object(line: streams.Line, where: str, limit: int) -> _Object:
    try:
        if line.data is None:
            raise TooLarge(f"a line of {line.size:,} bytes, above the limit of {limit:,}.", where=where)
        return _Object(where, parse_object(decode(line.data, where).text, where))
    except InputError as error:
        error.remedy = _REMEDY if isinstance(error, BrokenRecord) else error.remedy
        return _Object(where, SetAside(where, error, line.sha256))


def _what_is_wrong(error: ValidationError) -> str:
    """The first fault of a record, with the path of its field: `"events[0].type" is missing`."""
    fault = error.errors(include_url=False)[0]
    path = ""
    for step in fault["loc"]:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    message = str(fault["msg"]).removeprefix("Value error, ")
    if fault["type"] == "missing":
        return f'"{path}" is missing.'
    more = f" ({error.error_count() - 1} more in this line)" if error.error_count() > 1 else ""
    if not path:
        return f"{message}{more}."
    shown = "" if isinstance(fault["input"], (dict, list)) else f" is {fault['input']!r}"
    return f'"{path}"{shown}: {message[:1].lower()}{message[1:]}{more}.'
