"""Who may write in the register, and what about."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Country, PostType
from hub.base.results import ALLOWED, Answer, Denied

WRITERS = frozenset({"officer", "approver"})
SECRETARIAT = "XH"


def may_keep(by: Acting) -> Answer:
    """Officers and approvers of a central authority, which receives and makes requests (UNTOC 18(13))."""
    if by.focal_point.type != PostType.CENTRAL_AUTHORITY:
        reason = _("The register of paper requests is kept by the central authority of your country.")
        return Denied(reason, source="UNTOC 18(13)", code="not_central")
    if not by.roles & WRITERS:
        reason = _("Only officers and approvers write in the register. You can read it.")
        return Denied(reason, source="UNTOC 18(13)", code="role")
    return ALLOWED


def may_record(by: Acting, facts: Mapping[str, Any]) -> Answer:
    """An entry is about another State that exists."""
    kept = may_keep(by)
    if not kept:
        return kept
    partner = facts["partner"]
    if partner in (by.country, SECRETARIAT) or not Country.objects.states().filter(pk=partner).exists():
        return Denied(_("The other State is not one of those the hub knows."), code="partner")
    return ALLOWED
