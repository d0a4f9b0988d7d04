"""A restored project is the one that was backed up; what is altered, cut off or hostile leaves nothing behind."""

from __future__ import annotations

import gzip
import json
import tarfile
import threading
import zlib
from collections.abc import Callable
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from waqai.errors import BackupError, ProjectError, UsageError, WaqaiError
from waqai.storage.backups.encryption import Key, in_the_open, to_recipients
from waqai.storage.backups.members import HEAD, MANIFEST
from waqai.storage.backups.restoring import restore
from waqai.storage.project import Project

from .made import NOW, READING, WordCoder, backed_up, contents, fetch, filled, members, packed, restored, write_reports


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return filled(tmp_path_factory.mktemp("original") / "p")


@pytest.fixture(scope="module")
def backup(original: Project) -> bytes:
    return backed_up(original)


def _nothing_left(folder: Path) -> bool:
    return not list(folder.iterdir())


def test_it_holds_the_same_and_proves_whole(original: Project, backup: bytes, tmp_path: Path) -> None:
    project = restored(backup, tmp_path)
    assert project.verify() is None
    assert contents(project) == contents(original)
    assert project.judged.log() == original.judged.log()
    assert project.settings == original.settings
    assert [project.document(f"r{number}") for number in range(12)] == [
        original.document(f"r{number}") for number in range(12)
    ]
    assert (project.root / "tables" / "جهات.tsv").read_bytes() == (original.root / "tables" / "جهات.tsv").read_bytes()


def test_work_goes_on_in_it_as_in_the_original(backup: bytes, tmp_path: Path) -> None:
    first, second = (restored(backup, folder) for folder in (_made(tmp_path / "a"), _made(tmp_path / "b")))
    more = write_reports(tmp_path / "more.jsonl", 9, 12)
    for project in (first, second):
        assert project.add([more], reading=READING).documents == 9
        project.process(WordCoder("2"))
        fetch(project, b"<p>three</p>", b"<p>one</p>")
        assert project.verify() is None
    assert contents(first) == contents(second)
    assert len(list((first.root / "archive" / "warc").iterdir())) == 1


def test_it_goes_through_encryption(original: Project, tmp_path: Path) -> None:
    identity = pyrage.x25519.Identity.generate()
    data = backed_up(original, to_recipients([str(identity.to_public())]))
    assert contents(restored(data, tmp_path, Key((identity,)))) == contents(original)


def test_an_empty_project_comes_back_too(tmp_path: Path) -> None:
    empty = Project.create(tmp_path / "empty", clock=lambda: NOW)
    project = restored(backed_up(empty), _made(tmp_path / "to"))
    assert project.verify() is None
    assert project.add([write_reports(tmp_path / "a.jsonl", 3)], reading=READING).documents == 3


def test_an_empty_folder_is_taken_and_any_other_is_left_alone(backup: bytes, tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    restored(backup, tmp_path).close()
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError, match="no empty folder"):
        restored(backup, tmp_path)
    assert sorted(tmp_path.rglob("*")) == before
    with pytest.raises(UsageError, match="folder around it is missing"):
        restore(tmp_path / "any", tmp_path / "no" / "r", Key())


def test_archived_files_are_read_only_again(backup: bytes, tmp_path: Path) -> None:
    project = restored(backup, tmp_path)
    modes = {path.stat().st_mode & 0o777 for path in (project.root / "archive").glob("??/*")}
    assert modes == {0o444}


