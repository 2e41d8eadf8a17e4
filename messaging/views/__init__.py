"""Pages of conversations, by topic."""

from messaging.views.admitting import admit_page
from messaging.views.detail import thread_page
from messaging.views.filling import new_page
from messaging.views.lists import list_page
from messaging.views.search import search_page

__all__ = ["admit_page", "list_page", "new_page", "search_page", "thread_page"]
