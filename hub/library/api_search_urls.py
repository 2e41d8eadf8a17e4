"""API addresses of the search."""

from django.urls import path

from hub.library.api_search import LibrarySearch, LibrarySuggestions

urlpatterns = [path("search/", LibrarySearch.as_view()), path("suggest/", LibrarySuggestions.as_view())]
