"""Django registration of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Streams, events, parts, wraps, receipts: the one door for acts."""

    name = "hub.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Register the checks of this room."""
        from hub.ledger import checks  # noqa: F401 - registers itself
