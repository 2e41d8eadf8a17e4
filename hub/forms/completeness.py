"""Is a request complete? The rules are data with their articles; this reads them. Its twin: completeness.js.

A condition is an object with one key:
  {"empty": path}              no letter and no digit there, or an empty list or object
  {"equals": [path, value]}    the same type and value
  {"in": [path, [values]]}     one of these texts
  {"not": c}  {"all": [c…]}  {"any": [c…]}
  {"every": [path, c]}  {"some": [path, c]}   over a list or an object; every of nothing is false
  {"no_such": [path, list]}    no entry of the list (from the top) has this label
  {"appears_in": [path, path]} the text (three characters or more) occurs in the second (from the top)
  {"blank_at": path}           the object at the path (from the top) has nothing under the entry's label
Paths are keys joined by dots. Inside `each`, `every` and `some` they start at the entry, which is ".".
In the field of a rule with `each`, * is the entry's key or number and @ its label.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Level: TypeAlias = Literal["block", "warn", "hint"]
Words: TypeAlias = Mapping[str, str]


@dataclass(frozen=True)
class Finding:
    """One thing to mend. `field` is a path into the content, `message` by language, `source` the article."""

    id: str
    level: Level
    field: str
    message: Words
    source: str


@dataclass(frozen=True)
class _Place:
    """Where a condition is read: the entry, its label, and the whole content."""

    here: Any
    label: str
    top: Any


def evaluate(schema: Mapping[str, Any], content: Any) -> list[Finding]:
    """Findings in the order of the rules, then of the entries. Ill-shaped content never raises."""
    return [finding for rule in schema["rules"] for finding in _apply(rule, content)]


def blocks(schema: Mapping[str, Any], content: Any) -> list[Finding]:
    """Only what must be mended before sealing."""
    return [finding for finding in evaluate(schema, content) if finding.level == "block"]


def _apply(rule: Mapping[str, Any], content: Any) -> list[Finding]:
    if "each" not in rule:
        return [_finding(rule, rule["field"])] if _holds(rule["when"], _Place(content, "", content)) else []
    hits = [
        (key, label)
        for key, label, entry in _entries(_at(content, rule["each"]))
        if _holds(rule["when"], _Place(entry, label, content))
    ]
    return [_finding(rule, rule["field"].replace("*", key).replace("@", label)) for key, label in hits]


def _finding(rule: Mapping[str, Any], field: str) -> Finding:
    return Finding(rule["id"], rule["level"], field, rule["message"], rule["source"])


def _at(value: Any, path: str) -> Any:
    """What lies at a path; None where the way ends."""
    if path == ".":
        return value
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _entries(value: Any) -> list[tuple[str, str, Any]]:
    """Key, label and entry of a list or an object."""
    if isinstance(value, Mapping):
        return [(key, _label(entry, key), entry) for key, entry in value.items()]
    if not isinstance(value, list):
        return []
    return [(str(i), _label(e, e if isinstance(e, str) else str(i)), e) for i, e in enumerate(value)]


def _label(entry: Any, otherwise: str) -> str:
    """What an entry is called: its own label; or itself, if it is a text in a list; or its key."""
    own = entry.get("label") if isinstance(entry, Mapping) else None
    return own if isinstance(own, str) else otherwise


def _empty(value: Any) -> bool:
    if isinstance(value, str):
        return not any(unicodedata.category(c)[0] in "LN" for c in value)
    return value is None or (isinstance(value, list | Mapping) and not value)


def _holds(condition: Mapping[str, Any], place: _Place) -> bool:
    ((name, argument),) = condition.items()
    return _CONDITIONS[name](argument, place)


def _same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and bool(left == right)


def _inner(argument: Any, place: _Place) -> list[bool]:
    path, condition = argument
    entries = _entries(_at(place.here, path))
    return [_holds(condition, _Place(entry, label, place.top)) for _, label, entry in entries]


def _every(argument: Any, place: _Place) -> bool:
    answers = _inner(argument, place)
    return bool(answers) and all(answers)


def _no_such(argument: Any, place: _Place) -> bool:
    wanted = _at(place.here, argument[0])
    return not any(
        _same(_at(entry, "label"), wanted) for _, _, entry in _entries(_at(place.top, argument[1]))
    )


def _appears_in(argument: Any, place: _Place) -> bool:
    needle, text = _at(place.here, argument[0]), _at(place.top, argument[1])
    if not isinstance(needle, str) or not isinstance(text, str):
        return False
    needle = needle.strip(" ")
    return len(needle) > 2 and needle in text


def _blank_at(argument: Any, place: _Place) -> bool:
    texts = _at(place.top, argument)
    return not isinstance(texts, Mapping) or _empty(texts.get(place.label))


_CONDITIONS: dict[str, Callable[[Any, _Place], bool]] = {
    "empty": lambda path, place: _empty(_at(place.here, path)),
    "equals": lambda pair, place: _same(_at(place.here, pair[0]), pair[1]),
    "in": lambda pair, place: any(_same(_at(place.here, pair[0]), value) for value in pair[1]),
    "not": lambda condition, place: not _holds(condition, place),
    "all": lambda conditions, place: all(_holds(c, place) for c in conditions),
    "any": lambda conditions, place: any(_holds(c, place) for c in conditions),
    "every": _every,
    "some": lambda argument, place: any(_inner(argument, place)),
    "no_such": _no_such,
    "appears_in": _appears_in,
    "blank_at": _blank_at,
}
