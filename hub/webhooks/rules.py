"""Who keeps a post's webhooks: its own administrators."""

from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Role
from hub.base.results import ALLOWED, Answer, Denied


def may_keep(by: Acting) -> Answer:
    """See, make, change and end the webhooks of the acting post."""
    if Role.ADMIN in by.roles:
        return ALLOWED
    return Denied(
        _(
            "Only an administrator of this authority decides which systems are told of its acts. "
            "The list of officers names the administrators."
        ),
        code="not_administrator",
    )
