"""Reading aside refuses every write, also where there is no standby at all."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

from hub.base.replica import WroteAside, aside, reading_aside
from hub.base.rows import insertion
from hub.base.surroundings import replica
from hub.publishing.models import Stamp

POSTGRES = {"ENGINE": "django.db.backends.postgresql", "OPTIONS": {"pool": {"max_size": 3}}}


@pytest.mark.django_db
def test_every_way_to_write_is_refused() -> None:
    with reading_aside() as alias:
        assert alias == "default"
        assert Stamp.objects.filter(name="x").count() == 0
        with pytest.raises(WroteAside):
            Stamp.objects.create(name="x")
        with pytest.raises(WroteAside):
            Stamp.objects.filter(name="x").update(value=1)
        with pytest.raises(WroteAside):
            Stamp.objects.select_for_update().first()
        with pytest.raises(WroteAside):
            insertion(Stamp, ("name", "value"), [("x", 1)])
    assert Stamp.objects.create(name="x").pk


def test_a_primary_that_is_away_is_not_asked_twice() -> None:
    asked = []

    def read() -> None:
        asked.append(1)
        raise OperationalError

    with pytest.raises(OperationalError):
        aside(read)
    assert len(asked) == 1


def test_a_standby_is_read_only_and_says_soon_that_it_is_away() -> None:
    found = replica({**POSTGRES, "HOST": "copy", "OPTIONS": {"sslmode": "verify-full"}}, POSTGRES)
    assert found["HOST"] == "copy"
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert "default_transaction_read_only=on" in found["OPTIONS"]["options"]
    assert found["OPTIONS"]["pool"] == {"max_size": 3, "timeout": 2}


def test_sqlite_has_no_standby() -> None:
    lite = {"ENGINE": "django.db.backends.sqlite3", "OPTIONS": {}}
    with pytest.raises(ImproperlyConfigured, match="HUB_REPLICA_URL"):
        replica(POSTGRES, lite)
    with pytest.raises(ImproperlyConfigured, match="HUB_REPLICA_URL"):
        replica(lite, POSTGRES)
