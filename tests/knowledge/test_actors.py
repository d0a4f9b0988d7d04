"""The tables of actors: every row holds, and every wording leads to one actor of a country and a time."""

import itertools
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waqai.errors import TableError
from waqai.knowledge.actors import (
    ACTOR_KINDS,
    ANY_SIDE,
    Force,
    Nationality,
    Nickname,
    adjective_forms,
    load_actors,
    load_forces,
    load_nationalities,
    load_nicknames,
    metonyms,
)
from waqai.knowledge.publishers import SIDES
from waqai.language.folding import fold, fold_key
from waqai.language.tokens import tokenise
from waqai.records import Actor

ACTORS = load_actors()
BY_ID = {actor.id: actor for actor in ACTORS}
NATIONALITIES = load_nationalities()
FORCES = load_forces()
NICKNAMES = load_nicknames()

CAMEO = """
AGR BUS COP CRM CVL DEV EDU ELI ENV GOV HLH HRI IGO INS INT JUD LAB LEG MED MIL MNC MOD NGM NGO OPP PRM PTY RAD REB
REF REL SEP SPY UAF UIS
"""
ISO_3166 = """
AFG AGO ALB ARE ARG ARM AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BIH BLR BOL BRA BWA CAF CAN CHE CHL CHN CIV CMR COD
COG COL COM CPV CUB CYP CZE DEU DJI DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FRA GAB GBR GEO GHA GIN GMB GNB
GNQ GRC GTM HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KOR KWT LAO LBN LBR LBY LKA
LSO LTU LUX LVA MAR MDA MDG MEX MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NZL OMN PAK
PAN PER PHL PNG POL PRK PRT PRY PSE QAT ROU RUS RWA SAU SDN SEN SGP SLE SLV SOM SRB SSD SUR SVK SVN SWE SWZ SYR TCD
TGO THA TJK TKM TLS TTO TUN TUR TWN TZA UGA UKR URY USA UZB VAT VEN VNM XKX YEM ZAF ZMB ZWE
"""
MEMBERS_OF_THE_ARAB_LEAGUE = """
SYR IRQ LBN JOR PSE EGY SAU ARE QAT KWT BHR OMN YEM LBY SDN TUN DZA MAR MRT SOM DJI COM
"""
ROLES = frozenset(CAMEO.split())
COUNTRIES = frozenset(ISO_3166.split())
ARAB_LEAGUE = MEMBERS_OF_THE_ARAB_LEAGUE.split()
FORCE_KINDS = frozenset({"armed_forces", "police", "intelligence", "government"})
OTHER_KINDS = frozenset({"civilians", "protesters", "criminals", "unknown"})

actors = pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.id)


def wordings(actor: Actor) -> tuple[str, ...]:
    return (actor.name_ar, *actor.aliases_ar)


def letters(wording: str) -> int:
    return sum(character.isalpha() for character in wording)


def meet(left: Actor, right: Actor) -> bool:
    """Whether both held their position in the same year; in the year of a change both rows hold."""
    return (left.start or 0) < (right.end or 9999) and (right.start or 0) < (left.end or 9999)


def named(wording: str, year: int, country: str | None) -> list[str]:
    key = fold_key(wording)
    return [
        actor.id
        for actor in ACTORS
        if key in map(fold_key, wordings(actor))
        and actor.country == country
        and (actor.start or 0) <= year <= (actor.end or 9999)
    ]


def test_the_table_holds_what_it_promises() -> None:
    assert len(ACTORS) >= 1000
    assert len(BY_ID) == len(ACTORS)
    assert len(NATIONALITIES) >= 180
    assert len(FORCES) >= 150
    assert len({nickname.wording for nickname in NICKNAMES}) >= 500


@actors
def test_a_row_has_a_slug_names_a_kind_a_role_and_a_country(actor: Actor) -> None:
    assert actor.id == actor.id.lower() and actor.id.replace("-", "").isalnum() and actor.id.isascii()
    assert actor.name_en and actor.name_ar
    assert actor.kind in ACTOR_KINDS
    assert actor.role in ROLES
    assert actor.country is None or actor.country in COUNTRIES


@actors
def test_a_row_has_years_in_order(actor: Actor) -> None:
    for year in (actor.start, actor.end):
        assert year is None or 1700 < year <= 2026
    if actor.start is not None and actor.end is not None:
        assert actor.start < actor.end


