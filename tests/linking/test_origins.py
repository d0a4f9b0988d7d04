"""Origins: who speaks independently, and why documents share one voice (codebook 4)."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

MADE = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
act, report, person, says = (MADE[name] for name in ("act", "report", "person", "says"))
WIRE = (
    "قصفت مدفعية ثقيلة أطراف البلدة الجنوبية صباح اليوم الخميس ما أدى إلى أضرار في السوق القديم ومدرسة مجاورة له "
    "ونقلت فرق الإسعاف أربعة جرحى إلى المشفى الميداني بحسب ما ذكر مدير المشفى في حديث قصير مع الصحفيين"
)


def only(incidents: Any) -> Any:
    (incident,) = incidents
    return incident


def names(incident: Any) -> set[str]:
    return {origin.id for origin in incident.origins}


def test_publishers_that_speak_for_themselves_are_origins(link: Any) -> None:
    incident = only(link(report("a", act(), source="aljazeera"), report("b", act(), source="enab_baladi")))
    assert names(incident) == {"owner:al_jazeera_media_network", "owner:enab_baladi"}
    assert incident.independent_origins == 2
    assert {origin.name for origin in incident.origins} == {"الجزيرة", "عنب بلدي"}


def test_outlets_of_one_owner_are_one_origin(link: Any) -> None:
    incident = only(link(report("a", act(), source="aljazeera"), report("b", act(), source="aljazeera_mubasher")))
    (origin,) = incident.origins
    assert origin.document_ids == ("a", "b")
    assert origin.folded == ("same_owner",)
    assert (incident.reports, incident.independent_origins, incident.status) == (2, 1, "single_origin")


def test_a_syndicated_copy_counts_once(link: Any) -> None:
    first = report("a", act(), source="enab_baladi", at="2024-05-02T10:00:00+03:00", text=WIRE)
    copy = report("b", act(), source="shaam_network", at="2024-05-02T12:00:00+03:00", text=f"عاجل {WIRE}")
    incident = only(link(first, copy))
    (origin,) = incident.origins
    assert origin.id == "owner:enab_baladi"
    assert origin.folded == ("near_copy",)
    assert (incident.reports, incident.status) == (2, "single_origin")


def test_an_outlet_that_is_quoted_folds_into_its_own_publication(link: Any) -> None:
    own = report("a", act(), source="enab_baladi")
    quoting = report("b", act(attributions=(says("outlet", "عنب بلدي"),)), source="aljazeera")
    incident = only(link(own, quoting))
    (origin,) = incident.origins
    assert origin.id == "owner:enab_baladi"
    assert origin.folded == ("quotes",)


def test_an_outlet_that_the_table_does_not_know_is_one_origin_for_all_who_quote_it(link: Any) -> None:
    reports = [
        report("a", act(attributions=(says("outlet", "شبكة الوادي"),)), source="aljazeera"),
        report("b", act(attributions=(says("outlet", "شبكة الوادى"),)), source="enab_baladi"),
    ]
    assert len(only(link(*reports)).origins) == 1


def test_a_quoted_source_is_the_origin_and_not_its_publisher(link: Any) -> None:
    incident = only(link(report("a", act(attributions=(says("monitor", "مرصد الوادي"),)), source="aljazeera")))
    (origin,) = incident.origins
    assert (origin.name, origin.kind) == ("مرصد الوادي", "monitor")


def test_one_source_that_several_quote_is_one_origin(link: Any) -> None:
    """«المرصد السوري» in two papers is one voice, whatever the spelling."""
    reports = [
        report("a", act(attributions=(says("official", "مدير المشفى"),)), source="aljazeera"),
        report("b", act(attributions=(says("official", "مُدير المشفى"),)), source="enab_baladi"),
    ]
    incident = only(link(*reports))
    (origin,) = incident.origins
    assert origin.folded == ("same_source",)
    assert incident.status == "single_origin"


def test_one_source_known_by_its_id_is_one_origin_whatever_it_is_called(link: Any) -> None:
    reports = [
        report("a", act(attributions=(says("official", "العاهل الأردني", source_id="royal-court-of-jordan"),))),
        report("b", act(attributions=(says("official", "الديوان الملكي", source_id="royal-court-of-jordan"),))),
    ]
    (origin,) = only(link(*reports)).origins
    assert origin.id == "source:royal-court-of-jordan"


def test_the_innermost_of_a_chain_speaks(link: Any) -> None:
    outlet = says("outlet", "عنب بلدي").source
    told = act(attributions=(says("witness", "أحد السكان", chain=(outlet,)),))
    incident = only(link(report("a", told, source="aljazeera")))
    (origin,) = incident.origins
    assert origin.id == "owner:enab_baladi/witness"


def test_sources_without_a_name_are_other_people_for_each_outlet(link: Any) -> None:
    witness = act(attributions=(says("witness", "شهود عيان"),))
    reports = [report("a", witness, source="aljazeera"), report("b", witness, source="enab_baladi")]
    assert only(link(*reports)).independent_origins == 2
    same_house = [report("a", witness, source="aljazeera"), report("b", witness, source="aljazeera_mubasher")]
    assert only(link(*same_house)).independent_origins == 1


def test_a_correspondent_is_the_voice_of_the_publisher(link: Any) -> None:
    told = act(attributions=(says("correspondent", "مراسلنا"),))
    incident = only(link(report("a", told, source="enab_baladi"), report("b", act(), source="enab_baladi")))
    assert names(incident) == {"owner:enab_baladi"}


def test_who_declines_is_a_voice_but_affirms_nothing(link: Any) -> None:
    """«ولم تعلن واشنطن تنفيذ أي ضربة»: the publisher still says that it happened."""
    told = act("air_strike", attributions=(says("official", "واشنطن", "declines", source_id="state-usa"),))
    incident = only(link(report("a", told, source="enab_baladi")))
    assert incident.independent_origins == 1
    assert incident.status == "single_origin"
    assert [(origin.id, origin.stances) for origin in incident.origins] == [
        ("owner:enab_baladi", ("reports",)),
        ("source:state-usa", ("declines",)),
    ]


def test_a_report_of_a_denial_alone_does_not_affirm_the_act(link: Any) -> None:
    """«نفى الجيش قصف البلدة» says that he denies, not that it happened."""
    told = act(attributions=(says("official", "الجيش", "denies"),))
    incident = only(link(report("a", told, source="enab_baladi")))
    assert incident.independent_origins == 0
    assert names(incident) == {"source:الجيش"}


def test_a_protected_source_is_marked_and_its_id_does_not_name_it(link: Any) -> None:
    told = act(attributions=(says("witness", "فلان من السكان", protected=True),))
    incident = only(link(report("a", told, source="enab_baladi")))
    (origin,) = incident.origins
    assert origin.protected
    assert origin.id.startswith("protected:")
    assert "فلان" not in origin.id
    assert "فلان" not in incident.status_rule


def test_a_document_without_a_publisher_speaks_for_itself(link: Any) -> None:
    incident = only(link(report("a", act(), source="@qanat_alwadi"), report("b", act(), source="@qanat_alwadi")))
    (origin,) = incident.origins
    assert (origin.id, origin.kind) == ("outlet:qanat-alwadi", "publisher")


def test_the_media_of_an_armed_group_are_a_party(link: Any) -> None:
    incident = only(link(report("a", act(), source="sdf_press")))
    assert incident.origins[0].party
    assert incident.status == "claimed"


def test_an_official_of_the_side_that_acted_is_a_party_and_rescuers_are_not(link: Any) -> None:
    regime = person("قوات النظام", actor_id="armed-forces-of-syria-assad", country="SYR", role="MIL")
    civilians = person("مدنيون", country="SYR", role="CVL")
    ministry = says("official", "وزارة الدفاع", source_id="defence-ministry-of-syria-assad")
    rescuers = says("official", "رجال الإنقاذ", source_id="turkish-red-crescent")
    told = act(agents=(regime,), targets=(civilians,), attributions=(ministry, rescuers))
    incident = only(link(report("a", told)))
    assert {origin.source_id: origin.party for origin in incident.origins} == {
        "defence-ministry-of-syria-assad": True,
        "turkish-red-crescent": False,
    }
