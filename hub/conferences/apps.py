"""Django registration of conferences."""

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """Conferences, what they recommend, and what became of it."""

    name = "hub.conferences"
    label = "conferences"

    def ready(self) -> None:
        """Tell the table of links how conferences and recommendations are shown."""
        from hub.conferences import linking

        linking.register_kinds()
