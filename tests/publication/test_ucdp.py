"""UCDP GED's 49 columns, its codes for violence, place and time, and its deaths by side."""

from __future__ import annotations

import csv
import io

import pytest

from waqai.publication import Released
from waqai.publication.left_out import LeftOut
from waqai.publication.ucdp import COLUMNS, number_of, priogrid, ucdp_lines, where_precision
from waqai.records import Admin, Candidate, EventPlace, Incident, IncidentTime

from .invented import COARSE, TERMS, incident, line, public, released, toll, who

ARMY = who("الجيش", role="MIL", country="SYR")
REBELS = who("حزب الله", "hezbollah", "REB")
MILITIA = who("الدعم السريع", "rapid-support-forces", "PRM")
CIVILIANS = who("مدنيين", role="CVL")


def _rows(*items: Released, left_out: LeftOut | None = None) -> list[dict[str, str]]:
    text = "".join(ucdp_lines(items, TERMS, LeftOut() if left_out is None else left_out))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _row(stored: Incident) -> dict[str, str]:
    [row] = _rows(released(stored))
    return row


def test_the_49_columns_stand_in_geds_order() -> None:
    assert len(COLUMNS) == 49
    assert next(csv.reader(ucdp_lines([], TERMS, LeftOut()))) == list(COLUMNS)
    assert (COLUMNS[5], COLUMNS[24], COLUMNS[40], COLUMNS[48]) == (
        "type_of_violence",
        "where_prec",
        "deaths_a",
        "gwnob",
    )


def test_an_incident_reads_back_with_its_values() -> None:
    lines = (line("d1", source="شاهد عيان"), line("d2", publisher="إذاعة المثال", published=None, title="ا;ب"))
    [row] = _rows(released(incident(), *lines))
    told = {
        "relid": "i1",
        "year": "2024",
        "code_status": "Check",
        "type_of_violence": "3",
        "side_a": "Military Forces of Syria",
        "side_b": "Civilians",
        "dyad_name": "Military Forces of Syria - Civilians",
        "number_of_sources": "2",
        "source_office": "صحيفة المثال;إذاعة المثال",
        "source_date": "2024-05-01;",
        "source_headline": "قصف على حي الورد;ا,ب",
        "source_original": "شاهد عيان",
        "where_prec": "1",
        "where_coordinates": "Al-Ward",
        "adm_1": "Raqqa",
        "adm_2": "",
        "latitude": "35.9512",
        "longitude": "39.0134",
        "geom_wkt": "POINT (39.0134 35.9512)",
        "country": "Syria",
        "country_id": "652",
        "region": "Middle East",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2024-05-01 00:00:00.000",
        "date_end": "2024-05-01 00:00:00.000",
        "best": "5",
        "high": "5",
        "low": "3",
        "deaths_civilians": "5",
        "gwnoa": "652",
        "gwnob": "",
        "conflict_new_id": "",
        "active_year": "",
    }
    assert {column: row[column] for column in told} == told
    assert int(row["id"]) == number_of("i1")
    assert row["source_article"].startswith('"صحيفة المثال,2024-05-01,قصف على حي الورد";')


@pytest.mark.parametrize(
    ("agent", "target", "violence", "side_a"),
    [
        (ARMY, REBELS, "1", "Military Forces of Syria"),
        (REBELS, ARMY, "1", "Military Forces of Syria"),
        (REBELS, MILITIA, "2", "Hezbollah (1982-)"),
        (REBELS, CIVILIANS, "3", "Hezbollah (1982-)"),
        (ARMY, CIVILIANS, "3", "Military Forces of Syria"),
    ],
)
def test_the_type_of_violence_is_by_the_sides_and_the_state_is_side_a(
    agent: Candidate, target: Candidate, violence: str, side_a: str
) -> None:
    row = _row(incident(agents=(agent,), targets=(target,)))
    assert (row["type_of_violence"], row["side_a"]) == (violence, side_a)


