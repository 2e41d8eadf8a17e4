"""Django registration of library."""

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """See ARCHITECTURE.md."""

    name = "hub.library"
    label = "library"

    def ready(self) -> None:
        """Tell the table of links how items are shown, and other rooms how a draft is begun."""
        from hub.library import linking
        from hub.library.actions.drafting import begin_from
        from hub.publishing import links, shelving

        links.register("library.item", linking.shown, linking.found)
        shelving.register(begin_from)
