"""One call: no redirects, bounded in time and size, and with TLS only to whom the certificate names."""

from __future__ import annotations

import datetime as dt
import ssl
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from hub.webhooks.addresses import Address, read
from hub.webhooks.sending import Outcome, Pinned, post
from tests.webhooks.receiver import Receiver, receiving, say


def test_a_call_arrives_as_it_was_sent(receiver: Receiver) -> None:
    outcome = post(read(receiver.address), {"content-type": "application/json", "x-a": "b"}, b'{"a":1}')
    assert outcome == Outcome(204)
    assert outcome.good
    call = receiver.calls[0]
    assert (call.path, call.body, call.headers["x-a"]) == ("/hub?of=pk", b'{"a":1}', "b")
    assert call.headers["host"] == f"localhost:{receiver.port}"


def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    with receiving() as elsewhere:
        receiver.answer = lambda handler, _number: say(handler, 307, Location=elsewhere.address)
        outcome = post(read(receiver.address), {}, b"{}")
    assert outcome == Outcome(307)
    assert not outcome.good
    assert elsewhere.calls == []


def test_an_answer_that_drips_is_cut_off(receiver: Receiver) -> None:
    def drip(handler: BaseHTTPRequestHandler, _number: int) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(100):
            handler.wfile.write(f"X-{number}: drop\r\n".encode())
            handler.wfile.flush()
            time.sleep(0.1)

    receiver.answer = drip
    began = time.monotonic()
    assert post(read(receiver.address), {}, b"{}", whole=0.5) == Outcome(problem="timeout")
    assert time.monotonic() - began < 3


def test_silence_is_cut_off(receiver: Receiver) -> None:
    receiver.answer = lambda _handler, _number: time.sleep(4)
    assert post(read(receiver.address), {}, b"{}", whole=0.5) == Outcome(problem="timeout")


def test_an_endless_answer_is_not_read(receiver: Receiver) -> None:
    def pour(handler: BaseHTTPRequestHandler, _number: int) -> None:
        handler.send_response(200)
        handler.end_headers()
        try:
            while True:
                handler.wfile.write(b"x" * 65536)
        except OSError:
            return

    receiver.answer = pour
    assert post(read(receiver.address), {}, b"{}", whole=5) == Outcome(200)


def test_nobody_there() -> None:
    with receiving() as gone:
        address = read(gone.address)
    assert post(address, {}, b"{}") == Outcome(problem="no_answer")


def test_not_http_at_all(receiver: Receiver) -> None:
    def chatter(handler: BaseHTTPRequestHandler, _number: int) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH\r\n")
        handler.close_connection = True

    receiver.answer = chatter
    assert post(read(receiver.address), {}, b"{}") == Outcome(problem="no_answer")


def _certificate(folder: Path, name: str) -> Path:
    """A self-signed certificate and its key in one file."""
    key, subject = (
        ec.generate_private_key(ec.SECP256R1()),
        x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]),
    )
    today = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(today - dt.timedelta(days=1))
        .not_valid_after(today + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    text = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(text + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize(
    ("name", "trusted", "expected"),
    [
        ("localhost", True, Outcome(204)),
        ("localhost", False, Outcome(problem="certificate")),
        ("other.example.org", True, Outcome(problem="certificate")),
    ],
)
def test_the_certificate_must_be_the_name_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, trusted: bool, expected: Outcome
) -> None:
    path = _certificate(tmp_path, name)
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    with receiving(context) as secured:
        assert post(read(secured.address), {}, b"{}") == expected
        assert len(secured.calls) == (1 if expected.good else 0)


def test_the_connection_goes_to_the_number_and_the_name_stays_in_the_header(receiver: Receiver) -> None:
    connection = Pinned(Address(False, "cases.example.org", receiver.port, "/"), "127.0.0.1")
    connection.request("POST", "/", b"{}")
    assert connection.getresponse().status == 204
    connection.close()
    assert receiver.calls[0].headers["host"] == f"cases.example.org:{receiver.port}"
