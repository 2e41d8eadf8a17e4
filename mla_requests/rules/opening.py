"""Who may begin a request, and to whom (UNTOC article 18(13))."""

from django.utils.translation import gettext as _

from focal_points.acting import Acting
from focal_points.models import FocalPoint, PostType
from hub.base.results import ALLOWED, Answer, Denied
from mla_requests.states import APPROVER, OFFICER


def may_open(acting: Acting, to: FocalPoint | None) -> Answer:
    """A central authority writes to the central authority of another country that holds keys."""
    if not acting.roles & {OFFICER, APPROVER}:
        reason = _("Your seat does not act on cases. Ask an officer or approver of your focal point.")
        return Denied(reason, "18(13)", "not_an_officer")
    if acting.focal_point.type != PostType.CENTRAL_AUTHORITY:
        reason = _(
            "Requests are made by the central authority of your country. Switch to its seat or ask it."
        )
        return Denied(reason, "18(13)", "not_central_authority")
    return _addressee(acting, to)


def _addressee(acting: Acting, to: FocalPoint | None) -> Answer:
    if to is None or to.type != PostType.CENTRAL_AUTHORITY:
        reason = _("Requests go to a central authority. Choose one from the directory.")
        return Denied(reason, "18(13)", "wrong_addressee")
    if to.country_id == acting.country:
        reason = _("A request goes to another State. Choose a central authority of another country.")
        return Denied(reason, "18(1)", "own_country")
    if to.generation == 0:
        reason = _(
            "This authority has no keys yet, so nothing can be sealed to it. Ask it to finish joining."
        )
        return Denied(reason, "18(14)", "no_key")
    return ALLOWED
