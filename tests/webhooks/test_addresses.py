"""The hub calls nobody inside a network, whatever an administrator writes and whatever a name leads to."""

import socket
from typing import Any

import pytest
from django.test import override_settings

from hub.base.errors import Invalid
from hub.webhooks.addresses import NotPublic, public, read, resolve

INSIDE = (
    "127.0.0.1",
    "10.0.0.7",
    "172.16.3.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",  # noqa: S104 - an address to refuse
    "224.0.0.1",
    "255.255.255.255",
    "198.18.0.1",
    "192.0.2.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:10.0.0.7",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "2002:a00:7::1",
    "2001:0:4136:e378::",
    "2001:db8::1",
    "not an address",
)


@pytest.mark.parametrize("number", INSIDE)
def test_addresses_that_are_not_public(number: str) -> None:
    assert not public(number)


@pytest.mark.parametrize(
    "number", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"]
)
def test_addresses_that_are_public(number: str) -> None:
    assert public(number)


@pytest.mark.parametrize(
    "text",
    [
        "http://cases.example.org/",
        "ftp://cases.example.org/",
        "https://cases/",
        "https://localhost/",
        "https://127.0.0.1/",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://[::1]/",
        "https://93.184.216.34/",
        "https://user:secret@cases.example.org/",
        "https://cases.example.org@10.0.0.7/",
        "https://cases.example.org:22/",
        "https://cases.example.org:99999/",
        "https://cases.example.org/#part",
        "https://cases.example.org/a b",
        "https://cases.example.org/a\r\nHost: x",
        "https://cases.example.org\\@inside.example/",
        "https://" + "a" * 600 + ".example.org/",
        "https://кейсы.example.org/",
        "cases.example.org",
        "https://",
        "",
        "https://[::1",
    ],
)
@override_settings(DEMO=False)
def test_addresses_that_are_not_taken(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(text)
    assert refused.value.extra["field"] == "address"


@override_settings(DEMO=False)
def test_an_address_that_is_taken() -> None:
    found = read("https://Cases.Example.org:8443/hub?of=pk")
    assert (found.tls, found.host, found.port, found.path) == (True, "cases.example.org", 8443, "/hub?of=pk")
    assert read("https://cases.example.org").path == "/"


def test_only_the_demo_calls_its_own_machine() -> None:
    found = read("http://localhost:9/")
    assert resolve(found) == "127.0.0.1"
    with override_settings(DEMO=False), pytest.raises(NotPublic):
        resolve(found)


@pytest.mark.parametrize("numbers", [["10.0.0.7"], ["93.184.216.34", "169.254.169.254"], ["::1"], []])
def test_a_name_with_one_inner_address_is_not_called(numbers: list[str], monkeypatch: Any) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 443)) for number in numbers]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
    with pytest.raises(NotPublic):
        resolve(read("https://cases.example.org/"))


def test_the_address_that_was_checked_is_the_one_called(monkeypatch: Any) -> None:
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_options: found)
    assert resolve(read("https://cases.example.org/")) == "93.184.216.34"


def test_a_name_that_leads_nowhere(monkeypatch: Any) -> None:
    def nothing(*_args: Any, **_options: Any) -> Any:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", nothing)
    with pytest.raises(NotPublic):
        resolve(read("https://cases.example.org/"))
