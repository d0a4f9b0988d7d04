"""The figures are those of the scorer that stands beside the project, on its gold and on invented gold."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from waqai.acquisition.reading import Reading
from waqai.cli.code import coded_line
from waqai.coding.coder import Coder
from waqai.errors import WaqaiError
from waqai.evaluation.bootstrap import Resampling
from waqai.evaluation.evaluating import compare
from waqai.evaluation.gold import Mode
from waqai.evaluation.reading import read_codings, read_gold
from waqai.evaluation.report import Evaluation
from waqai.knowledge.knowledge import load
from waqai.knowledge.publishers import PublisherIndex
from waqai.linking.linker import link
from waqai.records import CodedDocument

from . import invented

SHARED = Path(os.environ.get("WAQAI_SHARED", Path(__file__).parents[3] / "shared"))
SCORER, GOLD = SHARED / "scoring" / "score.py", SHARED / "gold"
pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason="the scorer is not on this machine")
READING = Reading(now=datetime(2027, 1, 1, tzinfo=UTC))

INVENTED: list[tuple[Mode, list[invented.Line], list[invented.Line]]] = [
    ("articles", invented.ARTICLES, invented.ARTICLES_CODED),
    ("detect", invented.SENTENCES, invented.SENTENCES_CODED),
    ("spans", invented.SPANS, invented.SPANS_CODED),
    ("facts", invented.REPORTS, invented.REPORTS_CODED),
    ("link", invented.REPORTS, invented.INCIDENTS),
]
SHARED_GOLD: list[tuple[Mode, str, int]] = [
    ("articles", "articles/seed.jsonl", 1),
    ("articles", "articles/posts_and_wire.jsonl", 1),
    ("detect", "gsr/assault.jsonl", 12),
    ("detect", "gsr/protest.jsonl", 12),
    ("spans", "gsr/assault_spans.jsonl", 2),
    ("spans", "gsr/protest_spans.jsonl", 2),
    ("facts", "incidents/reports.jsonl", 3),
    ("link", "incidents/reports.jsonl", 3),
]
"""Mode, file, and of how many lines one is taken: coding all would take long."""


@pytest.fixture(scope="module")
def coder(tmp_path_factory: pytest.TempPathFactory) -> Coder:
    """The coder without its judge, on the package's own places: figures need not be good to be the same."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAQAI_HOME", str(shared / "home-of-the-coder"))
        return Coder(load())


@pytest.mark.parametrize(("mode", "gold", "coded"), INVENTED, ids=lambda value: value if isinstance(value, str) else "")
def test_invented_gold_gets_the_same_figures(
    tmp_path: Path, mode: Mode, gold: list[invented.Line], coded: list[invented.Line]
) -> None:
    files = invented.written(tmp_path / "gold.jsonl", gold), invented.written(tmp_path / "coded.jsonl", coded)
    assert _figures(_evaluated(mode, *files)) == _scored(mode, *files)


@pytest.mark.parametrize(("mode", "name", "step"), SHARED_GOLD)
def test_the_gold_beside_the_project_gets_the_same_figures(
    tmp_path: Path, coder: Coder, mode: Mode, name: str, step: int
) -> None:
    if not (GOLD / name).is_file():
        pytest.skip("the gold is not on this machine")
    lines = [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()[::step]]
    gold = invented.written(tmp_path / "gold.jsonl", lines)
    documents = [document for _, document in read_gold([gold], READING, mode).documents[mode]]
    coded = []
    for document in documents:
        try:
            coded.append(coder.code(document))
        except WaqaiError:
            continue  # not in Arabic: both count it as without an event
    coding = tmp_path / "coded.jsonl"
    coding.write_text("".join(_lines(mode, coded)), encoding="utf-8")
    assert _figures(_evaluated(mode, gold, coding)) == _scored(mode, gold, coding)


def _lines(mode: Mode, coded: Sequence[CodedDocument]) -> list[str]:
    if mode == "link":
        return [f"{incident.model_dump_json()}\n" for incident in link(coded, PublisherIndex())]
    return [coded_line(document) for document in coded]


def _evaluated(mode: Mode, gold: Path, coded: Path) -> Evaluation:
    found, coding = read_gold([gold], READING, mode), read_codings([coded], READING)
    assert not found.set_aside and not coding.set_aside
    events = {id: line.events for id, line in (coding.documents or {}).items()}
    return compare(mode, found.lines[mode], events, coding.incidents or ()).evaluation(Resampling(0))


def _scored(mode: Mode, gold: Path, coded: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(SCORER), mode, str(gold), str(coded)], capture_output=True, text=True, check=True
    )
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores


def _figures(evaluation: Evaluation) -> dict[str, Any]:
    """The figures in the scorer's own form."""
    rows = {
        row: {column: figure.value for column, figure in columns.items()} for row, columns in evaluation.figures.items()
    }
    if evaluation.mode == "spans":
        return rows
    if evaluation.mode == "detect":
        sentences = sum(sum(cells.values()) for row, cells in evaluation.confusion.items() if row != "ambiguous")
        human = rows.pop("human_pair")["f1"]
        return {**rows.pop("events"), **rows, "human_pair_f1": human, "sentences": sentences}
    if evaluation.mode == "link":
        held = evaluation.figures["in_an_incident"]["share"]
        rows["in_an_incident"] = round((held.value or 0) * held.of)  # type: ignore[assignment]
        return {**rows, "documents": evaluation.documents}
    for row, columns in evaluation.figures.items():
        for column in columns.keys() & {"accuracy", "share"}:
            rows[row] = {column: columns[column].value, "of": columns[column].of}
    return rows if evaluation.mode == "facts" else {**rows, "gold": evaluation.figures["events"]["recall"].of}
