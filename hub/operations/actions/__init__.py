"""What operators do to a whole hub."""

from hub.operations.actions.copying import make_backup, restore_backup

__all__ = ["make_backup", "restore_backup"]
