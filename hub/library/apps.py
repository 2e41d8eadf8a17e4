"""Django registration of library."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """See ARCHITECTURE.md."""

    name = "hub.library"
    label = "library"

    def ready(self) -> None:
        """Tell the table of links how items are shown."""
        from hub.library import linking
        from hub.publishing.links import register

        register("library.item", linking.shown)
