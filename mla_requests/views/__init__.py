"""Pages of requests."""

from mla_requests.views.detail import request_page
from mla_requests.views.forms import act_page, edit_page, new_page
from mla_requests.views.lists import list_page, waiting

__all__ = ["act_page", "edit_page", "list_page", "new_page", "request_page", "waiting"]
