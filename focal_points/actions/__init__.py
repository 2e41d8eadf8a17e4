"""The only writers of this app."""

from focal_points.actions.account import (
    change_password,
    end_one_session,
    end_other_sessions,
    end_session,
    renew_sockets,
    save_preferences,
)
from focal_points.actions.calendar import end_calendar_link, make_calendar_link
from focal_points.actions.directory import confirm_entry, update_entry
from focal_points.actions.factors import (
    accept_code,
    accept_passkey,
    add_app,
    add_passkey,
    demand_code,
    make_backup_codes,
    name_factor,
    remove_factor,
    reset_factors,
)
from focal_points.actions.founding import found_country
from focal_points.actions.invitations import answer_invitation, invite, open_invitation
from focal_points.actions.keystore import save_keystore
from focal_points.actions.leaving import end_access, end_all_access
from focal_points.actions.networks import (
    MadeAccount,
    add_network,
    add_organisation,
    admit,
    close_organisation,
    end_membership,
    look_after,
)
from focal_points.actions.reference import load_reference
from focal_points.actions.signing_in import check_password
from focal_points.actions.statements import Admitted, admit_statement
from focal_points.actions.tokens import MadeToken, end_token, make_token
from focal_points.actions.waiting import (
    cosign_statement,
    decline_statement,
    propose_statement,
    withdraw_statement,
)

__all__ = [
    "Admitted",
    "MadeAccount",
    "MadeToken",
    "accept_code",
    "accept_passkey",
    "add_app",
    "add_network",
    "add_organisation",
    "add_passkey",
    "admit",
    "admit_statement",
    "answer_invitation",
    "change_password",
    "check_password",
    "close_organisation",
    "confirm_entry",
    "cosign_statement",
    "decline_statement",
    "demand_code",
    "end_access",
    "end_all_access",
    "end_calendar_link",
    "end_membership",
    "end_one_session",
    "end_other_sessions",
    "end_session",
    "end_token",
    "found_country",
    "invite",
    "load_reference",
    "look_after",
    "make_backup_codes",
    "make_calendar_link",
    "make_token",
    "name_factor",
    "open_invitation",
    "propose_statement",
    "remove_factor",
    "renew_sockets",
    "reset_factors",
    "save_keystore",
    "save_preferences",
    "update_entry",
    "withdraw_statement",
]
