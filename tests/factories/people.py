"""People and posts of the cast: real keys, real seeds, and how a test lets them call the hub."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.test import Client
from rest_framework.test import APIClient

from focal_points.acting import Acting
from focal_points.actions import make_token
from focal_points.models import FocalPoint, Officer, Seat
from hub.base import clock
from hub.encryption.canonical import b64
from hub.encryption.keys import OfficerKeys
from hub.encryption.seeds import FocalPointKey

LOGIN = "correct horse battery staple"
PASSWORD = LOGIN


@dataclass
class Post:
    """A focal point with the seeds of all its generations, as its officers' devices hold them."""

    id: UUID
    seeds: dict[int, bytes] = field(default_factory=dict)

    @property
    def row(self) -> FocalPoint:
        """The row as it is now."""
        return FocalPoint.objects.select_related("country", "group").get(pk=self.id)

    @property
    def generation(self) -> int:
        """The newest generation."""
        return max(self.seeds)

    def key(self, generation: int | None = None) -> FocalPointKey:
        """The secret key of a generation (the newest)."""
        wanted = generation or self.generation
        return FocalPointKey(settings.HUB_ID, str(self.id), wanted, self.seeds[wanted])


@dataclass
class Person:
    """An officer with private keys. `post` is the first post with a seat; None for a founder without one."""

    id: UUID
    name: str
    email: str
    keys: OfficerKeys
    post: Post | None = None

    @property
    def officer(self) -> Officer:
        """The account as it is now."""
        return Officer.objects.select_related("country").get(pk=self.id)

    @property
    def acting(self) -> Acting:
        """The person at the own post, with the roles held there now."""
        assert self.post is not None
        seats = Seat.objects.filter(officer=self.id, focal_point=self.post.id, to_seq__isnull=True)
        return Acting(self.officer, self.post.row, frozenset(seats.values_list("role", flat=True)))

    def browser(self) -> Client:
        """Django's test client, signed in with a session."""
        client = Client()
        client.force_login(self.officer)
        return client

    def token(self, scopes: tuple[str, ...] = ("read", "write", "admin")) -> str:
        """A fresh bearer token at the own post."""
        post = self.post.id if self.post else None
        made = make_token(self.officer, focal_point=post, scopes=scopes, label="test", now=clock.now())
        return made.secret

    def api(self, scopes: tuple[str, ...] = ("read", "write", "admin")) -> APIClient:
        """REST framework's test client with a fresh token; it sends and reads JSON."""
        client = APIClient(raise_request_exception=True)
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {self.token(scopes)}")
        client.default_format = "json"
        return client

    @property
    def public(self) -> dict[str, str]:
        """The public keys as statements write them."""
        return {"kem": b64(self.keys.public.kem), "sig": b64(self.keys.public.sig)}
