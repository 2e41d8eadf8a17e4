"""Pages of the roof."""

from hub.web.views.account import sign_in, sign_out, switch_post, unlock
from hub.web.views.errors import bad_request, denied, failed, no_csrf, not_found
from hub.web.views.home import help_page, home

__all__ = [
    "bad_request",
    "denied",
    "failed",
    "help_page",
    "home",
    "no_csrf",
    "not_found",
    "sign_in",
    "sign_out",
    "switch_post",
    "unlock",
]
