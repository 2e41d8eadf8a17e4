"""Everything that writes the register."""

from register.actions.acts import accept_paper

__all__ = ["accept_paper"]
