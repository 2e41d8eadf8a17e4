"""Everything that writes to the ledger."""

from hub.ledger.actions.erasing import accept_erasing
from hub.ledger.actions.events import Accepted, accept_event, find_repeat
from hub.ledger.actions.keeping import ended, hold_keeping, lift_hold, set_term, tell_ready
from hub.ledger.actions.receipts import deliver, record_retrieval
from hub.ledger.actions.shredding import erase_again
from hub.ledger.actions.uploads import begin_upload, expire_uploads, take_block

__all__ = [
    "Accepted",
    "accept_erasing",
    "accept_event",
    "begin_upload",
    "deliver",
    "ended",
    "erase_again",
    "expire_uploads",
    "find_repeat",
    "hold_keeping",
    "lift_hold",
    "record_retrieval",
    "set_term",
    "take_block",
    "tell_ready",
]
