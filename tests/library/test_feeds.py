"""Feeds and citations of the library: what a feed reader, a reference program and a writer get."""

from __future__ import annotations

import json
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from tests.cast import Cast
from tests.library.shelf import Shelf

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def feed(path: str) -> list[str]:
    """Titles of an Atom feed."""
    answer = Client().get(path)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return [one.findtext(f"{ATOM}title") or "" for one in fromstring(answer.content).iter(f"{ATOM}entry")]  # noqa: S314


def test_a_feed_has_the_newest_first_and_heeds_its_filters(cast: Cast) -> None:
    Shelf(cast, title="Shelters", pillars=["protection"]).published()
    Shelf(cast, title="Courts <&>", pillars=["prosecution"]).published()
    assert feed("/public/en/library/feed.atom") == ["Courts <&>", "Shelters"]
    assert feed("/public/ar/library/feed.atom?pillar=protection") == ["Shelters"]
    assert feed("/public/en/library/feed.atom?q=courts&cursor=junk&sort=oldest") == ["Courts <&>"]
    assert feed("/public/en/library/feed.atom?type=nothing") == []


def test_the_json_feed_says_the_same_and_sets_no_cookie(cast: Cast) -> None:
    shelf = Shelf(cast, title="Shelters").published()
    answer = Client().get("/public/en/library/feed.json")
    (item,) = json.loads(answer.content)["items"]
    assert item["id"] == f"urn:uuid:{shelf.id}"
    assert item["url"].endswith(f"/public/en/library/{shelf.row.number}/")
    assert "public" in answer["Cache-Control"]
    assert not answer.cookies
    again = Client().get("/public/en/library/feed.json", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_a_version_is_cited_by_its_number_in_three_forms(cast: Cast) -> None:
    shelf = Shelf(cast, title="Costs & {benefits} of 50%_").published()
    path, identifier = f"/public/en/library/{shelf.row.number}/cite", shelf.newest.identifier
    text = Client().get(f"{path}.txt").content.decode()
    assert text.startswith(f"Pakistan, “Costs & {{benefits}} of 50%_”, {identifier} (")
    bibtex = Client().get(f"{path}.bib").content.decode()
    assert r"title = {{Costs \& \{benefits\} of 50\%\_}}" in bibtex
    assert f"@techreport{{{identifier}," in bibtex
    (csl,) = json.loads(Client().get(f"{path}.csl.json").content)
    assert (csl["id"], csl["title"], csl["version"]) == (identifier, "Costs & {benefits} of 50%_", "1")
    assert csl["author"] == [{"literal": "Pakistan"}]
    assert csl["URL"].endswith(f"/public/en/library/{shelf.row.number}/v1/")


def test_an_older_version_and_a_retired_item_stay_citeable(cast: Cast) -> None:
    shelf = Shelf(cast, title="First").published().revised().rewritten("Second").published()
    number = shelf.row.number
    assert "v2" in Client().get(f"/public/en/library/{number}/cite.txt").content.decode()
    assert "“First”" in Client().get(f"/public/en/library/{number}/v1/cite.txt").content.decode()
    shelf.act("retire", reason="Outdated.")
    assert "“Second”" in Client().get(f"/public/en/library/{number}/cite.txt").content.decode()
    assert Client().get(f"/public/en/library/{number}/v3/cite.txt").status_code == 404
    assert Client().get("/public/xx/library/1/cite.txt").status_code == 404
