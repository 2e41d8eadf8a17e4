"""What a handling code allows others to do with an item (H0 to H3, UNTOC 18(5) and 18(19)). Pure.

The hub asks it before older acts are opened to a newcomer; clients and browsers also before anything is
passed on, used as a lead or as evidence, because only they see that.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from hub.forms.exchanges import forbidden
from hub.threads.standing import Ask

SHARE = "share"


@dataclass(frozen=True)
class Item:
    """An act as far as its handling matters.

    `codes` are those of a message and of all its corrections, for each of them: an owner may tighten, and the
    strictest counts. With a message its corrections are withdrawn. `holders` are the posts that have its key.
    """

    event: str
    kind: str
    post: str
    codes: tuple[str, ...] = ("H0",)
    holders: frozenset[str] = frozenset()
    withdrawn: bool = False

    def binds(self, way: str) -> bool:
        """Whether others than its owner need consent for this way of use."""
        return any(way in forbidden(code, ()) for code in self.codes)


def consented(asks: Iterable[Ask], item: str, way: str, by: str, to: str | None) -> bool:
    """Whether the owner has agreed, in a signed act, that this item is used in this way.

    Consent to pass on is for the post it names, or for anybody; consent to use is for who asked.
    """
    given = (ask for ask in asks if ask.answer == "given" and item in ask.items and way in ask.ways)
    return any(ask.to in (None, to) if way == SHARE else ask.by == by for ask in given)


def needs_consent(item: Item, way: str, by: str, asks: Collection[Ask], to: str | None = None) -> bool:
    """Whether `by` may not do it yet: the code forbids it, the item is another's, nobody consented."""
    return item.binds(way) and item.post != by and not consented(asks, item.event, way, by, to)


def not_for(item: Item, by: str, receivers: Iterable[str], asks: Collection[Ask]) -> list[str]:
    """The receivers to whom `by` may not pass the item on; who has its key already receives nothing new."""
    new = sorted(set(receivers) - item.holders)
    return [post for post in new if item.withdrawn or needs_consent(item, SHARE, by, asks, post)]
