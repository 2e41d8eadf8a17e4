"""Which addresses a hub may call for others: public ones, by https. Anything else would turn it inwards.

An administrator of one country must not be able to reach the hub's own network through it. The name is
resolved once at each try, every address it has must be public, and the connection goes to the very address
that was checked (a second look-up could answer otherwise). The demo may call its own machine, by http too.
"""

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hub.base.errors import Invalid
from hub.base.results import Text
from hub.webhooks.models import ADDRESS_LONGEST

PORTS = (443, 8443)
LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"(?=.{{4,253}}\Z)(?:{LABEL}\.)+[a-z](?:[a-z0-9-]{{0,61}}[a-z0-9])", re.ASCII)
LOCAL = ("localhost", "127.0.0.1")
PATH = re.compile(r"[!-~]*", re.ASCII)
# Public by their own rules, but they carry a private IPv4 address inside: NAT64, 6to4, Teredo.
CARRIERS = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]


@dataclass(frozen=True)
class Address:
    """An address that may be called; `path` with its query."""

    tls: bool
    host: str
    port: int
    path: str


class NotPublic(Exception):  # noqa: N818 - a state of the world
    """The name has no address now, or one that is not public."""


def read(text: str) -> Address:
    """Raise Invalid bad_address with the reason in words unless the hub may call this address."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        raise _bad(_("This is not a web address. Write it like https://cases.example.org/hub.")) from None
    host = (parts.hostname or "").lower()
    local = settings.DEMO and host in LOCAL
    _check(text, parts.scheme, host, local=local)
    if parts.username is not None or parts.password is not None or parts.fragment or "#" in text:
        raise _bad(_("Leave out names, passwords and what follows #. The signature proves who calls."))
    tls = parts.scheme == "https"
    if not local and port not in (None, *PORTS):
        raise _bad(_("Only the ports 443 and 8443 are called."))
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(tls, host, port or (443 if tls else 80), path)


def _check(text: str, scheme: str, host: str, *, local: bool) -> None:
    if len(text) > ADDRESS_LONGEST or not PATH.fullmatch(text):
        raise _bad(_("Write the address with plain letters and digits, at most 500 of them."))
    if scheme != "https" and not (local and scheme == "http"):
        raise _bad(_("The address begins with https://, so that nobody on the way changes a call."))
    if not local and not NAME.fullmatch(host):
        raise _bad(_("Write the full name of a public host, not a number or a name inside a network."))


def resolve(address: Address) -> str:
    """One numeric address to connect to. Raises NotPublic."""
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotPublic from error
    numbers = [str(entry[4][0]) for entry in found]
    local = settings.DEMO and address.host in LOCAL
    if not numbers or not all(public(one) or (local and _loopback(one)) for one in numbers):
        raise NotPublic
    return next((one for one in numbers if ":" not in one), numbers[0])


def public(number: str) -> bool:
    """Whether a numeric address belongs to the open internet."""
    try:
        ip = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped is not None:
            return public(str(ip.ipv4_mapped))
        if "%" in number or any(ip in net for net in CARRIERS):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _loopback(number: str) -> bool:
    return ipaddress.ip_address(number).is_loopback


def _bad(reason: Text) -> Invalid:
    return Invalid("bad_address", reason, field="address")
