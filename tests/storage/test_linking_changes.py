"""Whatever changes in a project, in whatever order: linking the changes gives what linking everything anew gives."""

from __future__ import annotations

import atexit
import runpy
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from waqai.errors import UsageError
from waqai.linking import candidates
from waqai.linking.account import Account
from waqai.linking.doubt import Suspect, worthiest
from waqai.linking.linker import Linker
from waqai.records import CodedDocument, Document
from waqai.storage import linking_state
from waqai.storage.document_versions import store_document
from waqai.storage.judging import Proposed
from waqai.storage.models import CaptureRow, DocumentRow
from waqai.storage.project import Project
from waqai.storage.rows import document_row

HERE = Path(__file__)
PLAIN = runpy.run_path(str(HERE.with_name("conftest.py")))
MADE = runpy.run_path(str(HERE.parents[1] / "linking" / "conftest.py"))
NOW, contents = PLAIN["NOW"], PLAIN["contents"]
act, report, killed, person = (MADE[name] for name in ("act", "report", "killed", "person"))
REGIME = person("قوات النظام", actor_id="armed-forces-of-syria-assad", country="SYR", role="MIL")
PLACES = ("سراقب", "ترنبة", "أريحا", "بنش|ريف إدلب", "ريف إدلب", "إدلب", "مزرعة النبع|بنش", None)
TEXTS = (
    "نص قصير",
    "قتل الشاب زعيتر البلحوس في قصف على المدينة",
    "تشييع زعيتر البلحوس",
    "قصفت راجمات أطراف القرية وأصيب فيها ثلاثة من أهلها نقلوا إلى مشفى قريب كما ذكر مسعف هناك",
    "عاجل قصفت راجمات أطراف القرية وأصيب فيها ثلاثة من أهلها نقلوا إلى مشفى قريب كما ذكر مسعف هناك",
)
LINKER = Linker()
CROWD = 16
"""What is called a crowd here: as many as the tests can make."""


