"""Wanted dates at both posts' clocks."""

from __future__ import annotations

from datetime import date

import pytest

from focal_points.models import DirectoryEntry
from mla_requests.views.clocks import day_end
from tests.cast import Cast, Side

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 29)


def live_in(side: Side, zone: str) -> None:
    """The post's directory entry names a time zone."""
    DirectoryEntry.objects.update_or_create(focal_point=side.post.row, defaults={"time_zone": zone})


@pytest.mark.parametrize(
    ("asked", "asking", "at"),
    [
        ("Asia/Kathmandu", "Asia/Karachi", "2026-11-29T23:15:00"),
        ("Africa/Casablanca", "Asia/Dhaka", "2026-11-30T05:00:00"),
    ],
)
def test_the_day_of_the_one_ends_at_another_hour_of_the_other(
    cast: Cast, asked: str, asking: str, at: str
) -> None:
    live_in(cast.recipient, asked)
    live_in(cast.sender, asking)
    found = day_end(DAY, cast.recipient.post.row, cast.sender.post.row)
    assert found is not None
    assert (found.at.isoformat(), found.there, found.here) == (at, "Nepal", "Pakistan")


@pytest.mark.parametrize("zone", ["", "Asia/Kathmandu", "Mars/Base"])
def test_nothing_is_said_where_it_would_mean_nothing(cast: Cast, zone: str) -> None:
    live_in(cast.recipient, "Asia/Kathmandu")
    live_in(cast.sender, zone)
    assert day_end(DAY, cast.recipient.post.row, cast.sender.post.row) is None
    assert day_end(None, cast.recipient.post.row, cast.sender.post.row) is None
