"""Whether the signed acts of a conversation were allowed: the hub's word for it is not needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from hub.client.errors import Forged
from hub.client.streams import Act
from hub.threads import guards
from hub.threads.guards import World
from hub.threads.handling import Item
from hub.threads.standing import Act as Plain
from hub.threads.standing import Standing

Country = Callable[[str], str]


def check_lawful(
    before: Standing,
    act: Act,
    plain: Plain,
    country: Country,
    items: Mapping[str, Item] | None,
    *,
    all_known: bool,
) -> None:
    """Refuse an act of somebody who was not on the conversation, or that its rules did not allow.

    `items`: what was said before, None if it is not at hand. `all_known`: the standing was followed from the
    beginning; if not, only membership is judged. Raises Forged.
    """
    code = guards.beforehand(before, plain.kind, plain.post)
    if not code and all_known and items is not None:
        code = guards.refused(before, plain, World(country, items))
    elif not code and all_known and plain.kind == "thread.admit":
        code = guards.refused(before, replace(plain, facts={**plain.facts, "shared": {}}), World(country))
    if code:
        raise Forged(
            f"Act {plain.seq + 1} of this conversation was not allowed ({code.replace('_', ' ')}). "
            "The hub should have refused it.",
            "not-allowed",
        )
    _check_receivers(before, act, plain)


def _check_receivers(before: Standing, act: Act, plain: Plain) -> None:
    """Each act is sealed to exactly those who are on it: nobody listens in, nobody is left out."""
    members = set(before.members) | ({plain.facts["post"]} if plain.kind == "thread.admit" else set())
    if {one.focal_point for one in act.manifest.recipients} != members:
        raise Forged(
            f"Act {plain.seq + 1} was sealed to others than the members of the conversation.",
            "other-receivers",
        )
