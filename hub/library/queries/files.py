"""Files that a reader may download."""

from uuid import UUID

from focal_points.acting import Acting
from hub.base.errors import Unseen
from hub.library.models import ItemFile
from hub.library.queries.detail import may_read, visible_to


def file_of(reader: Acting | None, item: UUID, pk: UUID) -> ItemFile:
    """A file of an item by its id. Raises Unseen if it is another one's, or nothing the reader may read."""
    row = file_for(reader, pk)
    if row.rendition.version.item_id != item:
        raise Unseen
    return row


def file_for(reader: Acting | None, pk: UUID, number: int | None = None) -> ItemFile:
    """A file of a version that the reader may read (of the item with that number). Raises Unseen."""
    row = ItemFile.objects.select_related("rendition__version").filter(pk=pk).first()
    if row is None:
        raise Unseen
    version = row.rendition.version
    item = visible_to(reader).filter(pk=version.item_id).first()
    if item is None or number not in (None, item.number) or not may_read(version, item, reader):
        raise Unseen
    return row
