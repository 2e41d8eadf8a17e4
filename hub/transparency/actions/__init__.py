"""What changes the log: appending, and cosigning."""

from hub.transparency.actions.appending import append_all, append_some
from hub.transparency.actions.cosigning import keep_cosignature

__all__ = ["append_all", "append_some", "keep_cosignature"]