@lru_cache(maxsize=1)
def empty() -> Path:
    """A project without documents, made once: migrations take longer than most examples."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    project = Project.create(Path(folder.name) / "p")
    with Session(project._engine) as session, session.begin():
        session.add(CaptureRow(sha256="0" * 64, name="f", media_type="text/plain", bytes=1, at=NOW, read_at=NOW))
    project.close()
    return project.root


class Told:
    """A coder that gives of each document what is told of it here."""

    version = "1"

    def __init__(self) -> None:
        self.events: dict[str, CodedDocument] = {}

    def code(self, document: Document) -> CodedDocument:
        return self.events[document.id].model_copy(update={"document": document})


class Store:
    """A project without files: documents are put into its database."""

    def __init__(self, root: Path, share: float) -> None:
        self.project = Project.open(shutil.copytree(empty(), root), clock=lambda: NOW)
        self.coder = Told()
        self.share = share

    def add(self, stem: str, version: int, told: Callable[[str], CodedDocument]) -> None:
        coded = told(stem if version == 1 else f"{stem}@{version}")
        self.coder.events[coded.document.id] = coded
        with Session(self.project._engine) as session, session.begin():
            before = list(session.scalars(select(DocumentRow).where(DocumentRow.stem == stem)))
            for row in before:
                row.latest = False
            linking_state.changed(session, [row.number for row in before])
            session.add(document_row(coded.document, stem=stem, version=version, capture="0" * 64, located="f"))

    def come(self, told: CodedDocument) -> None:
        """Store it as what an address says now."""
        with Session(self.project._engine) as session, session.begin():
            store_document(session, told.document, "0" * 64, "f", current=True)

    def recode(self, stem: str, told: Callable[[str], CodedDocument]) -> None:
        with Session(self.project._engine) as session, session.begin():
            row = session.scalars(select(DocumentRow).where(DocumentRow.stem == stem, DocumentRow.latest)).one()
            row.coder_version = None
            self.coder.events[row.id] = told(row.id)

    def remove(self, stem: str) -> None:
        with Session(self.project._engine) as session, session.begin():
            rows = list(session.scalars(select(DocumentRow.number).where(DocumentRow.stem == stem)))
            session.execute(delete(DocumentRow).where(DocumentRow.stem == stem))
            linking_state.changed(session, rows)
            linking_state.advance(session)

    def judge(self, one: int, other: int, verdict: Any) -> None:
        ids = sorted(event for incident in self.project.incidents() for event in incident.event_ids)
        if len(ids) < 2:
            return
        left, right = ids[one % len(ids)], ids[other % len(ids)]
        if one % 3 == 0:
            left = next(incident.id for incident in self.project.incidents() if left in incident.event_ids)
        try:
            with self.project.judging() as judging:
                judging.judge(Proposed(left=left, right=right, verdict=verdict, by="سلمى"))
        except UsageError:
            pass  # both stand for one and the same

    def undo(self, number: int) -> None:
        open_ = [entry.id for entry in self.project.judged.log() if entry.standing != "undone"]
        if open_:
            with self.project.judging() as judging:
                judging.undo(open_[number % len(open_)], "سلمى", None)

    def link(self) -> dict[str, list[tuple[object, ...]]]:
        """Code and link; gives what the store then holds."""
        return self._linked(lambda: self.project.process(self.coder, linker=LINKER))

    def rejoin(self) -> dict[str, list[tuple[object, ...]]]:
        """Link, and code nothing, as after judging; gives what the store then holds."""
        return self._linked(lambda: self.project.relink(linker=LINKER))

    def _linked(self, links: Callable[[], object]) -> dict[str, list[tuple[object, ...]]]:
        before, linking_state.MOST_CHANGED = linking_state.MOST_CHANGED, self.share
        try:
            links()
        finally:
            linking_state.MOST_CHANGED = before
        found: dict[str, list[tuple[object, ...]]] = contents(self.project)
        return found


@contextmanager
def both(shares: tuple[float, ...] = (1e9, -1)) -> Iterator[list[Store]]:
    """Two projects: one links what changed, the other everything anew at each step."""
    with tempfile.TemporaryDirectory() as folder:
        stores = [Store(Path(folder) / str(number), share) for number, share in enumerate(shares)]
        yield stores
        for store in stores:
            store.project.close()


def assert_same(stores: list[Store]) -> None:
    changed, anew = (store.link() for store in stores)
    assert changed == anew


def incidents(store: Store) -> list[dict[str, Any]]:
    """What the incidents say, whatever ids they got on the way."""
    found = [incident.model_dump(exclude={"id"}) for incident in store.project.incidents()]
    return sorted(found, key=lambda incident: incident["event_ids"])


@st.composite
def told(draw: st.DrawFn) -> Any:
    """An act of a few days, places and kinds, so that many are alike."""
    day = draw(st.integers(1, 6))
    last = draw(st.integers(0, 2)) if draw(st.booleans()) else 0
    return act(
        draw(st.sampled_from(("shelling", "air_strike", "attack", "explosion", "arrest"))),
        where=draw(st.sampled_from(PLACES)),
        day=draw(st.sampled_from((f"2024-05-0{day}", f"2024-05-0{day}/2024-05-0{day + last}", None))),
        part=draw(st.sampled_from((None, None, "dawn", "night", "morning"))),
        anchor=draw(st.sampled_from(("explicit", "publication"))),
        agents=draw(st.sampled_from(((), (REGIME,)))),
        casualties=draw(st.sampled_from(((), (killed(3),), (killed(9),)))),
        scope=draw(st.sampled_from(("specific", "specific", "specific", "planned"))),
    )


@st.composite
def tellings(draw: st.DrawFn) -> Callable[[str], CodedDocument]:
    acts, text = draw(st.lists(told(), max_size=3)), draw(st.sampled_from(TEXTS))
    source, hour = draw(st.sampled_from((None, "sohr", "وكالة سانا"))), draw(st.integers(10, 18))
    return lambda id: report(id, *acts, text=text, source=source, at=f"2024-05-02T{hour}:00:00+03:00")


STEPS = st.one_of(
    st.tuples(st.just("add"), st.lists(tellings(), min_size=1, max_size=4)),
    st.tuples(st.just("version"), st.integers(0, 30), tellings()),
    st.tuples(st.just("recode"), st.integers(0, 30), tellings()),
    st.tuples(st.just("remove"), st.integers(0, 30)),
    st.tuples(st.just("judge"), st.integers(0, 60), st.integers(0, 60), st.sampled_from(("same", "different"))),
    st.tuples(st.just("undo"), st.integers(0, 9)),
)


class Play:
    """Does the same in several projects."""

    def __init__(self, stores: list[Store]) -> None:
        self._stores = stores
        self._versions: dict[str, int] = {}
        self._ever = 0

    def do(self, kind: str, *arguments: Any) -> None:
        if kind == "add":
            for telling in arguments[0]:
                self._ever += 1
                stem = f"d{self._ever * 37 % 101:03}"
                self._versions[stem] = 1
                self._each("add", stem, 1, telling)
        elif kind in ("judge", "undo"):
            self._each(kind, *arguments)
        elif self._versions:
            stem = sorted(self._versions)[arguments[0] % len(self._versions)]
            if kind == "version":
                self._versions[stem] += 1
                self._each("add", stem, self._versions[stem], arguments[1])
            elif kind == "remove":
                del self._versions[stem]
                self._each("remove", stem)
            else:
                self._each("recode", stem, arguments[1])

    def _each(self, name: str, *arguments: Any) -> None:
        for store in self._stores:
            getattr(store, name)(*arguments)


@pytest.mark.parametrize("crowd", [128, 3])
@settings(max_examples=25, deadline=None)
@given(first=st.lists(tellings(), min_size=1, max_size=10), steps=st.lists(st.tuples(STEPS, st.booleans()), max_size=8))
def test_changes_give_what_linking_anew_gives_with_ids_tombstones_and_all_that_is_kept(
    crowd: int, first: list[Any], steps: list[Any]
) -> None:
    with both() as stores, pytest.MonkeyPatch.context() as patched:
        patched.setattr(candidates, "CROWD", crowd)
        patched.setattr(candidates, "WINDOW", 2)
        play = Play(stores)
        play.do("add", first)
        for step, links in [*steps, (("undo", 0), True)]:
            if step[0] == "judge":
                assert_same(stores)  # nobody judges incidents that are out of date
            play.do(*step)
            if links:
                assert_same(stores)


@settings(max_examples=15, deadline=None)
@given(st.lists(tellings(), min_size=1, max_size=9), st.data())
def test_documents_in_any_order_and_pieces_give_the_incidents_of_all_at_once(
    tellings: list[Any], data: st.DataObject
) -> None:
    named = [(f"d{number}", telling) for number, telling in enumerate(tellings)]
    order = data.draw(st.permutations(named))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order)), max_size=4)))
    with both() as (pieces, whole):
        for start, end in zip([0, *cuts], [*cuts, len(order)], strict=True):
            for id, telling in order[start:end]:
                pieces.add(id, 1, telling)
            pieces.link()
        for id, telling in named:
            whole.add(id, 1, telling)
        whole.link()
        assert incidents(pieces) == incidents(whole)
        expected = LINKER.link(telling(id) for id, telling in named)
        assert sorted(i.event_ids for i in expected) == [i["event_ids"] for i in incidents(whole)]
        assert sorted((i.event_ids, i.status) for i in expected) == [
            (i["event_ids"], i["status"]) for i in incidents(whole)
        ]


def test_a_crowd_that_forms_and_scatters_little_by_little_gives_what_linking_anew_gives(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One town, one day, more reports than are compared pair by pair: neighbours change as others come between."""
    kinds = ("shelling", "air_strike", "attack", "explosion")

    def telling(number: int) -> Callable[[str], CodedDocument]:
        return lambda id: report(id, act(kinds[number % 4], casualties=(killed(number * number % 89),)))

    monkeypatch.setattr(candidates, "CROWD", CROWD)
    monkeypatch.setattr(candidates, "WINDOW", 5)
    with both() as stores:
        for number in range(CROWD - 2):
            for store in stores:
                store.add(f"d{number * 37 % 200:03}", 1, telling(number))
        steps: list[tuple[str, int]] = [("add", number) for number in range(CROWD - 2, CROWD + 9)]
        steps += [("remove", number) for number in (5, 8, 9, 17, 3, 19, 21, 0, 1, 2)]
        for kind, number in steps:
            for store in stores:
                stem = f"d{number * 37 % 200:03}"
                store.add(stem, 1, telling(number)) if kind == "add" else store.remove(stem)
            assert_same(stores)


