"""`waqai evaluate`: a user's own gold, coded anew or before, measured and put out."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest

from waqai.cli.evaluation_table import print_evaluation
from waqai.evaluation.articles import FIELDS
from waqai.evaluation.report import Evaluation, Figure
from waqai.records import EventType

Run = Callable[..., Any]
DAY = "2025-03-04"


def _line(id: str, text: str, *events: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": id, "published": DAY, "text": text, "events": list(events), **more}


def _event(type: str, evidence: str, **more: Any) -> dict[str, Any]:
    return {"type": type, "date": [DAY, DAY], "places": [{"names": ["درعا"]}], "evidence": [evidence], **more}


GOLD = [
    _line("g1", "وقع قصف في درعا صباح اليوم", _event("shelling", "قصف")),
    _line("g2", "سمعت غارة في درعا ولم يصب أحد", _event("drone_strike", "غارة")),
    _line("g3", "خرج الناس في احتجاج سلمي", _event("protest", "احتجاج", places=[])),
    _line("g4", "اقتحمت قوات البلدة وساد الهدوء", _event("military_activity", "اقتحمت", places=[])),
]


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return _written(tmp_path / "gold.jsonl", GOLD)


def _written(path: Path, lines: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def _figure(out: str, row: str, column: str) -> dict[str, Any]:
    figure: dict[str, Any] = json.loads(out)["figures"][row][column]
    return figure


def test_gold_is_coded_anew_and_every_figure_has_its_count_and_interval(run: Run, gold: Path) -> None:
    ended = run("evaluate", str(gold), "--format", "json")
    assert (ended.status, ended.err) == (0, "")
    recall = _figure(ended.out, "events", "recall")
    assert (recall["value"], recall["of"]) == (0.75, 4)
    assert recall["low"] < 0.75 <= recall["high"]
    assert _figure(ended.out, "type", "accuracy")["value"] == 0.667


def test_the_table_shows_figures_kinds_and_confusions(run: Run, gold: Path) -> None:
    out = run("evaluate", str(gold)).out
    assert "articles · 4 documents" in out
    assert "With only 4 documents they are narrower than the truth." in out
    for words in ("precision", "By kind", "drone_strike", "spurious", "missed", "it gives no probabilities"):
        assert words in out


def test_no_figure_is_cut_off_in_a_narrow_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    cells = {kind: {"attack": 100, kind: 1_000} for kind in get_args(EventType)}
    figure = Figure(value=0.125, of=800, low=0.0, high=1.0)
    kind = dict.fromkeys(("precision", "recall", "f1", *FIELDS), figure)
    rows = dict.fromkeys(get_args(EventType), kind)
    evaluation = Evaluation(
        mode="articles",
        documents=100,
        units=100,
        resamples=10,
        seed=1,
        figures={"events": kind},
        by_type=rows,
        reliability={},
        confusion=cells,
    )
    monkeypatch.setenv("COLUMNS", "80")
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True)
    print_evaluation(evaluation, terminal)
    shown = terminal.getvalue()
    assert "…" not in shown
    assert "100/800" in shown and "protest_repression" in shown


def test_the_same_seed_gives_the_same_output(run: Run, gold: Path) -> None:
    first, again = (run("evaluate", str(gold), "--format", "json", "--seed", "5").out for _ in range(2))
    assert first == again


def test_a_coding_made_before_gives_the_same_figures_as_coding_anew(run: Run, gold: Path, tmp_path: Path) -> None:
    (tmp_path / "coded.jsonl").write_text(run("code", str(gold)).out, encoding="utf-8")
    before = run("evaluate", str(gold), "--coded", "coded.jsonl", "--format", "json")
    assert before.status == 0
    assert before.out == run("evaluate", str(gold), "--format", "json", "--workers", "2").out


def test_each_disagreement_is_a_line_with_both_sides(run: Run, gold: Path, tmp_path: Path) -> None:
    ended = run("evaluate", str(gold), "--errors", "errors.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines()]
    assert "2 disagreements in errors.jsonl" in ended.err
    assert [(line["id"], line["what"], line["fields"]) for line in lines] == [
        ("g2", "wrong", ["type"]),
        ("g4", "missed", []),
    ]
    assert lines[0]["gold"][0]["type"] == "drone_strike"
    assert lines[0]["coded"][0]["type"] == "air_strike"


def test_reports_of_incidents_are_linked_without_a_project(run: Run, tmp_path: Path) -> None:
    text = "وقع قصف في درعا صباح اليوم، وهذا خبر رقم {}"
    lines = [{"id": f"r{n}", "published": DAY, "text": text.format(n), "incident": "one"} for n in range(3)]
    ended = run("evaluate", str(_written(tmp_path / "gold.jsonl", lines)), "--format", "json")
    assert ended.status == 0
    assert json.loads(ended.out)["mode"] == "link"
    assert _figure(ended.out, "pairs", "recall")["of"] == 3


def test_a_broken_line_is_listed_and_the_rest_measured(run: Run, tmp_path: Path) -> None:
    broken = _line("bad", "وقع قصف", {"type": "shelling"})
    ended = run("evaluate", str(_written(tmp_path / "gold.jsonl", [*GOLD, broken])), "--format", "json")
    assert ended.status == 1
    assert 'gold.jsonl:5: "events[0].evidence" is missing.' in ended.err
    assert json.loads(ended.out)["documents"] == 4


def test_a_document_that_cannot_be_coded_is_listed_and_counts_as_without_events(run: Run, tmp_path: Path) -> None:
    french = _line("f", "Un bombardement", _event("shelling", "bombardement"))
    ended = run("evaluate", str(_written(tmp_path / "gold.jsonl", [GOLD[0], french])), "--format", "json")
    assert ended.status == 1
    assert "[not-arabic]" in ended.err and "gold.jsonl:2" in ended.err
    assert _figure(ended.out, "events", "recall")["value"] == 0.5


def test_documents_that_a_coding_lacks_are_listed(run: Run, gold: Path, tmp_path: Path) -> None:
    lines = run("code", str(gold)).out.splitlines(keepends=True)
    (tmp_path / "coded.jsonl").write_text("".join(lines[:2]), encoding="utf-8")
    ended = run("evaluate", str(gold), "--coded", "coded.jsonl", "--format", "json")
    assert ended.status == 1
    assert "[unknown-id] coded.jsonl: the coding lacks 2 documents of the gold: g3, g4." in ended.err
    assert _figure(ended.out, "events", "recall")["value"] == 0.5


def test_a_coding_of_another_text_is_not_held_against_the_gold(run: Run, gold: Path, tmp_path: Path) -> None:
    (tmp_path / "coded.jsonl").write_text(run("code", str(gold)).out.replace("صباح", "مساء"), encoding="utf-8")
    ended = run("evaluate", str(gold), "--coded", "coded.jsonl")
    assert ended.status == 1
    assert "gold.jsonl:1: coded.jsonl codes another text under the id 'g1'" in ended.err


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["none.jsonl"], 3, "[input] none.jsonl: there is no such file."),
        (["empty.jsonl"], 3, "[empty-input] empty.jsonl"),
        (["words.jsonl"], 3, "[broken-record] words.jsonl:1: not JSON"),
        (["gold.jsonl", "--mode", "spans"], 2, 'a line of gold for spans has "spans". This is gold for articles.'),
        (["gold.jsonl", "--coded", "none.jsonl"], 3, "it holds no coding that answers gold for articles"),
        (["gold.jsonl", "--coded", "other.jsonl"], 3, "it holds none of the gold's documents"),
        (["gold.jsonl", "--coded", "other.jsonl", "--project", "p"], 2, "--project has no use"),
        (["gold.jsonl", "--errors", "no/such/folder"], 3, "it cannot be written"),
    ],
)
def test_what_makes_no_sense_is_said_with_its_code(
    run: Run, gold: Path, tmp_path: Path, arguments: list[str], status: int, message: str
) -> None:
    assert gold.is_file()
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "words.jsonl").write_text("no gold\n")
    _written(tmp_path / "other.jsonl", [{"document": {"id": "other"}, "events": []}])
    ended = run("evaluate", *arguments)
    assert ended.status == status
    assert message in ended.err
    assert "Traceback" not in ended.err
