"""Who may change what a country says about itself. Silence is Denied."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.models import Invitation, Officer, PostType, Role, Seat, WaitingStatement
from hub.base.results import ALLOWED, Answer, Denied

OTHER_COUNTRY = Denied(
    _("Only the country itself changes this. Write to its focal point if something is wrong."),
    code="other_country",
)
NOT_ADMINISTRATOR = Denied(
    _("Only an administrator of keys may do this. Ask one in your country; the list of officers names them."),
    code="not_administrator",
)


NOT_SECRETARIAT = Denied(
    _("Networks and organisations are entered by the Secretariat. Write to it if something is wrong."),
    code="not_secretariat",
)


def may_keep_networks(by: Acting) -> Answer:
    """Enter networks, members and organisations: whoever holds the key of the Secretariat's post."""
    return ALLOWED if by.focal_point.type == PostType.SECRETARIAT and by.holds_key else NOT_SECRETARIAT


def administers(officer: Officer) -> bool:
    """Whether the officer signs for the country: an admin seat at any post now, or founder of the chain."""
    if not officer.is_active or not officer.sig:
        return False
    seated = Seat.objects.filter(officer=officer, role=Role.ADMIN, to_seq__isnull=True)
    return seated.exists() or _founded(officer)


def may_administer(officer: Officer, country: str) -> Answer:
    """Invite, see invitations, edit and confirm directory entries of one country."""
    if officer.country_id != country:
        return OTHER_COUNTRY
    return ALLOWED if administers(officer) else NOT_ADMINISTRATOR


def may_state(officer: Officer, country: str, admins: Collection[str]) -> Answer:
    """Post a statement to a country chain; `admins` are the ids that the chain itself names now."""
    if officer.country_id != country:
        return OTHER_COUNTRY
    return ALLOWED if officer.is_active and str(officer.pk) in admins else NOT_ADMINISTRATOR


def may_decline(officer: Officer, waiting: WaitingStatement) -> Answer:
    """Say no to a statement that waits: an administrator who did not propose it."""
    own = Denied(_("You signed this yourself. Withdraw it instead."), code="own_statement")
    return own if waiting.by_id == officer.pk else ALLOWED


def may_withdraw(officer: Officer, waiting: WaitingStatement) -> Answer:
    """Take back a statement that waits: who proposed it."""
    other = Denied(_("Another administrator signed this. Decline it instead."), code="not_proposer")
    return ALLOWED if waiting.by_id == officer.pk else other


def may_found(officer: Officer, country: str, founders: Collection[str]) -> Answer:
    """Post the first statement: every founder it names was invited by the Secretariat and has answered."""
    if officer.country_id != country:
        return OTHER_COUNTRY
    invited = {str(pk) for pk in founding_answers(country)}
    if str(officer.pk) not in founders or not set(founders) <= invited:
        return Denied(
            _(
                "A country is founded by the officers whom the Secretariat invited, and by no others. "
                "Ask the Secretariat for an invitation for each of them."
            ),
            code="not_invited_to_found",
        )
    return ALLOWED


def founding_answers(country: str) -> list[object]:
    """Ids of the officers who answered a founding invitation of the country; a beginning ends it."""
    rows = Invitation.objects.filter(country_id=country, focal_point__isnull=True, closed=False)
    rows = rows.filter(answered_by__isnull=False)
    return list(rows.values_list("answered_by_id", flat=True))


def _founded(officer: Officer) -> bool:
    founded = Invitation.objects.filter(answered_by=officer, focal_point__isnull=True, closed=True)
    return founded.filter(role=Role.ADMIN).exists()
