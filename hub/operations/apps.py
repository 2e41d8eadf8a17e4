"""Django registration of operations."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Backup, integrity, health, figures for operators."""

    name = "hub.operations"
    label = "operations"

    def ready(self) -> None:
        """Be told when jobs end their passes."""
        from hub.base.management import loop
        from hub.operations.actions.jobs import note_run

        if note_run not in loop.LISTENERS:
            loop.LISTENERS.append(note_run)
