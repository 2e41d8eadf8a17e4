"""What the API answers: rows as JSON, and the same shapes for the OpenAPI description."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.conf import settings

from focal_points.actions.directory import EDITABLE
from focal_points.models import (
    AccessToken,
    Country,
    Device,
    DirectoryEntry,
    FocalPoint,
    Invitation,
    NewKeys,
    Officer,
    Seat,
    TreatyStatus,
    WaitingStatement,
)
from focal_points.queries import INSTRUMENTS, WAITS_FOR
from hub.base import clock
from hub.base.openapi import (
    BYTES,
    COUNTRY,
    DAY,
    ENVELOPE,
    HASH,
    OPEN,
    PLACE,
    TEXT,
    TIME,
    UUID,
    WHOLE,
    YES_OR_NO,
    many,
    maybe,
    shape,
)

Json = dict[str, Any]
STALE_AFTER_DAYS = 90

SEAT = shape(focal_point=UUID, name=TEXT, type=TEXT, role=TEXT, country=COUNTRY)
ME = shape(
    officer=UUID,
    name=TEXT,
    email=TEXT,
    country=COUNTRY,
    language=TEXT,
    time_zone=TEXT,
    administers=YES_OR_NO,
    seats=many(SEAT),
    focal_point=maybe(UUID),
)
TOKEN = shape(token=TEXT, expires=TIME, focal_point=maybe(UUID), officer=UUID, scopes=many(TEXT))
COUNTRY_CARD = shape(
    code=COUNTRY,
    name=TEXT,
    member=YES_OR_NO,
    fingerprint=TEXT,
    head_seq=PLACE,
    head_hash=TEXT,
    verified=YES_OR_NO,
)
COUNTRIES = shape(countries=many(COUNTRY_CARD), next=maybe(TEXT))
CHAIN = shape(country=COUNTRY, statements=many(ENVELOPE), head_seq=PLACE, head_hash=TEXT)
STATEMENT = shape(
    envelope=ENVELOPE,
    wraps=many(shape(focal_point=UUID, generation=WHOLE, officer=TEXT, wrap=BYTES)),
    boxes=many(shape(focal_point=UUID, generation=WHOLE, box=BYTES)),
)
ADMITTED = shape(seq=WHOLE, hash=HASH)
WAITING_STATEMENT = shape(hash=HASH, statement=STATEMENT, by=UUID, proposed=TIME, until=TIME)
WAITING = shape(waiting=many(WAITING_STATEMENT))
GENERATION_WRAP = shape(generation=WHOLE, wrap=BYTES)
GENERATION_BOX = shape(generation=WHOLE, box=BYTES)
SEEDS = shape(
    focal_points=many(
        shape(
            focal_point=UUID,
            generation=WHOLE,
            kem=BYTES,
            wraps=many(GENERATION_WRAP),
            boxes=many(GENERATION_BOX),
        )
    )
)
SESSIONS = shape(
    sessions=many(shape(name=TEXT, device=TEXT, begun=maybe(TIME), seen=maybe(TIME), here=YES_OR_NO))
)
TREATY = shape(
    instrument=TEXT, signed=maybe(TEXT), bound=maybe(TEXT), manner=maybe(TEXT), as_of=TEXT, source=TEXT
)
NEW_KEYS = shape(
    new_keys=many(shape(officer=UUID, name=TEXT, kem=BYTES, sig=BYTES, made=TIME)), next=maybe(TEXT)
)
DEVICE = shape(id=UUID, label=TEXT, made=TIME, used=TIME)
DEVICES = shape(devices=many(DEVICE))
TREATIES = shape(country=COUNTRY, treaties=many(TREATY), unknown=many(TEXT))
STATED = {"designated_on": maybe(DAY), "escalates_to": maybe(UUID), "accepts_oral": maybe(YES_OR_NO)}
ENTRY = shape(
    **{name: STATED.get(name, TEXT) for name in sorted(EDITABLE)},
    confirmed_on=maybe(DAY),
    confirmed_by=maybe(TEXT),
    days_since_confirmed=maybe(WHOLE),
    stale=YES_OR_NO,
)
POST = shape(
    id=UUID,
    country=COUNTRY,
    country_name=TEXT,
    name=TEXT,
    type=TEXT,
    type_label=TEXT,
    generation=WHOLE,
    kem=BYTES,
    entry=ENTRY,
)
POSTS = shape(focal_points=many(POST), next=maybe(TEXT))
INVITATION = shape(
    id=UUID,
    focal_point=UUID,
    role=TEXT,
    name=TEXT,
    email=TEXT,
    code_sha256=HASH,
    sealed_code=BYTES,
    invited_by=UUID,
    expires=TIME,
    closed=YES_OR_NO,
    answer=maybe(OPEN),
)
INVITATIONS = shape(invitations=many(INVITATION), next=maybe(TEXT))
OPENED = shape(
    id=UUID,
    hub=TEXT,
    country=COUNTRY,
    focal_point_name=TEXT,
    focal_point_type=TEXT,
    role=TEXT,
    name=TEXT,
    expires=TIME,
    founding=YES_OR_NO,
)
JOINED = shape(officer=UUID)


def me(officer: Officer, seats: Collection[Seat], focal_point: object, administers: bool) -> Json:
    """An officer to himself."""
    return {
        "officer": str(officer.pk),
        "name": officer.name,
        "email": officer.email,
        "country": officer.country_id,
        "language": officer.language,
        "time_zone": officer.time_zone,
        "administers": administers,
        "seats": [seat_card(seat) for seat in seats],
        "focal_point": str(focal_point) if focal_point else None,
    }


def session_card(row: Json) -> Json:
    """One browser session; those made by other means than signing in have no times."""
    return row | {name: row[name] and clock.text(row[name]) for name in ("begun", "seen")}


def seat_card(seat: Seat) -> Json:
    """One role at one post."""
    post = seat.focal_point
    return {
        "focal_point": str(post.pk),
        "name": post.name,
        "type": post.type,
        "role": seat.role,
        "country": post.country_id,
    }


def token(secret: str, row: AccessToken) -> Json:
    """A new token; the secret is shown here and never again."""
    return {
        "token": secret,
        "expires": clock.text(row.expires),
        "officer": str(row.officer_id),
        "focal_point": str(row.seat.focal_point_id) if row.seat else None,
        "scopes": row.scopes.split(),
    }


def country_card(country: Country, peers: Mapping[str, str]) -> Json:
    """A country; `verified` says whether the caller's country stated this fingerprint as compared."""
    return {
        "code": country.code,
        "name": str(country),
        "member": country.member,
        "fingerprint": country.fingerprint,
        "head_seq": country.head_seq,
        "head_hash": country.head_hash,
        "verified": bool(country.fingerprint) and peers.get(country.code) == country.fingerprint,
    }


