"""Django registration of the ledger."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Streams, events, parts, wraps, receipts: the one door for acts."""

    name = "hub.ledger"
    label = "ledger"
