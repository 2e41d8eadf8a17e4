"""Kinds of records in plain words."""

from django.utils.translation import gettext_lazy as _

from hub.audit.models import Kind
from hub.base.results import Text

WORDS: dict[str, Text] = {
    Kind.SIGNED_IN: _("Signed in"),
    Kind.SIGN_IN_FAILED: _("Tried to sign in"),
    Kind.SIGNED_OUT: _("Signed out"),
    Kind.SECOND_FACTOR_GIVEN: _("Gave the second factor"),
    Kind.SECOND_FACTOR_FAILED: _("Gave a wrong second factor"),
    Kind.FACTOR_ADDED: _("Added a second factor"),
    Kind.FACTOR_CHANGED: _("Renamed a second factor"),
    Kind.FACTOR_REMOVED: _("Removed a second factor"),
    Kind.FACTORS_RESET: _("Reset an officer's second factors"),
    Kind.BACKUP_CODES_MADE: _("Made backup codes"),
    Kind.BACKUP_CODE_USED: _("Used a backup code"),
    Kind.SESSION_ENDED: _("Ended a session"),
    Kind.TOKEN_MADE: _("Made a token for a program"),
    Kind.TOKEN_ENDED: _("Ended a token"),
    Kind.STATEMENT_ADDED: _("Signed a statement about keys and seats"),
    Kind.STATEMENT_PROPOSED: _("Proposed a statement about keys and seats for a second signature"),
    Kind.STATEMENT_DROPPED: _("Declined or withdrew a proposed statement about keys and seats"),
    Kind.INVITED: _("Invited an officer"),
    Kind.JOINED: _("Answered an invitation"),
    Kind.KEYSTORE_READ: _("Fetched the own locked keys"),
    Kind.KEYSTORE_SAVED: _("Saved the own locked keys"),
    Kind.DIRECTORY_CHANGED: _("Changed the directory"),
    Kind.EVENT_ACCEPTED: _("Sent or recorded a step"),
    Kind.PART_READ: _("Opened a letter or file"),
    Kind.BUNDLE_READ: _("Exported a case with its proofs"),
    Kind.RETRIEVED: _("Confirmed that something was opened"),
    Kind.ERASED: _("Erased the own copy of a case"),
    Kind.RETENTION_CHANGED: _("Changed how long cases are kept"),
    Kind.WEBHOOK_SECRET_MADE: _("Made a secret for a webhook"),
    Kind.WEBHOOK_CHANGED: _("Changed a webhook"),
    Kind.WEBHOOK_ENDED: _("Removed a webhook"),
    Kind.LIBRARY_ACTED: _("Worked in the library"),
    Kind.CONFERENCE_ACTED: _("Worked on a conference"),
    Kind.NETWORK_CHANGED: _("Changed a network"),
    Kind.AUDIT_READ: _("Looked at this record"),
}


def word(kind: str) -> Text:
    """The words of a kind; the kind itself if it has none yet."""
    return WORDS.get(kind, kind)
