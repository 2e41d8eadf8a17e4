"""Everything that writes in the library."""

from hub.library.actions.counting import count_use
from hub.library.actions.drafting import begin, drop_text, edit, write_text
from hub.library.actions.files import add_file, drop_file
from hub.library.actions.moving import act
from hub.library.actions.replicating import clear_replication, replicate
from hub.library.actions.talking import comment, follow, unfollow, withdraw_comment
from hub.library.actions.tying import link_item, unlink_item

__all__ = [
    "act",
    "add_file",
    "begin",
    "clear_replication",
    "comment",
    "count_use",
    "drop_file",
    "drop_text",
    "edit",
    "follow",
    "link_item",
    "replicate",
    "unfollow",
    "unlink_item",
    "withdraw_comment",
    "write_text",
]
