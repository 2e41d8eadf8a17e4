"""Networks and organisations of the demo."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from focal_points.models import Network, Officer
from focal_points.queries_networks import networks_of
from hub.web.demo import networks
from hub.web.demo.cast import PASSWORD


@pytest.mark.usefixtures("cast")
def test_the_demo_enters_networks_once() -> None:
    networks.enter()
    networks.enter()
    assert set(Network.objects.values_list("pk", flat=True)) == {"glo-act", "commit", "anctip", "actip"}
    officer = Officer.objects.get(email="desk@shelters.example")
    assert networks_of(officer, date(2026, 1, 1)) == {"anctip", "actip"}
    entered = {"email": officer.email, "password": PASSWORD}
    assert Client().post("/sign-in/", entered).status_code == 302
