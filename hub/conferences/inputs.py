"""What comes from outside, made clean, from JSON and from forms; what is not is Invalid with its field."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from hub.base.errors import Invalid
from hub.publishing.languages import CODES
from hub.publishing.symbols import series_code, un_symbol
from hub.publishing.vocabulary import PILLARS, THEMES

Clean = Callable[[Any], Any]
LONGEST_TEXT = 12_000
MOST = 100
GROUPS = frozenset({"all", "secretariat", "organisations"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_COUNTRY = re.compile(r"[A-Z][A-Z0-9]")
_SDG = re.compile(r"(1[0-7]|[1-9])(\.[0-9a-z]{1,2})?")


def read(spec: Mapping[str, Clean], data: Any, required: Collection[str] = ()) -> dict[str, Any]:
    """The fields of `spec` that are in `data`, each clean. Other fields are left alone.

    Raises Invalid bad_field with `field`, for what is missing too.
    """
    if not isinstance(data, Mapping):
        raise Invalid("bad_json", _("Send an object with named fields."))
    found = {name: field(name, clean, data[name]) for name, clean in spec.items() if name in data}
    for name in required:
        if found.get(name) in (None, "", [], {}):
            raise bad(name, _("This is needed."))
    return found


def field(name: str, clean: Clean, value: Any) -> Any:
    """One value, clean. Raises Invalid bad_field."""
    try:
        return clean(value)
    except (ValueError, TypeError, OverflowError, AttributeError) as error:
        raise bad(
            name, str(error) if isinstance(error, Wrong) else _("This is not as it should be.")
        ) from error


def bad(name: str, why: str) -> Invalid:
    """The refusal of one field."""
    return Invalid("bad_field", why, field=name)


class Wrong(ValueError):  # noqa: N818 - a word for people, not a program error
    """A value that is refused with a sentence for people."""


def text(longest: int = 300) -> Clean:
    """Plain text without control characters, trimmed."""

    def clean(value: Any) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise Wrong(_("This must be text."))
        tidy = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
        tidy.encode("utf-8")
        if len(tidy) > longest:
            raise Wrong(_("This is longer than %(most)d characters.") % {"most": longest})
        return tidy

    return clean


def labels(longest: int = 300) -> Clean:
    """A text for each language, {"en": …}; a bare text counts as English."""
    one = text(longest)

    def clean(value: Any) -> dict[str, str]:
        given = {"en": value} if isinstance(value, str) else value
        if not isinstance(given, Mapping) or not set(given) <= set(CODES):
            raise Wrong(_('Give a text for each language, such as {"en": …}.'))
        return {code: tidy for code, words in given.items() if (tidy := one(words))}

    return clean


def choice(of: Collection[str]) -> Clean:
    """One of some words."""

    def clean(value: Any) -> str:
        if not isinstance(value, str) or value not in of:
            raise Wrong(_("Choose one of: %(words)s.") % {"words": ", ".join(of)})
        return str(value)

    return clean


def several(one: Clean) -> Clean:
    """A list without repetitions, or a text with commas between."""

    def clean(value: Any) -> list[Any]:
        given = value.split(",") if isinstance(value, str) else (value or [])
        if not isinstance(given, list | tuple) or len(given) > MOST:
            raise Wrong(_("Give a list."))
        found: list[Any] = []
        for item in (
            one(entry.strip() if isinstance(entry, str) else entry) for entry in given if entry != ""
        ):
            if item not in found:
                found.append(item)
        return found

    return clean


def yes_or_no(value: Any) -> bool:
    """True and false, and what a ticked box of a form sends."""
    if value in (True, "on", "true", "1"):
        return True
    if value in (False, None, "", "false", "0"):
        return False
    raise Wrong(_("This is yes or no."))


def whole(least: int, most: int) -> Clean:
    """A whole number between two."""

    def clean(value: Any) -> int:
        if isinstance(value, bool) or not re.fullmatch(r"[0-9]{1,9}", str(value), re.ASCII):
            raise Wrong(_("This is a whole number."))
        if not least <= int(value) <= most:
            raise Wrong(_("Give a number from %(least)d to %(most)d.") % {"least": least, "most": most})
        return int(value)

    return clean


def day(value: Any) -> date:
    """A day, 2019-09-16."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", value, re.ASCII):
        raise Wrong(_("Give a day as in 2019-09-16."))
    return date.fromisoformat(value)


def hour(value: Any) -> time:
    """A time of day, 09:30."""
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{2}:[0-9]{2}(:[0-9]{2})?", value, re.ASCII):
        raise Wrong(_("Give a time as in 09:30."))
    return time.fromisoformat(value)


def moment(value: Any) -> datetime:
    """A moment in UTC, 2026-11-22T18:00:00Z; the hour of a form without a zone is UTC too."""
    found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value)[:40])
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def maybe(clean: Clean) -> Clean:
    """Nothing, or a clean value."""
    return lambda value: None if value in (None, "") else clean(value)


def key(value: Any) -> UUID:
    """An id."""
    if isinstance(value, UUID):
        return value
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-fA-F-]{32,36}", value, re.ASCII):
        raise Wrong(_("This is not an id."))
    return UUID(value)


def code(value: Any) -> str:
    """The code of a country or organisation."""
    tidy = str(value).strip().upper()
    if not isinstance(value, str) or not _COUNTRY.fullmatch(tidy):
        raise Wrong(_("A country is named by its two letters."))
    return tidy


def addressee(value: Any) -> str:
    """A country's code, or all, secretariat, organisations."""
    return str(value) if value in GROUPS else code(value)


def target(value: Any) -> str:
    """A goal or target of the 2030 Agenda, such as 8.7."""
    if not isinstance(value, str) or not _SDG.fullmatch(value):
        raise Wrong(_("Give a goal or a target, such as 16.2."))
    return value


def instrument(value: Any) -> dict[str, str]:
    """A paragraph or article of an instrument: a symbol of the United Nations or a treaty's short name."""
    given = {"symbol": value} if isinstance(value, str) else value
    if not isinstance(given, Mapping):
        raise Wrong(_("Name an instrument by its symbol, such as A/RES/64/293."))
    symbol, place = text(60)(given.get("symbol", "")), text(40)(given.get("paragraph", ""))
    if "/" in symbol:
        try:
            symbol = un_symbol(symbol).symbol
        except ValueError as error:
            raise Wrong(
                _("This is not a symbol of the United Nations: %(symbol)s") % {"symbol": symbol}
            ) from error
    if not symbol:
        raise Wrong(_("Name an instrument by its symbol, such as A/RES/64/293."))
    return {"symbol": symbol, "paragraph": place}


def series(value: Any) -> str:
    """The code of a series, in capitals."""
    if not isinstance(value, str) or not series_code(value):
        raise Wrong(_("A series has 2 to 20 capitals, digits or hyphens, such as GLOACT."))
    return value


def known(words: Iterable[str]) -> Clean:
    """A list of words out of a vocabulary."""
    return several(choice(tuple(words)))


themes = known(THEMES)
pillars = known(PILLARS)
language = choice(CODES)
