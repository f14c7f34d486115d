"""Calls over TLS: whom we trust."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from cms.http import outbound
from cms.http.outbound_errors import (
    UnreachableError,
    UntrustedError,
)
from tests.fetching import fetch
from tests.receivers import answering, receiving

pytestmark = pytest.mark.usefixtures("own_network")


def test_a_server_that_speaks_no_tls_is_said():
    with receiving(answering()) as receiver, pytest.raises(UnreachableError):
        fetch(receiver.url.replace("http:", "https:"), total_seconds=2)


@pytest.fixture
def certificate(tmp_path) -> Path:
    """Return a file with a fresh key and a certificate for 127.0.0.1 that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "receiver")])
    now = datetime.now(UTC)
    address = x509.IPAddress(ip_address("127.0.0.1"))
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    text = signed.public_bytes(Encoding.PEM)
    text += key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "receiver.pem").write_bytes(text)
    return tmp_path / "receiver.pem"


@pytest.fixture
def secured(certificate):
    """Return what makes a receiver speak TLS with that certificate."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_certificate_that_nobody_vouches_for_is_not_trusted(secured):
    with receiving(answering(), tls=secured) as receiver:
        with pytest.raises(UntrustedError, match="self-signed"):
            fetch(receiver.url.replace("http:", "https:"))
        assert receiver.requests == []


def test_an_authority_of_the_machine_is_trusted_for_the_names_of_its_certificate(
    secured, certificate, monkeypatch, settings
):
    settings.OUTBOUND_ALLOW = ["127.0.0.1", "localhost"]
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    outbound._trust.cache_clear()
    with receiving(answering(200, b"safe"), tls=secured) as receiver:
        url = receiver.url.replace("http:", "https:")
        assert fetch(url).body == b"safe"
        with pytest.raises(UntrustedError):
            fetch(url.replace("127.0.0.1", "localhost"))
    outbound._trust.cache_clear()
