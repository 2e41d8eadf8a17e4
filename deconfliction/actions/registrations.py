"""Registering an identifier's token, comparing it with the other post's, and withdrawing it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from deconfliction.models import BlindPair, Hit, Registration
from deconfliction.rules import may_register, may_withdraw
from deconfliction.states import HIT, REGISTER
from focal_points.acting import Acting
from focal_points.queries import officers_of
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Invalid, Unseen, require
from hub.ledger.actions import Accepted, accept_event
from hub.ledger.incoming import Incoming
from hub.ledger.models import Stream
from hub.notifications.actions import tell
from hub.tenancy.context import system

Facts = Mapping[str, Any]


@transaction.atomic
def change_registration(incoming: Incoming, facts: Facts, by: Acting, now: datetime) -> Accepted:
    """Accept a registration or its withdrawal. The answer is the same whether there was a hit or not."""
    step = _register if incoming.kind == REGISTER else _withdraw
    accepted = step(incoming, facts, by, now)
    if not accepted.repeated:
        record(Kind.EVENT_ACCEPTED, who=by.officer.pk, country=by.country, what=accepted.event.pk)
    return accepted


def _register(incoming: Incoming, facts: Facts, by: Acting, now: datetime) -> Accepted:
    seen = BlindPair.objects.visible_to(by.officer, by.only).filter(pk=facts["pair"])
    if not seen.exists():
        raise Unseen
    # One registration of a pair at a time: of two equal ones at once, the later must see the earlier.
    pair = BlindPair.objects.select_for_update().get(pk=facts["pair"])
    require(may_register(by, pair, facts["token"], facts["until"], now))
    if incoming.manifest.seq != 0:
        raise Invalid("wrong_stream", _("A registration begins a stream whose id is its own."))
    accepted = _accept(incoming, by, now)
    if not accepted.repeated:
        made = _keep(facts, accepted, by)
        # Tokens of both posts are compared: no officer of either may.
        with system():
            _compare(made, now)
    return accepted


def _keep(facts: Facts, accepted: Accepted, by: Acting) -> Registration:
    event, key = accepted.event, facts["registration"]
    words = {"pair_id": facts["pair"], "token": facts["token"], "until": facts["until"]}
    kept = Registration(pk=key, stream_id=key, focal_point=by.focal_point, event=event.pk,
                        created=event.accepted_at, **words)  # fmt: skip
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError as error:
        raise Unseen from error
    return kept


def _compare(made: Registration, now: datetime) -> None:
    """A hit with every live registration of the other post that has the same token."""
    alike = Registration.objects.filter(pair=made.pair_id, token=made.token).live(now.date())
    for other in alike.exclude(focal_point=made.focal_point_id):
        hit = Hit.objects.create(pk=uuid4(), pair_id=made.pair_id, earlier=other, later=made, at=now)
        for post in (other.focal_point_id, made.focal_point_id):
            tell(officers_of(post), HIT, hit.pk)


def _withdraw(incoming: Incoming, facts: Facts, by: Acting, now: datetime) -> Accepted:
    mine = Registration.objects.visible_to(by.officer, by.only).filter(focal_point=by.focal_point)
    if not mine.filter(pk=facts["registration"]).exists():
        raise Unseen
    found = Registration.objects.select_for_update().get(pk=facts["registration"])
    require(may_withdraw(by, found))
    accepted = _accept(incoming, by, now)
    if not accepted.repeated:
        found.withdrawn = now
        found.save(update_fields=["withdrawn"])
    return accepted


def _accept(incoming: Incoming, by: Acting, now: datetime) -> Accepted:
    """Sealed to the own post alone: what was registered is its own."""
    if [one.focal_point for one in incoming.manifest.recipients] != [str(by.focal_point.pk)]:
        text = _("A registration is sealed to your own focal point only.")
        raise Invalid("bad_manifest", text, reason="recipients")
    kind = Stream.Kind.REGISTER
    return accept_event(incoming, by=by, stream_kind=kind, parties=[by.focal_point], now=now)
