"""Bad input: every refusal is problem+json with 4xx and names its field, and nothing is kept."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from rest_framework.test import APIClient

from hub.library import media
from hub.library.models import Comment, ItemFile, LibraryItem
from tests.cast import Cast
from tests.library.shelf import PDF, Shelf

DEEP: Any = []
for _ in range(20):
    DEEP = [DEEP]
JUNK: list[Any] = [
    None,
    7,
    "x",
    [],
    DEEP,
    {"": ""},
    {"type": []},
    {"type": "law", "facts": 3},
    {"type": {"a": 1}},
]
FACTS: list[tuple[str, Any]] = [
    ("audience", "public"),
    ("audience", {"kind": "nobody"}),
    ("audience", {"kind": "network", "names": ["no-such"]}),
    ("audience", {"kind": "countries", "names": []}),
    ("audience", {"kind": "countries", "names": [["PK"]]}),
    ("audience", {"kind": "types", "names": ["wizard"]}),
    ("audience", {"kind": ["public"], "names": {}}),
    ("pillars", ["magic"]),
    ("pillars", "prevention"),
    ("themes", [None]),
    ("countries", ["ZZ"]),
    ("sdg", ["18"]),
    ("sdg", [8]),
    ("instruments", [{"symbol": "A/<script>"}]),
    ("instruments", [{"symbol": "TIP", "article": "\ufdd0" * 400}]),
    ("licence", "stolen"),
    ("rights_note", "x" * 5001),
    ("embargo_until", "tomorrow"),
    ("embargo_until", "2026-02-30"),
    ("embargo_until", 20260230),
    ("owner", "NP"),
]


def refused(answer: Any) -> str:
    """The code of a refusal, which must be a problem (RFC 9457)."""
    assert 400 <= answer.status_code < 500
    assert answer["Content-Type"] == "application/problem+json"
    return str(answer.json()["code"])


def put(api: APIClient, address: str, data: bytes, kind: str = "application/octet-stream") -> Any:
    """Send bytes as they are."""
    client: Any = api
    return client.generic("PUT", address, data, content_type=kind)


@pytest.fixture
def api(cast: Cast) -> APIClient:
    """The officer of the owner."""
    return cast.sender.officer.api()


def test_junk_begins_nothing(api: APIClient) -> None:
    for junk in JUNK:
        refused(api.post("/api/v1/library/items/", junk, format="json"))
    assert not LibraryItem.objects.exists()


def test_junk_in_facts_names_the_field(cast: Cast, api: APIClient) -> None:
    shelf = Shelf(cast)
    before = shelf.newest.facts
    for field, value in FACTS:
        answer = api.patch(f"/api/v1/library/items/{shelf.id}/", {"facts": {field: value}}, format="json")
        assert refused(answer) == "bad_field", (field, value)
    assert shelf.newest.facts == before


@pytest.mark.parametrize(
    ("tail", "verb", "body"),
    [
        ("acts/", "post", {"act": "fly"}),
        ("acts/", "post", {"act": ["submit"]}),
        ("acts/", "post", {"act": "save"}),
        ("acts/", "post", {"act": "submit", "revision": -1}),
        ("acts/", "post", {"act": "submit", "revision": "1"}),
        ("acts/", "post", {"act": "submit", "extra": 1}),
        ("texts/xx/", "put", {"title": "x"}),
        ("texts/en/", "put", {"title": ""}),
        ("texts/en/", "put", {"title": "a\u0007b"}),
        ("texts/en/", "put", {"title": 5}),
        ("texts/en/", "put", {"title": "x" * 301}),
        ("texts/en/", "put", {"title": "x", "translation": "magic"}),
        ("texts/en/", "put", {"title": "x", "authoritative": "yes"}),
        ("texts/en/", "put", []),
        ("comments/", "post", {"text": "   "}),
        ("comments/", "post", {"text": "x", "parent": "nothing"}),
        ("comments/", "post", {"text": "x", "internal": 2}),
        ("links/", "post", {"relation": "related", "kind": "mla.request", "id": "x"}),
        ("links/", "post", {"relation": "related", "kind": "library.item", "id": "x"}),
        ("", "patch", {"detail": {"unknown": "x"}}),
        ("", "patch", {"detail": {"source_url": "javascript:alert(1)"}}),
        ("", "patch", {"detail": {"cost": "free"}}),
    ],
)
def test_junk_on_an_item_changes_nothing(cast: Cast, api: APIClient, tail: str, verb: str, body: Any) -> None:
    shelf = Shelf(cast)
    before = shelf.newest.revision
    refused(getattr(api, verb)(f"/api/v1/library/items/{shelf.id}/{tail}", body, format="json"))
    assert shelf.newest.revision == before
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "query",
    ["year=x", "year=99999", "show=all", "cursor=x", "cursor=WyJhIiwiYiJd", "q=%00", "type=" + "x" * 101],
)
def test_bad_filters(api: APIClient, query: str) -> None:
    refused(api.get(f"/api/v1/library/items/?{query}"))


def test_filters_that_find_nothing(cast: Cast, api: APIClient) -> None:
    Shelf(cast)
    found = {
        q: api.get(f"/api/v1/library/items/?{q}").json()["items"] for q in ("type=x", "pillar=%22", "sdg=%25")
    }
    assert not any(found.values())
    assert len(api.get("/api/v1/library/items/?pillar=protection&q=joint&language=en").json()["items"]) == 1


def _zip(*names: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name in names:
            archive.writestr(zipfile.ZipInfo(name), "x")  # always the same date
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("page.html", b"<html><script>alert(1)</script>"),
        ("picture.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("run.exe", b"MZ\x90\x00"),
        ("page.pdf", b"\n <html>"),
        ("page.txt", b"\xef\xbb\xbf<script>"),
        ("program.pdf", b"\x7fELF"),
        ("notes.pdf", b"plain text"),
        ("empty.txt", b""),
        ("macro.docx", _zip("word/document.xml", "word/vbaProject.bin")),
        ("archive.docx", _zip("a.txt")),
        ("broken.docx", b"PK\x03\x04 broken"),
        (".hidden.pdf", PDF),
        ("a\u202efdp.exe.pdf", PDF),
        ("long" * 60 + ".pdf", PDF),
    ],
)
def test_files_that_the_library_does_not_keep(cast: Cast, api: APIClient, name: str, data: bytes) -> None:
    shelf = Shelf(cast)
    address = f"/api/v1/library/items/{shelf.id}/texts/en/files/{name}/"
    answer = put(api, address, data)
    assert refused(answer) == "bad_file"
    assert not ItemFile.objects.exists()


def test_files_that_it_keeps(cast: Cast, api: APIClient) -> None:
    shelf = Shelf(cast)
    kept = {"دليل.pdf": PDF, "table.csv": "país;año".encode(), "form.docx": _zip("word/document.xml")}
    for name, data in kept.items():
        address = f"/api/v1/library/items/{shelf.id}/texts/en/files/{name}/"
        made = put(api, address, data, "text/html")
        assert made.status_code == 201
        answer = api.get(f"/api/v1/library/files/{made.json()['id']}/")
        assert answer.content == data
        assert "html" not in answer["Content-Type"]
        assert answer["Content-Disposition"].startswith("attachment; ")


def test_a_file_beyond_the_limit(cast: Cast, api: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hub.library.api_files.LIMIT", len(PDF) - 1)
    shelf = Shelf(cast)
    address = f"/api/v1/library/items/{shelf.id}/texts/en/files/a.pdf/"
    assert refused(put(api, address, PDF)) == "bad_file"
    assert media.LIMIT == 25 * 1024 * 1024


def test_a_version_holds_a_bounded_number_of_files(cast: Cast, api: APIClient) -> None:
    shelf = Shelf(cast)
    for n in range(media.MOST_FILES):
        shelf.with_file(f"{n}.pdf")
    address = f"/api/v1/library/items/{shelf.id}/texts/en/files/more.pdf/"
    assert refused(put(api, address, PDF)) == "bad_file"
    assert put(api, address.replace("more", "0"), PDF).status_code == 201
