"""Writes of the index, always inside the transaction of the act that changed the item."""

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from hub.library.models import LibraryItem, SearchRow, SearchStamp
from hub.library.models.search import Side
from hub.library.oai.actions import note
from hub.library.search import engine
from hub.library.search.document import Document
from hub.library.search.items import documents_of
from hub.library.search.terms import of_row, of_text
from hub.publishing.actions import changed

FEWEST_LETTERS = 4
KEPT_STAMPS = 1000


def put(documents: Sequence[Document]) -> None:
    """Put documents in, each in place of the row its item had on that side; the last one is the newest."""
    if not documents:
        return
    with transaction.atomic():
        engine.lock()
        gone = take_out((one.item, one.side) for one in documents)
        top = _top()
        rows = [one.row(top + n) for n, one in enumerate(documents, 1)]
        SearchRow.objects.bulk_create(rows, batch_size=500)
        engine.put([(row.place, _terms(row)) for row in rows])
        engine.know({(token, word) for row in rows for word in _known(row) for token in row.tokens.split()})
        _stamp(top + len(rows), gone)


def index(item_id: UUID) -> None:
    """Bring the index up to date with an item; called in the transaction of every act that changes one."""
    with transaction.atomic():
        engine.lock()
        item = LibraryItem.objects.select_related("current").get(pk=item_id)
        found = documents_of(item)
        sides = {one.side for one in found}
        for side in Side:
            if side not in sides:
                remove(item_id, side)
        put([one for one in found if _differs(one)])
        note(item)


def reindex() -> int:
    """Make the whole index anew, oldest first; answers how many items it read."""
    with transaction.atomic():
        empty()
        items = LibraryItem.objects.order_by("listed_at", "number").values_list("pk", flat=True)
        for item in items:
            index(item)
    return len(items)


def end_embargoes(now: datetime) -> int:
    """Move items whose embargo ended to where new ones stand; answers how many. Readers saw them already."""
    with transaction.atomic():
        engine.lock()
        ended = SearchRow.objects.filter(embargo__lte=now.date()).order_by("embargo", "number")
        items = list(ended.values_list("item", flat=True))
        for item in items:
            index(item)
        if items:
            changed()
    return len(items)


def remove(item: UUID, side: str) -> None:
    """Take one side of an item out; nothing happens if it is not there."""
    with transaction.atomic():
        engine.lock()
        gone = take_out([(item, side)])
        if gone:
            _stamp(_top(), gone)


def take_out(sides: Iterable[tuple[UUID, str]]) -> list[int]:
    """Delete rows with their terms; answers their places. Words stay until the index is made anew."""
    wanted = set(sides)
    rows = SearchRow.objects.filter(item__in={item for item, _side in wanted})
    there = rows.values_list("place", "item", "side")
    places = [place for place, item, side in there if (item, side) in wanted]
    engine.drop(places)
    SearchRow.objects.filter(place__in=places).delete()
    return places


def empty() -> None:
    """Throw the whole index away; every process notices, since no mark of it is left."""
    with transaction.atomic():
        engine.lock()
        engine.clear()
        SearchRow.objects.all().delete()
        SearchStamp.objects.all().delete()


def _differs(one: Document) -> bool:
    """Whether the index does not hold exactly this already: what did not change keeps its place."""
    fresh = one.row(0)
    held = SearchRow.objects.filter(item=one.item, side=one.side).first()
    names = [field.attname for field in SearchRow._meta.concrete_fields if field.attname != "place"]  # noqa: SLF001
    return held is None or any(getattr(held, name) != getattr(fresh, name) for name in names)


def _top() -> int:
    last = SearchStamp.objects.order_by("-number").first()
    return last.place if last else 0


def _stamp(place: int, gone: Sequence[int]) -> None:
    emptied = " ".join(map(str, gone))
    made = SearchStamp.objects.create(place=place, gone=emptied, mark=secrets.token_hex(8))
    SearchStamp.objects.filter(number__lte=made.number - KEPT_STAMPS).delete()


def _terms(row: SearchRow) -> str:
    return of_row(row.title_line, row.line, row.tokens.split())


def _known(row: SearchRow) -> set[str]:
    """The words that a misspelt query may be led to: no numbers, nothing short."""
    every = of_text(row.title_line + row.line)
    return {word for word in every if len(word) >= FEWEST_LETTERS and not word.isdecimal()}
