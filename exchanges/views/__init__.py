"""Pages of exchanges."""

from exchanges.views.detail import exchange_page
from exchanges.views.filling import act_page, new_page
from exchanges.views.lists import list_page

__all__ = ["act_page", "exchange_page", "list_page", "new_page"]
