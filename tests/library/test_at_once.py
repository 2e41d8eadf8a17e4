"""Many at once: one decision wins, no draft is lost, no number is given twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from hub.library import actions
from hub.library.models import Comment, Decision, LibraryItem, Usage
from tests.cast import Cast
from tests.ledger.test_concurrency import AT_ONCE
from tests.library.shelf import Shelf, told_to
from tests.machine_threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def acting(shelf: Shelf, code: str, by: Any, **given: Any) -> Callable[[], Any]:
    """A call that does one act, by somebody read before the start."""
    who, now = by.acting, shelf.now
    return lambda: actions.act(shelf.id, who, {"act": code, **given}, now)


def test_of_two_clearances_one_counts(cast: Cast) -> None:
    shelf = Shelf(cast, told_to("NP"))
    shelf.act("submit")
    found = at_once([acting(shelf, "clear", cast.sender.approver)] * AT_ONCE)
    assert found == {"done": 1, "wrong_state": AT_ONCE - 1}
    assert Decision.objects.filter(item=shelf.id, act="clear").count() == 1


def test_clearing_and_returning_at_once_ends_in_one_state(cast: Cast) -> None:
    shelf = Shelf(cast, told_to("NP"))
    shelf.act("submit")
    by = cast.sender.approver
    calls = [acting(shelf, "clear", by), acting(shelf, "return", by, reason="Wait.", hash=shelf.newest.hash)]
    found = at_once(calls * 3)
    # A return is possible before and after the clearance, a clearance only before a return.
    assert shelf.newest.state == "draft"
    assert Decision.objects.filter(item=shelf.id, act="return").count() == 1
    assert found["done"] in (1, 2)


def test_of_many_publications_one_counts(cast: Cast) -> None:
    shelf = Shelf(cast, told_to("NP")).cleared()
    found = at_once([acting(shelf, "publish", cast.sender.officer)] * AT_ONCE)
    assert found == {"done": 1, "wrong_state": AT_ONCE - 1}
    assert sorted(row.token for row in shelf.row.audience_rows.all()) == ["cc:NP", "cc:PK"]


def test_of_many_savings_of_one_revision_one_counts(cast: Cast) -> None:
    shelf = Shelf(cast)
    by, now, seen = cast.sender.officer.acting, shelf.now, shelf.newest.revision

    def saving(n: int) -> Callable[[], Any]:
        text = {"title": f"Title {n}", "revision": seen}
        return lambda: actions.write_text(shelf.id, by, "en", text, now)

    found = at_once([saving(n) for n in range(AT_ONCE)])
    assert found == {"done": 1, "changed_meanwhile": AT_ONCE - 1}


def test_numbers_are_given_once(cast: Cast) -> None:
    by, now = cast.sender.officer.acting, Shelf(cast).now
    found = at_once([lambda: actions.begin(by, {"type": "law"}, now)] * AT_ONCE)
    assert found == Counter(done=AT_ONCE)
    numbers = list(LibraryItem.objects.values_list("number", flat=True))
    assert sorted(numbers) == list(range(min(numbers), min(numbers) + AT_ONCE + 1))


def test_only_one_new_version_is_begun(cast: Cast) -> None:
    shelf = Shelf(cast, told_to("NP")).published()
    found = at_once([acting(shelf, "revise", cast.sender.officer)] * AT_ONCE)
    assert found == {"done": 1, "wrong_state": AT_ONCE - 1}
    assert shelf.row.versions.count() == 2


def test_counts_and_comments_are_all_there(cast: Cast) -> None:
    shelf = Shelf(cast).published()
    item, by, now = shelf.row, cast.recipient.officer.acting, shelf.now
    counting: Callable[[], Any] = lambda: actions.count_use(item, by, now)  # noqa: E731
    saying: Callable[[], Any] = lambda: actions.comment(item.pk, by, {"text": "So"}, now)  # noqa: E731
    assert at_once([counting, saying] * 4) == {"done": 8}
    assert Usage.objects.get(item=item).count == 4
    assert Comment.objects.filter(item=item).count() == 4
