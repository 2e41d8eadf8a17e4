"""Networks and an organisation for tests: GLO.ACT with Pakistan, ACTIP with an alliance of NGOs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from rest_framework.test import APIClient

from focal_points.acting import Acting
from focal_points.actions import MadeAccount, add_network, add_organisation, admit, make_token
from focal_points.models import Country, Network, NetworkMember
from hub.base import clock
from tests.cast import Cast

BEGAN = date(2019, 1, 1)
EMAIL = "desk@alliance.example"


@dataclass
class Alliance:
    """`glo_act` has Pakistan as a member and Nepal as an observer; `actip` has the organisation."""

    glo_act: Network
    actip: Network
    made: MadeAccount

    @property
    def acting(self) -> Acting:
        """The organisation's officer at its post."""
        return Acting(self.made.officer, self.made.post, frozenset({"observer"}))

    def browser(self) -> Client:
        """Signed in with a session."""
        client = Client()
        client.force_login(self.made.officer)
        return client

    def token(self) -> str:
        """A token of all scopes."""
        scopes, post = ("read", "write", "admin"), self.made.post.pk
        made = make_token(self.made.officer, focal_point=post, scopes=scopes, label="test", now=clock.now())
        return made.secret

    def api(self) -> APIClient:
        """With that token."""
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {self.token()}")
        return client


def ally() -> Alliance:
    """Enter everything; the cast must be there."""
    glo_act = add_network(None, "glo-act", names={"en": "GLO.ACT"}, kind="mechanism")
    actip = add_network(None, "actip", names={"en": "ACTIP"}, kind="organisations")
    admit(None, glo_act, Country.objects.get(pk="PK"), NetworkMember.Status.MEMBER, BEGAN)
    admit(None, glo_act, Country.objects.get(pk="NP"), NetworkMember.Status.OBSERVER, BEGAN)
    made = add_organisation(
        None, name="Alliance of shelters", officer="Desk", email=EMAIL, networks=[actip], since=BEGAN
    )
    return Alliance(glo_act, actip, made)


@pytest.fixture
def alliance(cast: Cast) -> Alliance:
    """Networks and an organisation, beside the cast."""
    del cast
    return ally()
