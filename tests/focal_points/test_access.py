"""Grants by guardian, read back by our own join: both must say the same."""

from uuid import uuid4

import pytest

from focal_points.access import grant, may
from hub.ledger.models import Stream, StreamGroupObjectPermission
from tests.cast import Cast, Side
from tests.focal_points.queries import queries_of


@pytest.fixture
def stream(cast: Cast) -> Stream:
    """A stream granted to the sender's and the recipient's posts."""
    made = Stream.objects.create(id=uuid4(), kind="request")
    posts = [cast.sender.post.row, cast.recipient.post.row]
    grant(posts, "open_stream", made, StreamGroupObjectPermission)
    return made


def sees(side: Side, stream: Stream) -> bool:
    return Stream.objects.visible_to(side.officer.officer).filter(pk=stream.pk).exists()


def test_guardian_and_our_join_agree(cast: Cast, stream: Stream) -> None:
    for side in cast.sides:
        assert sees(side, stream) == may(side.post.row, "open_stream", stream)
    assert [side.code for side in cast.sides if sees(side, stream)] == ["PK", "NP"]


def test_a_removed_officer_sees_nothing_more(cast: Cast, stream: Stream) -> None:
    leaver = cast.sender.leaver
    assert leaver is not None
    assert Stream.objects.visible_to(leaver.officer).filter(pk=stream.pk).exists()
    cast.sender.chancery.remove(leaver)
    assert not Stream.objects.visible_to(leaver.officer).exists()


def test_granting_twice_changes_nothing(cast: Cast, stream: Stream) -> None:
    grant([cast.sender.post.row], "open_stream", stream, StreamGroupObjectPermission)
    assert StreamGroupObjectPermission.objects.filter(content_object=stream).count() == 2


def test_the_list_is_one_query(cast: Cast, stream: Stream) -> None:
    officer = cast.sender.officer.officer
    assert queries_of(lambda: list(Stream.objects.visible_to(officer))) == 1
    assert stream in Stream.objects.visible_to(officer)
