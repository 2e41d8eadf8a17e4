"""What the hub knows of conversations: who is on them, how far they read, who is there."""

from messaging.models.presence import Presence
from messaging.models.thread import (
    Member,
    Thread,
    ThreadGroupObjectPermission,
    ThreadLink,
    ThreadUserObjectPermission,
)

__all__ = [
    "Member",
    "Presence",
    "Thread",
    "ThreadGroupObjectPermission",
    "ThreadLink",
    "ThreadUserObjectPermission",
]
