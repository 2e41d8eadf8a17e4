"""Keeping country chains still while an event is checked against them."""

from uuid import UUID

from focal_points.models import Country, FocalPoint
from hub.base.lines import Statement
from hub.base.rows import statement
from hub.ledger.models import Party

SHARED = (
    f'SELECT 1 FROM "{Country._meta.db_table}" WHERE code IN (SELECT f.country_id'  # noqa: S608, SLF001 - own names
    f' FROM "{FocalPoint._meta.db_table}" f JOIN "{Party._meta.db_table}" p ON p.focal_point_id = f.id'  # noqa: SLF001
    " WHERE p.stream_id = %s) ORDER BY code FOR SHARE"
)


def holding(stream: UUID) -> Statement:
    """Lets no statement of the stream's countries in until the transaction ends; other events pass.

    For PostgreSQL: Django has no FOR SHARE, and FOR UPDATE would line up all acts of a country. SQLite has
    one writer anyway.
    """
    return statement(SHARED, stream)
