"""Pages of agreements."""

from agreements.views.detail import agreement_page
from agreements.views.lists import list_page
from agreements.views.proposing import new_page

__all__ = ["agreement_page", "list_page", "new_page"]
