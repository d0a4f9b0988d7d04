"""A time stamp authority of a test's own, which answers by `openssl ts`."""

from __future__ import annotations

import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.servers.web import Asked, Reply, reply

_PEM = serialization.Encoding.PEM
_SETTINGS = """\
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4
digests = {digests}
ess_cert_id_alg = sha256
"""


class StampAuthority:
    """Signs under the root in the file `roots`; all its files are in `folder`.

    An `expired` one stopped yesterday; one with its `chain` sends the root along.
    """

    def __init__(
        self,
        folder: Path,
        name: str = "Stamps of a test",
        *,
        expired: bool = False,
        chain: bool = False,
        digests: str = "sha256",
    ) -> None:
        if shutil.which("openssl") is None:
            pytest.skip("there is no openssl to answer as an authority")
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.name = f"CN={name}"
        self.roots = folder / "root.pem"
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        root = _certificate(f"Root of {name}", root_key, f"Root of {name}", root_key, timedelta(days=9), stamps=False)
        holds = timedelta(days=-1 if expired else 9)
        signer = _certificate(name, key, f"Root of {name}", root_key, holds, stamps=True)
        self.roots.write_bytes(root.public_bytes(_PEM))
        (folder / "signer.pem").write_bytes(signer.public_bytes(_PEM))
        (folder / "signer.key").write_bytes(
            key.private_bytes(_PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        )
        (folder / "ts.cnf").write_text(
            _SETTINGS.format(folder=folder, digests=digests) + (f"certs = {self.roots}\n" if chain else "")
        )

    def answer(self, query: bytes) -> bytes:
        """What it answers to a query."""
        asked, answer = self._folder / "query", self._folder / "answer"
        asked.write_bytes(query)
        command = ["openssl", "ts", "-reply", "-config", str(self._folder / "ts.cnf"), "-queryfile", str(asked)]
        subprocess.run([*command, "-out", str(answer)], check=True, capture_output=True)
        return answer.read_bytes()

    def over_http(self, asked: Asked) -> Reply:
        """Its answer to a request at a server."""
        return reply(self.answer(asked.content), type="application/timestamp-reply")


def _certificate(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    holds: timedelta,
    *,
    stamps: bool,
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + holds)
        .add_extension(x509.BasicConstraints(ca=not stamps, path_length=None), critical=True)
    )
    if stamps:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(issuer_key, hashes.SHA256())
