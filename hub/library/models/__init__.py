"""Tables of the library."""

from hub.library.models.harvest import HarvestRecord
from hub.library.models.item import Counter, ItemAudience, Items, ItemVersion, LibraryItem, VersionAuthor
from hub.library.models.search import SearchRow, SearchStamp
from hub.library.models.talk import Comment, Decision, Follow, Replication, Usage
from hub.library.models.text import ItemFile, Rendition

__all__ = [
    "Comment",
    "Counter",
    "Decision",
    "Follow",
    "HarvestRecord",
    "ItemAudience",
    "ItemFile",
    "ItemVersion",
    "Items",
    "LibraryItem",
    "Rendition",
    "Replication",
    "SearchRow",
    "SearchStamp",
    "Usage",
    "VersionAuthor",
]
