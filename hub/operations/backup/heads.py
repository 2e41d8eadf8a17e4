"""What a database says it holds: the same plain queries on a copy and on the database itself."""

from collections.abc import Callable, Iterator
from typing import Any

from focal_points.models import Country
from hub.base.rows import table
from hub.encryption.canonical import Json
from hub.ledger.models import Event, Part, Stream, UploadBlock
from hub.library.models import ItemFile

Ask = Callable[[str], list[tuple[Any, ...]]]
CHAINS = f"SELECT code, head_seq, head_hash FROM {table(Country)} WHERE head_seq >= 0"  # noqa: S608 - own names
COUNT = "SELECT COUNT(*) FROM {}"
MIGRATIONS = "SELECT app, name FROM django_migrations"
# Blocks of uploads that nobody claimed may go while the copy is made; those of accepted acts never do.
BLOCKS = f"""SELECT b.file FROM {table(UploadBlock)} b JOIN {table(Part)} p ON p.upload_id = b.upload_id
ORDER BY b.file"""  # noqa: S608
LIBRARY = f"SELECT storage FROM {table(ItemFile)} ORDER BY storage"  # noqa: S608


def heads(ask: Ask) -> Json:
    """Heads of chains, counts, and the migrations applied."""
    return {
        "chains": {code: [seq, name] for code, seq, name in sorted(ask(CHAINS))},
        "streams": ask(COUNT.format(table(Stream)))[0][0],
        "events": ask(COUNT.format(table(Event)))[0][0],
        "migrations": sorted(f"{app}.{name}" for app, name in ask(MIGRATIONS)),
    }


def named_files(ask: Ask) -> Iterator[str]:
    """Names of stored files that must be there for what the database holds."""
    for text in (BLOCKS, LIBRARY):
        yield from (str(row[0]) for row in ask(text))
