"""The small table of exchanges: quick requests under the Protocols and spontaneous information.

Types, moves, plain facts and what a handling code forbids are data in data/exchanges.json, which browsers
read too. Articles without a name are of the UN Convention against Transnational Organized Crime (UNTOC).
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hub.forms.completeness import Words
from hub.forms.schema import load

FORM = "exchanges"
_TABLE = load(FORM)


@dataclass(frozen=True)
class Move:
    """One row: who may do it, from which status, to which ("same" stays, "use" goes where the fact says)."""

    kind: str
    sources: frozenset[str]
    target: str
    sides: frozenset[str]
    source: str
    guard: str
    facts: Mapping[str, str]
    label: Words
    done: Words

    @property
    def family(self) -> str:
        """ "quick" or "info"."""
        return self.kind.partition(".")[0]

    @property
    def begins(self) -> bool:
        """Whether this act makes the exchange."""
        return not self.sources


@dataclass(frozen=True)
class Type:
    """A kind of question or information: its law, its clock, its sealed fields and those of the reply.

    `needs`: of each group one field must be filled in. `subject`: the fields that make the subject line.
    """

    code: str
    family: str
    law: str
    clock: str
    label: Words
    help: Words
    needs: tuple[tuple[str, ...], ...]
    subject: tuple[str, ...]
    fields: tuple[str, ...]
    reply: tuple[str, ...]


@dataclass(frozen=True)
class Limit:
    """How long a side has: a rule of data/rulesets.json, and the article it serves here."""

    rule: str
    source: str


def _move(raw: Mapping[str, Any]) -> Move:
    sets = {"sources": frozenset(raw["from"]), "sides": frozenset(raw["sides"]), "target": raw["to"]}
    plain = {name: raw[name] for name in ("kind", "source", "guard", "label", "done")}
    return Move(**sets, **plain, facts={"exchange": "uuid", **raw["facts"]})


def _type(raw: Mapping[str, Any]) -> Type:
    lists: dict[str, Any] = {name: tuple(raw[name]) for name in ("subject", "fields", "reply")}
    plain = {name: raw[name] for name in ("code", "family", "law", "clock", "label", "help")}
    return Type(**plain, **lists, needs=tuple(tuple(group) for group in raw["needs"]))


MOVES: dict[str, Move] = {raw["kind"]: _move(raw) for raw in _TABLE["moves"]}
TYPES: dict[str, Type] = {raw["code"]: _type(raw) for raw in _TABLE["types"]}
CLOCKS: dict[str, Limit] = {code: Limit(**raw) for code, raw in _TABLE["clocks"].items()}
BINDS: dict[str, frozenset[str]] = {code: frozenset(ways) for code, ways in _TABLE["binds"].items()}
REASONS: dict[str, tuple[str, ...]] = {answer: tuple(words) for answer, words in _TABLE["reasons"].items()}
_LISTS = {"use": "uses", "answer": "answers", "reason": "reasons", "consent": "consents", "timing": "timings"}


def after(status: str, kind: str, facts: Mapping[str, Any]) -> str:
    """The status after an act. Pure: the same in the hub, in the client and in the browser."""
    target = MOVES[kind].target
    return {"same": status, "use": str(facts.get("use", status))}.get(target, target)


def forbidden(handling: str, restrictions: Collection[str]) -> frozenset[str]:
    """The ways of use that need the sender's consent, by its handling code and restrictions (18(5))."""
    return frozenset().union(*(BINDS[code] for code in (handling, *restrictions)))


def ways_of(facts: Mapping[str, Any]) -> frozenset[str]:
    """The ways in which an info.use makes use of the information; noting and returning are none."""
    return frozenset({"convert"}) if facts["use"] == "converted" else frozenset(facts["ways"])


def missing(code: str, fields: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The groups of sealed fields of which none is filled in."""
    return [group for group in TYPES[code].needs if not any(fields.get(name) for name in group)]


def subject(code: str, fields: Mapping[str, Any], longest: int = 120) -> str:
    """The sealed subject line of an exchange, from its own fields."""
    found = [str(fields[name]).strip() for name in TYPES[code].subject if fields.get(name)]
    line = " · ".join(found).split("\n", 1)[0]
    return line if len(line) <= longest else line[: longest - 1] + "…"


def read(kind: str, facts: Any) -> dict[str, Any]:
    """The parsed facts of an act: ids, days and moments as such, lists as tuples.

    Raises ValueError: its text is the key that is wrong, or "" if keys are missing or too many.
    """
    shape = MOVES[kind].facts
    if not isinstance(facts, Mapping) or set(facts) != set(shape):
        raise ValueError("")
    found = {key: _one(key, shape[key], facts[key], kind) for key in shape}
    if "use" in found and (found["use"] == "used") is not bool(found["ways"]):
        raise ValueError("ways")
    return found


def _one(key: str, shape: str, value: Any, kind: str) -> Any:
    try:
        return _READERS[shape](value, key, kind)
    except (ValueError, TypeError) as error:
        raise ValueError(key) from error


def words_for(key: str, family: str) -> tuple[str, ...]:
    """The words a fact may have."""
    if key == "type":
        return tuple(code for code, one in TYPES.items() if one.family == family)
    return tuple(choice["code"] for choice in _TABLE["choices"][_LISTS.get(key, key)])


def _only(value: Any, good: bool) -> Any:
    if not good:
        raise ValueError
    return value


def _word(value: Any, key: str, kind: str) -> str:
    return str(_only(value, isinstance(value, str) and value in words_for(key, kind.partition(".")[0])))


def _words(value: Any, key: str, kind: str) -> tuple[str, ...]:
    found = tuple(_word(one, key, kind) for one in _only(value, isinstance(value, list)))
    return tuple(_only(found, len(set(found)) == len(found)))


def _uuid(value: Any, _key: str, _kind: str) -> UUID:
    found = UUID(_only(value, isinstance(value, str)))
    _only(value, str(found) == value)
    return found


def _flag(value: Any, _key: str, _kind: str) -> bool:
    return bool(_only(value, isinstance(value, bool)))


def _date(value: Any, _key: str, _kind: str) -> date | None:
    good = isinstance(value, str) and re.fullmatch(r"2[01]\d\d-\d\d-\d\d", value, re.ASCII)
    return None if value is None else date.fromisoformat(_only(value, bool(good)))


def _moment(value: Any, _key: str, _kind: str) -> datetime | None:
    if value is None:
        return None
    good = isinstance(value, str) and re.fullmatch(r"2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", value, re.ASCII)
    return datetime.strptime(_only(value, bool(good)), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _evaluation(value: Any, _key: str, _kind: str) -> str:
    return str(_only(value, isinstance(value, str) and re.fullmatch(r"[ABCX][1-4]", value) is not None))


_READERS: dict[str, Callable[[Any, str, str], Any]] = {
    "uuid": _uuid,
    "flag": _flag,
    "word": _word,
    "words": _words,
    "date?": _date,
    "moment?": _moment,
    "evaluation": _evaluation,
}
