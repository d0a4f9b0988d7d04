"""Samples: texts with a judgement on the mentions of acts in them, from gold files and from our own."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

_OWN_WEIGHT = 0.5
"""What a sentence of our own counts beside one that three readers judged."""
OWN = Path(__file__).with_name("salience_sentences.tsv")
_NUMBER = re.compile(r"[-_]\d+$")
_MARKS = re.compile(r"[.!؟?\n]+\s*")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and what people say of it.

    `family` is `assault` or `protest`. `target` is the share of readers who see an event; for an article it is None,
    and `reported` and `sentences` hold the character ranges of the events and of the sentences that tell them. `group`
    keeps the sentences of one document in one fold.
    """

    id: str
    group: str
    family: str
    text: str
    target: float | None
    label: str
    weight: float = 1.0
    source: str | None = None
    published: datetime | None = None
    title: str | None = None
    reported: tuple[tuple[int, int], ...] = ()
    sentences: tuple[tuple[int, int], ...] = ()


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def sentence_samples(folder: Path, family: str) -> list[Sample]:
    """The judged sentences of `folder/assault.jsonl` or `folder/protest.jsonl`."""
    return [
        Sample(
            id=row["id"],
            group=_NUMBER.sub("", row["id"].partition(":")[2]),
            family=family,
            text=row["text"],
            target=row["accept"] / ((row["accept"] + row["reject"]) or 1),
            label=row["label"],
        )
        for row in _rows(folder / f"{family}.jsonl")
    ]


def own_samples(path: Path = OWN) -> list[Sample]:
    """The sentences written for this project: family, `yes` or `no`, text."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    return [
        Sample(
            id=f"own:{number}",
            group=f"own:{number}",
            family=row["family"],
            text=row["text"].replace("\\n", "\n"),
            target=1.0 if row["reported"] == "yes" else 0.0,
            label="own",
            weight=_OWN_WEIGHT,
        )
        for number, row in enumerate(rows, 1)
    ]


def article_samples(folder: Path, without: frozenset[str] = frozenset()) -> list[Sample]:
    """Whole documents with the evidence of their events, from the files `*.jsonl` of a folder.

    Documents whose text is among `without` are left out: a sentence that is judged elsewhere would be seen in the fold
    that is to be kept from it.
    """
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for row in _rows(path):
            if row["text"].strip() in without:
                continue
            evidence = [(row["text"].find(words), words) for event in row["events"] for words in event["evidence"]]
            told = tuple((at, at + len(words)) for at, words in evidence if at >= 0)
            found.append(
                Sample(
                    id=row["id"],
                    group=row["id"],
                    family="article",
                    text=row["text"],
                    target=None,
                    label="article",
                    source=row.get("source"),
                    published=datetime.fromisoformat(row["published"]) if row.get("published") else None,
                    title=row.get("title"),
                    reported=told,
                    sentences=tuple(_sentence(row["text"], start) for start, _ in told),
                )
            )
    return found


def _sentence(text: str, at: int) -> tuple[int, int]:
    ends = [match.end() for match in _MARKS.finditer(text)]
    return max([0, *(e for e in ends if e <= at)]), min([len(text), *(e for e in ends if e > at)])
