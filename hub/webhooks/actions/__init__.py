"""Writes of webhooks: keep endpoints, put deliveries into the queue, work it off."""

from hub.webhooks.actions.announcing import announce
from hub.webhooks.actions.delivering import deliver, forget_old
from hub.webhooks.actions.keeping import (
    Made,
    change_endpoint,
    end_endpoint,
    make_endpoint,
    new_secret,
    try_out,
)

__all__ = [
    "Made",
    "announce",
    "change_endpoint",
    "deliver",
    "end_endpoint",
    "forget_old",
    "make_endpoint",
    "new_secret",
    "try_out",
]