def test_a_document_about_something_else_compares_nothing_and_rewrites_nothing() -> None:
    with both(shares=(1e9,)) as [store]:
        for id in "ab":
            store.add(id, 1, lambda id: report(id, act()))
        store.link()
        compared, before = LINKER.comparison.compared, contents(store.project)["incident"]
        with store.project._engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT rowid FROM incident").all()
        store.add("c", 1, lambda id: report(id, act(day="2024-03-01")))
        store.link()
        assert LINKER.comparison.compared == compared
        assert set(before) < set(contents(store.project)["incident"])
        with store.project._engine.connect() as connection:
            assert set(rows) < set(connection.exec_driver_sql("SELECT rowid FROM incident").all())


def test_a_text_that_changed_at_its_address_and_is_not_coded_yet_leaves_the_incidents() -> None:
    """Files and collecting both store by `store_document`, which notes the versions that are the latest no more."""
    with both() as stores:
        for store in stores:
            for id in "abcd":
                store.add(id, 1, lambda id: report(id, act(), text=f"نص {id}", source="sohr"))
        assert_same(stores)
        for store in stores:
            store.come(report("b", act(), text="نص غيره كاتبه", source="sohr"))
            store.judge(1, 2, "same")
        changed, anew = (store.rejoin() for store in stores)
        assert changed == anew
        assert {event for _, event in changed["incident_event"]} == {"a#1", "c#1", "d#1"}


