"""Audiences and links: who holds which token, and what a tie shows to whom."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.publishing import links
from hub.publishing.actions import link, unlink
from hub.publishing.audience import Audience, tokens_for
from hub.publishing.links import Shown, back_links, register
from tests.cast import Cast
from tests.publishing.alliance import Alliance

TODAY = date(2026, 3, 1)


def opens(audience: Audience, owner: str, reader: Acting | None) -> bool:
    """Whether a reader holds a token of the thing."""
    return bool(audience.tokens(owner) & tokens_for(reader, TODAY))


def readers(cast: Cast, alliance: Alliance) -> dict[str, Acting | None]:
    """Everybody who may come."""
    sides = {side.code: side.officer.acting for side in cast.sides}
    return {**sides, "organisation": alliance.acting, "anonymous": None}


@pytest.mark.parametrize(
    ("audience", "expected"),
    [
        (Audience("public"), ["PK", "NP", "EG", "XH", "organisation", "anonymous"]),
        (Audience("network", ("glo-act",)), ["PK", "EG"]),
        (Audience("network", ("actip",)), ["EG", "organisation"]),
        (Audience("countries", ("NP",)), ["NP", "EG"]),
        (Audience("types", ("secretariat",)), ["XH", "EG"]),
        (Audience("types", ("organisation",)), ["organisation", "EG"]),
        (Audience("owner"), ["EG"]),
        (Audience("owner", ("NP",)), ["EG"]),
        (Audience("network"), ["EG"]),
    ],
    ids=str,
)
def test_who_may_read_what_egypt_owns(
    cast: Cast, alliance: Alliance, audience: Audience, expected: list[str]
) -> None:
    found = {name for name, one in readers(cast, alliance).items() if opens(audience, "EG", one)}
    assert found == set(expected)


def test_a_kind_that_nobody_knows_opens_nothing() -> None:
    with pytest.raises(ValueError, match="everyone"):
        Audience("everyone").tokens("EG")


def test_a_name_cannot_pass_for_another_kind_of_token(cast: Cast, alliance: Alliance) -> None:
    sly = Audience("countries", ("public", "net:glo-act", "type:central_authority"))
    found = {name for name, one in readers(cast, alliance).items() if opens(sly, "EG", one)}
    assert found == {"EG"}


def test_an_officer_reads_as_the_post_of_the_moment(cast: Cast) -> None:
    """A token made for one post never reads with the type of another one of the same officer."""
    acting = cast.sender.officer.acting
    other = FocalPoint(pk=uuid4(), country_id="PK", type="tip", name="Other")
    assert "type:tip" in tokens_for(replace(acting, focal_point=other), TODAY)
    assert "type:tip" not in tokens_for(acting, TODAY)


@pytest.fixture
def _seen() -> Iterator[None]:
    """Things of a kind that only signed-in readers see."""
    register("test.open", lambda ids, _reader: {pk: Shown("open", f"/{pk}") for pk in ids})
    register("test.shut", _shut)
    yield
    for kind in ("test.open", "test.shut"):
        links._resolvers.pop(kind)  # noqa: SLF001


def _shut(ids: Collection[UUID], reader: Acting | None) -> dict[UUID, Shown]:
    return {pk: Shown("shut", f"/{pk}") for pk in ids} if reader else {}


@pytest.mark.usefixtures("_seen")
def test_a_tie_is_seen_from_both_ends_by_who_sees_the_other(cast: Cast) -> None:
    item, secret, lost = ("test.open", uuid4()), ("test.shut", uuid4()), ("test.unknown", uuid4())
    by = cast.sender.officer.acting
    for end in (secret, lost):
        link(by, end, "used_in", item)
        link(by, end, "used_in", item)
    assert [tie.id for tie in back_links(*item, by)] == [secret[1]]
    assert back_links(*item, None) == []
    assert [tie.id for tie in links.links(*secret, None)] == [item[1]]
    unlink(secret, "used_in", item)
    assert back_links(*item, by) == []
