"""A real hub with the cast in it: its own process, folder and database, which the test may also look into."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import override_settings
from rest_framework.test import APIClient

from tests.cast import Cast, Side, make_cast
from tests.factories.people import PASSWORD, Person
from tests.mla_requests.story import Story
from tests.story.hub_process import HubProcess

# The server knows no other hash, and must be able to check what the cast was given.
ARGON = ["django.contrib.auth.hashers.Argon2PasswordHasher"]


class Wire:
    """Calls over the network, spelled as REST framework's test client spells them."""

    def __init__(self, url: str, token: str) -> None:
        bearer = {"Authorization": f"Bearer {token}"}
        self.http = httpx.Client(base_url=url, headers=bearer, timeout=60, trust_env=False)

    def get(self, path: str, **options: Any) -> httpx.Response:
        """GET."""
        return self.http.get(path, **options)

    def post(self, path: str, body: Any) -> httpx.Response:
        """POST JSON."""
        return self.http.post(path, json=body)

    def put(self, path: str, block: bytes, **headers: str) -> httpx.Response:
        """PUT one raw block."""
        given = {"Content-Type": headers["content_type"], "X-Block-SHA256": headers["HTTP_X_BLOCK_SHA256"]}
        return self.http.put(path, content=block, headers=given)


@dataclass
class WireStory(Story):
    """A story whose acts go to a served hub."""

    url: str = ""

    def api(self, by: Person) -> APIClient:
        """A connection with the person's token, made once."""
        if by.id not in self.clients:
            self.clients[by.id] = cast("APIClient", Wire(self.url, by.token()))
        return self.clients[by.id]


@dataclass
class Served:
    """A served hub and who works with it."""

    process: HubProcess
    cast: Cast
    wires: dict[UUID, Wire] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Its address."""
        return self.process.url

    @property
    def folder(self) -> Path:
        """Where it keeps everything."""
        return self.process.folder

    def story(self, sender: Side | None = None, recipient: Side | None = None) -> WireStory:
        """A new request, from Pakistan to Nepal unless said otherwise."""
        return WireStory(sender or self.cast.sender, recipient or self.cast.recipient, url=self.url)

    def wire(self, person: Person) -> Wire:
        """The person's own connection."""
        if person.id not in self.wires:
            self.wires[person.id] = Wire(self.url, person.token())
        return self.wires[person.id]

    def browser(self, person: Person) -> httpx.Client:
        """Signed in through the form, as people do it."""
        client = httpx.Client(base_url=self.url, timeout=60, trust_env=False)
        client.get("/sign-in/")
        form = {
            "email": person.email,
            "password": PASSWORD,
            "csrfmiddlewaretoken": client.cookies["csrftoken"],
        }
        answer = client.post("/sign-in/", data=form, headers={"Origin": self.url})
        assert answer.status_code == 302, answer.text
        return client


@contextmanager
def looking_into(url: str) -> Iterator[None]:
    """Let the models of this process read and write the database at `url`, on the engine of this run."""
    place = urlsplit(url).path if connection.vendor == "sqlite" else urlsplit(url).path.lstrip("/")
    before, options = connection.settings_dict["NAME"], connection.settings_dict["OPTIONS"]
    role = options.pop("assume_role", None)  # As the owner, who makes the tables too.
    try:
        _turn_to(place)
        yield
    finally:
        if role:
            options["assume_role"] = role
        _turn_to(before)


def _turn_to(name: str) -> None:
    forget_connection()
    connection.settings_dict["NAME"] = name
    ContentType.objects.clear_cache()


def forget_connection() -> None:
    """Close the file or the pool, so that nothing of this process holds the server's database."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


@contextmanager
def served(folder: Path, *, pages: bool = False, **environment: str) -> Iterator[Served]:
    """A hub that serves the cast until the block ends; with `pages` it can show pages too.

    What is prepared in this process saves the time of starting others.
    """
    (folder / "tmp").mkdir(parents=True)
    own = {"HUB_ID": settings.HUB_ID, "TMPDIR": str(folder / "tmp")}
    process = HubProcess.prepare(folder, **own, **environment)
    with looking_into(process.environment["HUB_DATABASE_URL"]):
        with override_settings(PASSWORD_HASHERS=ARGON):
            people = make_cast()
        if pages:
            process.manage("collectstatic", "--noinput", "--verbosity", "0")
        process.start()
        try:
            yield Served(process, people)
        finally:
            process.stop(SIGKILL)