def test_another_linker_links_everything_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with both(shares=(1e9,)) as [store]:
        store.add("a", 1, lambda id: report(id, act()))
        store.link()
        later = Linker()
        later.__dict__["version"] = LINKER.version + 1
        anew: list[bool] = []
        monkeypatch.setattr("waqai.storage.relinking.link_anew", lambda *_: anew.append(True))
        store.project.process(store.coder, linker=later)
        store.project.process(store.coder, linker=later)
        assert anew == [True]


@settings(max_examples=15, deadline=None)
@given(st.lists(tellings(), min_size=2, max_size=9), st.integers(0, 60), st.integers(0, 60))
def test_the_pairs_to_ask_about_are_those_of_all_documents_scored_anew(
    tellings: list[Any], one: int, other: int
) -> None:
    with both(shares=(1e9,)) as [store]:
        for number, telling in enumerate(tellings):
            store.add(f"d{number}", 1, telling)
            store.link()
        store.judge(one, other, "unsure")
        held = {event: incident for incident in store.project.incidents() for event in incident.event_ids}
        accounts = LINKER.accounts(store.project.coded())
        suspects = []
        for left, right in combinations(accounts, 2):
            mine, theirs = held[left.id], held[right.id]
            if left.document_id != right.document_id and _meet(left, right):
                score = LINKER.comparison.likeness(left, right).score
                sizes = (len(mine.event_ids), len(theirs.event_ids))
                suspects.append(Suspect(left.id, right.id, (mine.id, theirs.id), sizes, score))
        asked = store.project.judged.asked()
        settled = {tuple(sorted((held[left].id, held[right].id))) for left, right in asked}
        expected = worthiest(suspects, asked, settled, LINKER.comparison.join, 50)
        found = store.project.doubts(50)
        assert [(doubt.left.id, doubt.right.id) for doubt in found] == [(each.left, each.right) for each in expected]
        assert [(doubt.incidents, doubt.likeness.score) for doubt in found] == [
            (each.incidents, each.score) for each in expected
        ]


def _meet(left: Account, right: Account) -> bool:
    return bool(list(candidates.candidate_pairs([left, right])))
