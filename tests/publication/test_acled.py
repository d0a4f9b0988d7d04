"""ACLED's columns, code lists and habits, read back by a plain CSV reader."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import get_args

import pytest

from waqai.knowledge.vocabulary import load_ontology
from waqai.publication import Released
from waqai.publication.acled import COLUMNS, acled_lines, sub_events
from waqai.publication.countries import countries
from waqai.publication.left_out import LeftOut
from waqai.publication.parties import roles
from waqai.records import Admin, EventPlace, EventType, Incident, IncidentTime

from .invented import COARSE, TERMS, incident, line, public, released, toll, who


def _rows(*items: Released, left_out: LeftOut | None = None) -> list[dict[str, str]]:
    text = "".join(acled_lines(items, TERMS, LeftOut() if left_out is None else left_out))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _row(stored: Incident) -> dict[str, str]:
    [row] = _rows(released(stored))
    return row


def test_the_31_columns_stand_in_acleds_order() -> None:
    assert len(COLUMNS) == 31
    assert next(csv.reader(acled_lines([], TERMS, LeftOut()))) == list(COLUMNS)
    assert (COLUMNS[0], COLUMNS[12], COLUMNS[13], COLUMNS[-1]) == (
        "event_id_cnty",
        "inter2",
        "interaction",
        "timestamp",
    )


def test_an_incident_reads_back_with_its_values() -> None:
    row = _row(incident())
    told = {
        "event_id_cnty": "i1",
        "event_date": "2024-05-01",
        "year": "2024",
        "time_precision": "1",
        "disorder_type": "Political violence",
        "event_type": "Explosions/Remote violence",
        "sub_event_type": "Shelling/artillery/missile attack",
        "actor1": "Military Forces of Syria",
        "inter1": "1",
        "actor2": "Civilians (Syria)",
        "inter2": "7",
        "interaction": "17",
        "civilian_targeting": "Civilian targeting",
        "iso": "760",
        "region": "Middle East",
        "country": "Syria",
        "admin1": "Raqqa",
        "location": "Al-Ward",
        "latitude": "35.9512",
        "longitude": "39.0134",
        "geo_precision": "1",
        "source": "صحيفة المثال",
        "source_scale": "",
        "fatalities": "3",
        "tags": "",
    }
    assert {column: row[column] for column in told} == told
    assert "سقطت قذائف على حي الورد" in row["notes"]
    assert "fatalities told: 3 to 5" in row["notes"]
    assert int(row["timestamp"]) == TERMS.at.timestamp()


def test_every_kind_has_a_row_in_the_code_lists() -> None:
    for kind in (load_ontology()[type] for type in get_args(EventType)):
        for event, sub_event in filter(None, (kind.acled, kind.acled_other)):
            assert sub_events()[sub_event].event_type == event
    assert len(sub_events()) == 25
    assert len({row.event_type for row in sub_events().values()}) == 6
    assert {row.disorder_type for row in sub_events().values()} == {
        "Political violence",
        "Demonstrations",
        "Political violence; Demonstrations",
        "Strategic developments",
    }


def test_every_row_of_the_tables_of_parties_and_countries_holds() -> None:
    assert all(1 <= role.inter <= 8 for role in roles().values())
    assert len({country.alpha3 for country in countries().values()}) * 2 == len(countries())
    for country in countries().values():
        assert country.gw > 0
        assert country.numeric is None or 0 < country.numeric < 1000


@pytest.mark.parametrize(
    ("time", "day", "precision"),
    [
        (("2024-05-01", "2024-05-01", "day"), "2024-05-01", "1"),
        (("2024-05-01", "2024-05-02", "part_of_day"), "2024-05-01", "1"),
        (("2024-05-01", "2024-05-03", "day"), "2024-05-02", "2"),
        (("2024-05-01", "2024-05-07", "week"), "2024-05-04", "2"),
        (("2024-05-01", "2024-05-31", "month"), "2024-05-16", "3"),
    ],
)
def test_a_span_of_days_is_dated_to_its_middle(time: tuple[str, str, str], day: str, precision: str) -> None:
    start, end, told = time
    stored = incident(time=IncidentTime.model_validate({"start": start, "end": end, "precision": told}))
    row = _row(stored)
    assert (row["event_date"], row["time_precision"]) == (day, precision)


YEAR = IncidentTime(start=date(2024, 1, 1), end=date(2024, 12, 31), precision="year")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"time": None}, "without a day or month"),
        ({"time": YEAR}, "without a day or month"),
        ({"places": ()}, "without a country"),
        ({"status": "denied"}, "denied"),
        ({"status": "retracted"}, "retracted"),
    ],
)
def test_what_acled_cannot_hold_is_left_out_and_counted(changes: dict[str, object], reason: str) -> None:
    left_out = LeftOut()
    assert _rows(released(incident(**changes)), released(), left_out=left_out)[0]["event_id_cnty"] == "i1"
    assert left_out == {reason: 1}
    assert left_out.sentence() == f"1 incident left out: 1 {reason}."


def test_the_words_of_a_text_never_become_an_actor() -> None:
    row = _row(incident(agents=(who("سليم الحداد", role="REB"),), targets=(who("الطفل كريم الحداد", role="CVL"),)))
    assert (row["actor1"], row["actor2"]) == ("Unidentified Armed Group (Syria)", "Civilians (Syria)")
    assert "الحداد" not in row["actor1"] + row["assoc_actor_1"] + row["actor2"] + row["assoc_actor_2"] + row["tags"]


def test_known_actors_stand_by_name_and_those_with_them_beside_them() -> None:
    agents = (
        who("قوات سوريا", "hezbollah", "REB", origin_ids=("o1",)),
        who("الدعم السريع", "rapid-support-forces", "PRM", origin_ids=("o1", "o2")),
        who("التحالف", "international-coalition", "MIL", origin_ids=("o9",), share=0.2),
    )
    row = _row(incident(agents=agents))
    assert row["actor1"].startswith("Hezbollah")
    assert row["inter1"] == "2"
    assert "Rapid Support Forces" in row["assoc_actor_1"]
    assert row["tags"].startswith("suggested agents: ")
    assert "Coalition" in row["tags"]


def test_the_army_of_another_country_is_an_external_force() -> None:
    row = _row(incident(agents=(who("الجيش", "armed-forces-of-israel", "MIL", country="ISR"),)))
    assert (row["inter1"], row["interaction"]) == ("8", "78")


def test_violence_that_nobody_is_named_for_has_an_unidentified_group() -> None:
    row = _row(incident(agents=()))
    assert (row["actor1"], row["inter1"], row["interaction"]) == ("Unidentified Armed Group (Syria)", "3", "37")


def test_both_sides_of_a_fight_stand_once() -> None:
    both = (who("الجيش", role="MIL", country="SYR"), who("حزب الله", "hezbollah", "REB"))
    row = _row(incident(type="armed_clash", agents=both, targets=both))
    assert {row["inter1"], row["inter2"]} == {"1", "2"}
    assert (row["assoc_actor_1"], row["assoc_actor_2"], row["civilian_targeting"]) == ("", "", "")


def test_protesters_are_the_first_actor_of_a_protest() -> None:
    row = _row(incident(type="protest", agents=(who("أهالي", role="CVL"),), targets=(), tolls=()))
    assert (row["actor1"], row["inter1"], row["actor2"], row["interaction"]) == ("Protesters (Syria)", "6", "", "60")
    assert (row["disorder_type"], row["tags"]) == ("Demonstrations", "crowd size=no report")
    assert row["fatalities"] == "0"
    hurt = _row(incident(type="protest_repression", agents=(who("الشرطة", role="COP", country="SYR"),)))
    assert (hurt["actor1"], hurt["actor2"], hurt["interaction"]) == (
        "Protesters (Syria)",
        "Police Forces of Syria",
        "16",
    )
    assert hurt["sub_event_type"] == "Excessive force against protesters"


def test_dead_without_a_number_leave_the_cell_empty_and_are_noted() -> None:
    row = _row(incident(tolls=(toll("killed", (None, None, ("o",))),)))
    assert row["fatalities"] == ""
    assert "without a number" in row["notes"]


def test_coarsening_is_stated_in_the_notes_and_lowers_the_precision() -> None:
    item = Released(public(incident(), coarsen_km=10), (line(),))
    [row] = csv.DictReader(io.StringIO("".join(acled_lines([item], COARSE, LeftOut())), newline=""))
    assert "coordinates coarsened: grid snap, cell 10 km" in row["notes"]
    assert (row["geo_precision"], row["latitude"] != "35.9512") == ("2", True)


def test_several_reports_are_joined_each_outlet_once() -> None:
    lines = (line("d1"), line("d2", words="قتل ثلاثة"), line("d3", publisher="إذاعة المثال"))
    [row] = _rows(released(incident(), *lines))
    assert row["source"] == "صحيفة المثال; إذاعة المثال"


def test_a_place_of_a_province_alone_is_precise_to_3() -> None:
    province = EventPlace(
        text="الرقة", span=(0, 5), name_en="Raqqa", kind="admin1", geo_precision=3, admin=Admin(country="SY")
    )
    row = _row(incident(places=(province,)))
    assert (row["admin1"], row["location"], row["geo_precision"], row["latitude"]) == ("Raqqa", "Raqqa", "3", "")
