"""The training of the judge of salience: a fit learns what tells, folds keep documents whole, figures count as said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("sklearn", reason="the group `training` is not installed")

from training import salience  # noqa: E402
from training.evaluation import (  # noqa: E402
    FOLDS,
    best_threshold,
    calibrate,
    calibration_error,
    figures,
    folds_of,
    reliability,
)
from training.fitting import Recipe, fit  # noqa: E402
from training.mentions import Row  # noqa: E402
from training.samples import Sample, own_samples  # noqa: E402


def _sample(number: int, target: float, group: str | None = None) -> Sample:
    label = "yes" if target else "easy no"
    return Sample(str(number), group or str(number), "assault", "قصف", target, label)


def _row(sample: Sample, features: dict[str, float], bag: str | None = None) -> Row:
    return Row(sample, bag or sample.id, (0, 3), sample.target or 0.0, 1.0, features, {})


def _rows() -> list[Row]:
    return [_row(_sample(n, n % 2), {"dated": float(n % 2), "long": float(n % 3)}) for n in range(60)]


def test_a_fit_learns_what_tells_and_the_same_rows_give_the_same_model() -> None:
    fitted = fit(_rows(), Recipe(strength=1.0))
    scores = fitted.scores(_rows())
    assert min(scores[1::2]) > max(scores[0::2])
    assert fitted.named()["dated"] > abs(fitted.named()["long"])
    assert fit(_rows(), Recipe(strength=1.0)).named() == fitted.named()


def test_of_two_mentions_in_a_sentence_the_one_that_tells_is_learned_from() -> None:
    """The judgement is on the sentence; which mention the readers meant is found out."""
    rows = []
    for n in range(40):
        sample = _sample(n, n % 2)
        rows.append(_row(sample, {"talk": 1.0}))
        rows.append(_row(sample, {"dated": 1.0} if n % 2 else {"talk": 1.0}))
    named = fit(rows, Recipe(strength=1.0)).named()
    assert named["dated"] > 0 > named["talk"]


def test_features_that_stand_in_few_sentences_are_left_out() -> None:
    rows = [*_rows(), _row(_sample(99, 1.0), {"once": 1.0})]
    assert "once" not in fit(rows, Recipe()).named()


def test_sentences_of_one_document_share_their_fold() -> None:
    samples = [_sample(n, 0.0, group=f"document {n // 4}") for n in range(80)]
    folds = folds_of(samples, 3)
    assert set(folds) == set(range(FOLDS))
    assert all(len(set(folds[start : start + 4])) == 1 for start in range(0, 80, 4))


def test_figures_pass_over_the_ambiguous_and_tell_clear_negatives_apart() -> None:
    labels = np.array(["yes", "yes", "no", "easy no", "ambiguous"])
    found = figures(np.array([True, False, True, False, True]), labels)
    assert (found.precision, found.recall, found.f1) == (0.5, 0.5, 0.5)
    assert found.f1_clear == pytest.approx(2 / 3)


def test_the_threshold_parts_what_can_be_parted_and_a_calibration_is_monotone() -> None:
    labels = np.array(["easy no"] * 50 + ["yes"] * 50)
    scores = np.linspace(-2, 2, 100)
    assert best_threshold(scores, labels) == pytest.approx(0, abs=0.35)
    probability = calibrate(scores, labels).probability(scores)
    assert np.all(np.diff(probability) >= 0)
    table = reliability(probability, labels, np.ones(100, bool))
    assert sum(count for _, _, count in table) == 100
    assert calibration_error(table) < 0.1
    assert calibration_error([(0.5, 0.5, 3), (0.9, 0.7, 1)]) == pytest.approx(0.05)


def test_a_training_writes_a_model_of_both_families_and_the_same_bytes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(salience, "REPEATS", 1)
    for family in ("assault", "protest"):
        lines = [
            {"id": f"{family}:{sample.id}_1", "text": sample.text, "accept": 3 * told, "reject": 3 * (1 - told)}
            | {"label": "yes" if told else "easy no"}
            for sample in own_samples()
            if sample.family == family and (told := int(sample.target or 0)) in (0, 1)
        ]
        (tmp_path / f"{family}.jsonl").write_text(
            "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8"
        )
    for name in ("one.json", "two.json"):
        salience.main(["--gold", str(tmp_path), "--out", str(tmp_path / name), "--seed", "7"])
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    model = json.loads((tmp_path / "one.json").read_text(encoding="utf-8"))
    assert [each["name"] for each in model["models"]] == ["assault", "protest"]
    assert all(each["features"] for each in model["models"])
