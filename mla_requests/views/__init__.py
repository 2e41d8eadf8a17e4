"""Pages of requests."""

from mla_requests.views.acts import act_page
from mla_requests.views.board import board_page, end_view, save_view
from mla_requests.views.detail import request_page
from mla_requests.views.forms import edit_page, letter_page, new_page
from mla_requests.views.lists import list_page, waiting
from mla_requests.views.track import following, track_page, tracked_page

__all__ = [
    "act_page",
    "board_page",
    "edit_page",
    "end_view",
    "following",
    "letter_page",
    "list_page",
    "new_page",
    "request_page",
    "save_view",
    "track_page",
    "tracked_page",
    "waiting",
]
