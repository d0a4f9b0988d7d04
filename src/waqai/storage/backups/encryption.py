"""The encryption of a backup: age (https://age-encryption.org/v1), streamed.

To keys, a backup is one age file. With a passphrase it is three things one after another: a line (`PASSPHRASE`), a key
made for this backup alone, encrypted with the passphrase as armoured age, and the age file that is encrypted to that
key. `age` itself opens each part. So it is because age's own passphrases are read and written here in memory only.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyrage

from waqai.errors import BackupError, UsageError

PASSPHRASE = b"waqai-backup/1 passphrase\n"
"""How a backup that a passphrase opens begins."""
_AGE, _ARMOURED, _GZIP = b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----", b"\x1f\x8b"
_KEY_ENDS = b"-----END AGE ENCRYPTED FILE-----\n"
_LONGEST_LINE, _MOST_LINES = 200, 60
_LARGEST_IDENTITIES = 1 << 20
_ALTERED = "Take another backup: this one was altered or cut off."

Seal = Callable[[Iterator[bytes], BinaryIO], None]
"""Writes a stream of bytes into a file, encrypted or not."""


@dataclass(frozen=True)
class Key:
    """What opens a backup: identities, or a passphrase, or nothing, for one that is not encrypted."""

    identities: tuple[object, ...] = ()
    passphrase: str | None = None


def in_the_open(pieces: Iterator[bytes], out: BinaryIO) -> None:
    """Write the stream as it is."""
    for piece in pieces:
        out.write(piece)


def to_recipients(keys: Sequence[str]) -> Seal:
    """What encrypts to public keys, of age (`age1…`) or SSH. Raises UsageError for a text that is none."""
    recipients = [_recipient(key.strip()) for key in keys]
    return lambda pieces, out: _encrypt(pieces, out, recipients)


def to_passphrase(passphrase: str) -> Seal:
    """What encrypts so that the passphrase opens it."""

    def seal(pieces: Iterator[bytes], out: BinaryIO) -> None:
        identity = pyrage.x25519.Identity.generate()
        out.write(PASSPHRASE)
        out.write(pyrage.passphrase.encrypt(f"{identity}\n".encode(), passphrase, armored=True))
        _encrypt(pieces, out, [identity.to_public()])

    return seal


def new_identity() -> tuple[str, str]:
    """A new secret key, and the public one that goes with it."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def read_identities(path: Path) -> tuple[object, ...]:
    """The secret keys of a file of age, or of an SSH key. Raises UsageError where there is none in it."""
    data = _small(path)
    try:
        if data.startswith(b"-----BEGIN"):
            return (pyrage.ssh.Identity.from_buffer(data),)
        lines = (line.strip() for line in data.decode().splitlines())
        found = tuple(pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#"))
    except (pyrage.IdentityError, UnicodeDecodeError, ValueError) as error:
        raise UsageError("there is no secret key of age or SSH in it.", where=str(path)) from error
    if not found:
        raise UsageError("there is no secret key in it.", where=str(path))
    return found


def read_passphrase(path: Path) -> str:
    """The first line of a file. Raises UsageError where it is empty."""
    try:
        passphrase = _small(path).decode().partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError as error:
        raise UsageError("it is not UTF-8.", where=str(path)) from error
    if not passphrase.strip():
        raise UsageError("its first line is empty: that is no passphrase.", where=str(path))
    return passphrase


@contextmanager
def opened(path: Path, key: Key) -> Iterator[BinaryIO]:
    """The decrypted bytes of a backup, each vouched for by age before it comes.

    Raises BackupError where the file is no backup, the key does not fit, or, at the latest when the block ends, where
    something was altered or is missing; UsageError where it wants another kind of key.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise UsageError(f"the file cannot be read ({error.strerror}).", where=str(path)) from error
    with file:
        start = file.read(len(PASSPHRASE))
        file.seek(0)
        _check_kind(start, key)
        if start.startswith(_GZIP):
            yield file
            return
        identities: Sequence[object] = key.identities
        if start == PASSPHRASE:
            file.seek(len(PASSPHRASE))
            identities = [_unlocked(file, key.passphrase or "")]
        with _decrypting(file, identities) as stream:
            yield stream


def _check_kind(start: bytes, key: Key) -> None:
    wanted = "--passphrase-file" if start == PASSPHRASE else "--identity"
    if start.startswith(_GZIP):
        if key != Key():
            raise BackupError(
                "it is not encrypted, and a key was given: another file may have been put in its place.",
                remedy="Where you know it as yours, leave the key out.",
            )
        return
    if start != PASSPHRASE and not start.startswith((_AGE, _ARMOURED[: len(start)] or _AGE)):
        raise BackupError("it is no backup of Waqai.", remedy="Restore a file that `waqai backup` made.")
    given = key.passphrase is not None if start == PASSPHRASE else bool(key.identities)
    if not given:
        raise UsageError("it is encrypted.", remedy=f"Give what opens it with {wanted} FILE.")


def _unlocked(file: BinaryIO, passphrase: str) -> object:
    """The key of this backup alone, which stands before the rest."""
    lines = [file.readline(_LONGEST_LINE)]
    while lines[-1] not in (_KEY_ENDS, b"") and len(lines) < _MOST_LINES:
        lines.append(file.readline(_LONGEST_LINE))
    try:
        return pyrage.x25519.Identity.from_str(pyrage.passphrase.decrypt(b"".join(lines), passphrase).decode().strip())
    except pyrage.DecryptError as error:
        raise BackupError(
            f"the passphrase does not open it ({_cause(error)}).", remedy="Give the one that it was made with."
        ) from error
    except (pyrage.IdentityError, ValueError, OSError) as error:
        raise BackupError("the key in it cannot be read.", remedy=_ALTERED) from error


class _Watched:
    """The two ends of an encryption; keeps what goes wrong at them, of which pyrage tells the words alone."""

    def __init__(self, pieces: Iterator[bytes], out: BinaryIO) -> None:
        self._pieces, self._out = pieces, out
        self._rest = memoryview(b"")
        self.error: BaseException | None = None

    def read(self, size: int = -1) -> bytes:
        """At most so many bytes, none at the end."""
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as error:
            self.error = error
            raise
        piece, self._rest = self._rest[:size], self._rest[size:]
        return bytes(piece)

    def write(self, data: bytes) -> int:
        """The number of bytes written."""
        try:
            return self._out.write(data)
        except BaseException as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Nothing: whoever gave the file does it."""


def _encrypt(pieces: Iterator[bytes], out: BinaryIO, recipients: Sequence[object]) -> None:
    ends = _Watched(pieces, out)
    try:
        pyrage.encrypt_io(ends, ends, recipients)
    except (pyrage.EncryptError, OSError) as error:
        raise ends.error or error from None


@contextmanager
def _decrypting(file: BinaryIO, identities: Sequence[object]) -> Iterator[BinaryIO]:
    """What a thread decrypts, through a pipe. What went wrong there is raised here, before what follows from it."""
    reading, writing = os.pipe()
    errors: list[Exception] = []

    def decrypt() -> None:
        try:
            with os.fdopen(writing, "wb") as pipe:
                pyrage.decrypt_io(file, pipe, identities)
        except (pyrage.DecryptError, OSError) as error:
            errors.append(error)

    thread = threading.Thread(target=decrypt, daemon=True)
    thread.start()
    try:
        try:
            with os.fdopen(reading, "rb") as stream:
                yield stream
        finally:
            thread.join()
    except (BackupError, EOFError) as error:
        raise (_why(errors) or error) from error
    if errors:
        raise _why(errors) or errors[0]


def _why(errors: Sequence[Exception]) -> BackupError | None:
    """What the decryption stumbled over; None where it only found that nobody listens any more."""
    if not errors or "Broken pipe" in str(errors[0]):
        return None
    if isinstance(errors[0], pyrage.DecryptError):
        return BackupError(
            f"the key does not open it ({_cause(errors[0])}).", remedy="Give the secret key that it was made for."
        )
    return BackupError("it was altered or cut off: it does not decrypt.", remedy=_ALTERED)


def _cause(error: Exception) -> str:
    """What pyrage says, on one line and without the marks of direction in it."""
    return " ".join(str(error).replace("\u2068", "").replace("\u2069", "").split()).rstrip(".")


def _recipient(key: str) -> object:
    try:
        return pyrage.ssh.Recipient.from_str(key) if key.startswith("ssh-") else pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError as error:
        raise UsageError(
            f"{key[:12]!r}… is no public key of age (age1…) or SSH.",
            remedy="Make one with `waqai backup --new-key FILE`; never give the secret key here.",
        ) from error


def _small(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_IDENTITIES)
    except OSError as error:
        raise UsageError(f"the file cannot be read ({error.strerror}).", where=str(path)) from error
