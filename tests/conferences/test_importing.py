"""From a file to rows in two steps: nothing before the word, every line with its fate, all or nothing."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from hub.conferences.models import (
    AgendaItem,
    NationalPosition,
    OutsideRecommendation,
    PendingImport,
    StatusReport,
)
from tests.cast import Cast
from tests.conferences.imports.names import UPR
from tests.conferences.reporting import followed


def bring(client: Client, path: str, raw: bytes, name: str = "file.csv") -> tuple[str, str]:
    """Choose a file; the address of its dry run and what that says."""
    file = io.BytesIO(raw)
    file.name = name
    answer = client.post(path, {"file": file})
    assert answer.status_code == 302, answer.content
    return answer["Location"], client.get(answer["Location"]).content.decode()


def test_the_real_file_is_shown_first_and_imported_then(cast: Cast) -> None:
    client = cast.secretariat.officer.browser()
    path, page = bring(client, "/conferences/outside/import/", UPR.read_bytes())
    assert len(re.findall(r'<tr class="f-\w+">', page)) == 133
    assert "“97.26..1” was read as 97.26.1" in page
    assert not OutsideRecommendation.objects.exists()
    assert client.post(f"{path}do/", {"act": "import"}).status_code == 302
    assert OutsideRecommendation.objects.count() == 133
    assert not PendingImport.objects.exists()
    again, page = bring(client, "/conferences/outside/import/", UPR.read_bytes())
    assert page.count('class="f-same"') == 133
    assert "do/" not in page
    listed = cast.stranger.officer.browser().get("/conferences/outside/?country=NP")
    assert (
        listed.content.decode().count("<tr><th")
        == 1 + OutsideRecommendation.objects.filter(country="NP").count()
    )
    del again


def test_only_the_secretariat_imports_what_others_recommended(cast: Cast) -> None:
    for side in (cast.sender, cast.stranger):
        assert side.approver.browser().get("/conferences/outside/import/").status_code == 403


def test_a_filled_in_list_comes_back_as_drafts(cast: Cast) -> None:
    stage = followed(cast)
    conference, client = stage.edition.conference, cast.sender.officer.browser()
    raw = client.get(f"/conferences/{conference.pk}/list.csv").content
    lines = raw.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Recommendation,Position,Source,")
    first, second = (f"GLOACT/2026/REC/1 - Para. {n}" for n in (1, 2))
    table = (
        f"{lines[0]}\r\nx,Supported,{first},,,,In progress: a law is drafted\r\ny,In part,{second},,,,\r\n"
    )
    path, page = bring(client, f"/conferences/{conference.pk}/list/import/", table.encode())
    assert page.count('class="f-new"') == 2
    assert not StatusReport.objects.exists()
    client.post(f"{path}do/", {"act": "import"})
    report = StatusReport.objects.get()
    assert (report.status, report.narrative, report.state) == ("in_progress", "a law is drafted", "draft")
    assert set(NationalPosition.objects.values_list("support", "state")) == {
        ("supported", "draft"),
        ("in_part", "draft"),
    }
    filled = client.get(f"/conferences/{conference.pk}/list.csv").content
    _path, page = bring(client, f"/conferences/{conference.pk}/list/import/", filled)
    assert page.count('class="f-same"') == 2


def test_a_programme_is_for_the_organiser(cast: Cast) -> None:
    stage = followed(cast)
    address = f"/conferences/{stage.edition.conference.pk}/programme/import/"
    assert cast.sender.approver.browser().get(address).status_code == 403
    client = cast.secretariat.officer.browser()
    raw = "day,start,end,title,title_ar\n2026-09-16,9.00,10:30,Opening,الافتتاح\n2030-01-01,,,Too late,\n"
    path, page = bring(client, address, raw.encode())
    assert (page.count('class="f-repaired"'), page.count('class="f-refused"')) == (1, 1)
    client.post(f"{path}do/", {"act": "import"})
    item = AgendaItem.objects.get()
    assert (item.title, str(item.start)) == ({"en": "Opening", "ar": "الافتتاح"}, "09:00:00")


def test_the_command_says_every_fate(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    del cast
    call_command("import_recommendations", UPR, "--dry-run")
    said = capsys.readouterr().out.splitlines()
    assert (len(said), said[-1]) == (134, "15 new, 118 repaired, 0 same, 0 refused")
    assert not OutsideRecommendation.objects.exists()
    call_command("import_recommendations", Path(UPR))
    assert OutsideRecommendation.objects.count() == 133
