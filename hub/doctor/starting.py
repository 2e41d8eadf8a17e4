"""The server's own look before it opens: it does not start where an error was found."""

import logging

from django.core.checks import ERROR as GRAVE
from django.core.checks import CheckMessage
from django.core.exceptions import ImproperlyConfigured

from hub.doctor.registry import findings

log = logging.getLogger(__name__)


def require_safe() -> None:
    """Log warnings; raise ImproperlyConfigured with a line per error."""
    found = findings()
    for message in found:
        if message.level < GRAVE:
            log.warning("%s", line(message))
    errors = [line(message) for message in found if message.level >= GRAVE]
    if errors:
        raise ImproperlyConfigured("The hub does not start:\n" + "\n".join(errors))


def line(message: CheckMessage) -> str:
    """One fault as people read it: number, what is wrong, what to do."""
    return f"{message.id}: {message.msg} {message.hint or ''}".rstrip()
