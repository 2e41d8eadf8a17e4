"""Who may begin a request, for whom, and to whom (UNTOC article 18(13))."""

from uuid import UUID

from django.utils.translation import gettext as _

from focal_points.acting import Acting
from focal_points.models import FocalPoint, PostType
from hub.base.results import ALLOWED, Answer, Denied
from hub.procedure import APPROVER, OFFICER


def may_open(
    acting: Acting,
    to: FocalPoint | None,
    home: FocalPoint | None = None,
    conducting: FocalPoint | None = None,
    *,
    named: UUID | None = None,
) -> Answer:
    """A central authority writes to that of another country; the prosecution may draft for its own.

    `home` is the central authority that will send (the acting post if None), `conducting` the post that
    conducts the proceeding, if the draft names one (`named`).
    """
    home = home or acting.focal_point
    for answer in (_seat(acting), _home(acting, home, conducting), _conducting(home, conducting, named)):
        if not answer:
            return answer
    return _addressee(home, to)


def _seat(acting: Acting) -> Answer:
    if acting.roles & {OFFICER, APPROVER}:
        return ALLOWED
    reason = _("Your seat does not act on cases. Ask an officer or approver of your focal point.")
    return Denied(reason, "18(13)", "not_an_officer")


def _home(acting: Acting, home: FocalPoint, conducting: FocalPoint | None) -> Answer:
    own = home.pk == acting.focal_point.pk
    drafts_for = conducting is not None and conducting.pk == acting.focal_point.pk
    in_country = home.country_id == acting.country
    if home.type == PostType.CENTRAL_AUTHORITY and in_country and (own or drafts_for):
        return ALLOWED
    reason = _("Requests are made by the central authority of your country. Switch to its seat or ask it.")
    return Denied(reason, "18(13)", "not_central_authority")


def _conducting(home: FocalPoint, conducting: FocalPoint | None, named: UUID | None) -> Answer:
    if conducting is None and named is None:
        return ALLOWED
    if conducting is None or conducting.pk == home.pk or conducting.country_id != home.country_id:
        reason = _("The conducting authority is another focal point of your own country, or none.")
        return Denied(reason, "18(15)", "wrong_conducting")
    return ALLOWED if conducting.generation > 0 else _no_key()


def _addressee(home: FocalPoint, to: FocalPoint | None) -> Answer:
    if to is None or to.type != PostType.CENTRAL_AUTHORITY:
        reason = _("Requests go to a central authority. Choose one from the directory.")
        return Denied(reason, "18(13)", "wrong_addressee")
    if to.country_id == home.country_id:
        reason = _("A request goes to another State. Choose a central authority of another country.")
        return Denied(reason, "18(1)", "own_country")
    return ALLOWED if to.generation > 0 else _no_key()


def _no_key() -> Denied:
    reason = _("This authority has no keys yet, so nothing can be sealed to it. Ask it to finish joining.")
    return Denied(reason, "18(14)", "no_key")
