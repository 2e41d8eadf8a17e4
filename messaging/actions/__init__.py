"""Everything that writes conversations."""

from messaging.actions.threads import accept_thread

__all__ = ["accept_thread"]
