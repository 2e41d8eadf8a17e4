"""Networks and their members; organisations without a country and their accounts."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from focal_points.acting import Acting
from focal_points.actions.leaving import end_access
from focal_points.models import (
    Country,
    FocalPoint,
    Network,
    NetworkMember,
    Officer,
    PostType,
    Role,
    Seat,
)
from focal_points.organisations import CODES
from hub.audit.actions import record
from hub.audit.models import Kind
from hub.base.errors import Conflict, Invalid

Status = NetworkMember.Status


@dataclass(frozen=True)
class MadeAccount:
    """An organisation's post and first officer; `password` is shown once and kept nowhere."""

    post: FocalPoint
    officer: Officer
    password: str


@transaction.atomic
def add_network(by: Acting | None, code: str, *, names: dict[str, str], kind: str) -> Network:
    """A new network; `names` by language, `en` at least. Raises Conflict network_exists."""
    if Network.objects.filter(pk=code).exists():
        raise Conflict("network_exists", _("There is a network with this short name already."), field="code")
    named = {f"name_{language}": text for language, text in names.items()}
    network = Network.objects.create(code=code, kind=kind, **named)
    _note(by, code)
    return network


@transaction.atomic
def look_after(by: Acting | None, network: Network, post: FocalPoint | None) -> None:
    """Say which post is the network's secretariat; None for none."""
    network.secretariat = post
    network.save(update_fields=["secretariat"])
    _note(by, network.pk)


@transaction.atomic
def admit(by: Acting | None, network: Network, country: Country, status: str, since: date) -> NetworkMember:
    """A membership from a day. A change of status ends the earlier one on that day and begins another.

    Raises Conflict already_member if nothing would change, Invalid before_earlier if the day lies before the
    present membership began, Invalid wrong_kind for a country in a network of organisations or the reverse.
    """
    _require_kind(network, country)
    rows = NetworkMember.objects.select_for_update()
    held = rows.filter(network=network, country=country, until__isnull=True).first()
    if held is not None:
        if held.status == status:
            raise Conflict("already_member", _("This is so already."), field="country")
        end_membership(by, held, since)
    made = NetworkMember.objects.create(network=network, country=country, status=status, since=since)
    _note(by, f"{network.pk} {country.pk} {status}")
    return made


def _require_kind(network: Network, country: Country) -> None:
    if network.kind == Network.Kind.MECHANISM and country.kind != Country.Kind.COUNTRY:
        text = _("A mechanism has countries as members; organisations have networks of their own.")
        raise Invalid("wrong_kind", text, field="country")


@transaction.atomic
def end_membership(by: Acting | None, member: NetworkMember, until: date) -> None:
    """Members no longer from a day on. Raises Invalid before_earlier."""
    if until < member.since:
        text = _("This day lies before the membership began.")
        raise Invalid("before_earlier", text, field="since")
    member.until = until
    member.save(update_fields=["until"])
    _note(by, f"{member.network_id} {member.country_id} ended")


@transaction.atomic
def add_organisation(
    by: Acting | None, *, name: str, officer: str, email: str, networks: Iterable[Network], since: date
) -> MadeAccount:
    """An organisation, a member of networks, with its one post and the first account there.

    No chain, no key, no seat but that of an observer: nothing sealed can ever be addressed to it. Raises
    Conflict email_taken, Conflict no_code_left.
    """
    if Officer.objects.filter(email=email.lower()).exists():
        raise Conflict("email_taken", _("There is an account with this e-mail address."), field="email")
    organisation = Country.objects.create(
        code=_free_code(), name_en=name, kind=Country.Kind.ORGANISATION, member=False
    )
    group = Group.objects.create(name=f"focal point {organisation.pk} {uuid4()}")
    post = FocalPoint.objects.create(country=organisation, name=name, type=PostType.ORGANISATION, group=group)
    for network in networks:
        admit(by, network, organisation, Status.MEMBER, since)
    return _with_account(by, post, officer, email)


@transaction.atomic
def close_organisation(by: Acting | None, organisation: Country, on: date) -> None:
    """End every membership, seat, session and token of an organisation; what it wrote stays."""
    for member in organisation.memberships.filter(until__isnull=True):
        end_membership(by, member, max(on, member.since))
    Seat.objects.filter(focal_point__country=organisation, to_seq__isnull=True).update(to_seq=1)
    for officer in organisation.officers.all():
        end_access(officer)
    _note(by, f"{organisation.pk} closed")


def _with_account(by: Acting | None, post: FocalPoint, name: str, email: str) -> MadeAccount:
    password = secrets.token_urlsafe(15)
    officer = Officer.objects.create_user(email, password, name=name, country=post.country)
    Seat.objects.create(officer=officer, focal_point=post, role=Role.OBSERVER, from_seq=0)
    record(Kind.JOINED, who=officer.pk, country=post.country_id, what=post.pk)
    _note(by, post.country_id)
    return MadeAccount(post, officer, password)


def _free_code() -> str:
    taken = set(Country.objects.filter(kind=Country.Kind.ORGANISATION).values_list("code", flat=True))
    found = next((code for code in CODES if code not in taken), None)
    if found is None:
        raise Conflict("no_code_left", _("There is no room for another organisation."))
    return found


def _note(by: Acting | None, what: str) -> None:
    who, country = (by.officer.pk, by.country) if by else ("", "")
    record(Kind.NETWORK_CHANGED, who=who, country=country, what=what)
