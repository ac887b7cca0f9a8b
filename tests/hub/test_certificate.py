"""A hub with a certificate of its own, and laptops that trust it or do not."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from caseworker.errors import CarrierNotTheHub
from tests.hub.centre import Centre, listed
from tests.hub.running import RunningHub


def certificate(folder: Path) -> tuple[Path, Path]:
    """Write a certificate for the loopback address, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hub")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, SHA256())
    )
    shown, hidden = folder / "hub.pem", folder / "hub.key"
    shown.write_bytes(made.public_bytes(Encoding.PEM))
    hidden.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return shown, hidden


def test_a_hub_with_a_certificate_carries(tmp_path: Path) -> None:
    shown, hidden = certificate(tmp_path)
    options = ("--certificate", str(shown), "--private-key", str(hidden))
    hub = RunningHub(tmp_path / "hub", options=options).start()
    centre = Centre()
    try:
        assert hub.address.origin.startswith("https://")
        trusting = ssl.create_default_context(cafile=str(shown))
        way = {"make_client": lambda: httpx.Client(verify=trusting)}
        carrier = centre.carrier(hub.address, "one", **way)
        carrier.open_space(sorted(centre.roots), hub.invite(), centre.space)
        named = centre.root.names(centre.administrator.name)
        assert carrier.bring([named], [centre.administrator.passes(centre.laptop("one"))]) == [
            "ok",
            "ok",
        ]
        made = centre.batch("one")
        carrier.put(made.id, made.content)
        assert listed(carrier)[0] == [made.id]
        with pytest.raises(CarrierNotTheHub):
            centre.carrier(hub.address, "one").page()
    finally:
        centre.close()
        hub.stop()
