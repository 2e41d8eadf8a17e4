"""Fills a test's hub with the cast, a prosecution, and requests at many steps.

Run as `python -m tests.web.board_seed` in that hub's environment; prints JSON: what each e-mail's owner
knows, and under "" the ids of the requests by name.
"""

import json
from datetime import timedelta
from typing import Any

import django


def main() -> dict[str, Any]:
    """Make everybody and everything."""
    from django.test.utils import setup_test_environment

    from tests.cast import make_cast
    from tests.mla_requests.conducted import prosecution
    from tests.web.seed import _ready

    setup_test_environment()
    cast = make_cast()
    behind = prosecution(cast.sender)
    stories = _stories(cast, behind)
    _make_late(stories)
    people = {
        person.email: _ready(person, side) for side in cast.sides for person in side.chancery.people.values()
    }
    return people | {"": {name: str(story.id) for name, story in stories.items()}}


def _stories(cast: Any, behind: Any) -> dict[str, Any]:
    from tests.mla_requests.conducted import ConductedStory
    from tests.mla_requests.story import TO_ASSESSMENT, TO_CLOSURE, TO_EXECUTION, TO_TRANSMISSION

    before_the_end = TO_CLOSURE[:-1]
    kinds = {
        "late one": TO_TRANSMISSION,
        "late two": TO_TRANSMISSION,
        "assessed": TO_ASSESSMENT,
        "executed": TO_EXECUTION,
        "closing one": before_the_end,
        "closing two": before_the_end,
        "closing three": before_the_end,
        "draft": ("mla.draft",),
    }
    return {
        name: ConductedStory(cast.sender, cast.recipient, conducting=behind).run(*acts)
        for name, acts in kinds.items()
    }


def _make_late(stories: dict[str, Any]) -> None:
    """As if their time limits had passed."""
    from hub.base.clock import now
    from mla_requests.models import MlaRequest

    for name in ("late one", "late two"):
        MlaRequest.objects.filter(pk=stories[name].id).update(next_due=now() - timedelta(days=2))


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main()))
