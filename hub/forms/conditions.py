"""Conditions: the small language of the rules, and of fields that appear only when something was chosen.

A condition is an object with one key:
  {"empty": path}              no letter and no digit there, or an empty list or object
  {"equals": [path, value]}    the same type and value
  {"in": [path, [values]]}     one of these texts
  {"not": c}  {"all": [c…]}  {"any": [c…]}
  {"every": [path, c]}  {"some": [path, c]}   over a list or an object; every of nothing is false
  {"no_such": [path, list]}    no entry of the list (from the top) has this label (or third part)
  {"such": [path, list, c]}    an entry of the list (from the top) with this label fulfils the condition
  {"before": [path, path]}     both are days (YYYY-MM-DD) and the first is earlier
  {"appears_in": [path, path]} the text (three characters or more) occurs in the second (from the top)
  {"appears_outside": [path, key]}  the text occurs anywhere in the whole content but under this key
  {"blank_at": path}           the object at the path (from the top) has nothing under the entry's label
  {"top": c}  {"about": c}     the condition holds for the whole content, or for what is known of the State
  {"about_has": [path, path]}  the text is in the list at the second path of what is known
Paths are keys joined by dots. Inside `each`, `every` and `some` they start at the entry, which is ".".
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

Condition: TypeAlias = Mapping[str, Any]
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Place:
    """Where a condition is read: the entry, its label, the whole content, what is known of the State."""

    here: Any
    label: str
    top: Any
    about: Mapping[str, Any] = field(default_factory=dict)


def holds(condition: Condition, place: Place) -> bool:
    """Whether a condition is fulfilled. Raises KeyError for one that does not exist."""
    ((name, argument),) = condition.items()
    return _CONDITIONS[name](argument, place)


def applies(condition: Condition | None, entry: Any, top: Any) -> bool:
    """Whether a field with this `when` is shown; a field without one always is."""
    return not condition or holds(condition, Place(entry, "", top))


def at(value: Any, path: str) -> Any:
    """What lies at a path; None where the way ends."""
    if path == ".":
        return value
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def entries(value: Any) -> list[tuple[str, str, Any]]:
    """Key, label and entry of a list or an object."""
    if isinstance(value, Mapping):
        return [(key, _label(entry, key), entry) for key, entry in value.items()]
    if not isinstance(value, list):
        return []
    return [(str(i), _label(e, e if isinstance(e, str) else str(i)), e) for i, e in enumerate(value)]


def empty(value: Any) -> bool:
    """Nothing that says anything: no letter, no digit, no entry. A number or a truth value says something."""
    if isinstance(value, str):
        return not any(unicodedata.category(c)[0] in "LN" for c in value)
    return value is None or (isinstance(value, list | Mapping) and not value)


def _label(entry: Any, otherwise: str) -> str:
    """What an entry is called: its own label; or itself, if it is a text in a list; or its key."""
    own = entry.get("label") if isinstance(entry, Mapping) else None
    return own if isinstance(own, str) else otherwise


def _same(left: Any, right: Any) -> bool:
    return type(left) is type(right) and not isinstance(left, list | Mapping) and bool(left == right)


def _inner(argument: Any, place: Place) -> list[bool]:
    path, condition = argument
    found = entries(at(place.here, path))
    return [holds(condition, replace(place, here=entry, label=label)) for _, label, entry in found]


def _every(argument: Any, place: Place) -> bool:
    answers = _inner(argument, place)
    return bool(answers) and all(answers)


def _no_such(argument: Any, place: Place) -> bool:
    path, listed, key = (*argument, "label")[:3]
    wanted = at(place.here, path)
    return not any(_same(at(entry, key), wanted) for _, _, entry in entries(at(place.top, listed)))


def _such(argument: Any, place: Place) -> bool:
    path, listed, condition = argument
    wanted = at(place.here, path)
    found = [e for _, _, e in entries(at(place.top, listed)) if _same(at(e, "label"), wanted)]
    return any(holds(condition, replace(place, here=entry)) for entry in found)


def _before(argument: Any, place: Place) -> bool:
    days = [at(place.here, path) for path in argument]
    return all(isinstance(day, str) and DAY.fullmatch(day) for day in days) and days[0] < days[1]


def _needle(path: str, place: Place) -> str:
    """The text that is looked for; empty if it is too short to mean anything."""
    text = at(place.here, path)
    bare = text.strip(" ") if isinstance(text, str) else ""
    return bare if len(bare) > 2 else ""


def _appears_in(argument: Any, place: Place) -> bool:
    needle, text = _needle(argument[0], place), at(place.top, argument[1])
    return bool(needle) and isinstance(text, str) and needle in text


def _appears_outside(argument: Any, place: Place) -> bool:
    needle, key = _needle(argument[0], place), argument[1]
    if not needle or not isinstance(place.top, Mapping):
        return False
    return any(needle in text for name, one in place.top.items() if name != key for text in _texts(one))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _texts(one)


def _blank_at(argument: Any, place: Place) -> bool:
    texts = at(place.top, argument)
    return not isinstance(texts, Mapping) or empty(texts.get(place.label))


def _about_has(argument: Any, place: Place) -> bool:
    wanted, listed = at(place.here, argument[0]), at(place.about, argument[1])
    return isinstance(listed, list) and any(_same(one, wanted) for one in listed)


_CONDITIONS: dict[str, Callable[[Any, Place], bool]] = {
    "empty": lambda path, place: empty(at(place.here, path)),
    "equals": lambda pair, place: _same(at(place.here, pair[0]), pair[1]),
    "in": lambda pair, place: any(_same(at(place.here, pair[0]), value) for value in pair[1]),
    "not": lambda condition, place: not holds(condition, place),
    "all": lambda conditions, place: all(holds(c, place) for c in conditions),
    "any": lambda conditions, place: any(holds(c, place) for c in conditions),
    "every": _every,
    "some": lambda argument, place: any(_inner(argument, place)),
    "no_such": _no_such,
    "such": _such,
    "before": _before,
    "appears_in": _appears_in,
    "appears_outside": _appears_outside,
    "blank_at": _blank_at,
    "top": lambda condition, place: holds(condition, replace(place, here=place.top)),
    "about": lambda condition, place: holds(condition, replace(place, here=place.about)),
    "about_has": _about_has,
}