@given(data=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_altered_byte_of_one_that_is_not_encrypted_is_found(
    backup: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    """Nothing is left then. Gzip has several codings of the same bytes: a change into another one changes nothing."""
    at = data.draw(st.integers(10, len(backup) - 1))
    altered = bytearray(backup)
    altered[at] ^= data.draw(st.integers(1, 255))
    if _means_the_same(bytes(altered), backup):
        return
    with pytest.raises(BackupError):
        restored(bytes(altered), tmp_path)
    assert _nothing_left(tmp_path)


def _means_the_same(altered: bytes, backup: bytes) -> bool:
    try:
        return gzip.decompress(altered) == gzip.decompress(backup)
    except (OSError, EOFError, zlib.error):
        return False


@given(share=st.floats(0, 1, exclude_max=True))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_that_was_cut_off_is_found(backup: bytes, tmp_path: Path, share: float) -> None:
    with pytest.raises(BackupError):
        restored(backup[: int(len(backup) * share)], tmp_path)
    assert _nothing_left(tmp_path)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


Files = list[tuple[str | tarfile.TarInfo, bytes]]


def _info(name: str, kind: bytes, link: str = "", size: int = 0) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, link, size
    return info


def _with(item: tuple[str | tarfile.TarInfo, bytes]) -> Callable[[Files], Files]:
    return lambda files: [*files[:2], item, *files[2:]]


def _without(name: str) -> Callable[[Files], Files]:
    return lambda files: [item for item in files if item[0] != name]


def _swapped(files: Files) -> Files:
    return [files[0], files[2], files[1], *files[3:]]


def _announcing(**values: object) -> Callable[[Files], Files]:
    return lambda files: [(HEAD, json.dumps(json.loads(files[0][1]) | values).encode()), *files[1:]]


def _changed(name: str) -> Callable[[Files], Files]:
    return lambda files: [(key, data[:-1] + b"#" if key == name else data) for key, data in files]


HOSTILE: dict[str, tuple[Callable[[Files], Files], str]] = {
    "an absolute name": (_with(("/srv/waqai.toml", b"x")), "no project has"),
    "a way up": (_with(("tables/../../x", b"x")), "no project has"),
    "a way up below": (_with(("archive/../x", b"x")), "no project has"),
    "a hidden table": (_with(("tables/.x", b"x")), "no project has"),
    "a session": (_with(("telegram.session", b"x")), "no project has"),
    "a lock": (_with((".waqai.lock", b"x")), "no project has"),
    "a log of writes": (_with(("waqai.db-wal", b"x")), "no project has"),
    "a backslash": (_with(("tables\\x", b"x")), "no project has"),
    "a line break": (_with(("tables/x\ny", b"x")), "no project has"),
    "a program in the archive": (_with(("archive/warc/x.sh", b"x")), "no project has"),
    "a link": (_with((_info("tables/x", tarfile.SYMTYPE, "/etc/passwd"), b"")), "holds a link"),
    "a hard link": (_with((_info("tables/x", tarfile.LNKTYPE, "waqai.toml"), b"")), "a hard link"),
    "a device": (_with((_info("tables/x", tarfile.CHRTYPE), b"")), "a device"),
    "a pipe": (_with((_info("tables/x", tarfile.FIFOTYPE), b"")), "a pipe"),
    "a folder": (_with((_info("tables", tarfile.DIRTYPE), b"")), "a folder"),
    "an endless extension": (_with((_info("x", tarfile.XHDTYPE, size=40), b"x" * 40)), "other than a file"),
    "a long name": (_with(("tables/" + "x" * 200, b"x")), "other than a file"),
    "a name twice": (_with(("waqai.toml", b"x")), "no backup|more than it says|twice"),
    "a file too many": (_with(("tables/extra.tsv", b"x")), "more than it says"),
    "a file too few": (_without("archive/ledger.jsonl"), "digest"),
    "no database": (_without("waqai.db"), "digest"),
    "no head": (_without(HEAD), "what it holds is no backup"),
    "no list of digests": (_without(MANIFEST), "without its list"),
    "another order": (_swapped, "another place"),
    "a changed file": (_changed("waqai.toml"), "not what its digest says"),
    "a changed list": (_changed(MANIFEST), "not what its digest says"),
    "something behind": (lambda files: [*files, ("tables/x", b"x")], "stands behind"),
    "less than it says": (_announcing(files=99), "less than it says"),
    "a size that no disk has": (_announcing(bytes=1 << 60), "no room"),
    "an unknown head": (_announcing(format="other"), "nothing of itself"),
    "a later form": (_announcing(version=2, more=1), "later version"),
    "a later schema": (_announcing(schema_version="9999"), "later version of Waqai"),
    "nothing": (lambda _: [], "no backup|cut off"),
}


@pytest.mark.parametrize(("change", "words"), HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_a_hostile_one_is_refused_and_leaves_nothing(
    backup: bytes, tmp_path: Path, change: Callable[[Files], Files], words: str, encrypted: bool
) -> None:
    data, key = packed(change(list(members(backup).items()))), Key()
    if encrypted:
        identity = pyrage.x25519.Identity.generate()
        data, key = pyrage.encrypt(data, [identity.to_public()]), Key((identity,))
    with pytest.raises(WaqaiError, match=words) as error:
        restored(data, tmp_path, key)
    assert error.value.code in ("backup", "project")
    assert _nothing_left(tmp_path)


def test_what_packs_them_makes_a_whole_one(backup: bytes, tmp_path: Path) -> None:
    """So that the refusals above are of what was changed."""
    assert restored(packed(list(members(backup).items())), tmp_path).verify() is None


def test_a_name_twice_is_refused_also_where_all_numbers_fit(backup: bytes, tmp_path: Path) -> None:
    files = list(members(backup).items())
    extra = ("waqai.toml", files[1][1])
    twice = _announcing(files=99, bytes=1 << 30)(_with(extra)(files))
    with pytest.raises(BackupError, match=r"holds waqai\.toml twice"):
        restored(packed(twice), tmp_path)
    assert _nothing_left(tmp_path)


def test_a_schema_that_only_the_database_tells_of_is_refused_too(original: Project, tmp_path: Path) -> None:
    project = restored(backed_up(original), tmp_path)
    with project._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    data = backed_up(project)
    with pytest.raises(ProjectError, match="later version"):
        restored(data, _made(tmp_path / "to"))
    assert _nothing_left(tmp_path / "to")


def test_a_project_that_does_not_prove_whole_is_restored_only_where_that_is_wanted(
    original: Project, tmp_path: Path
) -> None:
    project = restored(backed_up(original), tmp_path)
    with project._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE judgement SET because = 'another reason'")
    data, to = backed_up(project), _made(tmp_path / "to")
    with pytest.raises(BackupError, match="the project in it is not whole: entry 2"):
        restored(data, to)
    assert _nothing_left(to)
    assert restored(data, to, damaged=True).verify() is not None


def test_a_bomb_of_gzip_is_not_unpacked(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="no backup"):
        restored(gzip.compress(b"\x01" * (1 << 26)), tmp_path)
    assert _nothing_left(tmp_path)


@pytest.mark.parametrize("encrypted", [False, True], ids=["plain", "encrypted"])
def test_an_interrupted_restoring_leaves_nothing(original: Project, tmp_path: Path, encrypted: bool) -> None:
    identity = pyrage.x25519.Identity.generate()
    seal = to_recipients([str(identity.to_public())]) if encrypted else in_the_open
    file, to = tmp_path / "b", _made(tmp_path / "to")
    file.write_bytes(backed_up(original, seal))
    before = threading.active_count()

    def interrupt(done: int, total: int | None) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore(file, to / "r", Key((identity,)) if encrypted else Key(), progress=interrupt)
    assert _nothing_left(to)
    assert threading.active_count() == before


def test_a_folder_that_fills_meanwhile_is_not_overwritten(
    backup: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody puts a file into the empty folder while the backup is read."""
    (tmp_path / "r").mkdir()
    proven = Project.verification

    def verification(self: Project, **options: bool) -> object:
        (tmp_path / "r" / "mine").write_text("keep me")
        return proven(self, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Project, "verification", verification)
    with pytest.raises(BackupError, match="cannot be restored"):
        restored(backup, tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["r", "mine"]
