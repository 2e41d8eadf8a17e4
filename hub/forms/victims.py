"""Identities kept apart: names and addresses of victims leave request.json for a file of their own.

Both sides read labels such as “victim 1”; who that is stands in victims.json, sealed as a part of its own and
opened only by a deliberate act (UNTOC 24-25, TIP Protocol 6(1)). The browser's twin is js/victims.js.
"""

from collections.abc import Mapping
from typing import Any

from hub.forms.schema import load

Content = dict[str, Any]

IDENTITIES_TYPE: str = load("mla_request")["identities"]["type"]
IDENTITIES_NAME: str = load("mla_request")["identities"]["name"]
IDENTITY: tuple[str, ...] = tuple(load("mla_request")["identities"]["fields"])


def is_apart(person: Any) -> bool:
    """Whether a person's identity is kept apart: every victim's is, and anybody's for whom it was chosen."""
    return isinstance(person, Mapping) and (person.get("role") == "victim" or person.get("apart") is True)


def split(content: Mapping[str, Any]) -> tuple[Content, Content | None]:
    """request.json without the identities kept apart, and victims.json, or None if nobody is apart.

    A request of version 1 has no labels for its victims and is left as it is.
    """
    persons = content.get("persons")
    if content.get("v") != 2 or not isinstance(persons, list) or not any(map(is_apart, persons)):
        return dict(content), None
    kept = [_without(one) if is_apart(one) else one for one in persons]
    apart = [{"label": one.get("label", ""), **_identity(one)} for one in persons if is_apart(one)]
    return {**content, "persons": kept}, {"v": 1, "persons": apart}


def merge(content: Mapping[str, Any], identities: Mapping[str, Any] | None) -> Content:
    """The whole again, for the drafter; what stands in request.json already is not overwritten."""
    known = {one["label"]: one for one in (identities or {}).get("persons", [])}
    persons = [{**known.get(one.get("label"), {}), **one} for one in content.get("persons", [])]
    return {**content, "persons": persons} if "persons" in content else dict(content)


def _without(person: Mapping[str, Any]) -> Content:
    return {key: value for key, value in person.items() if key not in IDENTITY}


def _identity(person: Mapping[str, Any]) -> Content:
    return {key: person[key] for key in IDENTITY if key in person}
