"""What is wrong with a gazetteer is found, and what is right is not called wrong."""

import pytest

from waqai.knowledge.gazetteer_build import in_memory
from waqai.knowledge.gazetteer_check import Finding, check
from waqai.records import Place

SYRIA = Place(id="country:SY", name_ar="سوريا", kind="country", country="SY", lat=35, lon=38, source="t")
ALEPPO = Place(
    id="a", name_ar="حلب", kind="admin1", country="SY", parent_id="country:SY", lat=36.2, lon=37.2, source="t"
)


def town(id: str = "t", **fields: object) -> Place:
    values = {"id": id, "name_ar": "مارع", "country": "SY", "parent_id": "a", "lat": 36.48, "lon": 37.19, "source": "t"}
    return Place.model_validate({**values, **fields})


def findings(*places: Place) -> list[Finding]:
    return check(in_memory([SYRIA, ALEPPO, *places]))


def test_a_sound_gazetteer_has_no_findings() -> None:
    assert findings(town()) == []


@pytest.mark.parametrize(
    ("wrong", "kind", "severity"),
    [
        ({"parent_id": "gone"}, "orphan", "error"),
        ({"parent_id": None}, "orphan", "note"),
        ({"country": "IQ", "lat": 36.4, "lon": 43.1}, "foreign_parent", "error"),
        ({"lat": 32.5, "lon": 36.2}, "far_parent", "error"),
        ({"lat": 36.5, "lon": 30.7, "parent_id": "country:SY"}, "outside_country", "error"),
        ({"lat": 0, "lon": 0, "parent_id": "country:SY"}, "impossible_coordinates", "error"),
        ({"lon": None}, "impossible_coordinates", "error"),
        ({"name_ar": None, "name_en": "Mare"}, "no_arabic_name", "note"),
    ],
)
def test_one_thing_wrong_is_found_with_its_place(wrong: dict[str, object], kind: str, severity: str) -> None:
    found = {finding.kind: finding for finding in findings(town(**wrong))}
    assert kind in found
    assert found[kind].place_id == "t"
    assert found[kind].severity == severity
    assert ("مارع" in found[kind].message) or ("Mare" in found[kind].message)


def test_coordinates_outside_the_earth_are_found() -> None:
    gazetteer = in_memory([SYRIA, ALEPPO, town()])
    gazetteer.connection.execute("UPDATE place SET lat = 95 WHERE id = 't'")
    assert "impossible_coordinates" in {finding.kind for finding in check(gazetteer)}


def test_a_circle_of_parents_is_found_at_each_of_its_places() -> None:
    found = findings(town("x", parent_id="y"), town("y", parent_id="x"))
    assert {finding.place_id for finding in found if finding.kind == "cycle"} == {"x", "y"}


def test_a_name_of_two_far_places_in_one_country_is_ambiguous_and_of_two_countries_not() -> None:
    far = town("u", lat=35.9, lon=36.9)
    [finding] = findings(town(), far)
    assert (finding.kind, finding.severity) == ("ambiguous_name", "note")
    assert "u" in finding.message
    abroad = town("u", country="LB", parent_id=None, kind="region", lat=33.9, lon=35.9)
    assert [finding.kind for finding in findings(town(), abroad)] == []


def test_a_town_and_the_province_called_after_it_are_not_ambiguous() -> None:
    assert findings(town(name_ar="حلب", lat=36.2, lon=37.9)) == []


def test_errors_come_before_notes() -> None:
    found = findings(town("x", parent_id="gone"), town("y", name_ar=None, name_en="Mare"))
    assert [finding.severity for finding in found] == ["error", "note"]
