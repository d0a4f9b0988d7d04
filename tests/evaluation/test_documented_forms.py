"""Each form of gold that the documentation shows is taken as it stands there."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from waqai.acquisition.reading import Reading
from waqai.evaluation.gold import TELLING
from waqai.evaluation.reading import read_gold

from . import invented

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")


def test_every_mode_has_an_example_that_is_gold_of_that_mode(tmp_path: Path) -> None:
    reading = Reading(now=datetime(2027, 1, 1, tzinfo=UTC))
    shown = dict(re.findall(r"^### (\w+): .*?```json\n(.*?)```", PAGE, re.M | re.S))
    assert set(shown) == set(TELLING)
    for mode, example in shown.items():
        gold = read_gold([invented.written(tmp_path / f"{mode}.jsonl", [json.loads(example)])], reading)
        assert not gold.set_aside
        assert set(gold.lines) == {mode}
