"""Everything that writes to the ledger."""

from hub.ledger.actions.events import Accepted, accept_event, find_repeat
from hub.ledger.actions.receipts import deliver, record_retrieval
from hub.ledger.actions.uploads import begin_upload, expire_uploads, take_block

__all__ = [
    "Accepted",
    "accept_event",
    "begin_upload",
    "deliver",
    "expire_uploads",
    "find_repeat",
    "record_retrieval",
    "take_block",
]
