"""What each mode counts, on invented gold whose figures can be counted by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from waqai.evaluation.answer import SeenCoding, SeenIncident
from waqai.evaluation.bootstrap import Resampling
from waqai.evaluation.evaluating import compare
from waqai.evaluation.gold import FORMS, Mode
from waqai.evaluation.report import Comparison, Evaluation

from . import invented


def _comparison(mode: Mode, gold: Sequence[invented.Line], coded: Sequence[invented.Line]) -> Comparison:
    lines = [FORMS[mode].model_validate(line) for line in gold]
    if mode == "link":
        return compare(mode, lines, {}, [SeenIncident.model_validate(line) for line in coded])
    seen = [SeenCoding.model_validate(line) for line in coded]
    return compare(mode, lines, {coding.document.id: coding.events for coding in seen})


def _evaluation(mode: Mode, gold: Sequence[invented.Line], coded: Sequence[invented.Line]) -> Evaluation:
    return _comparison(mode, gold, coded).evaluation(Resampling(100))


@pytest.fixture(scope="module")
def articles() -> Evaluation:
    return _evaluation("articles", invented.ARTICLES, invented.ARTICLES_CODED)


def _values(evaluation: Evaluation) -> dict[str, dict[str, tuple[float | None, int]]]:
    return {
        row: {column: (figure.value, figure.of) for column, figure in columns.items()}
        for row, columns in evaluation.figures.items()
    }


def test_events_of_one_group_in_one_sentence_or_place_are_pairs(articles: Evaluation) -> None:
    assert _values(articles)["events"] == {"precision": (0.5, 4), "recall": (0.667, 3), "f1": (0.571, 3)}


def test_each_field_counts_only_where_gold_or_coding_fills_it(articles: Evaluation) -> None:
    accuracy = {row: columns["accuracy"] for row, columns in _values(articles).items() if "accuracy" in columns}
    assert accuracy == {
        "type": (0.5, 2),
        "date": (1.0, 1),
        "place_name": (0.5, 2),
        "place_10km": (0.0, 1),
        "agents": (1.0, 1),
        "targets": (0.0, 1),
        "killed": (1.0, 1),
        "injured": (0.0, 1),
        "certainty": (0.5, 2),
        "pattern": (0.0, 1),
    }


def test_the_publisher_itself_is_no_source(articles: Evaluation) -> None:
    assert _values(articles)["sources"]["precision"] == (1.0, 1)


def test_kinds_are_set_against_each_other_with_what_is_missed_and_spurious(articles: Evaluation) -> None:
    assert articles.confusion == {
        "air_strike": {"drone_strike": 1},
        "ied": {"explosion": 1},
        "protest": {"missed": 1},
        "spurious": {"attack": 1, "arrest": 1},
    }


def test_a_kind_that_gold_accepts_is_right_in_both_rows(articles: Evaluation) -> None:
    assert articles.by_type["ied"]["recall"].value == 1.0
    assert articles.by_type["explosion"]["precision"].value == 1.0
    assert (articles.by_type["air_strike"]["recall"].value, articles.by_type["attack"]["recall"].value) == (0.0, None)


def test_every_disagreement_is_told_with_its_fields() -> None:
    found = _comparison("articles", invented.ARTICLES, invented.ARTICLES_CODED).disagreements
    told = [(item.id, item.what, item.fields) for item in found]
    assert ("a1", "wrong", ("type", "place_10km", "targets", "injured")) in told
    assert ("a1", "wrong", ("place_name", "certainty")) in told
    assert [item.what for item in found if item.id == "a3"] == ["missed"]
    assert sum(item.what == "spurious" for item in found) == 2


def test_an_ambiguous_sentence_counts_only_for_how_far_people_agree() -> None:
    evaluation = _evaluation("detect", invented.SENTENCES, invented.SENTENCES_CODED)
    values = _values(evaluation)
    assert values["events"] == {"precision": (0.333, 3), "recall": (0.5, 2), "f1": (0.4, 2)}
    assert values["against_clear_negatives"]["precision"] == (0.5, 2)
    assert values["human_pair"]["f1"][1] == 5
    assert evaluation.confusion["ambiguous"] == {"not coded": 1}
    assert set(evaluation.by_type) == {"ASSAULT", "PROTEST"}


def test_words_of_each_annotator_are_held_against_the_event_that_fits_best() -> None:
    values = _values(_evaluation("spans", invented.SPANS, invented.SPANS_CODED))
    assert values["agents"]["overlap"] == (round((1 + 2 / 3 + 1) / 3, 3), 3)
    assert values["targets"]["overlap"] == (round((2 / 3 + 1 + 0) / 3, 3), 3)
    assert values["agents"]["human_pair"] == (0.667, 1)


def test_facts_are_asked_of_single_events_that_took_place() -> None:
    evaluation = _evaluation("facts", invented.REPORTS, invented.REPORTS_CODED)
    assert evaluation.units == 3
    assert {row: columns["share"] for row, columns in _values(evaluation).items()} == {
        "some_event": (0.75, 4),
        "day": (0.5, 4),
        "place_5km": (0.0, 3),
        "place_20km": (0.667, 3),
        "place_20km_and_day": (0.667, 3),
        "toll_in_range": (0.5, 2),
    }


def test_documents_are_joined_by_any_incident_that_they_share() -> None:
    evaluation = _evaluation("link", invented.REPORTS, invented.INCIDENTS)
    values = _values(evaluation)
    assert values["pairs"] == {"precision": (0.5, 2), "recall": (1.0, 1), "f1": (0.667, 1)}
    assert values["b_cubed"]["precision"] == (round((2 / 3 + 1 + 1 / 2 + 1) / 4, 3), 4)
    assert values["in_an_incident"]["share"] == (0.75, 4)
    assert evaluation.units == 3


def test_a_document_without_a_coding_counts_as_one_without_events() -> None:
    values = _values(_evaluation("articles", invented.ARTICLES, []))
    assert values["events"] == {"precision": (0.0, 0), "recall": (0.0, 3), "f1": (0.0, 3)}