def test_fighters_died_on_the_side_that_was_fired_at() -> None:
    tolls = (toll("killed", (4, 4, ("o",)), victims="combatant"), toll("killed", (6, 6, ("o",))))
    row = _row(incident(agents=(REBELS,), targets=(ARMY,), tolls=tolls))
    assert [row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")] == ["4", "0", "0", "2"]
    row = _row(incident(agents=(ARMY,), targets=(REBELS,), tolls=tolls))
    assert [row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")] == ["0", "4", "0", "2"]


def test_in_a_fight_it_is_unknown_whose_fighters_died() -> None:
    tolls = (toll("killed", (4, 4, ("o",)), victims="combatant"), toll("killed", (1, 1, ("o",)), victims="civilian"))
    row = _row(incident(type="armed_clash", agents=(ARMY, REBELS), targets=(ARMY, REBELS), tolls=tolls))
    assert [row[f"deaths_{side}"] for side in ("a", "b", "civilians", "unknown")] == ["0", "0", "1", "4"]


@pytest.mark.parametrize(
    "tolls",
    [
        (toll("killed", (1, 2, ("a",)), (7, 9, ("b", "c")), (3, None, ("d",))),),
        (toll("killed", (5, 5, ("a",)), victims="child"), toll("killed", (2, 2, ("a",)))),
        (toll("killed", (5, 5, ("a",)), victims="civilian"), toll("killed", (9, 9, ("a",)), victims="combatant")),
    ],
)
@pytest.mark.parametrize("targets", [(CIVILIANS,), (REBELS,), (REBELS, ARMY)])
def test_best_is_the_sum_of_the_four_and_lies_between_low_and_high(tolls: object, targets: object) -> None:
    row = _row(incident(tolls=tolls, targets=targets))
    low, best, high = (int(row[bound]) for bound in ("low", "best", "high"))
    assert low <= best <= high
    assert best == sum(int(row[f"deaths_{side}"]) for side in ("a", "b", "civilians", "unknown"))


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (("2024-05-01", "2024-05-01"), "1"),
        (("2024-05-01", "2024-05-06"), "2"),
        (("2024-05-01", "2024-05-07"), "3"),
        (("2024-05-01", "2024-05-31"), "4"),
        (("2024-01-01", "2024-12-31"), "5"),
    ],
)
def test_the_precision_of_the_date_is_by_the_length_of_its_span(days: tuple[str, str], code: str) -> None:
    time = IncidentTime.model_validate({"start": days[0], "end": days[1], "precision": "day"})
    row = _row(incident(time=time))
    assert row["date_prec"] == code
    assert row["date_end"].startswith(days[1])


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, 1),
        ({"geo_precision": 2}, 2),
        ({"kind": "district", "geo_precision": 2}, 3),
        ({"kind": "admin1", "geo_precision": 3}, 4),
        ({"kind": "region", "geo_precision": 3}, 5),
        ({"role": "between"}, 5),
        ({"kind": "country", "geo_precision": 3}, 6),
        ({"geo_precision": 3}, 4),
    ],
)
def test_the_precision_of_the_place_is_by_its_kind(fields: dict[str, object], code: int) -> None:
    place = EventPlace.model_validate({"text": "x", "span": (0, 1), "admin": Admin(country="SY")} | fields)
    assert where_precision(place) == code


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"tolls": ()}, "without a known number of dead"),
        ({"tolls": (toll("killed", (None, None, ("o",))),)}, "without a known number of dead"),
        ({"type": "arrest"}, "without armed force"),
        ({"time": None}, "without a date"),
        ({"places": ()}, "without a country"),
        ({"agents": ()}, "without two known sides"),
        ({"targets": ()}, "without two known sides"),
        ({"status": "denied"}, "denied"),
    ],
)
def test_what_ged_would_not_hold_is_left_out_and_counted(changes: dict[str, object], reason: str) -> None:
    left_out = LeftOut()
    assert _rows(released(incident(**changes)), left_out=left_out) == []
    assert left_out == {reason: 1}


def test_civilian_dead_without_a_target_make_it_one_sided() -> None:
    row = _row(incident(targets=(), tolls=(toll("killed", (2, 2, ("o",)), victims="child"),)))
    assert (row["type_of_violence"], row["deaths_civilians"]) == ("3", "2")


def test_prio_grid_cells_are_counted_from_the_south_west() -> None:
    assert priogrid(-90, -180) == 1
    assert priogrid(90, 180) == 360 * 720
    assert priogrid(33.1, 35.4) == 177551


def test_coarsening_is_stated_where_the_place_is_described() -> None:
    item = Released(public(incident(), coarsen_km=10), (line(),))
    [row] = csv.DictReader(io.StringIO("".join(ucdp_lines([item], COARSE, LeftOut())), newline=""))
    assert row["where_description"] == "Al-Ward [coordinates coarsened: grid snap, cell 10 km]"
    assert row["where_prec"] == "2"
