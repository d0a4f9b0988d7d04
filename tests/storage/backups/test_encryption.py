"""A backup opens with what it was made for, whole, or not at all."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waqai.errors import BackupError, UsageError
from waqai.storage.backups.encryption import (
    PASSPHRASE,
    Key,
    in_the_open,
    new_identity,
    opened,
    read_identities,
    read_passphrase,
    to_passphrase,
    to_recipients,
)

IDENTITY = pyrage.x25519.Identity.generate()
PUBLIC, KEY = str(IDENTITY.to_public()), Key((IDENTITY,))
WORDS = "كلمة سر طويلة"
TEXT = b"\x1f\x8b" + bytes(range(256)) * 600


def _sealed(*pieces: bytes, to: tuple[str, ...] = (PUBLIC,)) -> bytes:
    out = io.BytesIO()
    to_recipients(to)(iter(pieces), out)
    return out.getvalue()


def _read(data: bytes, key: Key, folder: Path) -> bytes:
    file = folder / "backup"
    file.write_bytes(data)
    with opened(file, key) as stream:
        return stream.read()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encryption")


@pytest.fixture(scope="module")
def locked() -> bytes:
    out = io.BytesIO()
    to_passphrase(WORDS)(iter([TEXT]), out)
    return out.getvalue()


@given(pieces=st.lists(st.binary(max_size=70_000), max_size=5))
@settings(max_examples=40)
def test_every_stream_comes_back_for_its_key(folder: Path, pieces: list[bytes]) -> None:
    sealed = _sealed(*pieces)
    assert sealed.startswith(b"age-encryption.org/v1\n")
    assert _read(sealed, KEY, folder) == b"".join(pieces)
    assert pyrage.decrypt(sealed, [IDENTITY]) == b"".join(pieces)


def test_each_of_several_recipients_opens_it(folder: Path) -> None:
    secret, public = new_identity()
    sealed = _sealed(TEXT, to=(PUBLIC, public))
    other = Key((pyrage.x25519.Identity.from_str(secret),))
    assert _read(sealed, other, folder) == _read(sealed, KEY, folder) == TEXT


SEALED = _sealed(TEXT)


@given(at=st.integers(0, len(SEALED) - 1), flip=st.integers(1, 255))
@settings(max_examples=150)
def test_an_altered_byte_is_found_wherever_it_is(folder: Path, at: int, flip: int) -> None:
    altered = bytearray(SEALED)
    altered[at] ^= flip
    with pytest.raises(BackupError):
        _read(bytes(altered), KEY, folder)


@given(length=st.integers(0, len(SEALED) - 1))
@settings(max_examples=80)
def test_one_that_was_cut_off_is_found_wherever_it_ends(folder: Path, length: int) -> None:
    with pytest.raises(BackupError):
        _read(SEALED[:length], KEY, folder)


def test_something_behind_its_end_is_found(folder: Path) -> None:
    with pytest.raises(BackupError):
        _read(SEALED + b"x", KEY, folder)


def test_another_key_does_not_open_it_and_is_told_so(folder: Path) -> None:
    with pytest.raises(BackupError, match="the key does not open it"):
        _read(SEALED, Key((pyrage.x25519.Identity.generate(),)), folder)


def test_a_passphrase_opens_it_and_another_does_not(folder: Path, locked: bytes) -> None:
    assert _read(locked, Key(passphrase=WORDS), folder) == TEXT
    with pytest.raises(BackupError, match="the passphrase does not open it"):
        _read(locked, Key(passphrase=WORDS[:-1]), folder)


def test_the_parts_of_one_with_a_passphrase_are_those_that_age_opens(folder: Path, locked: bytes) -> None:
    """By the commands that the documentation gives; what they cut out is opened by age's own functions."""
    file = folder / "locked"
    file.write_bytes(locked)
    cut = ["sed -n '/BEGIN AGE/,/END AGE/p;/END AGE/q' locked", "LC_ALL=C sed '1,/END AGE/d' locked"]
    key, stream = (subprocess.run(["sh", "-c", text], cwd=folder, capture_output=True).stdout for text in cut)
    secret = pyrage.passphrase.decrypt(key, WORDS).decode()
    assert pyrage.decrypt(stream, [pyrage.x25519.Identity.from_str(secret.strip())]) == TEXT


@pytest.mark.parametrize("end", [len(PASSPHRASE), len(PASSPHRASE) + 90, -len(TEXT)])
def test_one_with_a_passphrase_that_was_cut_off_is_found(folder: Path, locked: bytes, end: int) -> None:
    with pytest.raises(BackupError):
        _read(locked[:end], Key(passphrase=WORDS), folder)


@pytest.mark.parametrize("data", [b"", b"\x00" * 40, b"PK\x03\x04 a zip", PASSPHRASE[:-3], b"{}"])
def test_a_foreign_file_is_told_as_such(folder: Path, data: bytes) -> None:
    with pytest.raises(BackupError, match="no backup of Waqai"):
        _read(data, KEY, folder)


@pytest.mark.parametrize("key", [Key(), Key(passphrase=WORDS)])
def test_what_kind_of_key_is_wanted_is_said(folder: Path, key: Key) -> None:
    with pytest.raises(UsageError, match="--identity"):
        _read(SEALED, key, folder)


def test_one_that_is_not_encrypted_is_not_taken_for_one_that_is(folder: Path) -> None:
    out = io.BytesIO()
    in_the_open(iter([TEXT]), out)
    assert _read(out.getvalue(), Key(), folder) == TEXT
    with pytest.raises(BackupError, match="it is not encrypted, and a key was given"):
        _read(out.getvalue(), KEY, folder)


def test_a_file_of_keys_may_hold_several_and_comments(tmp_path: Path) -> None:
    file = tmp_path / "keys"
    file.write_text(f"# made today\n\n{new_identity()[0]}\n{IDENTITY}\n")
    assert len(read_identities(file)) == 2
    for text in ("", "# nothing\n", PUBLIC, "\udcff"):
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
        with pytest.raises(UsageError):
            read_identities(file)


def test_a_passphrase_is_the_first_line_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "passphrase"
    file.write_text("عبارة السر\nanother line\n", encoding="utf-8")
    assert read_passphrase(file) == "عبارة السر"
    for data in (b"", b"\nsecond", b"  \n", b"\xff\xfe"):
        file.write_bytes(data)
        with pytest.raises(UsageError):
            read_passphrase(file)


@pytest.mark.parametrize("key", ["", "age1", "age1notakey", "ssh-rsa x", str(IDENTITY)], ids=range(5))
def test_what_is_no_public_key_is_refused_and_never_repeated_whole(key: str) -> None:
    with pytest.raises(UsageError) as error:
        to_recipients([key])
    assert len(key) < 20 or key not in str(error.value)


@pytest.mark.parametrize("error", [BackupError("it shrank"), KeyboardInterrupt(), OSError(28, "full")])
def test_what_goes_wrong_in_the_stream_comes_out_as_it_is(error: BaseException) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"some"
        raise error

    with pytest.raises(type(error)) as raised:
        to_recipients([PUBLIC])(pieces(), io.BytesIO())
    assert raised.value is error
