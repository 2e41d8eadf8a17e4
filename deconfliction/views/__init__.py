"""Pages of blind deconfliction."""

from deconfliction.views.detail import hit_page, pair_page, registration_page
from deconfliction.views.filling import new_page, new_pair_page
from deconfliction.views.lists import list_page

__all__ = ["hit_page", "list_page", "new_page", "new_pair_page", "pair_page", "registration_page"]
