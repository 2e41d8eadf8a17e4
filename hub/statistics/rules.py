"""Who may see which figures."""

from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import PostType
from hub.base.results import ALLOWED, Answer, Denied

AUTHORITIES = frozenset({PostType.CENTRAL_AUTHORITY})
OUTSIDE = frozenset({PostType.SECRETARIAT})


def may_see_national(by: Acting) -> Answer:
    """The central authority sees its country's figures in full.

    To other posts even a count can tell that a request exists (UNTOC 18(20)).
    """
    if by.focal_point.type in AUTHORITIES:
        return ALLOWED
    reason = _("The country's figures are with its central authority. Ask there for the export you need.")
    return Denied(reason, source="UNTOC 18(13), 18(20)", code="national_figures")


def sees_releases_only(by: Acting) -> bool:
    """Whether only frozen yearly releases are shown: the Secretariat is no party to any request."""
    return by.focal_point.type in OUTSIDE
