"""Everything that writes exchanges."""

from exchanges.actions.acts import accept_exchange
from exchanges.actions.reminders import remind

__all__ = ["accept_exchange", "remind"]
