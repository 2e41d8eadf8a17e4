"""Make, change and end endpoints and their secrets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import FocalPoint
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Conflict, require
from hub.webhooks import addresses, kinds, signing, vault
from hub.webhooks.models import Delivery, Endpoint, Secret, State
from hub.webhooks.rules import may_keep

MOST = 10
OVERLAP = timedelta(days=1)


@dataclass(frozen=True)
class Made:
    """A new secret, in the only answer that shows it."""

    endpoint: Endpoint
    secret: str


@transaction.atomic
def make_endpoint(by: Acting, *, address: str, label: str, chosen: Iterable[str], now: datetime) -> Made:
    """A new endpoint with its first secret. Raises Forbidden, Invalid, Conflict (ten at most)."""
    require(may_keep(by))
    addresses.read(address)
    FocalPoint.objects.select_for_update().get(pk=by.focal_point.pk)
    if Endpoint.objects.filter(focal_point=by.focal_point).count() >= MOST:
        raise Conflict("too_many", _("An authority has at most ten webhooks. End one that is not used."))
    row = Endpoint.objects.create(
        focal_point=by.focal_point, address=address, label=label, kinds=kinds.checked(chosen), created=now
    )
    return _with_secret(by, row, now)


@transaction.atomic
def new_secret(by: Acting, endpoint: Endpoint, now: datetime) -> Made:
    """A further secret; the ones before it still sign for a day, so that a receiver can change over."""
    require(may_keep(by))
    endpoint.secrets.filter(expires__lte=now).delete()
    endpoint.secrets.filter(expires__isnull=True).update(expires=now + OVERLAP)
    return _with_secret(by, endpoint, now)


@transaction.atomic
def change_endpoint(
    by: Acting,
    endpoint: Endpoint,
    *,
    label: str | None = None,
    chosen: Iterable[str] | None = None,
    active: bool | None = None,
    now: datetime,
) -> Endpoint:
    """Change what is given. Made active again, it gets what waited, and three days begin anew."""
    require(may_keep(by))
    if label is not None:
        endpoint.label = label
    if chosen is not None:
        endpoint.kinds = kinds.checked(chosen)
    if active is False and endpoint.disabled is None:
        endpoint.disabled, endpoint.why = now, "by_hand"
    if active and endpoint.disabled is not None:
        endpoint.disabled, endpoint.why = None, ""
        waiting = endpoint.deliveries.filter(state=State.WAITING)
        waiting.update(due=now, claimed=None, first_try=None)
    endpoint.save()
    _note(by, Kind.WEBHOOK_CHANGED, endpoint)
    return endpoint


@transaction.atomic
def end_endpoint(by: Acting, endpoint: Endpoint) -> None:
    """Remove it with its secrets, queue and log."""
    require(may_keep(by))
    _note(by, Kind.WEBHOOK_ENDED, endpoint)
    endpoint.delete()


def try_out(by: Acting, endpoint: Endpoint, now: datetime) -> Delivery:
    """Put a delivery of the kind `webhook.test` into the queue, whatever kinds were chosen."""
    require(may_keep(by))
    return Delivery.objects.create(
        endpoint=endpoint, kind=kinds.TEST, target=str(endpoint.pk), at=now, due=now
    )


def _with_secret(by: Acting, endpoint: Endpoint, now: datetime) -> Made:
    secret = signing.new_secret()
    Secret.objects.create(endpoint=endpoint, sealed=vault.seal(secret, endpoint.pk), created=now)
    _note(by, Kind.WEBHOOK_SECRET_MADE, endpoint)
    return Made(endpoint, signing.shown(secret))


def _note(by: Acting, kind: Kind, endpoint: Endpoint) -> None:
    record(kind, who=by.officer.pk, country=by.country, what=endpoint.pk)
