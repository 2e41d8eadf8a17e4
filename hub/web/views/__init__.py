"""Pages of the roof."""

from hub.web.views.account import sign_in, sign_out, switch_post, unlock
from hub.web.views.calendar import calendar_feed
from hub.web.views.errors import bad_request, denied, failed, no_csrf, not_found
from hub.web.views.home import help_page, home, seen
from hub.web.views.notices import notice_settings, notices_page, read_notices
from hub.web.views.pair import pair_page

__all__ = [
    "bad_request",
    "calendar_feed",
    "denied",
    "failed",
    "help_page",
    "home",
    "no_csrf",
    "not_found",
    "notice_settings",
    "notices_page",
    "pair_page",
    "read_notices",
    "seen",
    "sign_in",
    "sign_out",
    "switch_post",
    "unlock",
]
