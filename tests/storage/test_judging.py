"""Judgements, given statuses and incident ids survive linking, coding anew and new versions."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

from waqai.errors import JudgementError, ProjectError, UnknownId, UsageError
from waqai.records import CodedDocument, Event
from waqai.storage.judging import Proposed
from waqai.storage.project import Project

PLAIN = runpy.run_path(str(Path(__file__).with_name("conftest.py")))
NOW, READING, WordCoder = PLAIN["NOW"], PLAIN["READING"], PLAIN["WordCoder"]


def add(project: Project, path: Path, **texts: str) -> None:
    """Reports of one day each, by id."""
    lines = (
        json.dumps({"id": id, "source": f"جهة {id}", "published": "2024-05-02", "text": text}, ensure_ascii=False)
        for id, text in texts.items()
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    project.add([path], reading=READING)


@pytest.fixture
def three(project: Project, tmp_path: Path) -> Project:
    """Reports a and b tell of one shelling, c of a protest."""
    add(project, tmp_path / "1.jsonl", a="وقع قصف في درعا", b="سمع أهل الحي صوت قصف في درعا", c="خرج احتجاج في درعا")
    project.process(WordCoder())
    return project


def groups(project: Project) -> dict[str, tuple[str, ...]]:
    return {incident.id: incident.event_ids for incident in project.incidents()}


def judge(project: Project, left: str, verdict: str, right: str) -> tuple[str, tuple[str, ...]]:
    with project.judging() as judging:
        made = judging.judge(Proposed(left=left, right=right, verdict=verdict, by="سلمى", because="رأيته"))
    project.relink()
    return made.id, made.overrules


def undo(project: Project, id: str) -> None:
    with project.judging() as judging:
        judging.undo(id, "سلمى", None)
    project.relink()


def test_same_joins_whatever_the_score_and_its_undoing_brings_both_ids_back(three: Project) -> None:
    before = groups(three)
    assert sorted(before.values()) == [("a#1", "b#1"), ("c#1",)]
    shelling, protest = sorted(before, key=lambda id: before[id])
    id, _ = judge(three, shelling, "same", protest)
    assert groups(three) == {shelling: ("a#1", "b#1", "c#1")}
    [tombstone] = three.tombstones()
    assert (tombstone.id, tombstone.kind, tombstone.into, tombstone.at) == (protest, "merged", (shelling,), NOW)
    undo(three, id)
    assert groups(three) == before
    assert three.tombstones() == ()
    assert [entry.standing for entry in three.judged.log()] == ["undone"]


def test_an_event_judged_different_from_its_incident_leaves_it_and_a_record(three: Project) -> None:
    shelling = next(id for id, events in groups(three).items() if "a#1" in events)
    judge(three, "b#1", "different", shelling)
    after = groups(three)
    assert after[shelling] == ("a#1",)
    [new] = [id for id, events in after.items() if events == ("b#1",)]
    assert [(item.kind, item.into) for item in three.history(shelling)] == [("split", (new,))]


class Recount(WordCoder):  # type: ignore[misc, valid-type]
    """A later coder that counts an act before all others: every ordinal moves by one."""

    def code(self, document: object) -> CodedDocument:
        coded: CodedDocument = super().code(document)
        return coded.model_copy(update={"events": tuple(_moved(event) for event in coded.events)})


def _moved(event: Event) -> Event:
    return event.model_copy(update={"id": event.id.replace("#1", "#2")})


def test_ids_and_judgements_survive_a_coder_that_counts_otherwise(three: Project) -> None:
    judge(three, "a#1", "different", "b#1")
    before = groups(three)
    three.process(Recount("2"))
    assert groups(three) == {id: tuple(event.replace("#1", "#2") for event in events) for id, events in before.items()}
    assert three.tombstones() == ()


def test_judgements_survive_a_new_version_of_a_report(three: Project, tmp_path: Path) -> None:
    judge(three, "a#1", "different", "b#1")
    before = groups(three)
    add(three, tmp_path / "2.jsonl", b="تصحيح: سمع صوت قصف في درعا")
    three.process(WordCoder())
    assert groups(three).keys() == before.keys()
    assert ("b@2#1",) in groups(three).values()


def test_the_later_judgement_holds_and_the_earlier_comes_back_with_its_undoing(three: Project) -> None:
    first, _ = judge(three, "a#1", "different", "b#1")
    second, overrules = judge(three, "a#1", "same", "b#1")
    assert overrules == (first,)
    assert ("a#1", "b#1") in groups(three).values()
    assert three.judged.log()[0].overruled_by == (second,)
    undo(three, second)
    assert ("a#1",) in groups(three).values()


def test_an_import_with_a_cycle_names_it_and_takes_nothing(three: Project) -> None:
    lines = [("a#1", "same", "b#1"), ("b#1", "same", "c#1"), ("a#1", "different", "c#1")]
    proposed = [
        Proposed(left=left, right=right, verdict=verdict, by="سلمى", where=f"f:{number}")
        for number, (left, verdict, right) in enumerate(lines, 1)
    ]
    with three.judging() as judging, pytest.raises(JudgementError) as refused:
        judging.take(proposed)
    assert all(f"f:{number}" in str(refused.value) for number in (1, 2, 3))
    assert three.judged.log() == []
    with three.judging() as judging:
        assert judging.take(proposed[:2]) == 2
        with pytest.raises(JudgementError, match="of the project"):
            judging.take(proposed[2:])


def test_unknown_ids_and_events_of_no_incident_are_refused(three: Project) -> None:
    for left, right, error in (("no", "a#1", UnknownId), ("a#1", "a#1", UsageError)):
        with three.judging() as judging, pytest.raises(error):
            judging.judge(Proposed(left=left, right=right, verdict="same", by="سلمى"))
    assert three.judged.log() == []


def test_a_dead_id_is_refused_with_the_one_that_goes_on(three: Project) -> None:
    shelling, protest = sorted(groups(three), key=lambda id: groups(three)[id])
    judge(three, shelling, "same", protest)
    with three.judging() as judging, pytest.raises(UnknownId, match=shelling):
        judging.judge(Proposed(left=protest, right="a#1", verdict="same", by="سلمى"))
    assert [tombstone.id for tombstone in three.judged.follow(protest)] == [protest]


def test_judgements_wait_for_the_next_processing_where_nothing_joins_at_once(three: Project) -> None:
    before = groups(three)
    with three.judging() as judging:
        judging.judge(Proposed(left="a#1", right="b#1", verdict="different", by="سلمى"))
        judging.judge(Proposed(left="a#1", right="c#1", verdict="unsure", by="سلمى"))
    assert groups(three) == before
    three.process(WordCoder())
    assert ("a#1",) in groups(three).values()
    assert ("a#1", "c#1") in three.judged.asked()


def test_no_judgement_on_incidents_that_are_older_than_the_events(
    three: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("waqai.storage.relinking.relink", cut_off)
        three.process(WordCoder("2"))
    with three.judging() as judging, pytest.raises(ProjectError, match="waqai process"):
        judging.judge(Proposed(left="a#1", right="c#1", verdict="same", by="سلمى"))


def test_a_given_status_stays_while_the_id_lives_and_the_computed_one_beside_it(three: Project, tmp_path: Path) -> None:
    shelling = next(id for id, events in groups(three).items() if "a#1" in events)
    computed = three.incident(shelling).status
    with three.judging() as judging:
        id = judging.give_status(shelling, "denied", "سلمى", "سحبه المصدر")
    add(three, tmp_path / "2.jsonl", d="قصف في درعا ليلا أو نهارا")
    three.process(WordCoder())
    incident = three.incident(shelling)
    assert (incident.status, len(incident.event_ids)) == ("denied", 3)
    assert incident.override is not None
    assert (incident.override.by, incident.override.computed) == ("سلمى", computed)
    with three.judging() as judging:
        assert judging.undo(id, "سلمى", None) is False
        with pytest.raises(UsageError):
            judging.undo(id, "سلمى", None)
    assert three.incident(shelling).override is None
    assert three.incident(shelling).status == computed


def test_linking_anew_without_any_change_writes_no_history(three: Project) -> None:
    before = groups(three)
    three.process(WordCoder("2"))
    assert groups(three) == before
    assert all(three.history(id) == () for id in before)
