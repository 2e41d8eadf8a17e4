"""Everything that writes in the library."""

from hub.library.actions.counting import count_use
from hub.library.actions.drafting import create, drop_text, save, write_text
from hub.library.actions.files import add_file, drop_file
from hub.library.actions.moving import act
from hub.library.actions.replicating import clear_replication, replicate
from hub.library.actions.talking import comment, follow, unfollow, withdraw_comment
from hub.library.actions.tying import link_item, unlink_item

__all__ = [
    "act",
    "add_file",
    "clear_replication",
    "comment",
    "count_use",
    "create",
    "drop_file",
    "drop_text",
    "follow",
    "link_item",
    "replicate",
    "save",
    "unfollow",
    "unlink_item",
    "withdraw_comment",
    "write_text",
]
