"""All checks in their order, and Django's own list of them."""

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, register

from hub.doctor import configuration, database, surroundings
from hub.tenancy.checks import check_wall

Check = Callable[[], Iterator[CheckMessage]]
CONFIGURATION: tuple[Check, ...] = (
    configuration.secret_key,
    configuration.debug,
    configuration.hosts,
    configuration.transport,
    configuration.second_factor,
    configuration.shared_state,
    configuration.object_store,
    surroundings.signing_key,
)
# The tables first: a wall cannot stand around tables that are not there yet.
DATABASE: tuple[Check, ...] = (
    database.engine,
    database.migrations,
    check_wall,
    database.clock,
    database.partitions,
)
AROUND: tuple[Check, ...] = (
    surroundings.storage,
    surroundings.redis,
    surroundings.replica,
    surroundings.time_sources,
)


def findings() -> list[CheckMessage]:
    """Everything that is wrong now, errors and warnings; nothing in the demo, which is unsafe by design."""
    if settings.DEMO:
        return []
    found = [message for check in CONFIGURATION for message in check()]
    away = list(database.reachable())
    asked = (database.engine,) if away else DATABASE
    # Whether an SQLite file opens is beside the point: engine refuses it anyway.
    return [*found, *away, *(message for check in (*asked, *AROUND) for message in check())]


@register(Tags.security, deploy=True)
def deployment(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """For `manage.py check --deploy`."""
    del app_configs, kwargs
    return findings()
