"""What rules must know beside the request: the channel between two States, colleagues, earlier requests."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from agreements.queries import in_force, most_channel, rules_of
from focal_points.acting import Acting
from focal_points.models import DirectoryEntry
from focal_points.queries import seats_at
from focal_points.working_week import calendars_of
from hub.clocks import due
from hub.forms.rulesets import RuleSet
from hub.procedure import APPROVER, OFFICER, Standing
from hub.procedure.clocks import find
from mla_requests.models import MlaRequest
from mla_requests.rules.question import Around


def around(
    kind: str, request: MlaRequest, acting: Acting, facts: Mapping[str, Any] | None, now: datetime
) -> Around:
    """Only what the act is asked about: most acts need nothing."""
    if facts is None or kind not in _READERS:
        return Around()
    return _READERS[kind](request, acting, facts, now)


def _of_sending(request: MlaRequest, acting: Acting, facts: Mapping[str, Any], now: datetime) -> Around:
    """What both States agreed on, and whether the request that this one supplements is between them."""
    del acting
    most = most_channel(request.requesting, request.requested, now)
    agreed = in_force(request.requesting.country_id, request.requested.country_id, now)
    earlier = facts["supplements"]
    sent = MlaRequest.objects.filter(transmission__isnull=False).exclude(pk=request.pk)
    same = sent.filter(requesting=request.requesting_id, requested=request.requested_id)
    return Around(
        channel=most.channel,
        agreement=agreed.pk if agreed else None,
        supplements=earlier is None or same.filter(pk=earlier).exists(),
    )


def _of_assigning(request: MlaRequest, acting: Acting, facts: Mapping[str, Any], now: datetime) -> Around:
    del request, facts, now
    seats = seats_at({acting.focal_point.pk})
    return Around(colleagues=frozenset(who for who, _post, role in seats if role in (OFFICER, APPROVER)))


def _of_oral(request: MlaRequest, acting: Acting, facts: Mapping[str, Any], now: datetime) -> Around:
    del acting, facts, now
    entries = DirectoryEntry.objects.filter(focal_point=request.requested_id)
    return Around(takes_oral=entries.values_list("accepts_oral", flat=True).first())


def _of_refusing(request: MlaRequest, acting: Acting, facts: Mapping[str, Any], now: datetime) -> Around:
    del acting, facts, now
    rules = _rules(request.standing())
    return Around(grounds=frozenset(ground.code for ground in rules.grounds))


def _of_extending(request: MlaRequest, acting: Acting, facts: Mapping[str, Any], now: datetime) -> Around:
    del acting, facts, now
    standing = request.standing()
    rule = _rules(standing).clock("decision", urgent=standing.urgent)
    clock = find(standing.clocks, "decision")
    if rule is None or clock is None:
        return Around()
    when = due(clock, rule, calendars_of([standing.requested])[standing.requested])
    return Around(decision_due=when.date() if when else None, extension=rule.extend)


def _rules(standing: Standing) -> RuleSet:
    """The rules frozen for a request when it was sent."""
    return rules_of(standing.agreement, standing.legal_basis)


_READERS = {
    "mla.transmit": _of_sending,
    "mla.assign": _of_assigning,
    "mla.oral": _of_oral,
    "mla.refuse": _of_refusing,
    "mla.extend": _of_extending,
}
