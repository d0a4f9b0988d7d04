"""Time stamps after RFC 3161: what an authority signed about a line of the ledger, and whether it holds.

The imprint that is signed is the SHA-256 of the line's text, which the entry after it names as `previous`. What is kept
is the authority's whole answer, as other tools read it (`openssl ts -verify -in`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import AwareDatetime

from waqai.archive.certificate_order import in_order
from waqai.errors import MissingPart, StampError, WaqaiError
from waqai.records.base import Record

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

MEDIA_TYPE = "application/timestamp-reply"
_REASON = re.compile(r'(?:reason: |data: )"(?:Verify error: ?)?([^"]+)"')
_SHA256 = "2.16.840.1.101.3.4.2.1"
_REFUSALS = {2: "it refuses", 3: "it asks to wait", 4: "it warns of a revocation", 5: "its certificate was revoked"}

Roots = tuple["Certificate", ...]
"""Certificates of authorities that are trusted."""


@dataclass(frozen=True)
class Query:
    """What an authority is asked: `data` is the request, `digest` the SHA-256 that it is about, `nonce` its number."""

    data: bytes
    digest: str
    nonce: int | None


class TimeStamp(Record):
    """What an answer says: the digest existed at `at`, says `authority`, the name in its signer's certificate.

    Until the signature is checked, anybody may have written it.
    """

    at: AwareDatetime
    authority: str
    digest: str
    nonce: int | None


def query(line: bytes) -> Query:
    """The request for a stamp of a line of the ledger. Raises MissingPart where time stamps are not installed."""
    try:
        from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
    except ImportError as error:
        raise missing() from error
    request = TimestampRequestBuilder().data(line).hash_algorithm(HashAlgorithm.SHA256).build()
    return Query(request.as_bytes(), request.message_imprint.message.hex(), request.nonce)


def time_stamp(answer: bytes) -> TimeStamp:
    """What an authority's answer says. Raises StampError where it is none or refuses; MissingPart as `query`."""
    response = _response(answer)
    with _reading():
        info = response.tst_info
        imprint = info.message_imprint
        if imprint.hash_algorithm.dotted_string != _SHA256:
            raise StampError("the stamp is not about a SHA-256.")
        return TimeStamp(at=info.gen_time, authority=_signer(response), digest=imprint.message.hex(), nonce=info.nonce)


def granted(answer: bytes, asked: Query) -> TimeStamp:
    """The stamp that answers a query. Raises StampError where it is refused, or about something else."""
    found = time_stamp(answer)
    if found.digest != asked.digest:
        raise StampError("the stamp is about another digest than was asked.")
    if found.nonce != asked.nonce:
        raise StampError("the stamp answers another request: its number differs.")
    return found


def signature_fault(answer: bytes, roots: Roots) -> str | None:
    """Why signature and chain do not lead to one of the roots, in words; None where they do.

    Certificates must have been valid at the moment that the stamp tells.
    """
    from rfc3161_client import VerificationError, VerifierBuilder

    response = _response(answer)
    try:
        VerifierBuilder(roots=list(roots)).build().verify(response, response.tst_info.message_imprint.message)
    except (VerificationError, ValueError, TypeError) as error:
        reasons = dict.fromkeys(_REASON.findall(str(error))) or (str(error)[:200],)
        return f"it is not signed under a root certificate that was given ({', '.join(reasons)})."
    return None


def read_roots(path: Path) -> Roots:
    """The certificates in a PEM file. Raises StampError where there are none, MissingPart as `query` does."""
    try:
        import rfc3161_client  # noqa: F401 - without it they are of no use
        from cryptography.x509 import load_pem_x509_certificates
    except ImportError as error:
        raise missing() from error
    try:
        return tuple(load_pem_x509_certificates(path.read_bytes()))
    except OSError as error:
        raise StampError(f"the root certificates cannot be read ({error.strerror}).", where=str(path)) from error
    except ValueError as error:
        raise StampError(
            "there are no certificates in this file.", where=str(path), remedy="Name a file in PEM form."
        ) from error


def missing() -> MissingPart:
    """The error where the optional part is not installed."""
    return MissingPart("time stamps are neither made nor checked.", remedy='Run `pip install "waqai[timestamps]"`.')


def _response(answer: bytes) -> TimeStampResponse:
    try:
        from rfc3161_client import decode_timestamp_response
    except ImportError as error:
        raise missing() from error
    with _reading():
        response = decode_timestamp_response(in_order(answer))
        status, words = response.status, response.status_string
    if status != 0:
        said = "; ".join(words)[:300]
        why = _REFUSALS.get(status, f"status {status}")
        raise StampError(f"the authority gives no stamp: {why}{f' ({said})' if said else ''}.")
    return response


@contextmanager
def _reading() -> Iterator[None]:
    """Turn what the libraries raise on bytes that are no answer, which may be anything, into a StampError."""
    try:
        yield
    except WaqaiError:
        raise
    except Exception as error:
        why = f"{type(error).__name__}: {error}"[:200]
        raise StampError(f"this is no answer of a time stamp authority ({why}).") from error


def _signer(response: TimeStampResponse) -> str:
    """The name in the signer's certificate. Raises StampError where the answer lacks it, or has two that could be."""
    from cryptography.x509 import load_der_x509_certificate

    signed = response.signed_data
    signers = {(info.issuer, info.serial_number) for info in signed.signer_infos}
    certificates = map(load_der_x509_certificate, signed.certificates)
    found = [item for item in certificates if (item.issuer, item.serial_number) in signers]
    if len(found) != 1:
        raise StampError("the stamp lacks the certificate of its signer, or has several.")
    return found[0].subject.rfc4514_string()
