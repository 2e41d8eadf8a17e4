"""Everything that writes deconfliction."""

from deconfliction.actions.door import accept_blind

__all__ = ["accept_blind"]
