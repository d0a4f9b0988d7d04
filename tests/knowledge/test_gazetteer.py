"""The gazetteer as the coder and a person ask it."""

import pickle
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.errors import GazetteerError, UnknownId, UsageError
from waqai.knowledge.gazetteer import Gazetteer, Rank
from waqai.knowledge.gazetteer_build import in_memory
from waqai.knowledge.gazetteer_geometry import distance_km
from waqai.knowledge.gazetteer_schema import create
from waqai.records import Place


def place(id: str, name_ar: str, **fields: object) -> Place:
    return Place.model_validate({"id": id, "name_ar": name_ar, "country": "SY", "source": "test", **fields})


PLACES = (
    place("country:SY", "سوريا", name_en="Syria", kind="country"),
    place("a:halab", "حلب", name_en="Aleppo", kind="admin1", parent_id="country:SY"),
    place("t:halab", "حلب", name_en="Aleppo", parent_id="a:halab", population=1_600_000, lat=36.2, lon=37.16),
    place("t:bab", "الباب", parent_id="a:halab", population=60_000, lat=36.37, lon=37.52),
    place("t:bab-yemen", "الباب", country="YE", lat=14.0, lon=44.0),
    place("q:bab-hadid", "باب الحديد", kind="quarter", parent_id="t:halab"),
    place("t:shadada", "الشدادة", aliases=("Shaddadi",), lat=36.05, lon=40.73),
    place("t:sur", "صور", country="LB"),
    place("t:bashar", "بشار", country="DZ"),
    place("t:menbij", "منبج", aliases=("منبيج",), parent_id="missing:1"),
)


@pytest.fixture
def gazetteer() -> Gazetteer:
    return in_memory(PLACES)


def test_all_names_that_begin_with_a_word_come_with_words_place_and_rank(gazetteer: Gazetteer) -> None:
    found = {(entry.place_id, entry.words): entry for entry in gazetteer.starting_with("باب")}
    assert set(found) == {
        ("t:bab", ("باب",)),
        ("t:bab-yemen", ("باب",)),
        ("q:bab-hadid", ("باب", "حديد")),
    }
    assert found["t:bab", ("باب",)].rank is Rank.OFFICIAL
    assert found["t:bab", ("باب",)].articles == (True,)
    assert found["q:bab-hadid", ("باب", "حديد")].articles == (False, True)


def test_surer_names_come_before_looser_ones(gazetteer: Gazetteer) -> None:
    ranks = [entry.rank for entry in gazetteer.starting_with("شداده")]
    assert ranks == sorted(ranks)
    assert [entry.rank for entry in gazetteer.starting_with("شدادي")] == [Rank.LOOSE]


def test_a_name_that_is_an_ordinary_word_is_marked_as_one(gazetteer: Gazetteer) -> None:
    assert [entry.rank for entry in gazetteer.starting_with("صور")] == [Rank.HOMONYM]
    assert [entry.rank for entry in gazetteer.starting_with("بشار")] == [Rank.HOMONYM]


@pytest.mark.parametrize(
    ("place_ids", "ordinary"),
    [
        (("t:sur",), True),  # صور is the town and the word for pictures
        (("t:bashar",), True),  # بشار is the town and a person
        (("t:menbij",), False),
        (("t:halab", "a:halab"), False),
        (("t:sur", "t:menbij"), False),  # no name in common, so none by which both were found
        (("t:bashar", "t:bashar"), True),
        (("q:bab-hadid",), False),  # its name has two words
        (("t:nowhere",), False),
        ((), False),
    ],
)
def test_places_found_by_an_ordinary_word_are_told_apart(
    gazetteer: Gazetteer, place_ids: tuple[str, ...], ordinary: bool
) -> None:
    assert gazetteer.is_ordinary(place_ids) is ordinary
    assert gazetteer.is_ordinary(place_ids) is ordinary  # remembered


def test_a_word_is_asked_of_the_database_once(gazetteer: Gazetteer) -> None:
    asked: list[str] = []
    gazetteer.connection.set_trace_callback(asked.append)
    assert gazetteer.starting_with("كلمة") == ()
    first = len(asked)
    assert first > 0
    gazetteer.starting_with("كلمة")
    assert len(asked) == first


def test_a_place_has_its_other_names_as_aliases(gazetteer: Gazetteer) -> None:
    found = gazetteer.place("t:menbij")
    assert found.name_ar == "منبج"
    assert "منبيج" in found.aliases


def test_an_id_that_no_place_has_is_an_error_of_its_own(gazetteer: Gazetteer) -> None:
    with pytest.raises(UnknownId, match="t:nowhere"):
        gazetteer.place("t:nowhere")


