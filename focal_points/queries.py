"""Reads across the tables: who holds what, what a chain says, what the directory shows."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from focal_points.acting import KEY_ROLES, Acting, open_seats
from focal_points.authentication import digest
from focal_points.models import (
    AccessToken,
    CalendarLink,
    ChainStatement,
    Country,
    Device,
    FocalPoint,
    FocalPointKey,
    Invitation,
    NewKeys,
    Officer,
    OfficerSession,
    Seat,
    SeedWrap,
    TreatyStatus,
    WaitingStatement,
)
from focal_points.pending import session_name
from hub.base.lines import Row, Statement, run
from hub.base.rows import ident, statement, table
from hub.encryption.canonical import Json
from hub.encryption.statement import read_statement

INSTRUMENTS = ("UNTOC", "TIP", "SOM")
STATEMENTS_PER_PAGE = 500
LONGEST_SECRET = 100
WAITS_FOR = timedelta(days=7)
SEATS_AT = f"""SELECT s.officer_id, s.focal_point_id, s.role FROM {table(Seat)} s
JOIN {table(Officer)} o ON o.id = s.officer_id
WHERE s.focal_point_id IN (#) AND s.to_seq IS NULL AND o.is_active"""  # noqa: S608 - own names


def officers_of(focal_point: UUID, roles: Collection[str] | None = None) -> list[UUID]:
    """Ids of the officers with a seat at a post now (with one of `roles`), each once."""
    seats = Seat.objects.filter(focal_point=focal_point, to_seq__isnull=True, officer__is_active=True)
    if roles is not None:
        seats = seats.filter(role__in=roles)
    return list(seats.values_list("officer_id", flat=True).distinct())


def reachable(officers: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """{id: (e-mail address, language)} of those who hold a seat now; whoever was removed is left out."""
    seated = Exists(Seat.objects.filter(officer=OuterRef("pk"), to_seq__isnull=True))
    rows = Officer.objects.filter(seated, pk__in=officers, is_active=True)
    return {pk: (email, language) for pk, email, language in rows.values_list("pk", "email", "language")}


def seats_at(posts: Collection[UUID]) -> set[tuple[UUID, UUID, str]]:
    """(officer, post, role) of everybody with a seat at one of the posts now."""
    return seated(run(seating(posts))[0].rows) if posts else set()


def seating(posts: Collection[UUID]) -> Statement:
    """Asks who sits at the posts, at least one, in a journey with others; `seated` reads the rows."""
    return statement(SEATS_AT, posts)


def seated(rows: Iterable[Row]) -> set[tuple[UUID, UUID, str]]:
    """The rows that `seating` asked for, as `seats_at` answers."""
    return {(ident(officer), ident(post), role) for officer, post, role in rows}


def chain_envelopes(country: str, after: int = -1) -> list[Json]:
    """The next statements of a country chain after a seq, as received, at most 500."""
    rows = ChainStatement.objects.filter(country_id=country, seq__gt=after).order_by("seq")
    return list(rows.values_list("envelope", flat=True)[:STATEMENTS_PER_PAGE])


def key_of(focal_point: UUID, generation: int) -> FocalPointKey | None:
    """One key generation of a post."""
    return FocalPointKey.objects.filter(focal_point=focal_point, generation=generation).first()


def peers_of(country: str) -> dict[str, str]:
    """Fingerprints of other countries that this country has stated as verified; the newest word counts."""
    said = ChainStatement.objects.filter(country_id=country)
    # What was verified before a country began anew counts no more.
    anew = said.filter(kind="refound").order_by("-seq").values("seq")[:1]
    since = Coalesce(Subquery(anew), 0)
    rows = said.filter(kind="peer_verified", seq__gte=since).order_by("seq")
    bodies = [read_statement(envelope).body for envelope in rows.values_list("envelope", flat=True)]
    return {body["country"]: body["fingerprint"] for body in bodies}


def members() -> QuerySet[Country]:
    """Countries that take part, by code."""
    return Country.objects.states().filter(member=True).order_by("code")


def directory(country: str = "", type_: str = "", text: str = "") -> QuerySet[FocalPoint]:
    """Posts with their entries and current public key (`kem`), by country code and name."""
    keys = FocalPointKey.objects.filter(focal_point=OuterRef("pk"), generation=OuterRef("generation"))
    posts = FocalPoint.objects.of_countries().select_related("country", "entry__confirmed_by")
    posts = posts.annotate(kem=Subquery(keys.values("kem")[:1])).order_by("country_id", "name", "id")
    if country:
        posts = posts.filter(country_id=country)
    if type_:
        posts = posts.filter(type=type_)
    if text:
        named = Q(name__icontains=text) | Q(country__name_en__icontains=text)
        posts = posts.filter(named | Q(entry__local_name__icontains=text))
    return posts


def seats_of(officer: Officer) -> QuerySet[Seat]:
    """The seats an officer holds now, with posts."""
    seats: QuerySet[Seat] = open_seats(officer).select_related("focal_point").order_by("pk")
    return seats


def seeds_of(officer: Officer) -> list[dict[str, Any]]:
    """For each post where the officer holds the key: his seed wraps and all boxes, by generation."""
    held = open_seats(officer).filter(role__in=KEY_ROLES).values("focal_point")
    keys = FocalPointKey.objects.filter(focal_point__in=held).select_related("focal_point")
    wraps = dict(SeedWrap.objects.filter(officer=officer, key__in=keys).values_list("key_id", "wrap"))
    posts: dict[UUID, dict[str, Any]] = {}
    for key in keys.order_by("focal_point_id", "generation"):
        post = posts.setdefault(key.focal_point_id, {"wraps": [], "boxes": []})
        _add(post, key, wraps.get(key.pk))
    return [{"focal_point": str(pk), **post} for pk, post in posts.items()]


def _add(post: dict[str, Any], key: FocalPointKey, wrap: str | None) -> None:
    """Generations come in rising order, so the last one stays as the current key."""
    post["generation"], post["kem"] = key.generation, key.kem
    if wrap is not None:
        post["wraps"].append({"generation": key.generation, "wrap": wrap})
    if key.box:
        post["boxes"].append({"generation": key.generation, "box": key.box})


def recovery_of(country: str) -> list[dict[str, Any]]:
    """For each post of a country: what was wrapped to the recovery kit, and all boxes, by generation."""
    keys = FocalPointKey.objects.filter(focal_point__country=country).select_related("focal_point")
    kept = SeedWrap.objects.filter(officer=None, key__focal_point__country=country)
    wraps = dict(kept.values_list("key_id", "wrap"))
    posts: dict[UUID, dict[str, Any]] = {}
    for key in keys.order_by("focal_point_id", "generation"):
        post = posts.setdefault(key.focal_point_id, {"wraps": [], "boxes": []})
        _add(post, key, wraps.get(key.pk))
    return [{"focal_point": str(pk), **post} for pk, post in posts.items()]


def new_keys_of(country: str) -> QuerySet[NewKeys]:
    """Keys that officers of a country made anew and nobody signed yet."""
    rows = NewKeys.objects.filter(officer__country_id=country, officer__is_active=True)
    return rows.select_related("officer").order_by("id")


def waiting_of(country: Country, now: datetime) -> QuerySet[WaitingStatement]:
    """What waits for a second signature, oldest first: while the head stands that it follows, for a week."""
    rows = WaitingStatement.objects.filter(country=country, prev=country.head_hash)
    return rows.filter(proposed_at__gt=now - WAITS_FOR)


def devices_of(officer: Officer) -> list[Device]:
    """An officer's remembered devices, the one used last first."""
    return list(Device.objects.filter(officer=officer))


def invitations_of(country: str) -> QuerySet[Invitation]:
    """A country's own invitations, newest first (by expiry)."""
    rows = Invitation.objects.filter(country_id=country, focal_point__isnull=False)
    return rows.select_related("focal_point").order_by("-expires", "id")


def treaties_of(country: str) -> list[TreatyStatus]:
    """What dated sources say about a country and the three instruments; no row means unknown."""
    return list(TreatyStatus.objects.filter(country_id=country))


def posts_with_seats(country: str) -> QuerySet[FocalPoint]:
    """A country's posts, each with its open seats as `open_seats`, by name."""
    seats = Seat.objects.filter(to_seq__isnull=True).select_related("officer").order_by("officer__name", "pk")
    posts = FocalPoint.objects.filter(country=country).order_by("name", "id")
    return posts.prefetch_related(Prefetch("seats", seats, to_attr="open_seats"))


def founding_of(officer: Officer) -> Invitation | None:
    """The Secretariat's invitation by which an officer came to found the country."""
    return Invitation.objects.filter(answered_by=officer, focal_point__isnull=True).first()


def founds(officer: Officer) -> bool:
    """Whether an invited founder has not finished: the country has no chain, or he no seat in it."""
    return founding_of(officer) is not None and not open_seats(officer).exists()


def tokens_of(officer: Officer, now: datetime) -> QuerySet[AccessToken]:
    """An officer's tokens that still work, newest first."""
    rows = AccessToken.objects.filter(officer=officer, expires__gt=now).order_by("-created", "pk")
    return rows.select_related("seat__focal_point")


def ends_at(by: Acting, now: datetime) -> datetime | None:
    """When the token or session of a call ends by itself; None if it has ended already."""
    return credential_ends(by.token, by.session, now)


def credential_ends(token: int | None, session: str, now: datetime) -> datetime | None:
    """When a token, or else a browser session, ends by itself; None if there is none such any more."""
    if token is not None:
        tokens = AccessToken.objects.filter(pk=token, expires__gt=now)
        return tokens.values_list("expires", flat=True).first()
    sessions = OfficerSession.objects.filter(pk=session, expire_date__gt=now)
    return sessions.values_list("expire_date", flat=True).first()


def sessions_of(officer: Officer, here: str, now: datetime) -> list[Json]:
    """Where an officer is signed in: `name`, `device`, `begun`, `seen`, and whether it is `here`."""
    rows = OfficerSession.objects.filter(officer=officer, expire_date__gt=now).order_by("-seen", "pk")
    fields = rows.values_list("pk", "device", "begun", "seen")
    return [
        {"name": session_name(pk), "device": device, "begun": begun, "seen": seen, "here": pk == here}
        for pk, device, begun, seen in fields
    ]


def colleagues(officer: Officer) -> QuerySet[Officer]:
    """The other active officers of the country."""
    rows = Officer.objects.filter(country=officer.country_id, is_active=True).exclude(pk=officer.pk)
    return rows.order_by("name", "pk")


def unprotected(country: str) -> set[UUID]:
    """Officers of a country who have no second factor yet."""
    rows = Officer.objects.filter(country=country, is_active=True, factors__isnull=True)
    return set(rows.values_list("pk", flat=True))


def calendar_officer(secret: str) -> Officer | None:
    """Whose calendar a secret address opens; nobody's once the officer is gone or has no seat left."""
    if not secret.isascii() or len(secret) > LONGEST_SECRET:
        return None
    links = CalendarLink.objects.filter(digest=digest(secret), officer__is_active=True)
    found = links.select_related("officer").first()
    return found.officer if found and open_seats(found.officer).exists() else None
