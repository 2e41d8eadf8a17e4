"""An operator sees that the hub is well, and nothing of what it holds."""

import io
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command

from hub.ledger.models import Event
from hub.operations import health
from hub.operations.models import JobRun
from tests.attacks.routes import routes
from tests.cast import Cast
from tests.ledger.acts import Thread


def test_an_operator_sees_health_and_classes_and_no_people_or_cases(cast: Cast) -> None:
    thread = Thread([cast.sender.post, cast.recipient.post])
    thread.say(cast.sender.officer)
    call_command("run_clocks", stdout=io.StringIO())
    before, said = JobRun.objects.get().ended, io.StringIO()
    call_command("operator", stdout=said)
    words = said.getvalue()
    assert "database       ok" in words
    assert "PK             files under 1 GiB, acts under 1 000" in words
    assert "run_clocks     ended" in words
    hidden = [str(thread.id), str(Event.objects.get().pk), cast.sender.post.row.name]
    people = [one for side in cast.sides for one in (side.admin, side.officer)]
    hidden += [text for one in people for text in (str(one.id), one.officer.name, one.officer.email)]
    assert not [text for text in hidden if text in words]
    assert JobRun.objects.get().ended == before


@pytest.mark.django_db
def test_an_operator_is_told_by_the_exit_code(tmp_path: Any, settings: Any) -> None:
    (tmp_path / "full").write_text("")
    settings.MEDIA_ROOT = tmp_path / "full" / "x"
    said = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("operator", stdout=said)
    health.ready.forget()
    assert "storage        failed" in said.getvalue()


def test_there_is_no_console_with_power_over_tenants() -> None:
    assert not apps.is_installed("django.contrib.admin")
    assert not [route for route in routes() if "admin" in route]
