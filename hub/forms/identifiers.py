"""One way of writing a telephone number, passport, bank account or vehicle, so that two sides write the same.

Pure rules, kept strict: what is not certain is refused, since a guess would never match the other side's. The
browser has a twin (deconfliction/js/identifiers.js); both read tests/vectors/identifiers.json.
"""

import re
import unicodedata
from collections.abc import Callable

TYPES = ("phone", "passport", "account", "vehicle")
MOST = 80
PHONE = re.compile(r"[1-9][0-9]{6,14}")
PASSPORT = re.compile(r"([A-Z]{3}|D) ([A-Z0-9]{5,9})")
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
ACCOUNT = re.compile(r"([A-Z]{2}) ([A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?) ([A-Z0-9]{4,34})")
VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
PLATE = re.compile(r"([A-Z]{2}) ([A-Z0-9]{2,12})")


class BadIdentifier(ValueError):  # noqa: N818 - says what is bad
    """It cannot be written in one certain way. `why` is a code: type, empty, country_code, or a type's."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def normalise(kind: str, typed: str) -> str:
    """The one form of an identifier, e.g. ("phone", "00977 98-4123 4567") gives "+9779841234567".

    Phone: ITU-T E.164 with the calling code. Passport: issuing State and number (ICAO 9303-4). Account: IBAN
    (ISO 13616, mod 97 = 1) or "country BIC number". Vehicle: VIN (ISO 3779) or "country plate".
    Raises BadIdentifier.
    """
    reader = READERS.get(kind)
    if reader is None:
        raise BadIdentifier("type")
    plain = re.sub(r"[ \t]+", " ", unicodedata.normalize("NFKC", typed).upper()).strip(" ")
    if not plain or len(plain) > MOST:
        raise BadIdentifier("empty")
    return reader(plain)


def _phone(text: str) -> str:
    if "(0)" in text:
        raise BadIdentifier("trunk")
    digits = re.sub(r"[ ().\-/]", "", text)
    if not digits.startswith(("+", "00")):
        raise BadIdentifier("country_code")
    number = digits[1:] if digits.startswith("+") else digits[2:]
    return "+" + _match(PHONE, number, "phone").group()


def _passport(text: str) -> str:
    """Issuing State as in the machine-readable zone (D for Germany), then the number without fillers."""
    state, number = _country_first(text, "passport")
    found = _match(PASSPORT, f"{state.rstrip('<')} {_close(number).rstrip('<')}", "passport")
    return f"{found[1]} {found[2]}"


def _account(text: str) -> str:
    closed = _close(text)
    if IBAN.fullmatch(closed) and not re.match(r"[A-Z]{2} [A-Z]", text):
        if _remainder(closed) != 1:
            raise BadIdentifier("iban")
        return closed
    words = text.split(" ")
    if len(words) < 3:
        raise BadIdentifier("account")
    return _match(ACCOUNT, f"{words[0]} {words[1]} {_close(''.join(words[2:]))}", "account").group()


def _remainder(iban: str) -> int:
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(one, 36)) for one in turned)) % 97


def _vehicle(text: str) -> str:
    closed = _close(text)
    if VIN.fullmatch(closed):
        return closed
    country, plate = _country_first(text, "vehicle")
    return _match(PLATE, f"{country} {_close(plate)}", "vehicle").group()


def _country_first(text: str, why: str) -> tuple[str, str]:
    first, _space, rest = text.partition(" ")
    if not rest:
        raise BadIdentifier(why)
    return first, rest


def _close(text: str) -> str:
    return re.sub(r"[ .\-/]", "", text)


def _match(pattern: re.Pattern[str], text: str, why: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise BadIdentifier(why)
    return found


READERS: dict[str, Callable[[str], str]] = {
    "phone": _phone,
    "passport": _passport,
    "account": _account,
    "vehicle": _vehicle,
}
