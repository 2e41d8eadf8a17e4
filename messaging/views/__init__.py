"""Pages of conversations, by topic."""

from messaging.views.search import search_page

__all__ = ["search_page"]