def treaties(country: str, rows: Collection[TreatyStatus]) -> Json:
    """What dated sources say; a missing date is null, an instrument without any source is unknown."""
    told = {row.instrument for row in rows}
    return {
        "country": country,
        "treaties": [_treaty(row) for row in rows],
        "unknown": [name for name in INSTRUMENTS if name not in told],
    }


def _treaty(row: TreatyStatus) -> Json:
    return {
        "instrument": row.instrument,
        "signed": row.signed or None,
        "bound": row.bound or None,
        "manner": row.manner or None,
        "as_of": row.as_of,
        "source": row.source,
    }


def post_card(post: FocalPoint, today: date) -> Json:
    """A post in the directory, with its current public key (annotated as `kem`)."""
    return {
        "id": str(post.pk),
        "country": post.country_id,
        "country_name": str(post.country),
        "name": post.name,
        "type": post.type,
        "type_label": post.get_type_display(),
        "generation": post.generation,
        "kem": getattr(post, "kem", None) or "",
        "entry": entry_card(post.entry, today),
    }


def entry_card(entry: DirectoryEntry, today: date) -> Json:
    """A directory entry and its age: after 90 days without confirmation it is stale."""
    days = (today - entry.confirmed_on).days if entry.confirmed_on else None
    by = entry.confirmed_by.name if entry.confirmed_by else None
    post = entry.escalates_to_id
    stated = {name: getattr(entry, name) for name in sorted(EDITABLE - {"escalates_to"})}
    return stated | {
        "escalates_to": str(post) if post else None,
        "confirmed_on": entry.confirmed_on,
        "confirmed_by": by,
        "days_since_confirmed": days,
        "stale": days is None or days > STALE_AFTER_DAYS,
    }


def new_keys(row: NewKeys) -> Json:
    """Keys made anew, to the administrators of the officer's country."""
    made = {"kem": row.kem, "sig": row.sig, "made": clock.text(row.made)}
    return {"officer": str(row.officer_id), "name": row.officer.name} | made


def waiting(row: WaitingStatement) -> Json:
    """A statement that waits for a second signature, to the administrators of its country."""
    statement = {"envelope": row.envelope, "wraps": row.wraps, "boxes": row.boxes}
    proposed, until = clock.text(row.proposed_at), clock.text(row.proposed_at + WAITS_FOR)
    place = {"hash": row.hash, "by": str(row.by_id), "proposed": proposed, "until": until}
    return {**place, "statement": statement}


def device(row: Device) -> Json:
    """A remembered device to its officer."""
    made, used = clock.text(row.made), clock.text(row.used)
    return {"id": str(row.pk), "label": row.label, "made": made, "used": used}


def invitation(row: Invitation) -> Json:
    """An invitation to the administrators of its own country."""
    return {
        "id": str(row.pk),
        "focal_point": str(row.focal_point_id),
        "role": row.role,
        "name": row.name,
        "email": row.email,
        "code_sha256": row.code_sha256,
        "sealed_code": row.sealed_code,
        "invited_by": str(row.invited_by_id),
        "expires": clock.text(row.expires),
        "closed": row.closed,
        "answer": row.answer,
    }


def opened(row: Invitation) -> Json:
    """An invitation to whoever holds its code."""
    post = row.focal_point
    return {
        "id": str(row.pk),
        "hub": settings.HUB_ID,
        "country": row.country_id,
        "role": row.role,
        "name": row.name,
        "focal_point_name": post.name if post else row.post_name,
        "expires": clock.text(row.expires),
        "focal_point_type": post.type if post else row.post_type,
        "founding": post is None,
    }
