"""The Secretariat opens the door to a country: an invitation for its first administrator."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.actions.invitations import LIFETIME
from focal_points.models import Country, Invitation, Role
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Conflict, Invalid
from hub.encryption.codes import INVITATION, code_hash, human, new_code


@dataclass(frozen=True)
class Founding:
    """A founding invitation and its code, which is shown once."""

    invitation: Invitation
    code: bytes

    @property
    def link(self) -> str:
        """The fragment of the link to hand over: invitation number and code."""
        return f"{self.invitation.pk}.{human(self.code, INVITATION)}"


@transaction.atomic
def found_country(
    code: str, *, email: str, officer: str, post_name: str, post_type: str, now: datetime, again: bool = False
) -> Founding:
    """Invite a founder of the country's chain. `post_name` and `post_type` only suggest its first post.

    Two founders need two invitations. `again`: all administrators of a country that has a chain are lost.
    Raises Invalid for an unknown country, Conflict if it has a chain (or, with `again`, none).
    """
    country = Country.objects.select_for_update().filter(pk=code).first()
    if country is None:
        raise Invalid("unknown_country", _("There is no such country. Load the reference tables first."))
    if again and country.head_seq < 0:
        raise Conflict("country_not_founded", _("This country has no chain, so it cannot begin anew."))
    if country.head_seq >= 0 and not again:
        raise Conflict(
            "country_founded", _("This country has a chain. Its own administrators invite officers.")
        )
    secret = new_code()
    invitation = Invitation.objects.create(
        country=country,
        role=Role.ADMIN,
        name=officer,
        email=email,
        code_sha256=code_hash(secret),
        post_name=post_name,
        post_type=post_type,
        expires=now + LIFETIME,
    )
    record(Kind.INVITED, country=code, what=invitation.pk)
    return Founding(invitation, secret)
