"""A folder gives the files that are whole and not known yet, and nothing from outside it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from waqai.acquisition.folder import SETTLED, Stamp, dropped
from waqai.errors import InputError


def _later(path: Path, seconds: float) -> datetime:
    """A moment so many seconds after a file was last touched."""
    status = path.stat()
    return datetime.fromtimestamp(max(status.st_mtime, status.st_ctime), UTC) + timedelta(seconds=seconds)


def _put(path: Path, text: str = "خبر") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def _names(folder: Path, now: datetime, known: dict[str, Stamp] | None = None) -> list[str]:
    return [file.name for file in dropped(folder, known or {}, now)]


def test_files_come_by_name_and_those_known_do_not_come_again(tmp_path: Path) -> None:
    _put(tmp_path / "b" / "z.txt")
    _put(tmp_path / "a.txt")
    now = _later(_put(tmp_path / "c.txt"), 60)
    files = list(dropped(tmp_path, {}, now))
    assert [file.name for file in files] == ["a.txt", "b/z.txt", "c.txt"]
    assert files[1].path.read_text(encoding="utf-8") == "خبر"
    known = {file.name: file.stamp for file in files}
    assert _names(tmp_path, now, known) == []
    changed = _put(tmp_path / "a.txt", "خبر آخر")
    assert _names(tmp_path, _later(changed, 60), known) == ["a.txt"]


def test_a_file_that_was_just_written_is_left_until_it_lies_still(tmp_path: Path) -> None:
    file = _put(tmp_path / "a.txt")
    assert _names(tmp_path, _later(file, SETTLED.total_seconds() - 1)) == []
    assert _names(tmp_path, _later(file, SETTLED.total_seconds() + 1)) == ["a.txt"]


def test_a_copy_that_keeps_the_old_date_is_no_older_for_that(tmp_path: Path) -> None:
    file = _put(tmp_path / "a.txt")
    os.utime(file, (0, 0))
    assert _names(tmp_path, _later(file, 1)) == []


def test_hidden_and_unfinished_names_are_passed_over(tmp_path: Path) -> None:
    for name in (".a.txt", ".git/a.txt", "a.txt.part", "b.TMP", "c.crdownload", "d.txt~", "e.part/x.txt"):
        _put(tmp_path / name)
    assert _names(tmp_path, _later(_put(tmp_path / "a.txt"), 60)) == ["a.txt"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = _put(tmp_path / "outside" / "secret.txt")
    folder = tmp_path / "in"
    file = _put(folder / "a.txt")
    (folder / "link.txt").symlink_to(outside)
    (folder / "folder").symlink_to(outside.parent)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    assert _names(folder, _later(file, 60)) == ["a.txt"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such folder"):
        list(dropped(tmp_path / "none", {}, datetime.now(UTC)))
    with pytest.raises(InputError, match="cannot be read"):
        list(dropped(_put(tmp_path / "a.txt"), {}, datetime.now(UTC)))