def ids(places: list[Place]) -> list[str]:
    return [place.id for place in places]


def test_the_town_goes_before_the_province_and_a_class_word_turns_that_round(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.find("حلب")) == ["t:halab", "a:halab"]
    assert ids(gazetteer.find("محافظة حلب")) == ["a:halab", "t:halab"]


def test_find_ranks_exact_names_by_population_and_before_longer_names(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.find("الباب")) == ["t:bab", "t:bab-yemen", "q:bab-hadid"]


def test_find_keeps_to_a_country_and_to_a_limit(gazetteer: Gazetteer) -> None:
    assert ids(gazetteer.find("الباب", country="YE")) == ["t:bab-yemen"]
    assert len(gazetteer.find("الباب", limit=1)) == 1


@pytest.mark.parametrize("query", ["الشدادي", "الشدادة", "shaddadi", "Shaddady"])
def test_find_takes_press_latin_and_mistyped_spellings(gazetteer: Gazetteer, query: str) -> None:
    assert ids(gazetteer.find(query))[:1] == ["t:shadada"]


def test_find_finds_nothing_for_what_no_name_is_like(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("قسطنطينية") == []


def test_find_refuses_what_has_no_letter(gazetteer: Gazetteer) -> None:
    with pytest.raises(UsageError):
        gazetteer.find("؟!")


def test_ancestry_runs_up_to_the_country_and_ends_where_a_parent_is_missing(gazetteer: Gazetteer) -> None:
    quarter, orphan = gazetteer.place("q:bab-hadid"), gazetteer.place("t:menbij")
    assert ids(gazetteer.ancestry(quarter)) == ["t:halab", "a:halab", "country:SY"]
    assert gazetteer.ancestry(orphan) == []


def test_ancestry_that_goes_in_a_circle_ends() -> None:
    circle = in_memory([place("a", "أولى", parent_id="b"), place("b", "ثانية", parent_id="a")])
    start = circle.place("a")
    assert ids(circle.ancestry(start)) == ["b"]


DEGREES = st.tuples(st.floats(-89, 89), st.floats(-170, 170))


@given(st.lists(DEGREES, max_size=20), DEGREES, st.floats(1, 800))
def test_near_finds_what_lies_within_the_distance_and_nothing_else(
    points: list[tuple[float, float]], centre: tuple[float, float], km: float
) -> None:
    gazetteer = in_memory(place(f"p:{n}", "موقع", lat=lat, lon=lon) for n, (lat, lon) in enumerate(points))
    west_east = abs(centre[1]) < 90 and abs(centre[0]) < 80  # a box that crosses the date line holds less
    expected = {f"p:{n}" for n, point in enumerate(points) if distance_km(*centre, *point) <= km}
    found = {near.id: far for near, far in gazetteer.near(*centre, km)}
    assert found.keys() <= expected
    if west_east:
        assert found.keys() == expected
    assert list(found.values()) == sorted(found.values())


def test_distance_agrees_with_a_known_one() -> None:
    assert distance_km(36.2021, 37.1343, 33.5138, 36.2765) == pytest.approx(309, abs=2)


def test_a_pickled_gazetteer_carries_its_path(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    with sqlite3.connect(path) as connection:
        create(connection)
    connection.close()
    copy = pickle.loads(pickle.dumps(Gazetteer(path)))  # noqa: S301 - our own bytes
    assert copy.path == path
    assert copy.count() == 0


def test_a_gazetteer_in_memory_is_not_pickled(gazetteer: Gazetteer) -> None:
    with pytest.raises(UsageError):
        pickle.dumps(gazetteer)


def test_a_gazetteer_file_is_opened_to_be_read_only(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    with sqlite3.connect(path) as connection:
        create(connection)
    connection.close()
    with pytest.raises(sqlite3.OperationalError):
        Gazetteer(path).connection.execute("DELETE FROM place")


def test_a_missing_file_and_a_file_that_is_none_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="there is no gazetteer"):
        Gazetteer(tmp_path / "missing.db")
    (tmp_path / "text.db").write_text("no database at all, but long enough to be read as one\n" * 40)
    with pytest.raises(GazetteerError, match="no gazetteer"):
        Gazetteer(tmp_path / "text.db")


def test_a_gazetteer_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    with sqlite3.connect(path) as connection:
        create(connection)
        connection.execute("UPDATE meta SET value = '0' WHERE key = 'schema'")
    connection.close()
    with pytest.raises(GazetteerError, match="another version"):
        Gazetteer(path)