@actors
def test_a_parent_exists_and_no_row_is_its_own_ancestor(actor: Actor) -> None:
    seen = {actor.id}
    parent = actor.parent
    while parent is not None:
        assert parent in BY_ID, f"{parent} is not in the table"
        assert parent not in seen
        seen.add(parent)
        parent = BY_ID[parent].parent


@actors
def test_the_wordings_of_a_row_differ_and_can_be_found_in_a_text(actor: Actor) -> None:
    folded = [fold_key(wording) for wording in wordings(actor)]
    assert len(set(folded)) == len(folded)
    for wording, key in zip(wordings(actor), folded, strict=True):
        assert letters(key) >= 3, wording
        assert "*" not in wording
        assert [token.text for token in tokenise(fold(wording))] == key.split(), wording


def test_a_wording_names_one_actor_of_a_country_at_a_time() -> None:
    holders: defaultdict[str, list[Actor]] = defaultdict(list)
    for actor in ACTORS:
        for wording in wordings(actor):
            holders[fold_key(wording)].append(actor)
    clashes = [
        (key, left.id, right.id)
        for key, found in holders.items()
        for left, right in itertools.combinations(found, 2)
        if left.country == right.country and meet(left, right)
    ]
    assert clashes == []


@pytest.mark.parametrize("country", ARAB_LEAGUE)
def test_every_arab_state_is_an_actor(country: str) -> None:
    assert [actor for actor in ACTORS if actor.kind == "state" and actor.country == country]


@pytest.mark.parametrize(
    "country", [*ARAB_LEAGUE, "IRN", "ISR", "TUR", "USA", "GBR", "FRA", "RUS", "CHN", "PAK", "AFG"]
)
@pytest.mark.parametrize("role", ["MIL", "COP", "GOV"])
def test_every_such_state_has_its_forces_today(country: str, role: str) -> None:
    if country == "COM" or (country, role) == ("PSE", "MIL"):  # no reports of the one, no army of the other
        pytest.skip("not in the table")
    assert [
        actor
        for actor in ACTORS
        if (actor.country, actor.role) == (country, role) and actor.kind in FORCE_KINDS and actor.end is None
    ]


def test_the_first_force_of_a_country_is_the_whole_army_not_a_part() -> None:
    """Readers take «الطيران الإسرائيلي» as the first row of its country and role."""
    for year, country in itertools.product((2007, 2013, 2023, 2026), sorted(COUNTRIES)):
        found = [
            actor
            for actor in ACTORS
            if (actor.country, actor.role) == (country, "MIL")
            and actor.kind in FORCE_KINDS
            and (actor.start or 0) <= year <= (actor.end or 9999)
        ]
        if any(actor.kind == "armed_forces" for actor in found):
            assert found[0].kind == "armed_forces", (year, found[0].id)
            assert found[0].parent is None or BY_ID[found[0].parent].kind != "armed_forces", (year, found[0].id)


@pytest.mark.parametrize(
    ("wording", "year", "country", "actor"),
    [
        ("الجيش السوري", 2019, "SYR", "armed-forces-of-syria-assad"),
        ("الجيش السوري", 2026, "SYR", "armed-forces-of-syria"),
        ("الحكومة السورية", 2015, "SYR", "syrian-regime"),
        ("الحكومة السورية", 2025, "SYR", "government-of-syria"),
        ("الجيش الوطني", 2022, "SYR", "syrian-national-army"),
        ("الجيش الوطني", 2022, "YEM", "armed-forces-of-yemen"),
        ("الجيش الوطني", 2022, "LBY", "libyan-national-army"),
        ("المقاومة الاسلامية", 2024, "LBN", "hezbollah"),
        ("المقاومة الإسلامية", 2024, "IRQ", "islamic-resistance-in-iraq"),
        ("قسد", 2022, "SYR", "syrian-democratic-forces"),
        ("داعش", 2016, None, "islamic-state"),
        ("دولة العراق الإسلامية", 2008, "IRQ", "islamic-state-of-iraq"),
        ("الحكومة الأفغانية", 2008, "AFG", "government-of-afghanistan-republic"),
        ("الحكومة الافغانية", 2024, "AFG", "taliban-government"),
        ("سنتكوم", 2024, "USA", "centcom"),
        ("القوات الامريكية", 2008, "USA", "armed-forces-of-usa"),
        ("القوات الأميركية", 2024, "USA", "armed-forces-of-usa"),
        ("قوات الدعم السريع", 2024, "SDN", "rapid-support-forces"),
        ("مليشيا الحوثي", 2024, "YEM", "houthis"),
        ("كتائب القسام", 2024, "PSE", "qassam-brigades"),
        ("الحشد الشعبى", 2024, "IRQ", "popular-mobilization-forces"),
        ("حركة الشباب", 2024, "SOM", "al-shabaab"),
    ],
)
def test_country_and_year_settle_whom_a_wording_names(wording: str, year: int, country: str | None, actor: str) -> None:
    assert named(wording, year, country) == [actor]


