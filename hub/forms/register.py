"""What an entry of the register of paper requests says in plain sight, read the same by hub and client.

An entry is {"paper", "direction", "partner", "basis", "offence", "urgent", "measures", dates, "outcome",
"ground", "rounds", "counts"}; see data/register.json. Subject, references, notes and scans are sealed.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from hub.forms.schema import codes, load

KINDS = ("paper.record", "paper.update")
DATES = ("sent_on", "received_on", "acknowledged_on", "decided_on", "ended_on")
_FORM = load("register")
COUNTS: tuple[str, ...] = tuple(_FORM["counts"])
GROUNDS: tuple[str, ...] = tuple(_FORM["grounds"])
OUTCOMES = codes("outcomes", "register")
MOST_MEASURES, MOST_ROUNDS, MOST_COUNTED = 30, 99, 1_000_000
Read = Callable[[Any], Any]


class BadEntry(ValueError):  # noqa: N818 - says what is bad
    """A field is missing, too many or wrong: `field` names it, `why` is a short code.

    Codes: shape (not of the expected form), order (a date before an earlier step), future, lone (an outcome
    without its date, or a date or ground without an outcome).
    """

    def __init__(self, field: str, why: str = "shape") -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


def read(facts: Any, today: date) -> dict[str, Any]:
    """The parsed entry: UUID text becomes UUID, date text becomes date. Raises BadEntry."""
    if not isinstance(facts, Mapping):
        raise BadEntry("", "shape")
    if set(facts) != set(_READERS):
        raise BadEntry(min(set(facts) ^ set(_READERS), key=str))
    found = {name: _read_one(name, reader, facts[name]) for name, reader in _READERS.items()}
    _require_order(found, today)
    _require_ending(found)
    return found


def _read_one(name: str, reader: Read, value: Any) -> Any:
    try:
        return reader(value)
    except (ValueError, TypeError, KeyError) as error:
        raise BadEntry(name) from error


def _require_order(found: Mapping[str, Any], today: date) -> None:
    known = [(name, found[name]) for name in DATES if found[name] is not None]
    for (_name, earlier), (name, later) in pairwise(known):
        if later < earlier:
            raise BadEntry(name, "order")
    for name, day in known:
        if day > today:
            raise BadEntry(name, "future")


def _require_ending(found: Mapping[str, Any]) -> None:
    if bool(found["outcome"]) != (found["ended_on"] is not None):
        raise BadEntry("outcome" if found["ended_on"] else "ended_on", "lone")
    if found["ground"] and found["outcome"] != "refused":
        raise BadEntry("ground", "lone")


def _only(value: Any, good: bool) -> Any:
    if not good:
        raise ValueError
    return value


def _uuid(value: Any) -> UUID:
    found = UUID(_only(value, isinstance(value, str)))
    _only(value, str(found) == value)
    return found


def _country(value: Any) -> str:
    return str(_only(value, isinstance(value, str) and re.fullmatch(r"[A-Z]{2}", value) is not None))


def _date(value: Any) -> date:
    good = isinstance(value, str) and re.fullmatch(r"(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", value)
    return date.fromisoformat(_only(value, bool(good)))


def _maybe_date(value: Any) -> date | None:
    return None if value is None else _date(value)


def _one_of(*words: str) -> Read:
    return lambda value: _only(value, isinstance(value, str) and value in words)


def _flag(value: Any) -> bool:
    return bool(_only(value, isinstance(value, bool)))


def _up_to(most: int) -> Read:
    return lambda value: _only(value, type(value) is int and 0 <= value <= most)


def _measures(value: Any) -> list[str]:
    known = codes("measures")
    _only(value, isinstance(value, list) and 0 < len(value) <= MOST_MEASURES)
    return list(_only(value, all(isinstance(one, str) and one in known for one in value)))


def _counts(value: Any) -> dict[str, int]:
    _only(value, isinstance(value, Mapping) and set(value) <= set(COUNTS))
    return {name: _up_to(MOST_COUNTED)(number) for name, number in value.items()}


_READERS: dict[str, Read] = {
    "paper": _uuid,
    "direction": _one_of(*codes("directions", "register")),
    "partner": _country,
    "basis": _one_of(*codes("legal_bases")),
    "offence": _one_of(*codes("offences", "register")),
    "urgent": _flag,
    "measures": _measures,
    "sent_on": _date,
    **dict.fromkeys(DATES[1:], _maybe_date),
    "outcome": _one_of("", *OUTCOMES),
    "ground": _one_of("", *GROUNDS),
    "rounds": _up_to(MOST_ROUNDS),
    "counts": _counts,
}
