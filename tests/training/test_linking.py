"""`python -m training.linking`: a table comes out that linking reads, and what is wrong is said in words."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest
from typer.testing import CliRunner

from training.grouping import read_weights
from training.linking import app, run
from waqai.linking.weights import load_weights

ROOT = Path(__file__).parents[2]
MADE = runpy.run_path(str(ROOT / "tests" / "linking" / "conftest.py"))
act, report = MADE["act"], MADE["report"]
TEXTS = {
    "one": ("قصفت مدفعية الجيش بلدة سراقب ظهر اليوم فقتل أربعة من المزارعين.", "happening-1"),
    "two": ("مقتل أربعة مزارعين بقصف مدفعي على سراقب اليوم.", "happening-1"),
    "three": ("انفجرت عبوة ناسفة في مدينة الباب اليوم وجرح طفلان.", "happening-2"),
    "four": ("جرحى بانفجار عبوة في الباب بريف حلب.", "happening-2"),
}


@pytest.fixture
def coded(tmp_path: Path) -> Path:
    """Coded documents: four of one shelling, and one each day of the next two weeks."""
    days = [f"2024-05-{day:02}" for day in (2, 2, 2, 2, *range(3, 17))]
    towns = ["سراقب"] * 4 + ["بنش", "أريحا", "ترنبة"] * 5
    reports = [report(str(n), act(where=town, day=day)) for n, (day, town) in enumerate(zip(days, towns, strict=False))]
    path = tmp_path / "coded.jsonl"
    path.write_text("".join(each.model_dump_json() + "\n" for each in reports), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Four reports that are two happenings."""
    path = tmp_path / "gold.jsonl"
    rows = (
        {"id": id, "source": "x", "published": "2024-05-02T18:00:00+03:00", "title": None, "text": text, "incident": of}
        for id, (text, of) in TEXTS.items()
    )
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_a_table_is_estimated_from_coded_documents(coded: Path, tmp_path: Path) -> None:
    out = tmp_path / "weights.tsv"
    result = CliRunner().invoke(app, ["unjoined", str(coded), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "of them one happening" in result.output
    assert read_weights(tmp_path).reasons.keys() == load_weights().reasons.keys()
    assert read_weights(tmp_path) != load_weights()


def test_the_same_documents_give_the_same_table(coded: Path, tmp_path: Path) -> None:
    tables = []
    for name in ("one.tsv", "two.tsv"):
        CliRunner().invoke(app, ["unjoined", str(coded), "--most", "40", "--out", str(tmp_path / name)])
        tables.append((tmp_path / name).read_bytes())
    assert tables[0] == tables[1]


def test_an_estimate_is_measured_against_what_people_joined(coded: Path, tmp_path: Path) -> None:
    joined = tmp_path / "joined.jsonl"
    joined.write_text("".join(json.dumps({"id": str(n), "incident": f"i{n // 4}"}) + "\n" for n in range(8)), "utf-8")
    result = CliRunner().invoke(app, ["unjoined", str(coded), "--gold", str(joined)])
    assert result.exit_code == 0, result.output
    assert "all, weights of the package" in result.output
    assert "half 1, weights estimated" in result.output


def test_a_table_is_learned_from_reports_that_people_joined(gold: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["joined", str(gold), "--out", str(tmp_path / "weights.tsv")])
    assert result.exit_code == 0, result.output
    assert "all, weights learned on all" in result.output
    assert read_weights(tmp_path).reasons.keys() == load_weights().reasons.keys()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "no two documents"),
        ('{"document": 1}\n', "validation error"),
        ("قصف\n", "Invalid JSON"),
        (None, "No such file"),
    ],
)
def test_what_is_no_coding_is_told_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None, said: str
) -> None:
    path = tmp_path / "coded.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["training.linking", "unjoined", str(path)])
    with pytest.raises(SystemExit, match=said):
        run()


@pytest.mark.parametrize("command", ["joined", "unjoined"])
def test_help_shows_an_example(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"], terminal_width=200)
    assert "python -m training.linking" in result.output