def test_a_capital_is_a_metonym_and_a_group_is_not() -> None:
    assert {fold_key("واشنطن"), fold_key("أبو ظبي"), fold_key("عمّان")} <= metonyms()
    assert fold_key("حماس") not in metonyms()
    assert named("واشنطن", 2024, "USA") == ["state-usa"]


@pytest.mark.parametrize("name", ["الحزم", "الأمل", "الشباب", "الفجر", "النصر", "القاعدة", "التحالف", "النظام"])
def test_a_common_word_is_no_actor_by_itself(name: str) -> None:
    assert fold_key(name) not in {fold_key(wording) for actor in ACTORS for wording in wordings(actor)}


@pytest.mark.parametrize("nationality", NATIONALITIES, ids=lambda row: row.adjectives[0])
def test_an_adjective_points_to_a_country_and_to_an_actor_that_exist(nationality: Nationality) -> None:
    assert nationality.adjectives and nationality.note
    assert nationality.country is None or nationality.country in COUNTRIES
    if nationality.actor is not None:
        assert BY_ID[nationality.actor].country == nationality.country
    if nationality.note.startswith("state") and "without" not in nationality.note:
        assert nationality.actor is not None and BY_ID[nationality.actor].kind == "state"


def test_no_form_belongs_to_two_adjectives() -> None:
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for row in NATIONALITIES:
        for form in {f for adjective in row.adjectives for f in adjective_forms(adjective)} | set(
            map(fold_key, row.plurals)
        ):
            owners[form].add(row.adjectives[0])
    assert {form: rows for form, rows in owners.items() if len(rows) > 1} == {}


@pytest.mark.parametrize(
    ("adjective", "form"),
    [
        ("أمريكي", "أمريكية"),
        ("عراقي", "عراقيون"),
        ("إسرائيلي", "إسرائيليتين"),
        ("فلسطيني", "فلسطينيات"),
        ("مصري", "مصريو"),
        ("كوري جنوبي", "كورية جنوبية"),
        ("جنوب سوداني", "جنوب سودانيين"),
        ("جيبوتي", "جيبوتي"),
    ],
)
def test_an_adjective_has_all_its_forms(adjective: str, form: str) -> None:
    assert fold_key(form) in adjective_forms(adjective)


@pytest.mark.parametrize(("adjective", "state"), [("سوري", "سوريا"), ("تركي", "تركيا"), ("ليبي", "ليبيا")])
def test_a_form_that_is_written_like_a_state_is_left_to_the_state(adjective: str, state: str) -> None:
    assert fold_key(state) not in adjective_forms(adjective)


@given(st.text(alphabet="ابتحدرسعفقلمنوإأ", min_size=2, max_size=8))
def test_forms_are_folded_distinct_and_begin_with_the_adjective(stem: str) -> None:
    forms = adjective_forms(stem + "ي")
    assert forms[0] == fold_key(stem + "ي")
    assert len(set(forms)) == len(forms)
    assert all(form == fold_key(form) and form.startswith(forms[0]) for form in forms)


@pytest.mark.parametrize("force", FORCES, ids=lambda force: force.head)
def test_a_word_for_a_force_has_forms_a_role_and_a_kind(force: Force) -> None:
    folded = [fold_key(form) for form in force.forms]
    assert fold_key(force.head) in folded
    assert len(set(folded)) == len(folded)
    assert all(letters(form) >= 2 for form in folded)
    assert not any(form.startswith("ال") for form in force.forms), "forms stand without article"
    assert force.role in ROLES
    assert force.kind in ACTOR_KINDS or force.kind in OTHER_KINDS
    assert len(set(force.combines)) == len(force.combines)
    assert force.alone or force.note, "a word that is no actor alone says what else it means"


def test_no_form_belongs_to_two_words_for_forces() -> None:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for force in FORCES:
        for form in force.forms:
            owners[fold_key(form)].append(force.head)
    assert {form: heads for form, heads in owners.items() if len(heads) > 1} == {}


