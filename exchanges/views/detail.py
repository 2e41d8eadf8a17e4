"""One exchange: where it is, who holds the ball, until when, what may be done and why not the rest."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from exchanges import queries
from exchanges.queries.clocks import calendars, clock_rows
from exchanges.rules import acts_for, bound
from exchanges.states import Family, Side, Status
from exchanges.views.rows import Row, last_minute, row
from focal_points.acting import Acting, acting_for
from focal_points.models import FocalPoint, PostType
from hub.base.clock import now, parse
from hub.base.errors import Unseen
from hub.base.pages import page
from hub.base.results import Denied, Text
from hub.clocks import Calendar
from hub.forms import schema
from hub.forms.exchanges import MOVES

# Possible at many times, but not what an exchange waits for.
MINOR = frozenset({"quick.withdraw", "info.exculpatory", "info.ask_consent", "info.close", "info.consult"})
# What waits for an answer comes before everything else.
FIRST = ("info.answer_consent", "info.consult")


@dataclass(frozen=True)
class Button:
    """An act with its address, or the reason why it is not possible."""

    kind: str
    label: str
    allowed: bool
    reason: Text = ""
    source: str = ""
    address: str = ""


@require_safe
@page
def exchange_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page of one exchange."""
    acting, moment = acting_for(request), now()
    found = find(acting, pk)
    buttons = _buttons(found, acting, moment)
    allowed = [one for one in buttons if one.allowed]
    primary = _primary(allowed, found) if found.mine else None
    context = {
        "row": found,
        "rail": "exchanges",
        "clocks": _clocks(found, moment),
        "primary": primary,
        "others": [one for one in allowed if one is not primary],
        "denied": [one for one in buttons if not one.allowed],
        "timeline": [_line(event) for event in queries.timeline(found.exchange, acting)],
        "plain": _plain(found),
        "bound": _ways(sorted(bound(found.exchange.standing(), moment))),
        "answer": words(found.exchange.answer, "answers"),
        "reason": words(found.exchange.reason, "reasons"),
        "holds_key": acting.holds_key,
        "convert": _convert(found),
    }
    return render(request, "exchanges/exchange.html", context)


def find(acting: Acting, pk: UUID) -> Row:
    """The exchange as the acting post sees it. Raises Unseen."""
    found = queries.whole(acting).filter(pk=pk).first()
    if found is None or acting.focal_point.pk not in (found.sender_id, found.receiver_id):
        raise Unseen
    return row(found, acting, now())


def words(code: str, choices: str) -> str:
    """The words of a code in the page's language."""
    return schema.label(choices, code, get_language() or "en", form="exchanges")


def _buttons(found: Row, acting: Acting, moment: datetime) -> list[Button]:
    language, made = get_language() or "en", []
    for move, answer in acts_for(found.exchange, acting, moment):
        label = schema.words(move.label, language)
        address = f"/exchanges/{found.exchange.pk}/act/{move.kind.partition('.')[2]}/"
        if isinstance(answer, Denied):
            made.append(Button(move.kind, label, False, answer.reason, answer.source or move.source))
        else:
            made.append(Button(move.kind, label, True, source=move.source, address=address))
    return made


def _primary(allowed: list[Button], found: Row) -> Button | None:
    """What the exchange waits for: an open question first, then the next step."""
    ranked = [one for kind in FIRST for one in allowed if one.kind == kind and found.mine]
    ranked += [one for one in allowed if one.kind not in MINOR]
    return ranked[0] if ranked else None


def _clocks(found: Row, moment: datetime) -> list[dict[str, Any]]:
    posts = {Side.SENDER: found.exchange.sender, Side.RECEIVER: found.exchange.receiver}
    rows = clock_rows(found.exchange.standing(), moment)
    zones = calendars(post.pk for post in posts.values())
    return [_clock(one, posts[Side(one["side"])], zones) for one in rows]


def _clock(one: dict[str, Any], post: FocalPoint, zones: dict[UUID, Calendar]) -> dict[str, Any]:
    """A clock with who must act, and the hour at that post's own clock where it is another one."""
    due = last_minute(parse(one["due"]), one["code"], asked=one["asked"])
    there = due.astimezone(zones[post.pk].zone)
    same = there.utcoffset() == timezone.localtime(due).utcoffset()
    return {**one, "due": due, "who": post.country, "there": None if same else there.replace(tzinfo=None)}


def _line(event: Any) -> dict[str, Any]:
    return {"event": event, "label": schema.words(MOVES[event.kind].done, get_language() or "en")}


def _plain(found: Row) -> list[dict[str, Any]]:
    """What the sender said in plain sight; the browser compares each with what was signed."""
    one = found.exchange
    rows = [("handling", one.handling, words(one.handling, "handling"))]
    if one.evaluation:
        grades = (words(one.evaluation[0], "source_grades"), words(one.evaluation[1], "information_grades"))
        rows.append(("evaluation", one.evaluation, " · ".join(grades)))
    if one.restrictions:
        said = ", ".join(words(code, "restrictions") for code in one.restrictions)
        rows.append(("restrictions", ",".join(one.restrictions), said))
    if one.until:
        rows.append(("until", one.until.isoformat(), one.until.isoformat()))
    labels = schema.load("exchanges")["facts"]
    language = get_language() or "en"
    return [
        {"id": name, "value": value, "label": schema.words(labels[name]["label"], language), "words": text}
        for name, value, text in rows
    ]


def _ways(codes: list[str]) -> list[str]:
    return [words(code, "ways") for code in codes]


def _convert(found: Row) -> str:
    """Where a formal request is drafted from this information; empty if that is not the reader's to do."""
    one = found.exchange
    if one.family != Family.INFO or found.ours or one.status == Status.SENT:
        return ""
    posts = FocalPoint.objects.filter(country=one.sender.country_id, type=PostType.CENTRAL_AUTHORITY)
    first = posts.filter(generation__gt=0).order_by("name", "pk").first()
    return f"/requests/new/?information={one.pk}" + (f"&to={first.pk}" if first else "")
