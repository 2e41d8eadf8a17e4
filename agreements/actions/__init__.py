"""Everything that writes agreements."""

from agreements.actions.acts import accept_pair

__all__ = ["accept_pair"]
