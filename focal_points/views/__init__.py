"""Pages: directory, countries and keys, officers, joining, account."""

from focal_points.views.account import (
    account_page,
    change_password_page,
    end_calendar_page,
    end_sessions,
    end_token_page,
    make_calendar_page,
    make_token_page,
    preferences_page,
)
from focal_points.views.countries import countries_page, country_page
from focal_points.views.directory import confirm_page, directory_page, edit_entry_page, entry_page
from focal_points.views.networks import (
    end_member,
    networks_page,
    new_member,
    new_network,
    new_organisation,
)
from focal_points.views.officers import (
    founding_page,
    join_page,
    lost_keys_page,
    officers_page,
    recovery_page,
)

__all__ = [
    "account_page",
    "change_password_page",
    "confirm_page",
    "countries_page",
    "country_page",
    "directory_page",
    "edit_entry_page",
    "end_calendar_page",
    "end_member",
    "end_sessions",
    "end_token_page",
    "entry_page",
    "founding_page",
    "join_page",
    "lost_keys_page",
    "make_calendar_page",
    "make_token_page",
    "networks_page",
    "new_member",
    "new_network",
    "new_organisation",
    "officers_page",
    "preferences_page",
    "recovery_page",
]
