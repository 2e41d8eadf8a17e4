"""Reads of networks: what an officer belongs to on a day, and who else does."""

from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from focal_points.models import Network, NetworkMember, Officer


def networks_of(officer: Officer, on: date, *, post: UUID | None = None) -> frozenset[str]:
    """Codes of the networks that an officer's country or organisation is a member of on a day.

    Observers and candidates are not members. With `post`, also the networks that this post looks after.
    """
    members = NetworkMember.objects.filter(current(on), country=officer.country_id)
    codes = set(members.filter(status=NetworkMember.Status.MEMBER).values_list("network_id", flat=True))
    if post is not None:
        codes |= set(Network.objects.filter(secretariat=post).values_list("code", flat=True))
    return frozenset(codes)


def current(on: date) -> Q:
    """Memberships that hold on a day."""
    return Q(since__lte=on) & (Q(until__isnull=True) | Q(until__gt=on))


def networks() -> QuerySet[Network]:
    """All networks with all their memberships, ended ones included, as `members`."""
    rows = NetworkMember.objects.select_related("country")
    return Network.objects.select_related("secretariat").prefetch_related(Prefetch("members", rows))