@pytest.mark.parametrize(
    ("form", "role"),
    [
        ("جيوش", "MIL"),
        ("دبابتين", "MIL"),
        ("طائرة حربية", "MIL"),
        ("شرطة", "COP"),
        ("مخابرات", "SPY"),
        ("حكومة", "GOV"),
        ("متمردين", "REB"),
        ("مسلحون", "UAF"),
        ("مجهولين", "UAF"),
        ("مليشيات", "PRM"),
        ("متظاهرين", "CVL"),
        ("محتجون", "CVL"),
    ],
)
def test_a_word_for_a_force_gives_a_role(form: str, role: str) -> None:
    assert [force.role for force in FORCES if fold_key(form) in map(fold_key, force.forms)] == [role]


@pytest.mark.parametrize("nickname", NICKNAMES, ids=lambda row: f"{row.side}-{row.wording}")
def test_a_nickname_means_an_actor_in_the_mouth_of_a_side(nickname: Nickname) -> None:
    assert nickname.actor in BY_ID
    assert nickname.side == ANY_SIDE or (nickname.side and nickname.side in SIDES)
    assert letters(fold_key(nickname.wording)) >= 3


def test_a_nickname_means_one_actor_for_each_side() -> None:
    meanings: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in NICKNAMES:
        meanings[fold_key(row.wording), row.side].append(row.actor)
    assert {key: found for key, found in meanings.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("wording", "side", "actor"),
    [
        ("العدو", "axis", "armed-forces-of-israel"),
        ("العدو", "saf", "rapid-support-forces"),
        ("العدو", "iraqi_state", "islamic-state"),
        ("عصابات الجولاني", "*", "government-of-syria"),
        ("مرتزقة الاحتلال التركي", "sdf", "syrian-national-army"),
        ("عصابات الأسد", "*", "armed-forces-of-syria-assad"),
        ("المجموعات الإرهابية المسلحة", "syrian_regime", "syrian-opposition-factions"),
        ("المجموعات الإرهابية المسلحة", "lna", "armed-forces-of-libya-tripoli"),
        ("الجنجويد", "saf", "rapid-support-forces"),
        ("العدوان", "houthi", "saudi-led-coalition"),
        ("القوات المسلحة اليمنية", "houthi", "houthis"),
    ],
)
def test_one_wording_means_different_enemies_for_different_sides(wording: str, side: str, actor: str) -> None:
    found = [row.actor for row in NICKNAMES if row.side == side and fold_key(row.wording) == fold_key(wording)]
    assert found == [actor]


HEADER = "id\tname_en\tname_ar\taliases_ar\taliases_en\tkind\tcountry\trole\tparent\tstart\tend\n"


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("coral\tCoral\tجماعة المرجان\t\t\tteam\tSYR\tREB\t\t\t", "kind"),
        ("coral\tCoral\tجماعة المرجان\t\t\tmilitia\tSYR\tREB\t\tsoon\t", "year"),
    ],
)
def test_a_project_table_with_a_broken_row_is_refused_by_name(tmp_path: Path, row: str, fault: str) -> None:
    (tmp_path / "actors.tsv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(TableError, match=f"coral.*{fault}"):
        load_actors(tmp_path)


@pytest.mark.parametrize(
    "row",
    [
        "نفر\tنفر\tmood\tUAF\tunknown\tnone\tyes\t",
        "نفر\tنفر\tpeople\tUAF\tunknown\tweather\tyes\t",
        "نفر\tنفر\tpeople\tUAF\tunknown\tnone|nationality\tyes\t",
        "نفر\tنفر\tpeople\tUAF\tunknown\t\tyes\t",
        "نفر\tنفر\tpeople\tUAF\tunknown\tnone\tperhaps\t",
    ],
)
def test_a_broken_word_for_a_force_is_refused(tmp_path: Path, row: str) -> None:
    header = "head\tforms\tnature\trole\tkind\tcombines\talone\tnote\n"
    (tmp_path / "forces.tsv").write_text(header + row + "\n", encoding="utf-8")
    with pytest.raises(TableError, match="نفر"):
        load_forces(tmp_path)


def test_a_project_has_actors_of_its_own(tmp_path: Path) -> None:
    row = "coral\tCoral\tجماعة المرجان\tكتائب المرجان|مرجانة*\t\tmilitia\tSYR\tREB\t\t2020\t\n"
    (tmp_path / "actors.tsv").write_text("# own\n" + HEADER + row, encoding="utf-8")
    (actor,) = load_actors(tmp_path)
    assert actor.aliases_ar == ("كتائب المرجان", "مرجانة")
    assert (actor.start, actor.end, actor.parent) == (2020, None, None)
    assert metonyms(tmp_path) == {fold_key("مرجانة")}
