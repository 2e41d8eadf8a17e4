"""Commands for tasks, dates and consents on a conversation."""

from __future__ import annotations

import argparse
import uuid
from pathlib import Path
from typing import Any

from hub.client.cli import prompts
from hub.client.cli.show import say
from hub.client.cli.threads.options import made, member, verb, words
from hub.client.errors import Usage
from hub.client.exchanges import find_post
from hub.client.home import Home
from hub.client.sending import Intent
from hub.client.session import Session, open_session
from hub.client.threads import dates
from hub.client.threads.history import History
from hub.client.threads.lists import read_thread
from hub.client.threads.opening import Opener, message
from hub.client.threads.passing import check_use
from hub.client.threads.sending import Words, act
from hub.encryption.canonical import Json, canonical

Args = argparse.Namespace


def register(verbs: Any) -> None:
    """Add the commands."""
    task = verb(verbs, "task", "ask a member to do something", _task, needed=True)
    task.add_argument("post", metavar="CC|POST")
    task.add_argument("--due", metavar="2026-12-01", help="until this day")
    done = verb(verbs, "task-done", "say what became of a task", _task_done)
    done.add_argument("task", metavar="N", help="the number of the act that made it")
    done.add_argument("state", nargs="?", choices=words("task_states"), default="done")
    _dates(verbs)
    _consents(verbs)


def _dates(verbs: Any) -> None:
    poll = verb(verbs, "poll", "ask which dates suit", _poll, text="what for, sealed", needed=True)
    poll.add_argument("--date", action="append", required=True, metavar="START/MINUTES")
    poll.add_argument("--zone", default="UTC", help="of the dates, e.g. Asia/Kathmandu")
    poll.add_argument("--show-zone", action="append", default=[], help="also show the dates in this zone")
    poll.add_argument("--closes", metavar="MOMENT", help="answers wanted by")
    vote = verb(verbs, "vote", "say which dates suit", _vote)
    vote.add_argument("poll", metavar="N")
    vote.add_argument("choices", nargs="+", metavar="a=yes|maybe|no")
    decide = verb(verbs, "decide", "fix a date, or none", _decide)
    decide.add_argument("poll", metavar="N")
    decide.add_argument("option", metavar="a|none")
    ics = verbs.add_parser("ics", help="the fixed date as a calendar file")
    ics.add_argument("thread", metavar="ID")
    ics.add_argument("poll", metavar="N")
    ics.add_argument("file", type=Path, metavar="FILE.ics")
    ics.set_defaults(run=run_ics)


def _consents(verbs: Any) -> None:
    ask = verb(verbs, "ask-consent", "ask the owner of messages for consent to use them", _ask)
    ask.add_argument("items", nargs="+", metavar="N")
    ask.add_argument("--way", action="append", required=True, choices=words("ways"))
    ask.add_argument("--to", metavar="CC|POST", help="to whom it is passed on; anybody if left out")
    consent = verb(verbs, "consent", "answer a question for consent", _consent, text="conditions, sealed")
    consent.add_argument("ask", metavar="N")
    consent.add_argument("answer", choices=words("consents"))
    may = verbs.add_parser("may", help="whether a message may be used so, by its handling code and consents")
    may.add_argument("thread", metavar="ID")
    may.add_argument("item", metavar="N")
    may.add_argument("way", choices=[one for one in words("ways") if one != "share"])
    may.set_defaults(run=run_may)


def _task(session: Session, history: History, args: Args) -> Intent:
    facts = {"task": str(uuid.uuid4()), "post": member(session, history, args.post), "due": args.due}
    mark = canonical({"post": facts["post"], "due": args.due}).decode()
    return act(session, history, "task", facts, Words(args.text), mark=mark)


def _task_done(session: Session, history: History, args: Args) -> Intent:
    number, _ = made(history, history.standing.tasks, args.task)
    return act(session, history, "task_done", {"task": number, "state": args.state}, Words(args.text))


def _poll(session: Session, history: History, args: Args) -> Intent:
    closes = dates.in_utc(args.closes, args.zone) if args.closes else None
    zones = list(dict.fromkeys([args.zone, *args.show_zone]))
    for zone in zones:
        dates.known_zone(zone)
    fields = {
        "options": dates.options(args.date, args.zone),
        "zones": [zone for zone in zones if zone != "UTC"],
    }
    facts = {"poll": str(uuid.uuid4()), "closes": closes}
    return act(session, history, "poll", facts, Words(args.text, fields=fields), mark=str(closes))


def _vote(session: Session, history: History, args: Args) -> Intent:
    number, poll = made(history, history.standing.polls, args.poll)
    offered = {str(one["id"]) for one in _options(session, history, poll.event)}
    given = dict(one.partition("=")[::2] for one in args.choices)
    wrong = [name for name, word in given.items() if name not in offered or word not in words("choices")]
    if wrong:
        raise Usage(f"“{wrong[0]}={given[wrong[0]]}” should look like a=yes, a=maybe or a=no.")
    return act(session, history, "vote", {"poll": number}, Words(args.text, fields={"choices": given}))


def _decide(session: Session, history: History, args: Args) -> Intent:
    number, poll = made(history, history.standing.polls, args.poll)
    option = None if args.option == "none" else args.option
    if option is not None:
        dates.chosen(_options(session, history, poll.event), option)
    return act(session, history, "decide", {"poll": number}, Words(args.text, fields={"option": option}))


def _options(session: Session, history: History, event: str) -> list[Json]:
    found: list[Json] = Opener(session, history).open(event).body["fields"].get("options", [])
    return found


def run_ics(args: Args) -> int:
    """Write the calendar file of a fixed date."""
    session = open_session(Home(), prompts.passphrase())
    history = read_thread(session, args.thread)
    _, poll = made(history, history.standing.polls, args.poll)
    if poll.decided is None:
        raise Usage("No date is fixed yet. The one who asked fixes it: hub threads decide")
    opener = Opener(session, history)
    option = opener.open(poll.decided).body["fields"].get("option")
    if option is None:
        raise Usage("It was decided that none of the dates is kept.")
    asked = opener.open(poll.event)
    found = dates.chosen(asked.body["fields"].get("options", []), str(option))
    made_at = history.find(poll.decided).manifest.created
    text = str(asked.body["text"])
    args.file.write_bytes(
        dates.calendar(f"{poll.event}@{session.hub}", made_at, found, opener.subject(), text)
    )
    say(f"{args.file}  (not sealed: keep it as you keep paper)")
    return 0


def _ask(session: Session, history: History, args: Args) -> Intent:
    acts = [message(history, one) for one in args.items]
    owners = {one.manifest.sender.focal_point for one in acts}
    if len(owners) != 1:
        raise Usage("These messages have several owners. Ask each of them.")
    to = find_post(session, args.to) if args.to else None
    items = [one.manifest.event for one in acts]
    facts = {"ask": str(uuid.uuid4()), "owner": owners.pop(), "items": items, "ways": args.way, "to": to}
    mark = canonical({**facts, "ask": ""}).decode()
    return act(session, history, "ask_consent", facts, Words(args.text), mark=mark)


def _consent(session: Session, history: History, args: Args) -> Intent:
    number, _ = made(history, history.standing.asks, args.ask)
    return act(session, history, "consent", {"ask": number, "answer": args.answer}, Words(args.text))


def run_may(args: Args) -> int:
    """Say yes, or refuse with the rule."""
    session = open_session(Home(), prompts.passphrase())
    history = read_thread(session, args.thread)
    check_use(session, history, message(history, args.item).manifest.event, args.way)
    say("Yes, as far as its handling code and the consents given say.")
    return 0
