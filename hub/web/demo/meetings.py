"""Conferences of the demo: the chain is on the public record, the texts are demonstration and say so."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any

from focal_points.acting import Acting
from focal_points.models import FocalPoint, PostType, Role, Seat
from hub.conferences.actions import adopting, drafting, editions, lineage, meeting, publishing, sets
from hub.conferences.models import Conference, Recommendation, Series

Data = dict[str, Any]


def hold() -> None:
    """Hold every conference of the table, oldest first; the newest stay open for follow-up."""
    if Series.objects.exists():
        return
    data: Data = json.loads((files("hub.web.demo") / "meetings.json").read_text(encoding="utf-8"))
    by = secretariat()
    now = datetime(2014, 1, 1, tzinfo=UTC)
    for one in data["series"]:
        editions.add_series(one, by=by, now=now)
    for one in sorted(data["editions"], key=lambda one: str(one["start"])):
        _edition(one, data, by)


def _edition(one: Data, data: Data, by: Acting) -> None:
    now = datetime.fromisoformat(f"{one['end']}T16:00:00+00:00")
    known = {name: one[name] for name in editions.NEW if name in one} | {"visibility": "public"}
    found = editions.begin(one["series"], known, by=by, now=now)
    for source, status, countries in one["came"]:
        for word in countries.split():
            country, _sep, role = word.partition(":")
            row = {"country": country, "role": role or "delegate", "source": source, "status": status}
            meeting.list_delegation(found.pk, row, by=by, now=now)
    for number, day, start, title in one.get("agenda", ()):
        item = {"number": number, "day": day, "start": start, "title": title}
        meeting.add_item(found.pk, item, by=by, now=now)
    if one.get("texts"):
        _adopt(found, one, data, by, now)


def _adopt(found: Conference, one: Data, data: Data, by: Acting, now: datetime) -> None:
    """From the first draft to the published text, as an organiser does it."""
    editions.move(found.pk, "start_drafting", by=by, now=now)
    text = found.sets.first() or sets.begin_set(found.pk, {}, by=by, now=now)
    for given in one["texts"]:
        _draft(text.pk, given, data, by, now)
    for symbol, fate, reason in one.get("fates", ()):
        said = {"ancestor": str(_named(symbol).pk), "fate": fate, "reason": reason}
        lineage.record_fate(text.pk, said, by=by, now=now)
    adopting.consolidate(text.pk, by=by, now=now)
    adopted = adopting.declare_consensus(text.pk, "4", by=by, now=now)
    publishing.publish(text.pk, by=by, confirmed=adopted.hash, now=now + timedelta(days=1))
    editions.move(found.pk, "follow_up", by=by, now=now + timedelta(days=30))


def _draft(text: Any, given: Data, data: Data, by: Acting, now: datetime) -> None:
    plain: Data = {name: given[name] for name in ("themes", "force", "sdg") if name in given}
    first: Data = {"body": data["mark"]["en"] + given["en"], "source_note": data["note"], **plain}
    row = drafting.add(text, first, by=by, now=now)
    for code in ("fr", "ar"):
        if code in given:
            body = {"language": code, "base": 0, "body": data["mark"][code] + given[code]}
            drafting.save_text(row.pk, body | {"translation": "unofficial"}, by=by, now=now)
    for symbol, kind in given.get("links", ()):
        tie = {"ancestor": str(_named(symbol).pk), "kind": kind}
        lineage.add_link(row.pk, tie, by=by, now=now)


def _named(symbol: str) -> Recommendation:
    return Recommendation.objects.get(symbol=symbol)


def secretariat() -> Acting:
    """An officer of the Secretariat at its post."""
    post = FocalPoint.objects.select_related("country").get(type=PostType.SECRETARIAT)
    seats = Seat.objects.filter(focal_point=post, to_seq__isnull=True).select_related("officer")
    officer = next(seat.officer for seat in seats if seat.role == Role.OFFICER)
    return Acting(officer, post, frozenset(seat.role for seat in seats if seat.officer_id == officer.pk))
